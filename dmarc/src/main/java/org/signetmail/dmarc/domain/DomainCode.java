package org.signetmail.dmarc.domain;

import java.util.Arrays;
import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.Ascii;

/** The stable names of what can be said about a domain beyond one protocol, with the rule and the usual remedy. */
enum DomainCode {

    // The domain itself.
    DOMAIN_MISSING(
            Severity.ERROR,
            "RFC 8020 §2",
            "The domain does not exist in DNS.",
            "Look for a typing error in the name, or register and delegate the domain."),
    DOMAIN_LOOKUP_FAILED(
            Severity.WARNING,
            "",
            "DNS gave no usable answer to a question of the check.",
            "Ask again, and if it stays so, look at the name servers of the domain."),
    DOMAIN_NOT_ALL_ASKED(
            Severity.INFO,
            "",
            "The check reached its bound of questions to DNS, so that not everything was looked at.",
            "Look at the parts one by one; a domain that needs so many questions costs receivers as many."),

    // Where its mail goes.
    MX_NONE(
            Severity.WARNING,
            "RFC 5321 §5.1",
            "The domain has neither an MX record nor an address, so no answer and no bounce reaches it.",
            "Publish an MX record; if no mail is to come, publish the null MX: 0 and a dot."),
    MX_IMPLICIT(
            Severity.INFO,
            "RFC 5321 §5.1",
            "The domain has no MX record, so its mail goes to its own address.",
            "Publish an MX record, or the null MX (0 and a dot) if no mail is to come."),
    MX_NULL(Severity.INFO, "RFC 7505 §3", "The domain says with a null MX that it takes no mail.", ""),
    MX_NULL_BESIDE_OTHERS(
            Severity.ERROR,
            "RFC 7505 §3",
            "The domain has a null MX and other MX records beside it.",
            "Take out the null MX, or all the others."),
    MX_NULL_AND_SENDS(
            Severity.WARNING,
            "RFC 7505 §4.2",
            "The domain takes no mail and lets hosts send in its name, or may do so, which receivers may refuse.",
            "Publish v=spf1 -all if no mail is sent, or an MX record that takes the bounces."),
    MX_CNAME(
            Severity.ERROR,
            "RFC 5321 §5.1",
            "An MX record names a host that is a CNAME.",
            "Name the host at the end of the CNAME in the MX record."),
    MX_ADDRESS(
            Severity.ERROR,
            "RFC 5321 §5.1",
            "An MX record holds an IP address in place of the name of a host.",
            "Give the address a name with an A record, and put that name into the MX record."),
    MX_MISSING(
            Severity.ERROR,
            "RFC 5321 §5.1",
            "An MX record names a host that does not exist.",
            "Publish the address of the host, or take the MX record out."),
    MX_TAKEOVER(
            Severity.ERROR,
            "",
            "An MX record names a host in a domain that does not exist: whoever registers it gets the mail.",
            "Take the MX record out now, or register that domain again."),
    MX_NO_ADDRESS(
            Severity.ERROR,
            "RFC 5321 §5.1",
            "An MX record names a host that has no address.",
            "Publish an A or AAAA record for the host, or take the MX record out."),
    MX_PRIVATE_ADDRESS(
            Severity.ERROR,
            "RFC 6890 §2.2",
            "A mail host has an address that is not on the Internet.",
            "Publish the public address of the host."),
    MX_TWICE(
            Severity.WARNING,
            "RFC 5321 §5.1",
            "Several MX records name the same host.",
            "Leave one of them, with the preference that you want."),
    MX_PTR_MISSING(
            Severity.WARNING,
            "RFC 1912 §2.1",
            "The address of a mail host of the domain's own has no name (PTR), and receivers refuse mail from such.",
            "Have whoever runs the network publish a PTR record with the name of the host."),
    MX_PTR_UNCONFIRMED(
            Severity.WARNING,
            "RFC 8601 §3",
            "The name of the address of a mail host (PTR) does not lead back to the address.",
            "Let the PTR record hold the name of the host, and the A or AAAA record of that name the address."),

    // What mail of the domain is sent with, when that is told.
    ALIGN_MAIL_FROM(
            Severity.WARNING,
            "RFC 9989 §4.4.2",
            "Mail with that MAIL FROM cannot pass DMARC by SPF, as the domains do not align.",
            "Use a MAIL FROM (Return-Path) at the domain of From, or below it."),
    ALIGN_SIGNING_DOMAIN(
            Severity.WARNING,
            "RFC 9989 §4.4.1",
            "Mail with that d= cannot pass DMARC by DKIM, as the domains do not align.",
            "Sign with d= the domain of From."),
    ALIGN_NOTHING(
            Severity.ERROR,
            "RFC 9989 §5.3.5",
            "Neither what is given as MAIL FROM nor what is given as d= aligns, so that mail fails DMARC.",
            "Sign with d= the domain of From: that is the one that also survives forwarding."),

    // A domain that sends no mail.
    PARKED_DMARC(
            Severity.WARNING,
            "RFC 9989 §4.7",
            "The domain sends no mail, and DMARC does not have mail in its name rejected.",
            "Publish v=DMARC1; p=reject at _dmarc below the domain."),
    PARKED_SPF(
            Severity.WARNING,
            "RFC 7208 §10.1.2",
            "The domain takes no mail and lets nobody send, and its SPF record does not say so to receivers.",
            "Publish v=spf1 -all in place of the SPF record."),
    PARKED_KEYS_OPEN(
            Severity.INFO,
            "RFC 6376 §3.6.1",
            "The domain sends no mail, and no record says that all its keys are revoked.",
            "Publish v=DKIM1; p= as TXT at *._domainkey below the domain."),
    PARKED_MX(
            Severity.WARNING,
            "RFC 7505 §3",
            "The domain sends no mail and has an address and no MX record, so mail is tried there.",
            "Publish the null MX: 0 and a dot."),
    PARKED_KEY(
            Severity.WARNING,
            "RFC 6376 §3.6.1",
            "The domain sends no mail and publishes a key with which mail can be signed.",
            "Publish v=DKIM1; p= at that name: so mail that was signed with the key does not pass any more."),

    // MTA-STS.
    MTA_STS_MISSING(
            Severity.INFO,
            "RFC 8461 §3.1",
            "The domain has no MTA-STS, so others may be made to send to it without TLS.",
            "Publish a policy of mode testing, and then v=STSv1; id=1; as TXT at _mta-sts below the domain."),
    MTA_STS_NOT_A_RECORD(
            Severity.ERROR,
            "RFC 8461 §3.1",
            "A text at _mta-sts was meant as a record of MTA-STS and does not begin with v=STSv1;.",
            "Begin the record with v=STSv1; and let id= follow."),
    MTA_STS_SEVERAL(
            Severity.ERROR,
            "RFC 8461 §3.1",
            "There are several records of MTA-STS, and senders take none of them.",
            "Leave one record at the name."),
    MTA_STS_ID(
            Severity.ERROR,
            "RFC 8461 §3.1",
            "The record of MTA-STS has no id= of 1 to 32 letters and digits.",
            "Give it id= with 1 to 32 letters and digits, such as the date, and another one with each new policy."),
    MTA_STS_SYNTAX(
            Severity.WARNING,
            "RFC 8461 §3.1",
            "The record of MTA-STS has what is no field of it.",
            "Write fields as name=value with semicolons between them, or take it out."),
    MTA_STS_UNKNOWN_FIELD(
            Severity.INFO,
            "RFC 8461 §3.1",
            "The record of MTA-STS has a field that nobody knows, and that is ignored.",
            "Look for a typing error in its name, or take it out."),

    // The policy of MTA-STS, when it is asked for.
    MTA_STS_POLICY_UNREACHABLE(
            Severity.ERROR,
            "RFC 8461 §3.3",
            "The policy of MTA-STS cannot be fetched over HTTPS, so senders do as if there were none.",
            "Let a web server answer at port 443 for the host mta-sts below the domain, and serve the policy there as"
                    + " /.well-known/mta-sts.txt; or take out the record at _mta-sts."),
    MTA_STS_POLICY_CERTIFICATE(
            Severity.ERROR,
            "RFC 8461 §3.3",
            "The web server of the policy of MTA-STS has no certificate that senders take.",
            "Give the web server a certificate of a public authority for the name mta-sts below the domain, with all"
                    + " certificates between, and renew it in time."),
    MTA_STS_POLICY_STATUS(
            Severity.ERROR,
            "RFC 8461 §3.3",
            "The web server answers the request for the policy of MTA-STS with another status than 200.",
            "Serve the policy itself with status 200 at that address, without a redirect."),
    MTA_STS_POLICY_SIZE(
            Severity.ERROR,
            "RFC 8461 §3.3",
            "The policy of MTA-STS is larger than the 64 kilobytes that senders take.",
            "Name mail hosts with an asterisk, and leave out what is no field."),
    MTA_STS_POLICY_CONTENT_TYPE(
            Severity.WARNING,
            "RFC 8461 §3.2",
            "The policy of MTA-STS does not come as text/plain, and senders that look at that do not take it.",
            "Have the web server send Content-Type: text/plain with the policy."),
    MTA_STS_POLICY_LINE_ENDS(
            Severity.ERROR,
            "RFC 8461 §3.2",
            "The lines of the policy of MTA-STS do not end with a line feed.",
            "Save the file with line ends of Windows (CR LF) or Unix (LF)."),
    MTA_STS_POLICY_VERSION(
            Severity.ERROR,
            "RFC 8461 §3.2",
            "The policy of MTA-STS does not say version: STSv1.",
            "Write version: STSv1 as its first line."),
    MTA_STS_POLICY_MODE(
            Severity.ERROR,
            "RFC 8461 §3.2",
            "The policy of MTA-STS has no mode, or one that does not exist.",
            "Write mode: testing, and mode: enforce when the TLS reports are clean; then give the record another id."),
    MTA_STS_POLICY_MX(
            Severity.ERROR,
            "RFC 8461 §3.2",
            "The policy of MTA-STS names no mail host, or has a name that is none.",
            "Write mx: and the name of a mail host, a line for each host of your MX records."),
    MTA_STS_POLICY_MAX_AGE(
            Severity.ERROR,
            "RFC 8461 §3.2",
            "The policy of MTA-STS has no max_age from 0 to 31557600.",
            "Write max_age: 604800 (a week) or more, up to 31557600 (a year)."),
    MTA_STS_POLICY_SHORT_AGE(
            Severity.INFO,
            "RFC 8461 §3.2",
            "The policy of MTA-STS is kept for less than a week, which leaves an attacker gaps.",
            "Write max_age: 604800 (a week) or more, and give the record another id."),
    MTA_STS_POLICY_SYNTAX(
            Severity.WARNING,
            "RFC 8461 §3.2",
            "The policy of MTA-STS has a line that is no field of it.",
            "Write each field on a line of its own, as name: value, or take the line out."),
    MTA_STS_POLICY_UNKNOWN_FIELD(
            Severity.INFO,
            "RFC 8461 §3.2",
            "The policy of MTA-STS has a field that nobody knows, and that is ignored.",
            "Look for a typing error in its name, or take it out."),
    MTA_STS_POLICY_TESTING(
            Severity.INFO,
            "RFC 8461 §5",
            "The policy of MTA-STS is under test: senders report and deliver without TLS all the same.",
            "When the TLS reports show no failure, write mode: enforce and give the record another id."),
    MTA_STS_POLICY_NONE(
            Severity.INFO,
            "RFC 8461 §5",
            "The policy of MTA-STS switches it off.",
            "Write mode: testing and give the record another id; or, to be rid of it, take record and policy out when"
                    + " the max_age of the policies before has passed."),
    MTA_STS_POLICY_MX_MISSING(
            Severity.ERROR,
            "RFC 8461 §4.1",
            "The policy of MTA-STS does not name a mail host of the domain, so senders do not deliver to it.",
            "Name the host with mx: in the policy, and give the record another id."),
    MTA_STS_POLICY_MX_UNUSED(
            Severity.INFO,
            "RFC 8461 §4.1",
            "The policy of MTA-STS names what is no mail host of the domain.",
            "Take the line out unless an MX record is to follow, and give the record another id."),
    MTA_STS_POLICY_WITHOUT_RECORD(
            Severity.WARNING,
            "RFC 8461 §3.1",
            "There is a policy of MTA-STS and no valid record for it, without which no sender looks for it.",
            "Publish v=STSv1; id=1; as TXT at _mta-sts below the domain."),

    // TLS reports.
    TLS_RPT_MISSING(
            Severity.INFO,
            "RFC 8460 §3",
            "The domain asks for no TLS reports, so nobody tells it that mail could not be sent over TLS.",
            "Publish v=TLSRPTv1; rua=mailto:address as TXT at _smtp._tls below the domain."),
    TLS_RPT_NOT_A_RECORD(
            Severity.ERROR,
            "RFC 8460 §3",
            "A text at _smtp._tls was meant as a record for TLS reports and does not begin with v=TLSRPTv1;.",
            "Begin the record with v=TLSRPTv1; and let rua= follow."),
    TLS_RPT_SEVERAL(
            Severity.ERROR,
            "RFC 8460 §3",
            "There are several records for TLS reports, and reporters take none of them.",
            "Leave one record at the name, with several addresses in rua= if need be."),
    TLS_RPT_RUA(
            Severity.ERROR,
            "RFC 8460 §3",
            "The record for TLS reports has no rua= with a mailto: or https: URI.",
            "Write rua=mailto:address, or rua=https://host/path, with commas between several."),
    TLS_RPT_SYNTAX(
            Severity.WARNING,
            "RFC 8460 §3",
            "The record for TLS reports has what is no field of it.",
            "Write fields as name=value with semicolons between them, or take it out."),
    TLS_RPT_UNKNOWN_FIELD(
            Severity.INFO,
            "RFC 8460 §3",
            "The record for TLS reports has a field that nobody knows, and that is ignored.",
            "Look for a typing error in its name, or take it out."),

    // BIMI.
    BIMI_NOT_A_RECORD(
            Severity.ERROR,
            "",
            "A text at default._bimi was meant as a record of BIMI and does not begin with v=BIMI1;.",
            "Begin the record with v=BIMI1; and let l= follow."),
    BIMI_SEVERAL(
            Severity.ERROR,
            "",
            "There are several records of BIMI, and mailbox programs take none of them.",
            "Leave one record at the name."),
    BIMI_LOGO(
            Severity.ERROR,
            "",
            "The record of BIMI has no l= with the https URI of an SVG file.",
            "Write l=https://host/logo.svg; an empty l= says that there is no logo."),
    BIMI_CERTIFICATE(
            Severity.INFO,
            "",
            "The record of BIMI names no certificate of the logo, without which the largest mailboxes do not show it.",
            "Have a mark certificate (VMC or CMC) made, and name its https URI in a=."),
    BIMI_POLICY(
            Severity.ERROR,
            "",
            "The domain has a logo for BIMI and a DMARC policy with which no mailbox program shows it.",
            "Write p=quarantine or p=reject in the DMARC record, without sp=none, t=y and pct."),
    BIMI_EVIDENCE(
            Severity.ERROR,
            "",
            "The a= of the record of BIMI is no https URI.",
            "Write a=https://host/certificate.pem, or take it out."),
    BIMI_SYNTAX(
            Severity.WARNING,
            "",
            "The record of BIMI has what is no tag of it.",
            "Write tags as name=value with semicolons between them, or take it out."),

    // What large receivers ask of those who send much.
    PROFILE_SPF(
            Severity.ERROR,
            "",
            "The receiver of the profile wants SPF of bulk senders, and the domain has no record that can pass.",
            "Publish an SPF record that names your sending hosts."),
    PROFILE_DKIM(
            Severity.ERROR,
            "",
            "The receiver of the profile wants DKIM of bulk senders, and no key that can be used was found.",
            "Have your mail signed with d= this domain, and publish the key as selector._domainkey below the domain."),
    PROFILE_DKIM_UNKNOWN(
            Severity.INFO,
            "",
            "The receiver of the profile wants DKIM of bulk senders, and which selectors the domain uses is not known.",
            "Name the selector to this check: it is s= of the DKIM-Signature field of a message of yours."),
    PROFILE_DMARC(
            Severity.ERROR,
            "",
            "The receiver of the profile wants a DMARC record of bulk senders, and no valid one applies to the domain.",
            "Publish v=DMARC1; p=none; rua=mailto:address at _dmarc below the domain, at least."),
    PROFILE_NOT_IN_DNS(
            Severity.INFO,
            "",
            "What the receiver of the profile asks for beyond what DNS can show.",
            "Look at these where you send.");

    /** In remedies, behind a part of a name in DNS: there the domain that is looked at takes its place. */
    static final String BELOW = " below the domain";

    private final Severity severity;
    private final String section;
    private final String meaning;
    private final String remedy;

    DomainCode(Severity severity, String section, String meaning, String remedy) {
        this.severity = severity;
        this.section = section;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The stable name. */
    String code() {
        return Ascii.hyphenated(this);
    }

    private FindingCode kind() {
        return FindingCode.of(code(), severity, section, meaning);
    }

    /** A finding with the effect and the usual remedy. */
    Finding finding(String message) {
        return kind().finding(message + effect()).remedy(remedy);
    }

    /** What others make of it, a sentence behind each that says what is wrong; empty where that has it itself. */
    private String effect() {
        return switch (this) {
            case DOMAIN_LOOKUP_FAILED ->
                " A server that gets no answer either tries again later, or goes on without it.";
            case MTA_STS_NOT_A_RECORD, MTA_STS_ID, MTA_STS_SEVERAL ->
                " Senders do as if there were no record, and look for no policy.";
            case MTA_STS_SYNTAX -> " A sender may ignore the record for that, and look for no policy.";
            case MTA_STS_UNKNOWN_FIELD, MTA_STS_POLICY_UNKNOWN_FIELD -> " Senders ignore it.";
            case MTA_STS_POLICY_UNREACHABLE,
                    MTA_STS_POLICY_CERTIFICATE,
                    MTA_STS_POLICY_STATUS,
                    MTA_STS_POLICY_SIZE,
                    MTA_STS_POLICY_LINE_ENDS,
                    MTA_STS_POLICY_VERSION,
                    MTA_STS_POLICY_MODE,
                    MTA_STS_POLICY_MAX_AGE -> " Senders do as if there were no policy, and deliver without TLS, too.";
            case MTA_STS_POLICY_CONTENT_TYPE -> " A sender may do as if there were no policy for that.";
            case TLS_RPT_NOT_A_RECORD, TLS_RPT_SEVERAL ->
                " Reporters do as if there were no record, and send no TLS reports.";
            case TLS_RPT_RUA -> " No TLS report comes by it.";
            case TLS_RPT_SYNTAX -> " A reporter may ignore the record for that, and send no TLS reports.";
            case TLS_RPT_UNKNOWN_FIELD -> " Reporters ignore it.";
            case BIMI_NOT_A_RECORD, BIMI_SEVERAL, BIMI_LOGO -> " Mailbox programs show no logo.";
            case BIMI_EVIDENCE -> " Mailbox programs that want a certificate, such as Gmail, show no logo.";
            case BIMI_SYNTAX -> " A mailbox program may show no logo for that.";
            default -> "";
        };
    }

    /** The same about a part of a record. */
    Finding finding(String record, int start, int end, String message) {
        return finding(message).at(new Position(record, start, end - start));
    }

    /** The kinds whose codes begin so. */
    static List<FindingCode> codes(String prefix) {
        return Arrays.stream(values())
                .map(DomainCode::kind)
                .filter(kind -> kind.code().startsWith(prefix))
                .toList();
    }
}
