package org.signetmail.dkim.diagnosis;

/**
 * Something in a body that speaks for a change, and proves none.
 *
 * @param kind what it speaks for
 * @param detail what was seen, perhaps in a stranger's words
 */
public record BodyTrace(Kind kind, String detail) {

    /** What a trace speaks for. */
    public enum Kind {
        /** The boundary that Content-Type names is not in the body. */
        OTHER_BOUNDARY,
        /** The closing line of a multipart is not there. */
        NOT_CLOSED,
        /** HTML has something in it, or behind it, that servers add. */
        HTML_CHANGED,
        /** Links lead to a service that checks them. */
        LINKS_REWRITTEN,
        /** Text that servers put on top. */
        TEXT_ON_TOP,
        /** Text that servers add at the end. */
        FOOTER,
        /** Characters were lost, or the octets are not of the charset that the header names. */
        CHARSET_CONVERTED
    }
}
