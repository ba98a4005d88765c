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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimVerifier;
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

    @TempDir
    private Path directory;

    private final List<String> figures = new ArrayList<>();
    private final long started = System.nanoTime();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName(
            "Instances killed in mid-window, in mid-closing and in mid-sending: each report once, to the octet, and its mail again")
    void killed() throws Exception {
        Load load = new Load(DOMAINS);
        List<MessageResult> results = load.results(MESSAGES);
        Map<String, byte[]> expected = onOneCore(results);
        try (Cluster cluster = Cluster.start(directory)) {
            figure("broker up");
            topics(cluster);
            try (ResultTopic topic = new ResultTopic(Map.of("bootstrap.servers", cluster.address()));
                    KafkaProducer<String, String> ticks = new KafkaProducer<>(
                            Map.of("bootstrap.servers", cluster.address()),
                            new StringSerializer(),
                            new StringSerializer())) {
                merge(cluster, load, results, topic, ticks);
            }
            List<ConsumerRecord<String, byte[]>> reports = read(cluster, Topics.REPORTS);
            compare(reports, expected);
            mail(cluster, reports);
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

    /** The time is the test's here, and not that of the broker. */
    private static void topics(Cluster cluster) throws Exception {
        Topics.create(cluster.admin(), Cluster.PARTITIONS, (short) 1);
        cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, Topics.RESULTS),
                        List.of(new AlterConfigOp(
                                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private void merge(
            Cluster cluster,
            Load load,
            List<MessageResult> results,
            ResultTopic topic,
            KafkaProducer<String, String> ticks)
            throws Exception {
        Child first = merger(cluster, "a");
        Child second = merger(cluster, "b");
        try {
            Cluster.until("both mergers have partitions", () -> {
                Map<String, Set<Integer>> assigned = cluster.assignment();
                return assigned.size() == 2
                        && assigned.values().stream().mapToInt(Set::size).sum() >= Cluster.PARTITIONS
                        && assigned.values().stream().noneMatch(Set::isEmpty);
            });
            figure("both mergers have partitions: " + cluster.assignment());
            List<MessageResult> some = results.subList(0, MESSAGES / 3);
            send(topic, some);
            Cluster.until("they have taken in a third", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
            figure("a third is in");

            first = killInTransaction(cluster, first, topic, results);
            // While it is away, and when it is back; a lot comes twice, some of it within what a server has counted
            // itself.
            send(topic, results.subList(MESSAGES / 3, MESSAGES));
            List<MessageResult> twice = new ArrayList<>(results);
            Collections.shuffle(twice, new Random(2));
            send(topic, twice.subList(0, MESSAGES / 5));
            sendCounted(topic, twice.subList(MESSAGES / 10, MESSAGES / 4));
            Cluster.until("all of it is in", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
            figure("all of it is in");

            tick(ticks, Load.MIDNIGHT.plus(Duration.ofDays(1)).plus(GRACE).plusSeconds(1));
            Set<Integer> of = cluster.assignment().get("b");
            Cluster.until(
                    "a report of the first day is there, and not committed",
                    () -> cluster.uncommitted(Topics.REPORTS).stream().anyMatch(of::contains));
            second.kill();
            Set<Integer> open = cluster.uncommitted(Topics.REPORTS);
            open.retainAll(of);
            figure("killed b while it closed the first day; closed and not committed then: " + open + " of its " + of);
            second = merger(cluster, "b");
            late(load, topic, ticks);
            Cluster.until("the ticks are in", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
            Cluster.until(
                    "all reports are out",
                    () -> read(cluster, Topics.REPORTS).size() >= 2 * DOMAINS
                            && cluster.uncommitted(Topics.REPORTS).isEmpty());
            // A second one would come with the next tick at the latest.
            tick(ticks, Load.MIDNIGHT.plus(Duration.ofDays(9)));
            Cluster.until("a last tick is in", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
            figure("all reports are out");
            assertThat(count(first.said() + second.said(), "not reported: (\\d+) lines came after"))
                    .isEqualTo(LATE);
            assertThat(count(first.said() + second.said(), "not reported: (\\d+) lines cannot be read"))
                    .isEqualTo(1);
        } catch (Throwable e) {
            System.out.println("a:\n" + first.said() + "\nb:\n" + second.said());
            throw e;
        } finally {
            first.kill();
            second.kill();
        }
    }

    /** Sends on until it stands in the middle of a transaction, and again when that was over before the signal came. */
    private Child killInTransaction(Cluster cluster, Child merger, ResultTopic topic, List<MessageResult> results)
            throws Exception {
        Child running = merger;
        for (int attempt = 1; ; attempt++) {
            Set<Integer> of = cluster.assignment().get("a");
            send(topic, results.subList(MESSAGES / 3, MESSAGES / 2));
            Cluster.until(
                    "something is counted, and not committed",
                    () -> cluster.uncommitted(CHANGES).stream().anyMatch(of::contains));
            running.kill();
            Set<Integer> open = cluster.uncommitted(CHANGES);
            open.retainAll(of);
            figure("killed a in mid-window, attempt " + attempt + "; counted and not committed then: " + open
                    + " of its " + of);
            running = merger(cluster, "a");
            if (!open.isEmpty()) {
                return running;
            }
            assertThat(attempt).as("attempts to kill it within a transaction").isLessThan(5);
            Cluster.until("it is back", () -> cluster.isThrough("dmarc-reports", Topics.RESULTS));
        }
    }

    /** Behind the tick that closed the first day; and then the second day ends. */
    private static void late(Load load, ResultTopic topic, KafkaProducer<String, String> ticks) throws Exception {
        List<MessageResult> late = new ArrayList<>();
        for (int i = 0; i < LATE; i++) {
            late.add(load.result(i % DOMAINS, 0));
        }
        send(topic, late);
        ticks.send(new ProducerRecord<>(Topics.RESULTS, "d0.example 2026-01-02", "{\"signet\":\"message\","))
                .get();
        tick(ticks, Load.MIDNIGHT.plus(Duration.ofDays(2)).plus(GRACE).plusSeconds(1));
    }

    private static void send(ResultTopic topic, List<MessageResult> results) {
        results.stream().map(topic::send).toList().forEach(each -> each.join());
    }

    private static void sendCounted(ResultTopic topic, List<MessageResult> results) {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        results.forEach(builder::add);
        for (AggregateKey key : builder.keys()) {
            topic.send(builder.take(key).orElseThrow()).join();
        }
    }

    private static void tick(KafkaProducer<String, String> ticks, Instant time) throws Exception {
        for (int i = 0; i < Cluster.PARTITIONS; i++) {
            ticks.send(Ticker.tick(i, time.toEpochMilli())).get();
        }
    }

    private Child merger(Cluster cluster, String name) throws IOException {
        return Child.start(directory, name, "128m", ReportsApplication.class, "merge", settings(name, """
                        kafka.bootstrap.servers=%s
                        kafka.replication.factor=1
                        kafka.commit.interval.ms=2000
                        kafka.acceptable.recovery.lag=0
                        submitter.organization=Receiver Inc.
                        submitter.domain=receiver.example
                        submitter.email=dmarc@receiver.example
                        state.dir=%s
                        instance=%s
                        grace=%s
                        tick=PT0S
                        """.formatted(
                        cluster.address(), directory.resolve("state-" + name), name, GRACE)));
    }

    private String settings(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name + ".properties"), text).toString();
    }

    /** What a consumer sees that reads what is committed. */
    private static List<ConsumerRecord<String, byte[]>> read(Cluster cluster, String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.address(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Cluster.partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
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

    private void mail(Cluster cluster, List<ConsumerRecord<String, byte[]>> reports) throws Exception {
        Path out = Files.createDirectories(directory.resolve("out"));
        String zone = Load.zone(DOMAINS) + "k1._domainkey.receiver.example TXT \"" + KEY.txt() + "\"\n";
        List<ConsumerRecord<String, byte[]>> orders = read(cluster, Topics.MAILS);
        try (DnsServer dns = DnsServer.start(Zone.parse(zone))) {
            String settings = settings("mailer", """
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
                            command(out),
                            dns.address().getPort()));
            try (Child mailer = Child.start(directory, "mailer", "128m", ReportsApplication.class, "mail", settings)) {
                Cluster.until(
                        "a mail is out, and its command has not ended",
                        () -> mails(out).size() == 1);
                mailer.kill();
            }
            figure("killed the mailer between sent and committed");
            Files.createFile(directory.resolve("go"));
            try (Child mailer = Child.start(directory, "mailer", "128m", ReportsApplication.class, "mail", settings)) {
                Cluster.until("all are sent", () -> {
                    assertThat(mailer.isAlive()).as(mailer.said()).isTrue();
                    return cluster.isThrough("dmarc-mailers", orders);
                });
            }
        }
        List<String> mails = mails(out);
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
        assertThat(DkimVerifier.using(FakeDns.zone(zone)).verify(Message.of(Messages.crlf(mails.get(0)))))
                .extracting(outcome -> outcome.result())
                .containsExactly(DkimResult.PASS);
        figure(mails.size() + " mails of " + byReport.size() + " reports: one twice, to the octet");
    }

    /** Keeps the mail, and does not end before it may. */
    private Path command(Path out) throws IOException {
        Path command = Files.writeString(directory.resolve("sendmail"), """
                #!/bin/sh
                cat > "%1$s/$$.tmp" && mv "%1$s/$$.tmp" "%1$s/$$.eml"
                tries=0
                while [ ! -e "%2$s/go" ] && [ -d "%2$s" ] && [ $tries -lt 600 ]; do sleep 0.2; tries=$((tries + 1)); done
                """.formatted(out, directory));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return command;
    }

    private static List<String> mails(Path out) throws IOException {
        List<String> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".eml")).toList()) {
                mails.add(Files.readString(each, US_ASCII));
            }
        }
        return mails;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), US_ASCII);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .sum();
    }

    /** For the log: what was seen when. */
    private void figure(String what) {
        figures.add(String.format(Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - started) / 1e9, what));
    }
}
