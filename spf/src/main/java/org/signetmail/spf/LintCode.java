package org.signetmail.spf;

import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.SpfRecord;

/** What the lint can find beyond what the parser of records does: stable code, how much it matters, the rule. */
enum LintCode {

    // ---- What a domain publishes ----------------------------------------------------------------------------------

    NO_SUCH_DOMAIN("RFC 7208 §4.3", Severity.ERROR, "The domain does not exist."),
    NO_RECORD("RFC 7208 §4.5", Severity.ERROR, "The domain has no SPF record, so that SPF says nothing of its mail."),
    SEVERAL_RECORDS(
            "RFC 7208 §4.5",
            Severity.ERROR,
            "A domain has more than one SPF record, which makes every check a permerror."),
    RECORD_TOO_LARGE("RFC 7208 §3.4", Severity.ERROR, "An SPF record is larger than a check reads."),
    WRONG_PLACE(
            "RFC 7208 §3",
            Severity.ERROR,
            "A domain has no SPF record, and a name beside it has one, which nobody looks up."),
    STRAY_RECORD(
            "RFC 7208 §4.5",
            Severity.WARNING,
            "Beside the SPF record stands a text that was meant as one and is none."),
    SENDER_ID("RFC 7208 §3.1", Severity.INFO, "A record of Sender ID (spf2.0) is left over, which nobody evaluates."),
    NOT_A_RECORD("RFC 7208 §4.5", Severity.ERROR, "The text does not begin with v=spf1, so that it is no SPF record."),
    DNS_FAILURE(
            "RFC 7208 §4.4",
            Severity.ERROR,
            "A look-up that had to succeed failed, which makes the check a temperror."),
    PARKED_DOMAIN(
            "RFC 7208 §10.1.2",
            Severity.WARNING,
            "A domain without mail hosts and addresses has a record other than v=spf1 -all."),

    // ---- The limits of a check ------------------------------------------------------------------------------------

    TERM_LIMIT(
            "RFC 7208 §4.6.4",
            Severity.ERROR,
            "A check needs more than 10 look-ups, which makes it a permerror at the 11th."),
    NEAR_TERM_LIMIT("RFC 7208 §4.6.4", Severity.WARNING, "A check needs 9 or 10 look-ups of the 10 that there may be."),
    VOID_LIMIT(
            "RFC 7208 §4.6.4", Severity.ERROR, "More than 2 look-ups find nothing, which makes the check a permerror."),
    VOID_LIMIT_OF_FAMILY(
            "RFC 7208 §4.6.4",
            Severity.WARNING,
            "More than 2 look-ups find nothing for clients of one family, whose check is a permerror then."),
    MX_LIMIT("RFC 7208 §4.6.4", Severity.ERROR, "An mx has more than 10 hosts, which makes the check a permerror."),
    PTR_LIMIT(
            "RFC 7208 §4.6.4",
            Severity.WARNING,
            "An address has more than 10 names, of which ptr looks at the first 10."),

    // ---- Where terms lead -----------------------------------------------------------------------------------------

    LOOP("RFC 7208 §4.6.4", Severity.ERROR, "Includes or redirects lead back to a domain that they come from."),
    INCLUDE_WITHOUT_RECORD(
            "RFC 7208 §5.2",
            Severity.ERROR,
            "An include leads to a domain without an SPF record, which makes a permerror."),
    INCLUDE_UNUSABLE(
            "RFC 7208 §5.2", Severity.ERROR, "An include leads to a record that is void, which makes a permerror."),
    REDIRECT_WITHOUT_RECORD(
            "RFC 7208 §6.1",
            Severity.ERROR,
            "A redirect leads to a domain without an SPF record, which makes a permerror."),
    REDIRECT_UNUSABLE(
            "RFC 7208 §6.1", Severity.ERROR, "A redirect leads to a record that is void, which makes a permerror."),
    DUPLICATE_INCLUDE("RFC 7208 §4.6.4", Severity.WARNING, "A record is included a second time, and counts again."),
    DUPLICATE_TERM("RFC 7208 §4.6.2", Severity.WARNING, "A term stands a second time and never decides."),
    NAME_UNRESOLVABLE(
            "RFC 7208 §4.6.4", Severity.WARNING, "A term asks for a name that has nothing of what it asks for."),
    EXP_UNUSABLE("RFC 7208 §6.2", Severity.WARNING, "exp leads to no text that can be used as an explanation."),

    // ---- Whom the record lets pass --------------------------------------------------------------------------------

    NEUTRAL_ALL("RFC 7208 §8.2", Severity.WARNING, "The record ends with ?all, which says nothing of other hosts."),
    TERMS_GLUED("RFC 7208 §4.6.1", Severity.ERROR, "Two terms stand without a space between them, and read as one."),
    ODD_DOMAIN(
            "RFC 7208 §7.1",
            Severity.ERROR,
            "A term names a web page, a mail address or a wildcard where a domain is wanted, and finds nothing there."),
    USES_P_MACRO("RFC 7208 §7.3", Severity.WARNING, "The record uses the macro p, which is not to be used."),
    WIDE_NETWORK("RFC 7208 §11.4", Severity.WARNING, "A network is wider than /16 (IPv4) or /32 (IPv6)."),
    PRIVATE_NETWORK(
            "RFC 6890 §2.2", Severity.WARNING, "A network is private or reserved: no client on the Internet is in it."),
    DOCUMENTATION_NETWORK(
            "RFC 6890 §2.2",
            Severity.INFO,
            "A network is one for documentation, such as 192.0.2.0/24 or 2001:db8::/32."),
    OVERLAP("RFC 7208 §4.6.2", Severity.INFO, "A network is within another one of the record, and changes nothing."),
    NETWORK_SHADOWED(
            "RFC 7208 §4.6.2",
            Severity.WARNING,
            "A network stands behind a wider one that decides otherwise, and never decides."),
    OWN_MX_NOT_COVERED("RFC 7208 §10.1.1", Severity.INFO, "A mail host of the domain is not among those that pass."),
    OWN_WEB_NOT_COVERED("RFC 7208 §10.1.1", Severity.INFO, "A web host of the domain is not among those that pass."),

    // ---- How long it is -------------------------------------------------------------------------------------------

    RECORD_LONG("RFC 7208 §3.4", Severity.WARNING, "The record has more than 450 octets."),
    STRING_TOO_LONG("RFC 7208 §3.3", Severity.WARNING, "A string of the record has more than 255 octets."),

    NOT_ALL_LOOKED_AT("", Severity.INFO, "The records lead further than was looked.");

    private final String section;
    private final Severity severity;
    private final String meaning;

    LintCode(String section, Severity severity, String meaning) {
        this.section = section;
        this.severity = severity;
        this.meaning = meaning;
    }

    FindingCode code() {
        return FindingCode.of("spf-" + Ascii.hyphenated(this), severity, section, meaning);
    }

    /** The parser's code for a record that lets everybody pass by itself. */
    static FindingCode everybodyPasses() {
        return SpfRecord.codes().stream()
                .filter(code -> code.code().equals("spf-everybody-passes"))
                .findFirst()
                .orElseThrow();
    }

    Finding finding(String message, String remedy) {
        return code().finding(message).remedy(remedy);
    }
}
