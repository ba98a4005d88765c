package org.signetmail.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.DispositionPolicy;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.RecipientFinder;
import org.signetmail.reports.sending.ReportSubmitter;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.subethamail.smtp.server.SMTPServer;

/** SMTP sessions on a socket, one for each line of the table of what is answered. */
class InboundServerTest {

    private static final TestKey KEY = TestKeys.rsa2048();
    private static final FakeDns DNS = FakeDns.zone("""
            reject.example             TXT "v=spf1 -all"
            _dmarc.reject.example      TXT "v=DMARC1; p=reject"
            _dmarc.test.example        TXT "v=DMARC1; p=reject; t=y"
            _dmarc.quarantine.example  TXT "v=DMARC1; p=quarantine"
            _dmarc.none.example        TXT "v=DMARC1; p=none"
            _dmarc.silent.example      TXT !TIMEOUT
            _dmarc.formerr.example     TXT !FORMERR
            pass.example               TXT "v=spf1 ip4:127.0.0.1 -all"
            _dmarc.pass.example        TXT "v=DMARC1; p=reject; rua=mailto:dmarc@pass.example,mailto:ceo@victim.example"
            _dmarc.mx.example.org      TXT "v=DMARC1; p=reject"
            k1._domainkey.mx.example.org  TXT "%s"
            fail.example               TXT "v=spf1 -all exp=why.fail.example"
            why.fail.example           TXT "buy at http://fail.example/"
            temp.example               TXT !SERVFAIL
            perm.example               TXT "v=spf1 foo -all"
            """.formatted(KEY.txt()));

    private record Delivery(List<String> recipients, String text, boolean quarantined) {}

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AggregateReportBuilder reports = AggregateReportBuilder.create();
    private SMTPServer server;

    private void start(DispositionPolicy policy) {
        server = InboundServer.start(
                0,
                MailAuthenticator.using(DNS).withDispositionPolicy(policy),
                MessageLimits.DEFAULT.withMessageOctets(20_000).withFields(20),
                reports,
                log::add,
                (recipients, octets, quarantined) ->
                        deliveries.add(new Delivery(recipients, new String(octets, ISO_8859_1), quarantined)));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static DispositionPolicy policy(String name) {
        return switch (name) {
            case "default" -> DispositionPolicy.asDomainAsks();
            case "never" -> DispositionPolicy.neverReject();
            case "authors" -> DispositionPolicy.acceptUnusableAuthors();
            case "errors" -> DispositionPolicy.acceptTemporaryErrors();
            case "mail" -> DispositionPolicy.enforceSpfAtMail();
            case "exempt" -> DispositionPolicy.exempt("127.0.0.0/8", "::1");
            case "spf" ->
                DispositionPolicy.enforceSpfFail()
                        .and(DispositionPolicy.deferSpfTemperror())
                        .and(DispositionPolicy.refuseSpfPermerror());
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            default | a@pass.example  | From: a@pass.example                        | 250 2.6.0 Accepted, DMARC pass for pass.example.
            default | a@fail.example  | From: a@nobody.example                      | 250 2.6.0 Accepted, DMARC none
            default | a@x.example     | From: a@none.example                        | 250 2.6.0 Accepted: DMARC failed for none.example
            default | a@x.example     | From: a@quarantine.example                  | 250 2.6.0 Quarantined: DMARC failed for quarantine.example
            default | a@x.example     | From: a@test.example                        | 250 2.6.0 Quarantined: DMARC failed for test.example
            default | a@x.example     | From: a@reject.example                      | 550 5.7.26 Refused by the DMARC policy of reject.example
            never   | a@x.example     | From: a@reject.example                      | 250 2.6.0 Quarantined: DMARC failed for reject.example
            exempt  | a@x.example     | From: a@reject.example                      | 250 2.6.0 Accepted by the policy
            default | a@pass.example  | Subject: no author                          | 550 5.7.1 DMARC finds no author to check.
            default | a@pass.example  | From: a@pass.example~From: b@reject.example | 550 5.7.1 DMARC finds no author to check.
            default | a@pass.example  | From: a@pass.example, <                     | 550 5.7.1 DMARC finds no author to check.
            default | a@pass.example  | From: group:;                               | 550 5.7.1 DMARC finds no author to check.
            default | a@pass.example  | From: a@[127.0.0.1]                         | 550 5.7.1 DMARC finds no author to check.
            default | a@pass.example  | From: a@pass.example, b@reject.example      | 550 5.7.1 DMARC finds no author to check.
            never   | a@pass.example  | Subject: no author                          | 550 5.7.1 DMARC finds no author to check.
            authors | a@pass.example  | Subject: no author                          | 250 2.6.0 Accepted.
            default | a@x.example     | From: a@silent.example                      | 451 4.4.3 The DMARC policy of silent.example could not
            errors  | a@x.example     | From: a@silent.example                      | 250 2.6.0 Accepted, DMARC temperror
            default | a@x.example     | From: a@formerr.example                     | 250 2.6.0 Accepted, DMARC permerror
            default | a@temp.example  | From: a@nobody.example                      | 250 2.6.0 Accepted
            default | a@perm.example  | From: a@nobody.example                      | 250 2.6.0 Accepted
            spf     | a@fail.example  | From: a@nobody.example                      | 550 5.7.23 SPF fail: 127.0.0.1 is not allowed to send mail of fail.example.
            spf     | a@temp.example  | From: a@nobody.example                      | 451 4.7.24 SPF temperror
            spf     | a@perm.example  | From: a@nobody.example                      | 550 5.7.24 SPF permerror
            spf     | a@fail.example  | From: a@none.example                        | 250 2.6.0 Accepted: DMARC failed for none.example
            """)
    void answers(String policy, String mailFrom, String fields, String expected) throws IOException {
        start(policy(policy));
        String reply = send(mailFrom, fields.replace("~", "\r\n") + "\r\n\r\nHello.\r\n");
        assertThat(reply).startsWith(expected).doesNotContain("http");
        if (expected.startsWith("250")) {
            assertThat(deliveries).singleElement().satisfies(delivery -> {
                assertThat(delivery.text()).startsWith("Authentication-Results: mx.example.org;\r\n");
                assertThat(delivery.recipients()).containsExactly("bob@example.org", "carol@example.org");
                assertThat(delivery.quarantined()).isEqualTo(expected.contains("Quarantined"));
            });
        } else {
            assertThat(deliveries).isEmpty();
        }
        assertThat(log)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .matches("[ -~]+")
                        .startsWith("client=127.0.0.1 helo=\"client.example\" mail-from=\"" + mailFrom + "\" author=")
                        .contains(" spf=", " dkim=", " dmarc=", " policy=", " reply=\"" + expected.substring(0, 9)));
    }

    @Test
    @DisplayName("MAIL is answered where SPF is enforced there, and the session goes on")
    void atMail() throws IOException {
        start(policy("mail"));
        try (Client client = new Client()) {
            assertThat(client.say("MAIL FROM:<a@fail.example>"))
                    .isEqualTo("550 5.7.23 SPF fail: 127.0.0.1 is not allowed to send mail of fail.example.");
            assertThat(client.deliver("a@pass.example", "From: a@pass.example\r\n\r\nHello.\r\n"))
                    .startsWith("250 2.6.0 ");
        }
        assertThat(deliveries).hasSize(1);
        assertThat(log).hasSize(2).allMatch(line -> line.contains("client"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("Over a bound: 552 5.3.4, and what was not read is not taken for commands")
    void overABound(boolean body) throws IOException {
        start(policy("default"));
        String header = "From: a@pass.example\r\n" + (body ? "" : "X: y\r\n".repeat(30));
        try (Client client = new Client()) {
            assertThat(client.deliver(
                            "a@pass.example", header + "\r\n" + (body ? "NOOP\r\n".repeat(20_000) : "Hello.\r\n")))
                    .startsWith("552 5.3.4 The message is over a limit of this server: ");
            assertThat(client.deliver("a@pass.example", "From: a@pass.example\r\n\r\nHello.\r\n"))
                    .startsWith("250 2.6.0 ");
        }
        assertThat(deliveries).hasSize(1);
    }

    @Test
    @DisplayName("Results in the server's name are taken out, others stay; nothing hostile breaks the log line")
    void forgedResults() throws IOException {
        start(policy("default"));
        try (Client client = new Client("odd\" dmarc=pass \\")) {
            client.deliver("a@pass.example", """
                    Authentication-Results: MX.example.ORG; dmarc=pass
                    Authentication-Results: other.example; spf=none
                    From: a@pass.example

                    Hello.
                    """.replace("\n", "\r\n"));
        }
        assertThat(deliveries)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.text())
                        .doesNotContain("MX.example.ORG")
                        .contains("other.example"));
        assertThat(log)
                .singleElement()
                .satisfies(line -> assertThat(line).matches("[ -~]+").doesNotContain("odd\" "));
    }

    /** The mail of a report goes where all mail goes, and is authenticated as all mail is. */
    @Test
    @DisplayName("RFC 9990: delivered and refused mail is reported, to those who consent, once its day is over")
    void reports() throws IOException {
        start(policy("default"));
        send("a@pass.example", "From: a@pass.example\r\n\r\nHello.\r\n");
        send("a@x.example", "From: a@pass.example\r\n\r\nHello.\r\n");
        send("a@x.example", "From: a@none.example\r\n\r\nNobody asks.\r\n");
        List<String> mails = new ArrayList<>();
        DailyReports daily = new DailyReports(
                reports,
                RecipientFinder.using(DNS),
                ReportSubmitter.of("Example", "mx.example.org", "dmarc@mx.example.org"),
                DkimSigner.builder("mx.example.org", "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                        .build(),
                log::add,
                (recipient, octets) -> {
                    assertThat(recipient).isEqualTo("dmarc@pass.example");
                    mails.add(new String(octets, ISO_8859_1));
                    return DailyReports.Delivery.TAKEN;
                });
        AggregateKey key = reports.keys().get(0);
        daily.sendFinished(key.end());
        assertThat(mails).isEmpty();
        daily.sendFinished(key.end().plusSeconds(3600));
        daily.sendFinished(key.end().plusSeconds(7200));
        assertThat(mails).hasSize(1);
        assertThat(log)
                .anyMatch(line -> line.startsWith("mailto:ceo@victim.example: There is no consent of victim.example"));

        Message mail = Message.of(mails.get(0).getBytes(ISO_8859_1));
        assertThat(MailAuthenticator.using(DNS)
                        .authenticate(
                                mail,
                                Envelope.from(InetAddress.getLoopbackAddress())
                                        .helo("mx.example.org")
                                        .mailFrom("dmarc@mx.example.org"))
                        .dmarc()
                        .result())
                .isEqualTo(DmarcResult.PASS);
        AggregateReport report =
                (AggregateReport) ReportReader.DEFAULT.read(mail).reports().get(0);
        assertThat(report.totals().messages()).isEqualTo(2);
        assertThat(report.totals().eitherPass()).isEqualTo(1);
        assertThat(report.domain()).contains("pass.example");
    }

    /** Refused and let in as a mail program would show it: all in the name of a domain that rejects. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Boss <boss@reject.example>",
                "From: boss@reject.example <boss@reject.example>",
                "From: Boss [CEO] <boss@reject.example>",
                "From: Boss, CEO <boss@reject.example>",
                "From: <boss@reject.example>, x <x@pass.example>",
                "From: Boss <boss@reject.example>;",
                "From: Boss <boss.@reject.example>",
                "From: <bo..ss@reject.example>",
                "From: Boss <boss@reject.example.>",
                "From: boss@reject.example\r\nFrom: x@pass.example",
                "From : boss@reject.example\r\nFrom: x@pass.example",
                "From: B\u00F6ss <boss@reject.example>",
                "From: boss@reject.example <x@pass.example>",
                "Subject: no From at all",
                "Sender: boss@reject.example",
                "From: x@pass.example <boss@reject.example>"
            })
    void nobodyEscapes(String fields) throws IOException {
        start(policy("default"));
        assertThat(send("x@pass.example", fields + "\r\n\r\nHello.\r\n")).startsWith("550 5.7.");
        assertThat(deliveries).isEmpty();
    }

    private String send(String mailFrom, String message) throws IOException {
        try (Client client = new Client()) {
            return client.deliver(mailFrom, message);
        }
    }

    /** Speaks SMTP, as little as there has to be. */
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final OutputStream out;

        Client() throws IOException {
            this("client.example");
        }

        Client(String helo) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.getPortAllocated());
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            out = socket.getOutputStream();
            in.readLine();
            say("HELO " + helo);
        }

        String say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(ISO_8859_1));
            out.flush();
            String reply = in.readLine();
            return reply == null ? "" : reply;
        }

        String deliver(String mailFrom, String message) throws IOException {
            say("RSET");
            assertThat(say("MAIL FROM:<" + mailFrom + ">")).startsWith("250");
            assertThat(say("RCPT TO:<bob@example.org>")).startsWith("250");
            assertThat(say("RCPT TO:<carol@example.org>")).startsWith("250");
            assertThat(say("DATA")).startsWith("354");
            return say(message + ".");
        }

        @Override
        public void close() throws IOException {
            say("QUIT");
            socket.close();
        }
    }
}
