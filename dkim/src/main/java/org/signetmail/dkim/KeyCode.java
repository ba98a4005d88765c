package org.signetmail.dkim;

import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.Ascii;

/** The stable names of all that can be said about a published key, with the rule behind each and what to do about it. */
enum KeyCode {

    // What DNS answered.
    LOOKUP_FAILED(
            Severity.WARNING,
            "RFC 6376 §6.1.2",
            "DNS gave no usable answer to the question for the key.",
            "Ask again, and if it stays so, look at the name servers of the domain."),
    MISSING(
            Severity.ERROR,
            "RFC 6376 §6.1.2",
            "There is no TXT record at the name of the key.",
            "Publish the record of the key there, as TXT."),
    DANGLING_CNAME(
            Severity.ERROR,
            "RFC 6376 §6.1.2",
            "The name of the key is a CNAME to a name without a TXT record.",
            "Have the key published at that name, by whoever runs it, or replace the CNAME by the TXT record."),
    SEVERAL(
            Severity.ERROR,
            "RFC 6376 §3.6.2.2",
            "There are several TXT records at the name of the key, and what verifiers make of them is undefined.",
            "Leave one TXT record at the name. A further key gets a selector of its own."),
    SPLIT_RECORD(
            Severity.ERROR,
            "RFC 6376 §3.6.2.2",
            "Several TXT records at the name hold one key in parts, which nobody puts together.",
            "Publish them as one TXT record of two strings: \"...\" \"...\"."),
    RECORD_TOO_LARGE(
            Severity.ERROR, "RFC 6376 §8.13", "The record is larger than verifiers take.", "Publish a shorter record."),

    // Why a record is none.
    EMPTY_RECORD(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The record at the name of the key is empty.",
            "Sign with a selector whose key is published."),
    OTHER_RECORD(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The record at the name of the key is one of another protocol.",
            "Publish the record of the key at this name, and nothing else."),
    OCTETS(
            Severity.ERROR,
            "RFC 6376 §3.2",
            "The record has octets in it that no key record may have.",
            "Take them out: type the record anew in plain ASCII."),
    QUOTES(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The record has quotation marks in its text, which makes it none or its key unreadable.",
            "Take the quotation marks out of the text of the record."),
    BACKSLASH(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The record has backslashes in its text, as of a zone file that were published with it.",
            "Write the semicolons without backslashes."),
    EMPTY_TAG(
            Severity.ERROR,
            "RFC 6376 §3.2",
            "The record has a semicolon too many, which makes it void.",
            "Take one of the semicolons out."),
    DUPLICATE_TAG(
            Severity.ERROR,
            "RFC 6376 §3.2",
            "The record has a tag twice, which makes it void.",
            "Leave one of them. A further key gets a selector of its own."),
    SYNTAX(
            Severity.ERROR,
            "RFC 6376 §3.2",
            "The record is no list of tags.",
            "Write the record as tags, each name=value, with semicolons between them."),
    BARE_KEY(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The record is the base64 of a key without the tags around it.",
            "Put \"v=DKIM1; k=rsa; p=\" in front of it."),
    TAGS(
            Severity.ERROR,
            "RFC 6376 §3.2",
            "The record has more tags than verifiers read.",
            "Leave out the tags that DKIM does not know."),
    VERSION(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The record has v= with another value than DKIM1, or not as its first tag, and is discarded.",
            "Begin the record with \"v=DKIM1;\", or leave the tag out."),
    NO_P(Severity.ERROR, "RFC 6376 §3.6.1", "The record has no p= tag.", "Add p= with the base64 of the public key."),
    SEMICOLON(
            Severity.ERROR,
            "RFC 6376 §3.2",
            "A semicolon is missing, so that one tag is a part of another.",
            "Put a semicolon in between."),

    // Why a key cannot be used.
    REVOKED(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The key is revoked: its p= is empty.",
            "Sign with another key, published under a new selector."),
    PEM(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The value of p= has the lines of a PEM file in it.",
            "Publish only the base64 between the line with BEGIN and the line with END."),
    PRIVATE(
            Severity.ERROR,
            "RFC 6376 §8.3",
            "A private key is published, with which anybody can sign as the domain.",
            "Anybody can sign as this domain: take the record out now, make a new key, and publish its public half"
                    + " under a new selector."),
    BASE64(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The value of p= is no base64.",
            "Publish the base64 of the public key as it was made, without anything else."),
    CUT_OFF(
            Severity.ERROR,
            "RFC 6376 §3.6.2.2",
            "The key is cut off: its DER promises more octets than are there.",
            "A TXT string holds 255 octets, so publish the rest as a second string of the same record."),
    TRAILING(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The value of p= goes on behind the key.",
            "End the record where the key ends."),
    ASN1(Severity.ERROR, "RFC 8463 §4.2", "An Ed25519 key is wrapped in ASN.1, where its 32 octets are wanted.", ""),
    DATA(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The value of p= is no public key of a kind that DKIM has.",
            "Publish the public key anew, from the file of the key."),
    KIND(Severity.ERROR, "RFC 6376 §3.6.1", "The key is of another kind than its record says.", ""),
    TYPE_UNKNOWN(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The record has k= with a kind of key that DKIM does not have.",
            "Write \"k=rsa\" or \"k=ed25519\", whichever the key is."),
    TYPE_MISMATCH(
            Severity.ERROR, "RFC 6376 §6.1.2", "The record is for another kind of key than the signatures need.", ""),
    TOO_SHORT(
            Severity.ERROR,
            "RFC 8301 §3.2",
            "The RSA key has fewer than 1024 bits, and no verifier may take it.",
            "Make a key of 2048 bits and publish it under a new selector."),
    TOO_LARGE(
            Severity.ERROR,
            "RFC 6376 §8.13",
            "The RSA key has more bits than verifiers take.",
            "Make a key of 2048 bits and publish it under a new selector."),
    UNSAFE(
            Severity.ERROR,
            "RFC 6376 §8.13",
            "Strangers could sign with the key, or no cryptography takes it.",
            "Make a new key and publish it under a new selector."),

    // What a record does not allow.
    SERVICE(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The key is not for e-mail: its s= has neither email nor an asterisk.",
            "Take s= out of the record, or add email to it."),
    HASH(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The key is not for the hash that its signatures need, such as one that has h=sha1 alone.",
            "Take h= out of the record, or add sha256 to it, with colons between several."),
    STRICT_DOMAIN(
            Severity.ERROR,
            "RFC 6376 §3.6.1",
            "The key is for one domain alone (t=s), and the signature has i= below it.",
            "Sign with i= at that domain itself, or take t=s out of the record."),

    // What can be used, and might be better.
    SHORT(
            Severity.WARNING,
            "RFC 8301 §3.2",
            "The RSA key has fewer than the 2048 bits that are advised.",
            "Make a key of 2048 bits, publish it under a new selector, and sign with that."),
    LONG(
            Severity.WARNING,
            "RFC 8301 §3.2",
            "The RSA key has more than the 4096 bits that every verifier has to take.",
            "Make a key of 2048 to 4096 bits, and publish it under a new selector."),
    TESTING(
            Severity.WARNING,
            "RFC 6376 §3.6.1",
            "The key is marked as a test (t=y), so verifiers may treat its mail as if it were not signed.",
            "When the test is over, take t=y out of the record."),
    WHITE_SPACE(
            Severity.WARNING,
            "RFC 6376 §3.6.1",
            "The value of p= has white space in it, at which some verifiers fail.",
            "Publish p= without white space: the strings of a record are joined as they are."),
    NO_VERSION(
            Severity.INFO,
            "RFC 6376 §3.6.1",
            "The record does not say v=DKIM1.",
            "Begin the record with \"v=DKIM1;\"."),
    ALIAS(Severity.INFO, "RFC 6376 §3.6.2.2", "The key is published at another name, to which its own is a CNAME.", ""),
    STRICT(Severity.INFO, "RFC 6376 §3.6.1", "The key is for one domain alone (t=s): i= must not be below d=.", ""),
    UNKNOWN_TAG(
            Severity.INFO,
            "RFC 6376 §3.6.1",
            "The record has a tag that DKIM does not have, and verifiers ignore it.",
            "Look for a typing error, or take it out."),
    UNKNOWN_FLAG(
            Severity.INFO,
            "RFC 6376 §3.6.1",
            "The record has a flag in t= that DKIM does not have, and verifiers ignore it.",
            "Write \"t=y\" for a test, \"t=s\" for one domain alone, or take t= out."),
    HISTORIC_TAG(
            Severity.INFO,
            "RFC 6376 §C.1",
            "The record has the tag g=, which no verifier looks at any more.",
            "Take it out."),

    // Whether it is the key of a signer.
    OTHER_KEY(
            Severity.ERROR,
            "RFC 6376 §6.1.3",
            "Another key is published than the one that signs.",
            "Publish the public half of the signing key, or sign with the key that is published. A new key gets a new"
                    + " selector."),
    NOT_COMPARED(
            Severity.INFO,
            "",
            "The published key was not compared with that of the signer.",
            "Compare it by hand, or have the signing key tell its public half."),
    MATCHES(Severity.INFO, "", "The published key is that of the signer.", ""),

    // What several names tell together.
    NONE(
            Severity.WARNING,
            "RFC 6376 §3.6.2.1",
            "No key of DKIM is published below the domain.",
            "Have your mail signed with d= this domain, and publish the key as selector._domainkey below it."),
    NOT_FOUND(
            Severity.INFO,
            "RFC 6376 §3.1",
            "No key was found by guessing, as the selectors of a domain cannot be listed.",
            "Name the selector: it is s= of the DKIM-Signature field of a message of yours."),
    MISPLACED(
            Severity.ERROR,
            "RFC 6376 §3.6.2.1",
            "A key is published at _domainkey itself, where no verifier looks.",
            "Publish the record at selector._domainkey, where selector is what the signer writes into s=."),
    WILDCARD(
            Severity.WARNING,
            "RFC 6376 §6.1.2",
            "A wildcard answers for every selector with what is no revoked key.",
            "Take the wildcard out, or let it have no TXT record."),
    SAME(
            Severity.INFO,
            "RFC 6376 §3.1",
            "The same key is published under several selectors.",
            "Give each selector a key of its own, so that one can be taken back without the others."),
    ED25519_ALONE(
            Severity.WARNING,
            "RFC 8463 §6",
            "There are keys for Ed25519 and none for RSA, and many receivers verify RSA alone.",
            "Sign with an RSA key of 2048 bits as well, under a selector of its own."),
    ROTATED_OUT(
            Severity.INFO,
            "RFC 6376 §3.6.1",
            "The selector is one of a service that keeps several, whose key is not in use at the moment.",
            ""),
    RETIRED(
            Severity.INFO,
            "RFC 6376 §3.6.1",
            "A selector that was guessed has a revoked key, as one has that signs no more.",
            "If mail is still signed under that selector, sign it with another key."),
    UNUSED_CNAME(
            Severity.WARNING,
            "RFC 6376 §6.1.2",
            "The name of a selector that was guessed is a CNAME to a name without a key, beside a key that can be"
                    + " used.",
            "If that selector is not used any more, take the CNAME out; if it is, have whoever runs that name publish"
                    + " the key.");

    private final String code;
    private final Severity severity;
    private final String section;
    private final String meaning;
    private final String remedy;

    KeyCode(Severity severity, String section, String meaning, String remedy) {
        this.code = "dkim-key-" + Ascii.lowerCase(name()).replace('_', '-');
        this.severity = severity;
        this.section = section;
        this.meaning = meaning;
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

    /** The kind of all its findings. */
    FindingCode kind() {
        return FindingCode.of(code, severity, section, meaning);
    }

    /** Whether a finding is this. */
    boolean is(Finding finding) {
        return code.equals(finding.code());
    }
}
