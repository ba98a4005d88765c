package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.examples.kafka.Child.Children;
import org.signetmail.reports.sending.AggregateDocument;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.MessageResult;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.Zone;

/**
 * A real broker, two mergers, a mailer: each in a process of its own, and each killed where it hurts. What comes out is what one
 * builder makes of the same results.
 */
class ReportsKafkaTest {

    private static final int DOMAINS = 9;
    private static final int MESSAGES = 6_000;
    private static final int LATE = 50;
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final String CHANGES = "dmarc-reports-" + DayProcessor.PARTS + "-changelog";
    private static final TestKey KEY = TestKeys.rsa2048();
    private static final String ZONE =
            Load.zone(DOMAINS) + "k1._domainkey.receiver.example TXT \"" + KEY.txt() + "\"\n";

    private static final Instant FIRST_DAY_OVER =
            Load.MIDNIGHT.plus(Duration.ofDays(1)).plus(GRACE).plusSeconds(1);

    @TempDir
    private Path directory;

    private final List<String> figures = new ArrayList<>();
    private final long started = System.nanoTime();
    private Children children;

    @BeforeEach
    void begin() {
        children = new Children(directory);
    }

    @AfterEach
    void end() {
        children.close();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName(
            "Instances killed in mid-window, in mid-closing and in mid-sending: each report once, to the octet, and its mail again")
    void killed() throws Exception {
        Load load = new Load(DOMAINS);
        List<MessageResult> results = load.results(MESSAGES);
        Map<String, byte[]> expected = onOneCore(results);
        try (Cluster cluster = Cluster.start(children, Files.createDirectories(directory.resolve("broker")));
                DnsServer dns = DnsServer.start(Zone.parse(ZONE))) {
            figure("broker up");
            topics(cluster);
            Maildrop out = new Maildrop(directory.resolve("out"));
            String mailing = mailing(cluster, out, dns);
            try (MailServers servers = new MailServers(cluster.address())) {
                merge(cluster, load, results, servers);
                // Its first mail does not go out before it may.
                Child mailer = children.start("mailer", "128m", "mail", mailing);
                List<ConsumerRecord<String, byte[]>> reports = cluster.read(Topics.REPORTS, 2 * DOMAINS);
                figure("all reports are out");
                // A second one would come with the next tick at the latest.
                servers.tick(Load.MIDNIGHT.plus(Duration.ofDays(9)));
                compare(reports, expected);
                mail(cluster, out, mailer, mailing);
                compare(reports, out);
                Cluster.until("the last tick is in", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
                assertThat(cluster.read(Topics.REPORTS, 2 * DOMAINS)).hasSize(2 * DOMAINS);
                assertThat(cluster.uncommitted(Topics.REPORTS)).isEmpty();
            }
            // What was told, and not committed when its merger was killed, is told again.
            assertThat(count("not reported: (\\d+) lines came after")).isGreaterThanOrEqualTo(LATE);
            assertThat(count("not reported: (\\d+) lines cannot be read")).isGreaterThanOrEqualTo(1);
        } catch (Throwable e) {
            System.out.println(children.said());
            throw e;
        } finally {
            figures.forEach(System.out::println);
        }
    }

    private static Map<String, byte[]> onOneCore(List<MessageResult> results) {
        AggregateReportBuilder builder = AggregateReportBuilder.create(ReportTopology.LIMITS);
        results.forEach(builder::add);
        Map<String, byte[]> expected = new TreeMap<>();
        for (AggregateKey key : builder.keys()) {
            AggregateState state = builder.take(key).orElseThrow();
            expected.put(
                    key.toString(), AggregateDocument.of(state, Load.SUBMITTER).xml());
        }
        assertThat(expected).hasSize(2 * DOMAINS);
        return expected;
    }

    private void topics(Cluster cluster) throws Exception {
        ReportsApplication.main(new String[] {
            "topics", settings("topics", """
                kafka.bootstrap.servers=%s
                topics.partitions=%d
                topics.replication=1
                """.formatted(cluster.address(), Cluster.PARTITIONS))
        });
        assertThat(cluster.setting(Topics.RESULTS, "message.timestamp.type")).isEqualTo("LogAppendTime");
        // The time is the test's here, and not that of the broker.
        cluster.set(Topics.RESULTS, "message.timestamp.type", "CreateTime");
    }

    private void merge(Cluster cluster, Load load, List<MessageResult> results, MailServers servers) throws Exception {
        Child first = merger(cluster, "a", "tick=PT0S");
        Child second = merger(cluster, "b", "tick=PT0S");
        Cluster.until("both mergers have partitions", () -> {
            Map<String, Set<Integer>> assigned = cluster.assignment();
            return assigned.size() == 2
                    && assigned.values().stream().mapToInt(Set::size).sum() >= Cluster.PARTITIONS
                    && assigned.values().stream().noneMatch(Set::isEmpty);
        });
        figure("both mergers have partitions: " + cluster.assignment());
        servers.send(results.subList(0, MESSAGES / 3));
        Cluster.until("they have taken in a third", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
        assertThat(cluster.setting(CHANGES, "max.message.bytes")).isEqualTo("4194304");
        assertThat(cluster.setting(CHANGES, "min.insync.replicas")).isEqualTo("1");
        figure("a third is in");

        killInTransaction(cluster, first, servers, results);
        // While it is away, and when it is back; a lot comes twice, some of it within what a server has counted
        // itself.
        servers.send(results.subList(MESSAGES / 3, MESSAGES));
        List<MessageResult> twice = new ArrayList<>(results);
        Collections.shuffle(twice, new Random(2));
        servers.send(twice.subList(0, MESSAGES / 5));
        servers.sendCounted(twice.subList(MESSAGES / 10, MESSAGES / 4));
        Cluster.until("all of it is in", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
        figure("all of it is in");

        killWhileItCloses(cluster, second, results, servers);
        servers.tick(FIRST_DAY_OVER);
        late(load, servers);
    }

    /** Sends on until it stands in the middle of a transaction, and again when that was over before the signal came. */
    private void killInTransaction(Cluster cluster, Child merger, MailServers servers, List<MessageResult> results)
            throws Exception {
        Child running = merger;
        for (int attempt = 0; ; attempt++) {
            Set<Integer> of = cluster.assignment().get("a");
            Map<Integer, Long> before = cluster.ends(CHANGES);
            int from = MESSAGES / 3 + attempt * 500;
            servers.send(results.subList(from, from + 500));
            Cluster.until("something is counted", () -> isFurther(cluster.ends(CHANGES), before, of));
            running.kill();
            Set<Integer> open = cluster.uncommitted(CHANGES);
            open.retainAll(of);
            figure("killed a in mid-window; counted and not committed then: " + open + " of its " + of);
            running = merger(cluster, "a", "tick=PT0S");
            if (!open.isEmpty()) {
                return;
            }
            assertThat(attempt).as("attempts to kill it within a transaction").isLessThan(5);
            Cluster.until("it is back", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
        }
    }

    /** The same while reports of the first day are closed: partition by partition, so that there is a further attempt. */
    private void killWhileItCloses(Cluster cluster, Child merger, List<MessageResult> results, MailServers servers)
            throws Exception {
        Set<Integer> of = cluster.assignment().get("b");
        Set<Integer> open = new TreeSet<>();
        Child running = merger;
        for (int partition : partitionsOfTheFirstDay(results)) {
            if (!of.contains(partition) || !open.isEmpty()) {
                continue;
            }
            Map<Integer, Long> before = cluster.ends(Topics.REPORTS);
            servers.tick(partition, FIRST_DAY_OVER);
            Cluster.until(
                    "a report of the first day is there",
                    () -> isFurther(cluster.ends(Topics.REPORTS), before, Set.of(partition)));
            running.kill();
            open = cluster.uncommitted(Topics.REPORTS);
            open.retainAll(of);
            figure("killed b while it closed the first day; closed and not committed then: " + open + " of its " + of);
            // The second day is ended by its own clock, which is far beyond it. A further attempt has more time.
            running = merger(cluster, "b", open.isEmpty() ? "tick=PT0S\nkafka.commit.interval.ms=20000" : "tick=PT1H");
        }
        assertThat(open).as("closed by b, and not committed when it was killed").isNotEmpty();
    }

    private static Set<Integer> partitionsOfTheFirstDay(List<MessageResult> results) {
        Set<Integer> partitions = new TreeSet<>();
        for (MessageResult each : results) {
            if (each.key().begin().equals(Load.MIDNIGHT)) {
                partitions.add(DayProcessor.partition(each.key(), Cluster.PARTITIONS));
            }
        }
        return partitions;
    }

    private static boolean isFurther(Map<Integer, Long> ends, Map<Integer, Long> before, Set<Integer> of) {
        return of.stream().anyMatch(each -> ends.get(each) > before.get(each));
    }

    /** Behind the tick that closed the first day. */
    private static void late(Load load, MailServers servers) throws Exception {
        List<MessageResult> late = new ArrayList<>();
        for (int i = 0; i < LATE; i++) {
            late.add(load.result(i % DOMAINS, 0));
        }
        servers.send(late);
        servers.send("d0.example 2026-01-02", "{\"signet\":\"message\",");
    }

    private Child merger(Cluster cluster, String name, String more) throws IOException {
        // Nothing waits in a cache, so that what is counted stands in the topic of changes before the transaction ends.
        return children.start(name, "128m", "merge", settings(name, """
                kafka.bootstrap.servers=%s
                kafka.commit.interval.ms=1000
                kafka.heartbeat.interval.ms=200
                kafka.acceptable.recovery.lag=0
                kafka.statestore.cache.max.bytes=0
                topics.replication=1
                submitter.organization=Receiver Inc.
                submitter.domain=receiver.example
                submitter.email=dmarc@receiver.example
                state.dir=%s
                instance=%s
                grace=%s
                %s
                """.formatted(
                        cluster.address(), directory.resolve("state-" + name), name, GRACE, more)));
    }

    private String settings(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name + ".properties"), text).toString();
    }

    private void compare(List<ConsumerRecord<String, byte[]>> reports, Map<String, byte[]> expected)
            throws IOException {
        assertThat(reports).extracting(ConsumerRecord::key).containsExactlyInAnyOrderElementsOf(expected.keySet());
        long octets = 0;
        for (ConsumerRecord<String, byte[]> each : reports) {
            byte[] xml = expand(each.value());
            assertThat(new String(xml, UTF_8)).isEqualTo(new String(expected.get(each.key()), UTF_8));
            assertThat(xml).isEqualTo(expected.get(each.key()));
            octets += xml.length;
        }
        figure(reports.size() + " reports, " + octets + " octets of XML, all as on one core");
    }

    private static byte[] expand(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private String mailing(Cluster cluster, Maildrop out, DnsServer dns) throws IOException {
        return settings("mailer", """
                kafka.bootstrap.servers=%s
                submitter.organization=Receiver Inc.
                submitter.domain=receiver.example
                submitter.email=dmarc@receiver.example
                instance=m
                signature.key=%s
                signature.selector=k1
                sendmail=%s
                dns=127.0.0.1:%d
                """.formatted(
                        cluster.address(),
                        Files.writeString(directory.resolve("key.pem"), KEY.pkcs8Pem()),
                        out.command(),
                        dns.address().getPort()));
    }

    private void mail(Cluster cluster, Maildrop out, Child first, String mailing) throws Exception {
        List<ConsumerRecord<String, byte[]>> orders = cluster.read(Topics.MAILS, 2 * DOMAINS);
        Cluster.until(
                "a mail is out, and its command has not ended",
                () -> out.mails().size() == 1);
        first.kill();
        figure("killed the mailer between sent and committed");
        out.go();
        Child second = children.start("mailer", "128m", "mail", mailing);
        Cluster.until("all are sent", () -> {
            assertThat(second.isAlive()).as(second.said()).isTrue();
            return cluster.isThrough("dmarc-mailers", orders);
        });
    }

    private void compare(List<ConsumerRecord<String, byte[]>> reports, Maildrop out) throws IOException {
        List<String> mails = out.mails();
        Map<String, List<String>> byReport = new TreeMap<>();
        for (String each : mails) {
            byReport.computeIfAbsent(find("Report-ID: <([^>]*)>", each), id -> new ArrayList<>())
                    .add(each);
        }
        assertThat(mails).hasSize(reports.size() + 1);
        assertThat(byReport).hasSize(reports.size());
        for (ConsumerRecord<String, byte[]> each : reports) {
            List<String> same = byReport.get(header(each, ClosedReport.REPORT_ID));
            assertThat(same.get(0)).isEqualTo(same.get(same.size() - 1));
            assertThat(find("filename=\"([^\"]*)\"", same.get(0))).isEqualTo(header(each, ClosedReport.FILE_NAME));
            String base64 = find("(?s)base64\n\n(.*?)\n--", same.get(0));
            assertThat(Base64.getMimeDecoder().decode(base64)).isEqualTo(each.value());
        }
        assertThat(DkimVerifier.using(FakeDns.zone(ZONE)).verify(Message.of(Messages.crlf(mails.get(0)))))
                .extracting(outcome -> outcome.result())
                .containsExactly(DkimResult.PASS);
        figure(mails.size() + " mails of " + byReport.size() + " reports: one twice, to the octet");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), US_ASCII);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private long count(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(children.said())
                .results()
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .sum();
    }

    /** For the log: what was seen when. */
    private void figure(String what) {
        figures.add(String.format(Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - started) / 1e9, what));
    }
}
