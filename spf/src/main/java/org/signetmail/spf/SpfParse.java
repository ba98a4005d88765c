package org.signetmail.spf;

/**
 * What {@link SpfRecord#parse} makes of a text: the record or what is wrong with it.
 * <pre>{@code
 * if (SpfRecord.parse(text) instanceof SpfSyntaxError error) {
 *     System.err.println(error.explain(text));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface SpfParse permits SpfRecord, SpfSyntaxError {}
