package org.signetmail.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.examples.DailyReports.Delivery;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.RecipientFinder;
import org.signetmail.reports.sending.ReportSubmitter;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/** What becomes of a report that could not be sent at once. */
class DailyReportsTest {

    private static final Instant OVER = Instant.parse("2026-01-02T00:31:00Z");

    private static final String BOTH = """
            _dmarc.owner.example  TXT "v=DMARC1; p=reject; rua=mailto:a@owner.example,mailto:b@consents.example"
            owner.example._report._dmarc.consents.example  TXT "v=DMARC1"
            """;

    private final AggregateReportBuilder builder = AggregateReportBuilder.create();
    private final Map<String, Delivery> answers = new HashMap<>();
    private final List<String> recipients = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private DnsResolver dns = FakeDns.zone(BOTH);
    private final DailyReports reports = new DailyReports(
            builder,
            RecipientFinder.using((name, type) -> dns.lookup(name, type)),
            ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example"),
            DkimSigner.builder(
                            "receiver.example",
                            "k1",
                            SigningKey.fromPem(TestKeys.rsa2048().pkcs8Pem()))
                    .build(),
            log::add,
            (recipient, octets) -> {
                recipients.add(recipient);
                mails.add(new String(octets, ISO_8859_1));
                return answers.getOrDefault(recipient, Delivery.TAKEN);
            });

    DailyReportsTest() throws IOException {
        Envelope envelope = Envelope.from(InetAddress.getByName("192.0.2.1"))
                .helo("mx.owner.example")
                .mailFrom("a@owner.example");
        builder.add(
                MailAuthenticator.using(dns)
                        .authenticate(Message.of("From: a@owner.example\r\n\r\nx\r\n".getBytes(ISO_8859_1)), envelope),
                "m1",
                Instant.parse("2026-01-01T12:00:00Z"));
    }

    @Test
    @DisplayName(
            "RFC 9990 §3.5.1: who could not have it gets it later under the same id and name, and nobody else again")
    void later() {
        answers.put("b@consents.example", Delivery.LATER);
        reports.sendFinished(OVER);
        assertThat(recipients).containsExactly("a@owner.example", "b@consents.example");
        reports.sendFinished(OVER.plus(Duration.ofMinutes(14)));
        assertThat(recipients).hasSize(2);
        answers.clear();
        reports.sendFinished(OVER.plus(Duration.ofMinutes(15)));
        assertThat(recipients).hasSize(3).last().isEqualTo("b@consents.example");
        reports.sendFinished(OVER.plus(Duration.ofDays(1)));
        assertThat(mails)
                .hasSize(3)
                .allMatch(each -> each.contains("Report-ID: <1767225600-owner.example@receiver.example>"))
                .allMatch(each ->
                        each.contains("filename=\"receiver.example!owner.example!1767225600!1767311999.xml.gz\""))
                .allMatch(each -> each.contains("Date: Fri, 2 Jan 2026 00:31:00 +0000"));
    }

    @Test
    @DisplayName("RFC 9990 §3.5: five attempts, farther and farther apart, and then it is dropped")
    void dropped() {
        answers.put("b@consents.example", Delivery.LATER);
        for (int minutes = 0; minutes <= 24 * 60; minutes++) {
            int before = recipients.size();
            reports.sendFinished(OVER.plus(Duration.ofMinutes(minutes)));
            if (recipients.size() > before) {
                log.add(minutes + " minutes");
            }
        }
        assertThat(log.stream().filter(each -> each.endsWith(" minutes")))
                .containsExactly("0 minutes", "15 minutes", "45 minutes", "105 minutes", "225 minutes");
        assertThat(log).anyMatch(each -> each.startsWith("dropped after 5 attempts: owner.example 2026-01-01"));
    }

    @Test
    @DisplayName("RFC 9990 §4: an address whose consent could not be looked up gets its mail later")
    void consentLater() {
        dns = FakeDns.zone(BOTH.replace("\"v=DMARC1\"", "!SERVFAIL"));
        reports.sendFinished(OVER);
        assertThat(recipients).containsExactly("a@owner.example");
        dns = FakeDns.zone(BOTH);
        reports.sendFinished(OVER.plus(Duration.ofMinutes(15)));
        reports.sendFinished(OVER.plus(Duration.ofDays(1)));
        assertThat(recipients).containsExactly("a@owner.example", "b@consents.example");
    }

    @Test
    @DisplayName("The record is looked up again: who is not in it any more gets nothing")
    void withdrawn() {
        dns = FakeDns.zone("_dmarc.owner.example TXT !SERVFAIL\n");
        reports.sendFinished(OVER);
        dns = FakeDns.zone("_dmarc.owner.example TXT \"v=DMARC1; p=reject\"\n");
        reports.sendFinished(OVER.plus(Duration.ofMinutes(15)));
        dns = FakeDns.zone(BOTH);
        reports.sendFinished(OVER.plus(Duration.ofDays(1)));
        assertThat(recipients).isEmpty();
    }

    @Test
    @DisplayName("Who refuses it is not asked again")
    void refused() {
        answers.put("a@owner.example", Delivery.REFUSED);
        answers.put("b@consents.example", Delivery.LATER);
        reports.sendFinished(OVER);
        reports.sendFinished(OVER.plus(Duration.ofMinutes(15)));
        assertThat(recipients).containsExactly("a@owner.example", "b@consents.example", "b@consents.example");
    }

    @Test
    @DisplayName("An outbox that throws loses no report, and sends none twice")
    void broken() {
        DailyReports broken = new DailyReports(
                builder,
                RecipientFinder.using(dns),
                ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example"),
                DkimSigner.builder(
                                "receiver.example",
                                "k1",
                                SigningKey.fromPem(TestKeys.rsa2048().pkcs8Pem()))
                        .build(),
                log::add,
                (recipient, octets) -> {
                    recipients.add(recipient);
                    if (recipients.size() == 2) {
                        throw new IllegalStateException("no outbox");
                    }
                    return Delivery.TAKEN;
                });
        assertThatThrownBy(() -> broken.sendFinished(OVER)).hasMessage("no outbox");
        broken.sendFinished(OVER.plusSeconds(60));
        assertThat(recipients).containsExactly("a@owner.example", "b@consents.example", "b@consents.example");
    }
}
