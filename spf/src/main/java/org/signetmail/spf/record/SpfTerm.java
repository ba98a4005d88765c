package org.signetmail.spf.record;

/**
 * One term of an SPF record: a {@link Directive} or a {@link Modifier} (RFC 7208 §4.6.1).
 *
 * <p>Immutable and thread-safe. {@code toString} gives the term as a record spells it: names in lower case, without
 * what the RFC has as default.
 */
public sealed interface SpfTerm permits Directive, Modifier {}
