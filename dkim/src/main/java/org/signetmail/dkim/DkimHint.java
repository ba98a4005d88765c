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
         * Traces in the message speak for it, and the hint says which. Where something is proved, nothing is suspected.
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
        /** None of the changes that were tried makes the body's hash fit. */
        BODY_UNEXPLAINED(
                "body-unexplained",
                Certainty.FACT,
                "the body is not what was signed, and nothing that was tried explains it",
                "text was replaced, removed, or changed in more than one way; compare with the message as it was sent"),
        /** The body verifies when lone CR and LF are made CRLF. */
        LINE_ENDS(
                "line-ends",
                Certainty.PROVED,
                "the body was signed with CRLF where it has a lone CR or LF now",
                "a program that writes files with LF alone handled it on the way, or gave it to this check;"
                        + " keep CRLF, or restore it before verifying"),
        /** The body verifies when its CRLFs are made LF. */
        SIGNED_WITH_LF(
                "signed-with-lf",
                Certainty.PROVED,
                "the body was signed with LF where it has CRLF now",
                "the signer got it as a file with LF; have it sign what goes over SMTP, with CRLF"),
        /** The body verifies when white space at the ends of lines is taken away. */
        TRAILING_WHITE_SPACE(
                "trailing-white-space",
                Certainty.PROVED,
                "the body was signed without white space that it has at the ends of lines",
                "a gateway or an editor did that; a body signed as relaxed survives it"),
        /** The body verifies with a blank behind "--". */
        TRAILING_WHITE_SPACE_LOST(
                "trailing-white-space-lost",
                Certainty.PROVED,
                "the body was signed with a blank behind the \"--\" that stands before a signature text",
                "a server or editor that trims lines did that; a body signed as relaxed survives it"),
        /** The body verifies when dots at the start of lines are taken away. */
        DOTS_STUFFED(
                "dots-stuffed",
                Certainty.PROVED,
                "dots at the start of lines are doubled, as SMTP has them on the wire only (RFC 5321 section 4.5.2)",
                "the receiving program, or whoever stored the message, does not take them out again;"
                        + " verify the message after dot-unstuffing"),
        /** The body verifies with another dot at the start of lines that begin with one. */
        DOTS_LOST(
                "dots-lost",
                Certainty.PROVED,
                "the body was signed with one dot more at the start of lines that begin with one"
                        + " (RFC 5321 section 4.5.2: SMTP doubles it)",
                "a program on the way sends without doubling dots, or takes them out twice;"
                        + " or the signer hashes the body with its dots doubled already"),
        /** The body verifies when angle brackets before "From " are taken away. */
        FROM_QUOTED(
                "from-quoted",
                Certainty.PROVED,
                "lines that begin with \"From \" got a \">\" before it",
                "an mbox file does that; keep messages in another format, or sign quoted-printable with =46rom"),
        /** The body verifies when long lines are joined. */
        LINE_BROKEN(
                "line-broken",
                Certainty.PROVED,
                "a line that was too long was broken (RFC 5322 section 2.1.1: 998 octets)",
                "Postfix does that at 998 octets with a blank, sendmail at 990 with \"!\";"
                        + " have the sender encode bodies with long lines as quoted-printable or base64"),
        /** The body verifies when its quoted-printable encoding is undone. */
        QUOTED_PRINTABLE(
                "quoted-printable",
                Certainty.PROVED,
                "bh= fits the body with its quoted-printable encoding undone: it was signed as 8bit and encoded on the way,"
                        + " or the signer hashes bodies decoded",
                "relays encode for a next server without 8BITMIME; sign what is 7bit already, as it is sent"),
        /** The body verifies when it is made quoted-printable. */
        QUOTED_PRINTABLE_UNDONE(
                "quoted-printable-undone",
                Certainty.PROVED,
                "bh= fits the body made quoted-printable: it was hashed so, and turned into 8bit afterwards",
                "a relay that decodes bodies did that, or a mail library that sends with 8BITMIME;"
                        + " switch that off, or sign behind it"),
        /** The body verifies with base64 in lines of another length. */
        BASE64_REWRAPPED(
                "base64-rewrapped",
                Certainty.PROVED,
                "base64 was signed in lines of another length",
                "gateways and libraries that encode attachments anew do that; have content passed on as it comes"),
        /** The body verifies when its base64 encoding is undone. */
        BASE64(
                "base64",
                Certainty.PROVED,
                "bh= fits the body with its base64 encoding undone: it was signed as 8bit and encoded on the way,"
                        + " or the signer hashes bodies decoded",
                "relays encode for a next server without 8BITMIME; sign what is 7bit already, as it is sent"),
        /** The body verifies when it is made base64. */
        BASE64_UNDONE(
                "base64-undone",
                Certainty.PROVED,
                "bh= fits the body made base64: it was hashed so, and decoded afterwards",
                "a relay or gateway that decodes bodies did that; switch that off, or sign behind it"),
        /** The body verifies when it is decoded and encoded the other way. */
        ENCODING_CHANGED(
                "encoding-changed",
                Certainty.PROVED,
                "the body went from one encoding to another",
                "gateways that write a message anew do that; have content passed on as it comes, or sign behind it"),
        /** The body verifies in another charset, or holds traces of a conversion. */
        CHARSET_CONVERTED(
                "charset-converted",
                Certainty.PROVED,
                "the body was turned into another charset",
                "gateways and list managers do that; sign UTF-8 in quoted-printable or base64"),
        /** The body verifies without what stands at its top. */
        TEXT_ON_TOP(
                "text-on-top",
                Certainty.PROVED,
                "text or an empty line was put on top of the body, or the signer did not hash it",
                "gateways that warn of external mail do that; have them warn in a field of the header"),
        /** The body verifies with an empty line on top. */
        TOP_LINE_LOST(
                "top-line-lost",
                Certainty.PROVED,
                "the body was signed with one empty line more at its top",
                "a program that takes the message apart at the first empty lines took it away,"
                        + " or the signer hashes the empty line that ends the header"),
        /** The start of the body verifies. */
        FOOTER(
                "footer",
                Certainty.PROVED,
                "text was added at the end of the body, or the signer did not hash it",
                "mailing lists and servers that add disclaimers do that; leave footers out, or sign behind them"),
        /** The content of the first part verifies. */
        WRAPPED(
                "wrapped",
                Certainty.PROVED,
                "the body was made the first part of a multipart: bh= fits the content of that part",
                "mailing lists and disclaimer servers do that to add a part of their own; sign behind them"),
        /** The boundary of a multipart body seems to be another than that which was signed. */
        BOUNDARY_CHANGED(
                "boundary-changed",
                Certainty.SUSPECTED,
                "the message was taken apart and put together again, with a new boundary",
                "gateways that scan for viruses, add disclaimers or archive mail do that; have them pass messages on as they come"),
        /** The end of the body seems to be missing. */
        TRUNCATED(
                "truncated",
                Certainty.SUSPECTED,
                "the end of the multipart body is missing",
                "a size limit, a broken transfer or a program that stops at a line with one dot did that; compare the sizes"),
        /** Something seems to have been put into HTML. */
        HTML_CHANGED(
                "html-changed",
                Certainty.SUSPECTED,
                "something was put into HTML, or behind it",
                "servers that add disclaimers, warnings or footers do that; leave them out, or sign behind them"),
        /** Links seem to have been rewritten. */
        LINKS_REWRITTEN(
                "links-rewritten",
                Certainty.SUSPECTED,
                "links were made to lead to a service that checks them",
                "security gateways do that; verify before them, or have them trust the receiver's verdict"),
        /** A mailing list seems to have handled the message. */
        LIST_HANDLED(
                "list-handled",
                Certainty.SUSPECTED,
                "a mailing list handled the message, and lists add footers, mark subjects and write parts anew",
                "have the list leave the message as it is, or sign it in its own name (RFC 6377)"),
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
        /** The body verifies under the other canonicalization. */
        OTHER_BODY_CANONICALIZATION(
                "other-body-canonicalization",
                Certainty.PROVED,
                "bh= fits the body in the other canonicalization than c= says",
                ""),
        /** The body verifies as it is. */
        BODY_NOT_CANONICALIZED(
                "body-not-canonicalized",
                Certainty.PROVED,
                "bh= is the hash of the body as it is, not of its canonical form (RFC 6376 section 3.4)",
                "this was not done on the way; update the signer"),
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
        /** None of the changes that were tried makes the signature over the header fit. */
        HEADER_UNEXPLAINED(
                "header-unexplained",
                Certainty.FACT,
                "the header is not what was signed, and nothing that was tried explains it",
                "what was removed or replaced can be told with a z= tag alone: have the signer write one for a test"),
        /** Fields that are signed and there, of a header that is not what was signed. */
        FIELDS_PRESENT(
                "fields-present",
                Certainty.FACT,
                "fields that are signed and there, each of which may have been changed",
                ""),
        /** Fields that {@code h=} names and of which there is none, of a header that is not what was signed. */
        FIELDS_ABSENT(
                "fields-absent",
                Certainty.FACT,
                "fields that h= names and that are not there: signed as absent, or removed since",
                ""),
        /** Fields that are there, and fewer than {@code h=} names, of a header that is not what was signed. */
        FIELDS_OVERSIGNED(
                "fields-oversigned",
                Certainty.FACT,
                "fields that are there, and that h= names more often: so that none can be added, or one was removed since",
                ""),
        /** Fields that are not signed, so that no change to them matters. */
        FIELDS_UNSIGNED("fields-unsigned", Certainty.FACT, "fields that are there and not signed", ""),
        /** Fields of which there are more than the signature covers. */
        FIELDS_ADDED("fields-added", Certainty.FACT, "fields occur more often than they are signed", ""),

        /** The signature fits when fields are left out that {@code h=} names. */
        FIELD_ADDED(
                "field-added",
                Certainty.PROVED,
                "the signature fits without fields that h= names: they were added behind the signer, or it did not hash them",
                "submission servers and gateways add what is missing; let the program that signs write these fields"),
        /** The signature fits with other fields of a name than those at the bottom of the header. */
        OTHER_INSTANCE(
                "other-instance",
                Certainty.PROVED,
                "others of several fields of one name were signed than RFC 6376 section 5.4.2 has",
                "one was added below them on the way, or the signer does not count from the bottom"),
        /** The signature fits with the fields of a name in another order. */
        FIELDS_REORDERED(
                "fields-reordered",
                Certainty.PROVED,
                "fields of one name were signed in another order than they stand in now",
                "servers and programs that keep fields in a table change it, and some signers count from the top;"
                        + " keep the header as it comes"),
        /** The signature fits without what was put into the Subject. */
        SUBJECT_MARKED(
                "subject-marked",
                Certainty.PROVED,
                "a mark was put into the Subject",
                "mailing lists, spam filters and gateways that mark external mail do that; have it put elsewhere"),
        /** The signature fits with other white space in fields. */
        FIELD_RESPACED(
                "field-respaced",
                Certainty.PROVED,
                "fields were signed with other white space in them, in places where the relaxed form keeps it",
                "servers that parse lists and write them anew do that (Exchange, list managers, mail libraries);"
                        + " have the header passed on as it comes"),
        /** The signature fits with fields folded otherwise, under the simple form. */
        FIELD_REFOLDED(
                "field-refolded",
                Certainty.PROVED,
                "fields were signed with other folds or white space, which the simple form does not survive",
                "many servers do that; sign with c=relaxed"),
        /** The signature fits with names in other letter case, under the simple form. */
        FIELD_RENAMED(
                "field-renamed",
                Certainty.PROVED,
                "fields were signed with their names in other letter case, which the simple form does not survive",
                "servers and libraries that write fields anew do that; sign with c=relaxed"),
        /** The signature fits with UTF-8 in place of encoded words, or the reverse. */
        FIELD_RECODED(
                "field-recoded",
                Certainty.PROVED,
                "a field was signed with its text encoded otherwise: as UTF-8 or in other encoded words (RFC 2047)",
                "a relay did that for a next server without SMTPUTF8, or a program that writes the header anew;"
                        + " sign what is encoded already"),
        /** The signature fits with another value of a field. */
        FIELD_REWRITTEN(
                "field-rewritten",
                Certainty.PROVED,
                "a field was signed with another value, and was written anew on the way",
                "servers, list managers and mail libraries that parse a header and write it anew do that;"
                        + " have it passed on as it comes"),
        /** The signature fits with its own field folded or spaced otherwise. */
        SIGNATURE_RESPACED(
                "signature-respaced",
                Certainty.PROVED,
                "the DKIM-Signature field itself was signed with other folds or white space, or another last semicolon",
                "a server that writes fields anew did that, or the signer did after it had hashed the field;"
                        + " sign with c=relaxed, and with no white space inside of values"),
        /** The signature fits with a blank behind the colon of folded fields. */
        SIGNER_KEPT_BLANK(
                "signer-kept-blank",
                Certainty.PROVED,
                "the signer canonicalized fields wrongly: it kept a blank behind the colon that"
                        + " RFC 6376 section 3.4.2 has deleted",
                "this was not done on the way; update the signer, and do not fold right behind a colon"),
        /** The signature fits what a faulty relaxed form makes of the header. */
        SIGNER_RELAXED_WRONGLY(
                "signer-relaxed-wrongly",
                Certainty.PROVED,
                "the signer did not make the relaxed form as RFC 6376 section 3.4.2 has it",
                "this was not done on the way; update the signer"),
        /** The signature fits with the fields in the order of the message. */
        SIGNER_MESSAGE_ORDER(
                "signer-message-order",
                Certainty.PROVED,
                "the signer hashed the fields in the order of the message and not in that of h=",
                "this was not done on the way; update the signer"),
        /** The signature fits with its own field hashed otherwise. */
        SIGNER_OWN_FIELD(
                "signer-own-field",
                Certainty.PROVED,
                "the signer hashed its own field otherwise than RFC 6376 section 3.7 has it",
                "this was not done on the way; update the signer"),
        /** The signature is over the hash of the hash. */
        SIGNER_HASHED_TWICE(
                "signer-hashed-twice",
                Certainty.PROVED,
                "the signer hashed the header twice",
                "this was not done on the way; hand the signing function the header where it hashes by itself"),
        /** The Ed25519 signature is over the header itself. */
        SIGNER_NOT_HASHED(
                "signer-not-hashed",
                Certainty.PROVED,
                "the signer gave Ed25519 the header in place of its SHA-256 (RFC 8463 section 3)",
                "this was not done on the way; update the signer"),
        /** The signature is over another hash than {@code a=} says. */
        SIGNER_OTHER_HASH(
                "signer-other-hash",
                Certainty.PROVED,
                "the signer used another hash than a= says, or left out which (RFC 8017 section 9.2)",
                "update the signer, or mend its configuration"),
        /** The header verifies under the other canonicalization. */
        OTHER_HEADER_CANONICALIZATION(
                "other-header-canonicalization",
                Certainty.PROVED,
                "the signature fits the header in the other canonicalization than c= says",
                "have the signer use the form that it announces; relaxed survives what most servers do"),
        /** Fields that are not what {@code z=} says they were. */
        FIELDS_CHANGED(
                "fields-changed",
                Certainty.SUSPECTED,
                "fields differ from the copies in z=",
                "look for what changes them between the signer and here");

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

    /** The same hint, with no more than a trace that speaks for it. */
    DkimHint suspected() {
        return new DkimHint(kind, Certainty.SUSPECTED, detail, fields);
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
        StringBuilder clause = new StringBuilder(certainty.keyword).append(": ").append(kind.description);
        String about = String.join(", ", fields);
        if (!about.isEmpty()) {
            clause.append(": ").append(Ascii.printable(about, MAX_DETAIL));
        }
        if (!detail.isEmpty()) {
            clause.append(about.isEmpty() ? ": " : "; ").append(detail);
        }
        String sentence = Reasons.sentence(clause.toString());
        return kind.advice.isEmpty() ? sentence : sentence + ' ' + Reasons.sentence(kind.advice);
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
