package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Severity;

/** The codes of all findings about DMARC, which are stable, and what goes with each. */
enum DmarcCode {

    // ---- Whether there is a record, and which -----------------------------------------------------------------------

    NO_RECORD(
            "dmarc-record-missing",
            Severity.ERROR,
            "RFC 9989 §4.10.1",
            "Publish a DMARC record at _dmarc below the domain.",
            "No DMARC record applies to the domain, so anybody can send in its name."),
    NOT_A_RECORD(
            "dmarc-not-a-record",
            Severity.ERROR,
            "RFC 9989 §4.8",
            "Begin the record with \"v=DMARC1;\".",
            "A TXT record was meant to be a DMARC record and is none."),
    SEVERAL_RECORDS(
            "dmarc-several-records",
            Severity.ERROR,
            "RFC 9989 §4.10",
            "Publish one record at the name.",
            "There are several DMARC records at one name, and all of them are ignored."),
    WRONG_PLACE(
            "dmarc-wrong-place",
            Severity.ERROR,
            "RFC 9989 §4.10",
            "Publish it at _dmarc below the domain.",
            "The domain has no DMARC record, and one stands at a name at which nobody looks for it."),
    STRAY_RECORD(
            "dmarc-stray-record",
            Severity.WARNING,
            "RFC 9989 §4.10",
            "Take it out.",
            "Beside the DMARC record that applies, one stands at a name at which nobody looks for it."),
    UNRELATED_TXT(
            "dmarc-unrelated-txt",
            Severity.INFO,
            "RFC 9989 §4.10",
            "Take it away from this name.",
            "A TXT record at the name of the DMARC record is something else."),
    NO_SUCH_DOMAIN(
            "dmarc-no-such-domain",
            Severity.WARNING,
            "RFC 9989 §3.2.13",
            "Look for a typing error.",
            "The domain does not exist in DNS."),
    RECORD_FROM_ABOVE(
            "dmarc-record-from-above",
            Severity.INFO,
            "RFC 9989 §4.10.1",
            "",
            "The domain has no DMARC record of its own, and one above it applies."),
    RECORD_PASSED_OVER(
            "dmarc-record-passed-over",
            Severity.WARNING,
            "RFC 9989 §4.10.1",
            "Publish a record at the domain itself.",
            "A record between the domain and its organizational domain is not consulted for the domain."),
    NOT_ANSWERED(
            "dmarc-not-answered",
            Severity.WARNING,
            "RFC 9989 §5.3.6",
            "Check again later; if it stays, mend the DNS of the name.",
            "DNS gave no answer just now, so a part of the check is missing."),
    /** A lasting error: a message neither passes nor fails. */
    UNDECIDED(
            "dmarc-undecided",
            Severity.ERROR,
            "RFC 9989 §5.3.6",
            "Mend the DNS of the domain that is named.",
            "A lasting error of DNS keeps DMARC from being judged."),

    // ---- What is wrong with the text of a record
    // ---------------------------------------------------------------------

    DUPLICATE_TAG(
            "dmarc-duplicate-tag",
            Severity.ERROR,
            "RFC 6376 §3.2",
            "Keep one of the two.",
            "A tag is there twice, and the record is ignored."),
    MISSING_SEMICOLON(
            "dmarc-missing-semicolon",
            Severity.ERROR,
            "RFC 9989 §4.8",
            "Put a semicolon between the two tags.",
            "A tag is part of the value of another one, because no semicolon parts them."),
    MALFORMED_TAG(
            "dmarc-malformed-tag",
            Severity.WARNING,
            "RFC 9989 §4.8",
            "Write it as name=value, or take it out.",
            "Text between semicolons is not a tag, and is ignored."),
    UNKNOWN_TAG(
            "dmarc-unknown-tag",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Look for a typing error, or take it out.",
            "DMARC has no such tag, and it is ignored."),
    HISTORIC_TAG(
            "dmarc-historic-tag",
            Severity.INFO,
            "RFC 9989 §9",
            "Take it out; t=y stands for a policy under test.",
            "A tag of RFC 7489 has no use in RFC 9989."),
    BAD_VALUE(
            "dmarc-bad-value",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Give the tag one of its values.",
            "A tag has a value that it cannot have, and its default takes the place."),
    BAD_URI(
            "dmarc-bad-uri",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Write it as mailto:address.",
            "What rua or ruf names is not a URI, or not the one that is meant, and no report arrives."),
    TOO_MANY_URIS(
            "dmarc-too-many-uris",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Name fewer of them.",
            "There are more URIs in rua or ruf than are taken here."),
    URI_SIZE_LIMIT(
            "dmarc-uri-size-limit",
            Severity.INFO,
            "RFC 9989 §4.8",
            "Take the exclamation mark and the size out.",
            "A size limit behind a URI has no use in RFC 9989."),
    NO_POLICY(
            "dmarc-no-policy",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Add \"p=none\", or the policy that is meant.",
            "The record has no p tag."),
    /** No valid policy but somebody to report to: the record counts as {@code p=none}. */
    POLICY_ASSUMED(
            "dmarc-policy-assumed",
            Severity.ERROR,
            "RFC 9989 §4.10.1",
            "Give p, sp and np valid values, or take them out.",
            "A policy is missing or not valid, and the record counts as p=none alone."),
    /** No valid policy and nobody to report to. */
    POLICY_VOID(
            "dmarc-policy-void",
            Severity.ERROR,
            "RFC 9989 §4.10.1",
            "Give p, sp and np valid values.",
            "A policy is missing or not valid and there is no valid rua, so DMARC does not apply at all."),
    POLICY_NOT_SECOND(
            "dmarc-policy-not-second",
            Severity.INFO,
            "RFC 7489 §6.3",
            "Put the p tag right behind v=DMARC1.",
            "The p tag does not follow the version, as RFC 7489 wants it."),

    // ---- What a record asks for ------------------------------------------------------------------------------------

    NO_EFFECT(
            "dmarc-no-effect",
            Severity.WARNING,
            "RFC 9989 §5.1.3",
            "",
            "The record asks for no policy and for no reports, so it has no effect."),
    POLICY_NONE(
            "dmarc-policy-none",
            Severity.INFO,
            "RFC 9989 §4.7",
            "",
            "The policy is none: forged mail is reported and delivered."),
    TEST_MODE(
            "dmarc-test-mode",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Take it out.",
            "The record has t=y, so its policies count as under test."),
    WEAKER_SUBDOMAINS(
            "dmarc-weaker-subdomain-policy",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "",
            "Subdomains have a weaker policy than the domain or than each other, so forgers use them."),
    SUBDOMAIN_POLICY_IGNORED(
            "dmarc-subdomain-policy-ignored",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Take it out.",
            "A policy for subdomains stands in the record of a name that is not an organizational domain."),
    PSD_OUTSIDE_SUFFIX(
            "dmarc-psd-outside-suffix",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "Take it out.",
            "The record says that the domain is a public suffix, and nothing else does."),
    ORGANIZATION_ABOVE(
            "dmarc-organization-above",
            Severity.WARNING,
            "RFC 9989 §11.8",
            "Add \"psd=n\".",
            "A record at a public suffix makes strangers part of the domain's organization."),

    // ---- Reports ---------------------------------------------------------------------------------------------------

    NO_RUA(
            "dmarc-no-rua",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "",
            "The record names nobody for aggregate reports, so its owner learns of no mail that fails."),
    NO_MAIL_URI(
            "dmarc-no-mail-uri",
            Severity.WARNING,
            "RFC 9989 §4.7",
            "",
            "No URI of the record is a mailto URI, the only kind that reporters have to support."),
    MANY_URIS(
            "dmarc-many-uris",
            Severity.INFO,
            "RFC 7489 §6.2",
            "Name two, and have them pass the reports on.",
            "The record names more than two URIs, of which a reporter may take two."),
    REPORT_NOT_AUTHORIZED(
            "dmarc-report-not-authorized",
            Severity.ERROR,
            "RFC 9990 §4",
            "",
            "Reports may not go where the record wants them, as the destination does not consent."),
    REPORT_HOST_WITHOUT_MX(
            "dmarc-report-host-without-mx",
            Severity.WARNING,
            "RFC 5321 §5.1",
            "",
            "The domain of a report address has no MX record."),
    RUF_WITH_PSD(
            "dmarc-ruf-with-psd",
            Severity.WARNING,
            "RFC 9991 §2",
            "Take it out.",
            "The record of a public suffix asks for failure reports, which it must not get."),
    FO_WITHOUT_RUF(
            "dmarc-fo-without-ruf",
            Severity.INFO,
            "RFC 9989 §4.7",
            "Take it out, or add a ruf tag.",
            "The record has fo without ruf, which has no effect.");

    private final String code;
    private final Severity severity;
    private final String section;
    private final String remedy;
    private final String meaning;

    DmarcCode(String code, Severity severity, String section, String remedy, String meaning) {
        this.code = code;
        this.severity = severity;
        this.section = section;
        this.remedy = remedy;
        this.meaning = meaning;
    }

    /** All kinds, in the order of this list. */
    static List<FindingCode> kinds() {
        List<FindingCode> kinds = new ArrayList<>();
        for (DmarcCode each : values()) {
            kinds.add(FindingCode.of(each.code, each.severity, each.section, each.meaning));
        }
        return List.copyOf(kinds);
    }

    /**
     * A finding with this code, and with what there is to do in most cases.
     *
     * @param message one or more English sentences
     */
    Finding finding(String message) {
        return Finding.of(code, severity, section, message).remedy(remedy);
    }

    boolean is(Finding finding) {
        return finding.code().equals(code);
    }
}
