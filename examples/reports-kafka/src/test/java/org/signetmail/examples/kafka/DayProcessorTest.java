package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.reports.sending.AggregateDocument;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.MessageResult;

/** The counting of one partition, without a broker. */
class DayProcessorTest {

    private static final Duration GRACE = Duration.ofMinutes(30);

    /** The first day is over, and so is its grace. */
    private static final Instant OVER = Load.MIDNIGHT.plusSeconds(86_400 + 1_800);

    @TempDir
    private Path directory;

    private final Load load;
    private final List<String> log = new ArrayList<>();
    private final List<TopologyTestDriver> started = new ArrayList<>();

    DayProcessorTest() throws UnknownHostException {
        load = new Load(3);
    }

    @AfterEach
    void close() {
        started.forEach(TopologyTestDriver::close);
    }

    private TopologyTestDriver start(int partitions) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        TopologyTestDriver driver = new TopologyTestDriver(
                ReportTopology.of(GRACE, partitions, Load.SUBMITTER, Stores::inMemoryKeyValueStore, log::add),
                settings,
                Load.MIDNIGHT);
        started.add(driver);
        return driver;
    }

    private static void line(TopologyTestDriver driver, String key, String line) {
        TestInputTopic<String, String> topic =
                driver.createInputTopic(Topics.RESULTS, new StringSerializer(), new StringSerializer());
        topic.pipeInput(key, line, Load.MIDNIGHT);
    }

    private static void send(TopologyTestDriver driver, MessageResult result) {
        line(driver, result.key().toString(), result.toJson());
    }

    private static void tick(TopologyTestDriver driver, Instant time) {
        driver.createInputTopic(Topics.RESULTS, new StringSerializer(), new StringSerializer())
                .pipeInput(Ticker.KEY, "", time);
    }

    /** What goes out when its turn comes. */
    private static List<TestRecord<String, byte[]>> closed(TopologyTestDriver driver, String name) {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        TestOutputTopic<String, byte[]> topic =
                driver.createOutputTopic(name, new StringDeserializer(), new ByteArrayDeserializer());
        return topic.readRecordsToList();
    }

    private static AggregateState onOneCore(List<MessageResult> results) {
        AggregateReportBuilder builder = AggregateReportBuilder.create(ReportTopology.LIMITS);
        results.forEach(builder::add);
        return builder.take(builder.keys().get(0)).orElseThrow();
    }

    private static byte[] expand(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private List<MessageResult> ofOneDay(int count) {
        List<MessageResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(load.result(1, 0));
        }
        return results;
    }

    @DisplayName(
            "Lines of messages and of states, in any order, some twice: the report of one builder, and the state of its mail")
    @ParameterizedTest
    @ValueSource(ints = {1, 2_000})
    void same(int count) throws IOException {
        List<MessageResult> results = ofOneDay(count);
        byte[] expected =
                AggregateDocument.of(onOneCore(results), Load.SUBMITTER).xml();
        List<String> lines = new ArrayList<>();
        results.forEach(each -> lines.add(each.toJson()));
        results.subList(0, count / 2).forEach(each -> lines.add(each.toJson()));
        lines.add(onOneCore(results.subList(count / 3, count)).toJson());
        lines.add(lines.get(lines.size() - 1));
        Collections.shuffle(lines, new Random(count));

        TopologyTestDriver driver = start(1);
        String key = results.get(0).key().toString();
        lines.forEach(each -> line(driver, key, each));
        assertThat(closed(driver, Topics.REPORTS)).isEmpty();
        tick(driver, OVER);

        List<TestRecord<String, byte[]>> reports = closed(driver, Topics.REPORTS);
        assertThat(reports).extracting(TestRecord::key).containsExactly("d1.example 2026-01-01");
        assertThat(expand(reports.get(0).value())).isEqualTo(expected);
        assertThat(header(reports.get(0), ClosedReport.REPORT_ID)).isEqualTo("1767225600-d1.example@receiver.example");
        assertThat(header(reports.get(0), ClosedReport.FILE_NAME))
                .isEqualTo("receiver.example!d1.example!1767225600!1767311999.xml.gz");

        TestRecord<String, byte[]> order = closed(driver, Topics.MAILS).get(0);
        ClosedReport read = ClosedReport.read(order.value(), order.headers());
        assertThat(AggregateDocument.of(read.state(), Load.SUBMITTER).xml()).isEqualTo(expected);
        assertThat(read.closed()).isEqualTo(OVER);
        assertThat(places(driver)).as("nothing is left").isEmpty();
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), US_ASCII);
    }

    private static List<KeyValue<String, String>> places(TopologyTestDriver driver) {
        List<KeyValue<String, String>> places = new ArrayList<>();
        try (KeyValueIterator<String, String> all =
                driver.<String, String>getKeyValueStore(DayProcessor.PARTS).all()) {
            all.forEachRemaining(places::add);
        }
        return places;
    }

    @Test
    @DisplayName("What is kept are few lines, none larger than a broker takes")
    void folded() {
        TopologyTestDriver driver = start(1);
        ofOneDay(2_000).forEach(each -> send(driver, each));
        assertThat(places(driver))
                .hasSizeBetween(2, 700)
                .allMatch(each -> each.value.length() < DayStore.CHARACTERS * 2);
    }

    @Test
    @DisplayName("The states of many servers become few, too")
    void foldedStates() throws IOException {
        TopologyTestDriver driver = start(1);
        List<MessageResult> results = ofOneDay(1_000);
        for (int round = 0; round < 2; round++) {
            results.forEach(each ->
                    line(driver, each.key().toString(), onOneCore(List.of(each)).toJson()));
        }
        assertThat(places(driver)).hasSizeBetween(2, 400);
        tick(driver, OVER);
        assertThat(expand(closed(driver, Topics.REPORTS).get(0).value()))
                .isEqualTo(
                        AggregateDocument.of(onOneCore(results), Load.SUBMITTER).xml());
    }

    @Test
    @DisplayName("A state without ids is known by its line alone, so it stays, and counts once")
    void withoutIds() throws IOException {
        TopologyTestDriver driver = start(1);
        AggregateReportBuilder counted = AggregateReportBuilder.create(AggregateLimits.DEFAULT.withIds(0));
        ofOneDay(100).forEach(counted::add);
        AggregateState state = counted.take(counted.keys().get(0)).orElseThrow();
        line(driver, state.key().toString(), state.toJson());
        List<MessageResult> results = ofOneDay(2_000);
        results.forEach(each -> send(driver, each));
        line(driver, state.key().toString(), state.toJson());
        tick(driver, OVER);
        assertThat(expand(closed(driver, Topics.REPORTS).get(0).value()))
                .isEqualTo(AggregateDocument.of(state.merge(onOneCore(results)), Load.SUBMITTER)
                        .xml());
    }

    @DisplayName("A line is as long as the record of what is kept of it may be; a longer one is told, and stops nobody")
    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1"})
    void longest(int beyond, int reports) {
        TopologyTestDriver driver = start(1);
        MessageResult result = load.result(1, 0);
        String line = result.toJson();
        String blanks = " ".repeat(Topics.LARGEST_LINE + beyond - line.length());
        line(driver, result.key().toString(), "{" + blanks + line.substring(1));
        send(driver, load.result(2, 0));
        tick(driver, OVER);
        assertThat(closed(driver, Topics.REPORTS)).hasSize(reports);
        if (beyond > 0) {
            assertThat(log)
                    .contains("not reported: 1 lines cannot be read; the last of them: It has 1048577 characters");
        }
    }

    @DisplayName("A day that has not come when the result comes, by the clock of the broker, would be kept for ever")
    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, false", "2000000, false"})
    void future(int day, boolean taken) {
        TopologyTestDriver driver = start(1);
        MessageResult result = load.result(1, day);
        send(driver, result);
        tick(driver, Instant.parse("9999-12-31T00:00:00Z"));
        assertThat(closed(driver, Topics.REPORTS)).hasSize(taken ? 1 : 0);
        assertThat(log.toString()
                        .contains("not reported: 1 lines are of days that have not come; the last of them: "
                                + result.key()))
                .isEqualTo(!taken);
    }

    @Test
    @DisplayName("What is not told yet is told when another instance goes on")
    void toldAtTheEnd() {
        TopologyTestDriver driver = start(1);
        line(driver, "x", "x");
        started.remove(driver);
        driver.close();
        assertThat(log).anyMatch(each -> each.startsWith("not reported: 1 lines cannot be read"));
    }

    @DisplayName("In the report is what stands before the tick that ends it, whenever it goes out; never a second one")
    @ParameterizedTest
    @CsvSource({
        "2026-01-01T23:59:59Z, false",
        "2026-01-02T00:29:59Z, false",
        "2026-01-02T00:30:00Z, true",
        "2026-01-09T00:00:00Z, true"
    })
    void late(Instant tick, boolean over) throws IOException {
        List<MessageResult> results = ofOneDay(20);
        TopologyTestDriver driver = start(1);
        results.subList(0, 10).forEach(each -> send(driver, each));
        tick(driver, tick);
        results.subList(10, 20).forEach(each -> send(driver, each));
        tick(driver, Load.MIDNIGHT); // time does not go back
        List<TestRecord<String, byte[]>> reports = closed(driver, Topics.REPORTS);
        assertThat(reports).hasSize(over ? 1 : 0);
        if (over) {
            assertThat(expand(reports.get(0).value()))
                    .isEqualTo(AggregateDocument.of(onOneCore(results.subList(0, 10)), Load.SUBMITTER)
                            .xml());
            results.forEach(each -> send(driver, each));
            tick(driver, tick.plusSeconds(60));
            assertThat(closed(driver, Topics.REPORTS)).isEmpty();
            assertThat(log)
                    .contains(
                            "not reported: 10 lines came after their report was closed; the last of them: d1.example"
                                    + " 2026-01-01",
                            "not reported: 20 lines came after their report was closed; the last of them: d1.example"
                                    + " 2026-01-01");
        }
    }

    @Test
    @DisplayName("One day ends, the next goes on")
    void days() {
        TopologyTestDriver driver = start(1);
        for (int domain = 0; domain < 3; domain++) {
            send(driver, load.result(domain, 0));
            send(driver, load.result(domain, 1));
        }
        tick(driver, OVER);
        assertThat(closed(driver, Topics.REPORTS))
                .extracting(TestRecord::key)
                .containsExactly("d0.example 2026-01-01", "d1.example 2026-01-01", "d2.example 2026-01-01");
        tick(driver, OVER.plus(Duration.ofDays(1)));
        assertThat(closed(driver, Topics.REPORTS))
                .extracting(TestRecord::key)
                .containsExactly("d0.example 2026-01-02", "d1.example 2026-01-02", "d2.example 2026-01-02");
    }

    @DisplayName("A line that is none is told, and does not stop the others")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
            d1.example 2026-01-01 | NULL
            d1.example 2026-01-01 | ''
            NULL                  | x
            d1.example 2026-01-01 | {"signet":"message","version":1}
            d1.example 2026-01-01 | {"signet":"state","version":1,
            tick-tock             | <feedback/>
            """)
    void unreadable(String key, String line) {
        TopologyTestDriver driver = start(1);
        line(driver, key, line);
        send(driver, load.result(1, 0));
        tick(driver, OVER);
        assertThat(closed(driver, Topics.REPORTS)).hasSize(1);
        assertThat(log)
                .anyMatch(each ->
                        each.startsWith("not reported: 1 lines cannot be read; the last of them: Not a line of"));
    }

    @Test
    @DisplayName("What a producer put on another partition than its key belongs to makes no second report")
    void misplaced() {
        TopologyTestDriver driver = start(1_000_000);
        send(driver, load.result(1, 0));
        tick(driver, OVER);
        assertThat(closed(driver, Topics.REPORTS)).isEmpty();
        assertThat(log)
                .anyMatch(each -> each.startsWith("not reported: 1 lines are on a partition that their key does not"));
    }

    @Test
    @DisplayName("RFC 9990 §3.5: a report of nothing but mails with reports is not sent")
    void reportsAlone() {
        TopologyTestDriver driver = start(1);
        send(driver, load.result(1, 0).asReportMail());
        send(driver, load.result(2, 0).asReportMail());
        send(driver, load.result(2, 0));
        tick(driver, OVER);
        assertThat(closed(driver, Topics.REPORTS)).extracting(TestRecord::key).containsExactly("d2.example 2026-01-01");
        assertThat(log)
                .contains("not reported, as it is of reports alone: d1.example 2026-01-01: 1 messages in 1 rows");
    }

    @Test
    @DisplayName("The largest report is a record that brokers take")
    void limits() {
        assertThat(ReportTopology.LIMITS.rowOctets()).isLessThan(Topics.LARGEST);
        assertThat(ReportTopology.LIMITS.ids()).isEqualTo(AggregateLimits.DEFAULT.ids());
    }
}
