package org.signetmail.dkim;

import java.util.Objects;

/**
 * How a signature covers the header fields of one name (RFC 6376 §5.4.2). More present than signed means that some of
 * them are vouched for by nobody: a second From may have been added (RFC 6376 §8.15).
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the field name in lower case
 * @param signed how often {@code h=} names it
 * @param present how many such fields the message has, the signature's own field not counted
 */
public record SignedField(String name, int signed, int present) {
    /**
     * Checks for null.
     *
     * @param name the field name
     * @param signed how often it is named
     * @param present how many there are
     */
    public SignedField {
        Objects.requireNonNull(name, "name");
    }
}
