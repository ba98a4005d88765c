package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/**
 * What became of a message between its signing and here, or what its signer did wrong: for the person who has to find out
 * why good mail fails. A hint changes no verdict.
 *
 * <p>Made by Signet alone. Immutable and thread-safe.
 */
public final class DkimHint {

    /** How much of a detail is shown. */
    private static final int MAX_DETAIL = 300;

    private final Kind kind;
    private final Certainty certainty;
    private final String detail;
    private final List<String> fields;

    /** How sure a hint is. More constants may come; have a default branch. */
    public enum Certainty {
        /** What is so beyond doubt and names no cause: which fields are signed, which key the signature was made with. */
        FACT("fact"),
        /** A hash or signature fits once this change is undone: what was signed is known to the octet. */
        PROVED("proved"),
        /**
         * Traces in the message speak for it, and the hint says which. Nothing is suspected of a part of the message, its
         * header or its body, for which something is proved.
         */
        SUSPECTED("suspected");

        private final String keyword;

        Certainty(String keyword) {
            this.keyword = keyword;
        }

        /**
         * The word for it, as sentences begin and JSON has it.
         *
         * @return a word in lower case that stays
         */
        public String keyword() {
            return keyword;
        }
    }

    /** What can be found. More constants may come; have a default branch. */
    public enum Kind {
        /** The signature over the header verifies: the body alone was changed. */
        HEADER_INTACT(
                "header-intact",
                Certainty.FACT,
                "the header is as it was signed; the body was changed, or hashed wrongly",
                ""),
        /** The body verifies when lone CR and LF are made CRLF. */
        LINE_ENDS(
                "line-ends",
                Certainty.PROVED,
                "the body was signed with CRLF where it has a lone CR or LF now",
                "a program that writes files with LF alone handled it on the way, or gave it to this check;"
                        + " keep CRLF, or restore it before verifying"),
        /** The body verifies when white space at the ends of lines is taken away. */
        TRAILING_WHITE_SPACE(
                "trailing-white-space",
                Certainty.PROVED,
                "white space was added at the ends of lines",
                "a gateway or an editor did that; a body signed as relaxed survives it"),
        /** The body verifies under the other canonicalization. */
        OTHER_BODY_CANONICALIZATION(
                "other-body-canonicalization",
                Certainty.PROVED,
                "bh= fits the body in another canonicalization than c= says",
                "the signer announces one and uses the other: mend its configuration"),
        /** The start of the body verifies. */
        FOOTER(
                "footer",
                Certainty.PROVED,
                "text was added at the end of the body",
                "mailing lists and servers that add disclaimers do that; leave footers out, or sign behind them"),
        /** The body verifies when its quoted-printable encoding is undone. */
        QUOTED_PRINTABLE(
                "quoted-printable",
                Certainty.PROVED,
                "the body was signed as 8bit and made quoted-printable on the way",
                "a relay did that for a next server without 8BITMIME; sign what is 7bit already"),
        /** A relay says that it changed the encoding of the body. */
        CONVERTED(
                "converted",
                Certainty.SUSPECTED,
                "a relay says that it converted the body",
                "sign what is 7bit already, so that no relay has to convert it"),
        /** {@code bh=} is the hash of an empty body. */
        EMPTY_BODY_SIGNED(
                "empty-body-signed",
                Certainty.PROVED,
                "bh= is the hash of an empty body",
                "the signer did not get the body, or it was put in behind the signer"),
        /** The signature was made with the published key. */
        RIGHT_KEY(
                "right-key",
                Certainty.FACT,
                "the signature was made with the published key, over another header than this",
                ""),
        /** The signature was not made with the published key. */
        OTHER_KEY(
                "other-key",
                Certainty.FACT,
                "the signature was made with another key than the published one, or its b= is damaged",
                "compare the key that the signer uses with the record; an old record may be cached"),
        /** The header verifies under the other canonicalization. */
        OTHER_HEADER_CANONICALIZATION(
                "other-header-canonicalization",
                Certainty.PROVED,
                "the signature fits the header in another canonicalization than c= says",
                "the signer announces one and uses the other: mend its configuration"),
        /** Fields that are not what {@code z=} says they were. */
        FIELDS_CHANGED(
                "fields-changed",
                Certainty.SUSPECTED,
                "fields differ from the copies in z=",
                "look for what changes them between the signer and here"),
        /** Fields of which there are more than the signature covers. */
        FIELDS_ADDED("fields-added", Certainty.FACT, "fields occur more often than they are signed", "");

        private final String code;
        private final Certainty certainty;
        private final String description;
        private final String advice;

        Kind(String code, Certainty certainty, String description, String advice) {
            this.code = code;
            this.certainty = certainty;
            this.description = description;
            this.advice = advice;
        }

        /**
         * The kind for programs and logs.
         *
         * @return lower-case letters, digits and hyphens, such as {@code line-ends}; does not change between versions
         */
        public String code() {
            return code;
        }

        /**
         * The hint in words.
         *
         * @return a clause without a final stop
         */
        public String description() {
            return description;
        }

        /**
         * Who does such a thing, and what to do about it.
         *
         * @return a clause without a final stop; empty when there is nothing to say
         */
        public String advice() {
            return advice;
        }
    }

    private DkimHint(Kind kind, Certainty certainty, String detail, List<String> fields) {
        this.kind = kind;
        this.certainty = certainty;
        this.detail = Ascii.printable(detail, MAX_DETAIL);
        this.fields = List.copyOf(fields);
    }

    static DkimHint of(Kind kind) {
        return of(kind, "");
    }

    /** A hint about something, perhaps in a stranger's words. */
    static DkimHint of(Kind kind, String detail) {
        return new DkimHint(kind, kind.certainty, detail, List.of());
    }

    /** A hint about fields, whose names are in lower case. */
    static DkimHint of(Kind kind, String detail, List<String> fields) {
        return new DkimHint(kind, kind.certainty, detail, fields);
    }

    /** The same hint, known for sure. */
    DkimHint proved() {
        return new DkimHint(kind, Certainty.PROVED, detail, fields);
    }

    /**
     * What it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The kind for programs and logs.
     *
     * @return the same as {@link Kind#code}
     */
    public String code() {
        return kind.code;
    }

    /**
     * How sure it is.
     *
     * @return whether it is a fact without a cause, proved, or suspected
     */
    public Certainty certainty() {
        return certainty;
    }

    /**
     * What it is about, beside the fields.
     *
     * @return a clause of printable ASCII; may be empty
     */
    public String detail() {
        return detail;
    }

    /**
     * The header fields it is about.
     *
     * @return names in lower case, immutable; may be empty
     */
    public List<String> fields() {
        return fields;
    }

    /**
     * The hint in words: how sure it is, what it is, what it is about, who does that and what to do.
     *
     * @return one or two English sentences of printable ASCII
     */
    public String sentence() {
        StringBuilder sentence = new StringBuilder();
        appendSentence(sentence, certainty.keyword + ": " + kind.description);
        String about = String.join(", ", fields);
        if (!about.isEmpty()) {
            sentence.append(": ").append(Ascii.printable(about, MAX_DETAIL));
        }
        if (!detail.isEmpty()) {
            sentence.append(about.isEmpty() ? ": " : "; ").append(detail);
        }
        sentence.append('.');
        if (!kind.advice.isEmpty()) {
            sentence.append(' ');
            appendSentence(sentence, kind.advice);
            sentence.append('.');
        }
        return sentence.toString();
    }

    private static void appendSentence(StringBuilder to, String clause) {
        to.append(Character.toUpperCase(clause.charAt(0))).append(clause, 1, clause.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimHint that
                && kind == that.kind
                && certainty == that.certainty
                && detail.equals(that.detail)
                && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, certainty, detail, fields);
    }

    /** The same as {@link #sentence}. */
    @Override
    public String toString() {
        return sentence();
    }
}
