package org.signetmail.dkim.canonical;

import org.signetmail.core.HeaderField;

/**
 * The field of a signature among what it signs: without the value of its {@code b=} (RFC 6376 §3.7).
 *
 * @param field the field as it stands in the message
 * @param cutStart where the value of {@code b=} and the white space around it start among the octets of the field
 * @param cutEnd where they end
 */
public record OwnField(HeaderField field, int cutStart, int cutEnd) {}
