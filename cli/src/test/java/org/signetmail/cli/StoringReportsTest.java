package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.ReceivedReport;
import org.signetmail.reports.ReportIntake;
import org.signetmail.reports.ReportOverview;
import org.signetmail.reports.ReportQuery;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportStanding;
import org.signetmail.reports.ReportStore;
import org.signetmail.reports.ReportTrust;
import org.signetmail.reports.sending.AggregateDocument;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.MessageResult;
import org.signetmail.reports.sending.ReportSubmitter;
import org.signetmail.reports.sending.ResultStore;
import org.signetmail.reports.sending.TakenResults;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.sqlite.SQLiteDataSource;

/** The programs of docs/report-store.md and that with a database of docs/sending-reports.md run; that the pages have the same, {@link WalkthroughsTest} knows. */
class StoringReportsTest {

    @TempDir
    private Path folder;

    @Test
    void store() throws Exception {
        FakeDns resolver = FakeDns.zone("""
            _dmarc.receiver.example  TXT  "v=DMARC1; p=reject"
            receiver.example         TXT  "v=spf1 ip4:127.0.0.1 -all"
            """);
        Message mail = Message.of(Messages.crlf("""
            From: dmarc@receiver.example
            Content-Type: text/xml

            <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><report_metadata><report_id>1</report_id>
            <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>
            <policy_published><domain>example.org</domain><p>none</p></policy_published>
            <record><row><source_ip>192.0.2.1</source_ip><count>5</count></row></record></feedback>
            """));
        Authentication verdict = MailAuthenticator.using(resolver)
                .authenticate(
                        mail,
                        Envelope.from(InetAddress.getLoopbackAddress())
                                .helo("mx.receiver.example")
                                .mailFrom("dmarc@receiver.example"));
        ReportIntake intake = ReportIntake.using(resolver, List.of(DomainName.of("example.org")));
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite:" + folder.resolve("r.db"));
        DataSource dataSource = sqlite;
        InetAddress shop = InetAddress.getByName("192.0.2.0");
        LocalDate today = LocalDate.of(2026, 2, 1);
        List<String> log = new ArrayList<>();
        // example: store
        ReportStore store = ReportStore.open(dataSource);

        for (ReceivedReport each : intake.receive(mail, verdict, ReportReader.DEFAULT.read(mail))) {
            if (each.trust() == ReportTrust.ACCEPT && ReportStore.keeps(each.report())) {
                ReportStanding standing = store.add(each.report(), each.reporter());
                log.add(standing + ": " + each.report());
            }
        }

        ReportQuery january = ReportQuery.ALL
                .withDomain("example.org")
                .withSince(LocalDate.of(2026, 1, 1))
                .withUntil(LocalDate.of(2026, 1, 31));
        ReportOverview overview = store.overview(january, address -> Optional.empty());
        store.reports(january.withNetwork(shop, 24))
                .forEach(each -> log.add(each.report().toString()));

        store.deleteBefore(today.minusDays(400));
        // end
        assertThat(log).hasSize(2);
        assertThat(log.get(0)).startsWith("FIRST: ").endsWith(log.get(1));
        assertThat(overview.messages()).isEqualTo(5);
    }

    @Test
    void results() throws Exception {
        FakeDns resolver = FakeDns.zone("""
            _dmarc.example.org  TXT  "v=DMARC1; p=reject; rua=mailto:dmarc@example.org"
            """);
        Instant received = Instant.parse("2026-01-01T10:00:00Z");
        Authentication checked = MailAuthenticator.using(resolver)
                .authenticate(
                        Message.of(Messages.crlf("From: a@example.org\n\nx\n")),
                        Envelope.from(InetAddress.getByName("192.0.2.1"))
                                .helo("x")
                                .mailFrom("a@example.org"));
        List<MessageResult> results =
                List.of(MessageResult.of(checked, "mx1-1", received).orElseThrow());
        AggregateState state =
                AggregateState.of(MessageResult.of(checked, "mx2-1", received).orElseThrow(), AggregateLimits.DEFAULT);
        ReportSubmitter submitter = ReportSubmitter.of("Receiver Inc.", "receiver.example", "dmarc@receiver.example");
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + folder.resolve("results.db"));
        List<AggregateDocument> documents = new ArrayList<>();
        Instant now = Instant.parse("2026-01-02T01:00:00Z");
        LocalDate today = LocalDate.of(2026, 1, 2);
        // example: results
        ResultStore store = ResultStore.open(dataSource);

        store.add(results); // what came since the last time
        store.add("mx2 17", state); // a part that another server has counted, once

        for (AggregateKey each : store.keys()) {
            if (now.isAfter(each.end().plusSeconds(1800))) {
                Optional<TakenResults> taken = store.take(each, AggregateLimits.DEFAULT, now, Duration.ofMinutes(30));
                if (taken.isPresent()) {
                    documents.add(taken.get().document(submitter)); // to be sent as above
                    store.sent(taken.get());
                }
            }
        }
        store.deleteBefore(today.minusDays(7));
        // end
        assertThat(documents).hasSize(1);
        assertThat(new String(documents.get(0).xml(), UTF_8)).contains("<count>2</count>");
        assertThat(store.keys()).isEmpty();
    }
}
