package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;

/**
 * A guess at what became of a message between its signing and here. A hint changes no verdict: it is for the person who
 * has to find out why good mail fails.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what it is
 * @param detail what it is about, printable ASCII; may be empty
 * @param fields the names of the header fields it is about, in lower case; may be empty
 */
public record DkimHint(Kind kind, String detail, List<String> fields) {

    /** What can be guessed. */
    public enum Kind {
        /** The signature over the header verifies: the body alone was changed. */
        HEADER_INTACT("the header is as it was signed; the body was changed"),
        /** The body verifies when lone CR and LF are made CRLF. */
        LINE_ENDS("the body was signed with CRLF where it has a lone CR or LF now"),
        /** The body verifies when white space at the ends of lines is taken away. */
        TRAILING_WHITE_SPACE("white space was added at the ends of lines"),
        /** The body verifies under the other canonicalization. */
        OTHER_BODY_CANONICALIZATION("the body was hashed under another canonicalization than c= says"),
        /** The start of the body verifies. */
        FOOTER("text was added at the end of the body"),
        /** The body verifies when its quoted-printable encoding is undone. */
        QUOTED_PRINTABLE("the body was signed as 8bit and made quoted-printable on the way"),
        /** A relay says that it changed the encoding of the body. */
        CONVERTED("a relay says that it converted the body"),
        /** {@code bh=} is the hash of an empty body. */
        EMPTY_BODY_SIGNED("the signer hashed an empty body"),
        /** The signature was made with the published key, so a signed field was changed. */
        RIGHT_KEY("the signature was made with the published key; a signed header field was changed"),
        /** The signature was not made with the published key. */
        OTHER_KEY("the signature was made with another key than the published one, or is damaged"),
        /** The header verifies under the other canonicalization. */
        OTHER_HEADER_CANONICALIZATION("the header was hashed under another canonicalization than c= says"),
        /** Fields that are not what {@code z=} says they were. */
        FIELDS_CHANGED("fields differ from the copies in z="),
        /** Fields of which there are more than the signature covers. */
        FIELDS_ADDED("fields occur more often than they are signed");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        /**
         * The hint in words.
         *
         * @return a clause without a final stop
         */
        public String description() {
            return description;
        }
    }

    /**
     * Copies the list.
     *
     * @param kind what it is
     * @param detail what it is about
     * @param fields the names of the header fields it is about
     */
    public DkimHint {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
        fields = List.copyOf(fields);
    }

    static DkimHint of(Kind kind) {
        return new DkimHint(kind, "", List.of());
    }

    /** The hint as a sentence. */
    @Override
    public String toString() {
        String about = detail.isEmpty() ? String.join(", ", fields) : detail;
        return Reasons.sentence(kind.description, about);
    }
}
