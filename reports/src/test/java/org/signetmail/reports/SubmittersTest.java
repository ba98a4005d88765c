package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** RFC 9990 §3.5.2, RFC 8460 §5.3: who is named as the submitter and is another than the author of the mail, and how far it is looked for. */
class SubmittersTest {

    private static final String ZONE = """
            _dmarc.receiver.example  TXT  "v=DMARC1; p=reject"
            receiver.example         TXT  "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.co.example        TXT  "v=DMARC1; p=reject; psd=y"
            """;

    private static final String NOBODY = """
            {"organization-name":"A","report-id":"1","policies":[{"policy":{"policy-domain":"example.org"}}]}
            """;

    /** What is said of the names, or nothing. */
    private static String told(String from, String mail, String report) {
        Message message = Message.of(Messages.crlf("From: reports@" + from + "\n" + mail));
        DnsResolver dns = FakeDns.zone(ZONE);
        Authentication verdict = MailAuthenticator.using(dns)
                .authenticate(
                        message,
                        Envelope.from(address("192.0.2.1")).helo("mx.example").mailFrom("reports@" + from));
        List<ReceivedReport> received = ReportIntake.using(dns, List.of(DomainName.of("example.org")))
                .withClock(InstantSource.fixed(Instant.ofEpochSecond(1_767_330_000)))
                .receive(message, verdict, ReportReader.DEFAULT.read(report.getBytes(StandardCharsets.UTF_8)));
        assertThat(received).hasSize(1);
        return received.get(0).findings().stream()
                .filter(each -> each.code().equals("report-submitter-differs"))
                .map(Finding::message)
                .reduce("", String::concat);
    }

    private static String told(String mail) {
        return told("receiver.example", mail, NOBODY);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @DisplayName("Names in a TLS report and in the field of its mail")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            "A"                | Subject: x                               | -
            "mx.receiver.example" | TLS-Report-Submitter:  receiver.example | -
            "big.example"      | Subject: x                               | "big.example" (its organization-name)
            "A","contact-info":"a@big.example" | Subject: x               | "big.example" (its contact-info)
            "A"                | TLS-Report-Submitter: big.example        | "big.example" (TLS-Report-Submitter)
            "a.example","contact-info":"b.example" | TLS-Report-Submitter: | "a.example" (its organization-name)
            """)
    void ofTls(String organization, String field, String names) {
        String start = "The mail is from receiver.example, and names as its submitter ";
        assertThat(told("receiver.example", field + "\n\nx", NOBODY.replace("\"A\"", organization)))
                .isEqualTo(names == null ? "" : start + names + ".");
    }

    @DisplayName("The first three that differ are told, each once")
    @Test
    void several() {
        String fields = "TLS-Report-Submitter: %s\n";
        StringBuilder mail = new StringBuilder();
        for (String each :
                List.of("a.example", "receiver.example", "b.example", "a.example", "c.example", "d.example")) {
            mail.append(fields.replace("%s", each));
        }
        assertThat(told(mail + "\nx"))
                .isEqualTo("The mail is from receiver.example, and names as its submitter"
                        + " \"a.example\" (TLS-Report-Submitter), \"b.example\" (TLS-Report-Submitter),"
                        + " \"c.example\" (TLS-Report-Submitter).");
    }

    /** RFC 9989 §4.7: below a public suffix are others; below an organization beneath it are its own. */
    @ParameterizedTest
    @CsvSource({
        "co.example, co.example, false",
        "co.example, other.co.example, true",
        "one.co.example, mx.one.co.example, false",
        "one.co.example, two.co.example, true",
        "one.co.example, co.example, true"
    })
    void belowAPublicSuffix(String from, String submitter, boolean differs) {
        assertThat(told(from, "TLS-Report-Submitter: " + submitter + "\n\nx", NOBODY)
                        .isEmpty())
                .isEqualTo(!differs);
    }

    @DisplayName("A message that is attached is looked into, in base64, too")
    @ParameterizedTest
    @CsvSource({"message/rfc822, false", "message/rfc822, true", "message/global, true", "text/plain, true"})
    void attached(String type, boolean encoded) {
        String inner = "From: a@big.example\r\nSubject: x\r\n\r\nx";
        String mail = "Content-Type: " + type + "\n"
                + (encoded
                        ? "Content-Transfer-Encoding: base64\n\n"
                                + Base64.getMimeEncoder().encodeToString(inner.getBytes(StandardCharsets.US_ASCII))
                        : "\n" + inner);
        assertThat(told(mail).contains("\"big.example\" (From of an attached message)"))
                .isEqualTo(!type.equals("text/plain"));
    }

    @DisplayName("Attached messages are looked into to the eighth level, that of the mail included")
    @ParameterizedTest
    @CsvSource({"6, true", "7, true", "8, false"})
    void levels(int attached, boolean told) {
        String mail = "Content-Type: message/rfc822\n\n".repeat(attached) + "From: a@big.example\n\nx";
        assertThat(told(mail).isEmpty()).isEqualTo(!told);
    }

    @DisplayName("A hundred messages are looked into, whatever is attached to which")
    @ParameterizedTest
    @CsvSource({"48, true", "49, true", "50, false"})
    void messages(int pairs, boolean told) {
        String part = "--b\nContent-Type: message/rfc822\n\n";
        String pair = part + "Content-Type: message/rfc822\n\nSubject: x\n\nx\n";
        // One, two for each pair, and the last.
        String last = part + "From: a@big.example\n\nx\n";
        String mail = "Content-Type: multipart/mixed; boundary=b\n\n" + pair.repeat(pairs) + last + "--b--\n";
        assertThat(told(mail).isEmpty()).isEqualTo(!told);
    }

    @DisplayName("A hundred names are looked at; the author is none of them")
    @ParameterizedTest
    @CsvSource({"98, true", "99, true", "100, false"})
    void names(int own, boolean told) {
        String mail = "TLS-Report-Submitter: receiver.example\n".repeat(own)
                + "Content-Type: text/xml; name=\"big.example!example.org!1!2.xml\"\n\nx";
        assertThat(told(mail).isEmpty()).isEqualTo(!told);
    }
}
