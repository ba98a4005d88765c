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

    // A domain that sends no mail.
    PARKED_DMARC(
            Severity.WARNING,
            "RFC 9989 §4.7",
            "The domain sends no mail, and DMARC does not have mail in its name rejected.",
            "Publish v=DMARC1; p=reject at _dmarc below the domain."),
    PARKED_MX(
            Severity.WARNING,
            "RFC 7505 §3",
            "The domain sends no mail and has an address and no MX record, so mail is tried there.",
            "Publish the null MX: 0 and a dot."),
    PARKED_KEY(
            Severity.WARNING,
            "RFC 6376 §3.6.1",
            "The domain sends no mail and publishes a key with which mail can be signed.",
            "Take the key out, or let its p= be empty."),

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
            "Sign with d= the domain, and publish the key; its selector can be named to this check."),
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

    private FindingCode kind() {
        return FindingCode.of(Ascii.hyphenated(this), severity, section, meaning);
    }

    /** A finding with the usual remedy. */
    Finding finding(String message) {
        return kind().finding(message).remedy(remedy);
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
