package org.signetmail.dmarc;

import org.signetmail.core.Finding;
import org.signetmail.core.Severity;

/** The codes of all findings about DMARC, which are stable, and what goes with each. */
enum DmarcCode {
    /** A TXT record that was meant to be a DMARC record and is none. */
    NOT_A_RECORD("dmarc-not-a-record", Severity.ERROR, "RFC 9989 §4.8", "Begin the record with \"v=DMARC1;\"."),
    /** Several DMARC records at one name: all of them are ignored. */
    SEVERAL_RECORDS("dmarc-several-records", Severity.ERROR, "RFC 9989 §4.10", "Publish one record at the name."),
    /** A tag that is there twice: the record is ignored. */
    DUPLICATE_TAG("dmarc-duplicate-tag", Severity.ERROR, "RFC 6376 §3.2", "Keep one of the two."),
    /** Text between semicolons that is not a tag; it is ignored. */
    MALFORMED_TAG("dmarc-malformed-tag", Severity.WARNING, "RFC 9989 §4.8", "Write it as name=value, or take it out."),
    /** A tag that DMARC does not have; it is ignored. */
    UNKNOWN_TAG("dmarc-unknown-tag", Severity.WARNING, "RFC 9989 §4.7", "Look for a typing error, or take it out."),
    /** A tag of RFC 7489 that RFC 9989 has no use for. */
    HISTORIC_TAG(
            "dmarc-historic-tag", Severity.INFO, "RFC 9989 §9", "Take it out; t=y stands for a policy under test."),
    /** A value that its tag cannot have; the default takes its place. */
    BAD_VALUE("dmarc-bad-value", Severity.WARNING, "RFC 9989 §4.7", "Give the tag one of its values."),
    /** No {@code p=} tag. */
    NO_POLICY("dmarc-no-policy", Severity.WARNING, "RFC 9989 §4.7", "Add p=none, p=quarantine or p=reject."),
    /** No valid policy but somebody to report to: the record counts as {@code p=none}. */
    POLICY_ASSUMED(
            "dmarc-policy-assumed",
            Severity.ERROR,
            "RFC 9989 §4.10.1",
            "Give p, sp and np valid values, or take them out."),
    /** A lasting error keeps the message from being judged: it neither passes nor fails. */
    UNDECIDED("dmarc-undecided", Severity.ERROR, "RFC 9989 §5.3.6", "Mend the DNS of the domain that is named."),
    /** Something in {@code rua=} or {@code ruf=} that is not a URI; it is ignored. */
    BAD_URI("dmarc-bad-uri", Severity.WARNING, "RFC 9989 §4.7", "Write it as mailto:address."),
    /** More URIs in {@code rua=} or {@code ruf=} than are taken. */
    TOO_MANY_URIS("dmarc-too-many-uris", Severity.WARNING, "RFC 9989 §4.7", "Name fewer of them."),
    /** A size limit behind a URI. */
    URI_SIZE_LIMIT(
            "dmarc-uri-size-limit", Severity.INFO, "RFC 9989 §4.8", "Take the exclamation mark and the size out."),
    /** {@code fo=} without {@code ruf=}, which has no effect. */
    FO_WITHOUT_RUF("dmarc-fo-without-ruf", Severity.INFO, "RFC 9989 §4.7", "Add ruf, or take fo out.");

    private final String code;
    private final Severity severity;
    private final String section;
    private final String remedy;

    DmarcCode(String code, Severity severity, String section, String remedy) {
        this.code = code;
        this.severity = severity;
        this.section = section;
        this.remedy = remedy;
    }

    /**
     * A finding with this code.
     *
     * @param message one English sentence
     */
    Finding finding(String message) {
        return Finding.of(code, severity, section, message).remedy(remedy);
    }

    boolean is(Finding finding) {
        return finding.code().equals(code);
    }
}
