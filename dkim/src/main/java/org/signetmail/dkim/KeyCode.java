package org.signetmail.dkim;

import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.Ascii;

/** The stable names of all that can be said about a published key, with the rule behind each and what to do about it. */
enum KeyCode {

    // What DNS answered.
    LOOKUP_FAILED(
            Severity.WARNING,
            "RFC 6376 §6.1.2",
            "Ask again, and if it stays so, look at the name servers of the domain."),
    MISSING(Severity.ERROR, "RFC 6376 §6.1.2", "Publish the record of the key there, as TXT."),
    DANGLING_CNAME(
            Severity.ERROR,
            "RFC 6376 §6.1.2",
            "Have the key published at that name, by whoever runs it, or replace the CNAME by the TXT record."),
    SEVERAL(
            Severity.ERROR,
            "RFC 6376 §3.6.2.2",
            "Leave one TXT record at the name. A further key gets a selector of its own."),
    SPLIT_RECORD(
            Severity.ERROR, "RFC 6376 §3.6.2.2", "Publish them as one TXT record of two strings: \"...\" \"...\"."),
    RECORD_TOO_LARGE(Severity.ERROR, "RFC 6376 §8.13", "Publish a shorter record."),

    // Why a record is none.
    EMPTY_RECORD(Severity.ERROR, "RFC 6376 §3.6.1", "Sign with a selector whose key is published."),
    OTHER_RECORD(Severity.ERROR, "RFC 6376 §3.6.1", "Publish the record of the key at this name, and nothing else."),
    OCTETS(Severity.ERROR, "RFC 6376 §3.2", "Take them out: type the record anew in plain ASCII."),
    QUOTES(Severity.ERROR, "RFC 6376 §3.6.1", "Take the quotation marks out of the text of the record."),
    BACKSLASH(Severity.ERROR, "RFC 6376 §3.6.1", "Write the semicolons without backslashes."),
    EMPTY_TAG(Severity.ERROR, "RFC 6376 §3.2", "Take one of the semicolons out."),
    DUPLICATE_TAG(Severity.ERROR, "RFC 6376 §3.2", "Leave one of them. A further key gets a selector of its own."),
    SYNTAX(Severity.ERROR, "RFC 6376 §3.2", "Write the record as tags, each name=value, with semicolons between them."),
    BARE_KEY(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "Put the tags v=DKIM1 and k=rsa in front, and p= before the key, with semicolons between them."),
    TAGS(Severity.ERROR, "RFC 6376 §3.2", "Leave out the tags that DKIM does not know."),
    VERSION(Severity.ERROR, "RFC 6376 §3.6.1", "Begin the record with the tag v=DKIM1, or leave the tag out."),
    NO_P(Severity.ERROR, "RFC 6376 §3.6.1", "Add p= with the base64 of the public key."),
    SEMICOLON(Severity.ERROR, "RFC 6376 §3.2", "Put a semicolon in between."),

    // Why a key cannot be used.
    REVOKED(Severity.ERROR, "RFC 6376 §3.6.1", "Sign with another key, published under a new selector."),
    PEM(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "Publish only the base64 between the line with BEGIN and the line with END."),
    PRIVATE(
            Severity.ERROR,
            "RFC 6376 §8.3",
            "Anybody can sign as this domain: take the record out now, make a new key, and publish its public half under"
                    + " a new selector."),
    BASE64(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "Publish the base64 of the public key as it was made, without anything else."),
    CUT_OFF(
            Severity.ERROR,
            "RFC 6376 §3.6.2.2",
            "A TXT string holds 255 octets, so publish the rest as a second string of the same record."),
    TRAILING(Severity.ERROR, "RFC 6376 §3.6.1", "End the record where the key ends."),
    ASN1(Severity.ERROR, "RFC 8463 §4.2", ""),
    DATA(Severity.ERROR, "RFC 6376 §3.6.1", "Publish the public key anew, from the file of the key."),
    KIND(Severity.ERROR, "RFC 6376 §3.6.1", ""),
    TYPE_UNKNOWN(Severity.ERROR, "RFC 6376 §3.6.1", "Write k=rsa or k=ed25519, whichever the key is."),
    TYPE_MISMATCH(Severity.ERROR, "RFC 6376 §6.1.2", ""),
    TOO_SHORT(Severity.ERROR, "RFC 8301 §3.2", "Make a key of 2048 bits and publish it under a new selector."),
    TOO_LARGE(Severity.ERROR, "RFC 6376 §8.13", "Make a key of 2048 bits and publish it under a new selector."),
    UNSAFE(Severity.ERROR, "RFC 6376 §8.13", "Make a new key and publish it under a new selector."),

    // What a record does not allow.
    SERVICE(Severity.ERROR, "RFC 6376 §3.6.1", "Take s= out of the record, or add email to it."),
    HASH(Severity.ERROR, "RFC 6376 §3.6.1", "Take h= out of the record, or add sha256 to it."),
    STRICT_DOMAIN(
            Severity.ERROR, "RFC 6376 §3.6.1", "Sign with i= at that domain itself, or take t=s out of the record."),

    // What can be used, and might be better.
    SHORT(
            Severity.WARNING,
            "RFC 8301 §3.2",
            "Make a key of 2048 bits, publish it under a new selector, and sign with that."),
    LONG(Severity.WARNING, "RFC 8301 §3.2", "Make a key of 2048 to 4096 bits, and publish it under a new selector."),
    TESTING(Severity.WARNING, "RFC 6376 §3.6.1", "When the test is over, take t=y out of the record."),
    WHITE_SPACE(
            Severity.WARNING,
            "RFC 6376 §3.6.1",
            "Publish p= without white space: the strings of a record are joined as they are."),
    NO_VERSION(Severity.INFO, "RFC 6376 §3.6.1", "Begin the record with the tag v=DKIM1."),
    ALIAS(Severity.INFO, "RFC 6376 §3.6.2.2", ""),
    STRICT(Severity.INFO, "RFC 6376 §3.6.1", ""),
    UNKNOWN_TAG(Severity.INFO, "RFC 6376 §3.6.1", "Look for a typing error, or take it out."),
    HISTORIC_TAG(Severity.INFO, "RFC 6376 §C.1", "Take it out."),

    // Whether it is the key of a signer.
    OTHER_KEY(
            Severity.ERROR,
            "RFC 6376 §6.1.3",
            "Publish the public half of the signing key, or sign with the key that is published. A new key gets a new"
                    + " selector."),
    NOT_COMPARED(Severity.INFO, "", "Compare it by hand, or have the signing key tell its public half."),
    MATCHES(Severity.INFO, "", "");

    private final String code;
    private final Severity severity;
    private final String section;
    private final String remedy;

    KeyCode(Severity severity, String section, String remedy) {
        this.code = "dkim-key-" + Ascii.lowerCase(name()).replace('_', '-');
        this.severity = severity;
        this.section = section;
        this.remedy = remedy;
    }

    /**
     * Says it.
     *
     * @param message sentences that begin with "The" and hold nothing of a stranger's unescaped
     * @return a finding with the usual remedy
     */
    Finding finding(String message) {
        return Finding.of(code, severity, section, message).remedy(remedy);
    }

    /** Says it of a part of a record. */
    Finding finding(String record, int start, int end, String message) {
        return finding(message).at(new Position(record, start, end - start));
    }

    /** Whether a finding is this. */
    boolean is(Finding finding) {
        return code.equals(finding.code());
    }
}
