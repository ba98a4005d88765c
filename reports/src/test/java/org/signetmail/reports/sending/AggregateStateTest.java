package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;

/** RFC 9990 §3.1: one report for each domain and day, whatever way its parts came. */
class AggregateStateTest {

    private static final ReportSubmitter SUBMITTER =
            ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example");

    private static final String IDS_FORGOTTEN =
            "<error>There were more messages than this receiver remembers the ids of: those"
                    + " that were seen twice may be counted twice.";

    @DisplayName("Any partition, order, grouping and duplication by id: the same octets")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "within all limits, 100000, 67108864, 1000000, true",
        "few rows, 7, 67108864, 1000000, true",
        "small rows, 100000, 4000, 1000000, true",
        "one row, 1, 67108864, 1000000, true",
        "no ids, 100000, 67108864, 0, false",
        "few ids, 100000, 67108864, 20, false",
        "few rows and ids, 7, 67108864, 20, false"
    })
    void partitions(String what, int rows, long octets, int ids, boolean duplicates) throws IOException {
        AggregateLimits limits =
                AggregateLimits.DEFAULT.withRows(rows).withRowOctets(octets).withIds(ids);
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            RandomResults any = new RandomResults(seed);
            List<MessageResult> results = new ArrayList<>(any.list(1 + random.nextInt(80), 1 + random.nextInt(30)));
            for (int i = 0; duplicates && i < 4; i++) {
                // The id of another with another outcome, or another time.
                int other = random.nextInt(results.size());
                results.add(any.result(
                        "id" + other,
                        i % 2 == 0 ? any.row() : results.get(other).row()));
            }
            AggregateState expected = inOrder(results, limits);
            for (int round = 0; round < 4; round++) {
                List<MessageResult> some = new ArrayList<>(results);
                if (duplicates) {
                    for (int i = random.nextInt(results.size()); i > 0; i--) {
                        some.add(results.get(random.nextInt(results.size())));
                    }
                }
                AggregateState merged = merged(some, random, limits);
                assertThat(merged.toJson()).as(what + " " + seed).isEqualTo(expected.toJson());
                assertThat(AggregateDocument.of(merged, SUBMITTER).xml())
                        .as(what + " " + seed)
                        .isEqualTo(AggregateDocument.of(expected, SUBMITTER).xml());
            }
        }
    }

    private static AggregateState inOrder(List<MessageResult> results, AggregateLimits limits) {
        AggregateReportBuilder builder = AggregateReportBuilder.create(limits);
        results.forEach(builder::add);
        return builder.take(RandomResults.KEY).orElseThrow();
    }

    /** In parts of any size, some of which travel as text, put together in any order. */
    private static AggregateState merged(List<MessageResult> results, Random random, AggregateLimits limits)
            throws IOException {
        Collections.shuffle(results, random);
        List<AggregateState> parts = new ArrayList<>();
        for (int from = 0; from < results.size(); ) {
            int to = Math.min(results.size(), from + 1 + random.nextInt(20));
            List<MessageResult> part = new ArrayList<>();
            for (MessageResult each : results.subList(from, to)) {
                part.add(random.nextBoolean() ? each : MessageResult.fromJson(each.toJson()));
            }
            parts.add(part.size() == 1 ? AggregateState.of(part.get(0), limits) : inOrder(part, limits));
            from = to;
        }
        AggregateReportBuilder builder = AggregateReportBuilder.create(limits);
        while (parts.size() > 1 || random.nextInt(3) == 0) {
            AggregateState part = parts.remove(random.nextInt(parts.size()));
            AggregateState sent = random.nextBoolean() ? part : AggregateState.fromJson(part.toJson(), limits);
            if (parts.isEmpty() || random.nextInt(4) == 0) {
                builder.merge(sent);
            } else {
                int other = random.nextInt(parts.size());
                parts.set(other, parts.get(other).merge(sent));
            }
            if (parts.isEmpty()) {
                break;
            }
        }
        parts.forEach(builder::merge);
        return builder.take(RandomResults.KEY).orElseThrow();
    }

    @Test
    @DisplayName("A part that comes twice changes nothing while ids are remembered")
    void idempotent() {
        AggregateState state = inOrder(new RandomResults(1).list(50, 9), AggregateLimits.DEFAULT);
        assertThat(state.merge(state)).isEqualTo(state).hasSameHashCodeAs(state);
        assertThat(state.messages()).isEqualTo(50);
    }

    @Test
    @DisplayName("Of two results with one id the same one counts in any order")
    void contradictingResults() {
        RandomResults random = new RandomResults(5);
        List<MessageResult> results = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            results.add(random.result("id" + i % 13, random.row()));
        }
        AggregateState expected = inOrder(results, AggregateLimits.DEFAULT);
        assertThat(expected.messages()).isEqualTo(13);
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(results, new Random(seed));
            assertThat(inOrder(results, AggregateLimits.DEFAULT)).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("All messages are counted, and what is in no row is told")
    void overTheLimit() throws IOException {
        List<MessageResult> results = new RandomResults(3).list(500, 200);
        AggregateState state = inOrder(results, AggregateLimits.DEFAULT.withRows(50));
        assertThat(state.messages()).isEqualTo(500);
        assertThat(state.untoldMessages()).isBetween(1L, 499L);
        assertThat(new String(AggregateDocument.of(state, SUBMITTER).xml(), UTF_8))
                .contains("<error>" + state.untoldMessages()
                        + " of 500 messages are in no record: there were more than 50 kinds of them");
        AggregateState all = inOrder(results, AggregateLimits.DEFAULT.withIds(499));
        assertThat(all.untoldMessages()).isZero();
        assertThat(new String(AggregateDocument.of(all, SUBMITTER).xml(), UTF_8))
                .contains(IDS_FORGOTTEN);
    }

    @Test
    @DisplayName("A flood of mail that fails drives what passes out of no report")
    void passesStay() {
        RandomResults random = new RandomResults(8);
        List<MessageResult> results = new ArrayList<>();
        int passes = 0;
        for (int i = 0; i < 3000; i++) {
            Row row = random.row();
            if (row.kind() == 0 && ++passes > 20) {
                passes = 20;
                continue;
            }
            results.add(random.result("id" + i, row));
        }
        AggregateState state = inOrder(results, AggregateLimits.DEFAULT.withRows(25));
        assertThat(state.table().shown().stream().filter(slot -> slot.kind == 0))
                .hasSize(20);
    }

    @Test
    @DisplayName("RFC 9990 §3.1: the last policy is told, and that there was another")
    void changedPolicy() {
        List<MessageResult> results = new RandomResults(2).list(200, 5);
        String xml = new String(
                AggregateDocument.of(inOrder(results, AggregateLimits.DEFAULT), SUBMITTER)
                        .xml(),
                UTF_8);
        assertThat(xml).contains("The policy changed within the period");
    }

    @Test
    @DisplayName("The lines of version 1: what was put into a queue or a table before is read, and written, as it was")
    void linesOfVersionOne() throws IOException {
        String policy = """
                "policy":{"p":"reject","sp":"quarantine","np":"reject","adkim":"relaxed","aspf":"strict","fo":"1:d",\
                "testing":false,"pct":100,"discoveryMethod":"treewalk","errors":["The tag x is of no use."]}""";
        String row = """
                "ip":"192.0.2.1","disposition":"none","dkim":"fail","spf":"fail",\
                "reasons":[{"type":"local_policy","comment":"a list"}],"headerFrom":"example.com","envelopeFrom":"",\
                "envelopeTo":"receiver.example","dkimResults":[\
                {"domain":"example.com","selector":"s1","result":"fail","humanResult":"dkim-body-hash-mismatch"},\
                {"domain":"esp.example","selector":"s2","result":"pass","humanResult":""}],\
                "spfResult":{"domain":"esp.example","result":"softfail","humanResult":""}""";
        String message = "{\"signet\":\"message\",\"version\":1,\"domain\":\"example.com\",\"day\":\"2026-01-01\","
                + "\"received\":1767229200000,\"id\":\"AAAAAAAAACo\",\"wanted\":true,\"report\":false," + policy
                + ",\"row\":{" + row + "}}";
        String state = "{\"signet\":\"state\",\"version\":1,\"domain\":\"example.com\",\"day\":\"2026-01-01\","
                + "\"ids\":\"remembered\"," + policy + ",\"policySeen\":1767229200000,\"policyChanged\":false,"
                + "\"worthSending\":true,\"rowsRefused\":false,\"rows\":[{" + row
                + ",\"count\":1,\"ids\":\"AAAAAAAAACo\"}],\"untold\":{\"count\":0,\"ids\":\"\"}}";
        MessageResult result = MessageResult.fromJson(message);
        assertThat(result.toJson()).isEqualTo(message);
        assertThat(result.row().signatures()).hasSize(2);
        assertThat(AggregateState.of(result, AggregateLimits.DEFAULT).toJson()).isEqualTo(state);
        AggregateState read = AggregateState.fromJson(state, AggregateLimits.DEFAULT);
        assertThat(read.toJson()).isEqualTo(state);
        assertThat(read.merge(AggregateState.of(result, AggregateLimits.DEFAULT))
                        .messages())
                .isEqualTo(1);
    }

    @Test
    void damagedLinesAreRefused() {
        Random random = new Random(4);
        String state = inOrder(new RandomResults(4).list(20, 9), AggregateLimits.DEFAULT.withRows(5))
                .toJson();
        String result = new RandomResults(4).list(1, 1).get(0).toJson();
        assertThat(state).matches("[ -~]+");
        assertThat(result).matches("[ -~]+");
        for (int i = 0; i < 3000; i++) {
            read(damaged(state, random), true);
            read(damaged(result, random), false);
        }
        assertThatThrownBy(() -> MessageResult.fromJson(state))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is no message");
        assertThatThrownBy(() -> MessageResult.fromJson(result.substring(9))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> MessageResult.fromJson(result + "{}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AggregateState.fromJson(
                        state.replace("\"version\":1", "\"version\":2"), AggregateLimits.DEFAULT))
                .isInstanceOf(IOException.class);
    }

    private static void read(String line, boolean state) {
        try {
            if (state) {
                AggregateState.fromJson(line, AggregateLimits.DEFAULT).toJson();
            } else {
                MessageResult.fromJson(line).toJson();
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
        }
    }

    private static String damaged(String line, Random random) {
        StringBuilder changed = new StringBuilder(line);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(changed.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, (char) (32 + random.nextInt(96)));
                case 1 -> changed.deleteCharAt(at);
                case 2 -> changed.insert(at, changed.substring(at, Math.min(changed.length(), at + 30)));
                default -> changed.setLength(at + 1);
            }
        }
        return changed.toString();
    }

    @Test
    void reportsBeyondTheLimitAreCountedApart() {
        AggregateReportBuilder builder = AggregateReportBuilder.create(AggregateLimits.DEFAULT.withReports(1));
        MessageResult first = new RandomResults(1).list(1, 1).get(0);
        AggregateKey other = new AggregateKey(DomainName.of("example.org"), LocalDate.of(2026, 1, 1));
        MessageResult second = new MessageResult(
                other, first.receivedMillis(), first.idHash(), true, false, first.policy(), first.row());
        assertThat(builder.add(first)).isTrue();
        assertThat(builder.add(first)).isFalse();
        assertThat(builder.add(second)).isFalse();
        assertThat(builder.uncounted()).isEqualTo(1);
        AggregateState more = inOrder(new RandomResults(2).list(3, 1), AggregateLimits.DEFAULT);
        assertThat(builder.merge(new AggregateState(other, more.table()))).isFalse();
        assertThat(builder.uncounted()).isEqualTo(4);
        assertThat(builder.keys()).containsExactly(first.key());
        assertThat(builder.state(first.key())).isEqualTo(builder.take(first.key()));
        assertThat(builder.take(first.key())).isEmpty();
        assertThat(builder.add(second)).isTrue();
        assertThatThrownBy(() -> AggregateState.of(first, AggregateLimits.DEFAULT)
                        .merge(AggregateState.of(second, AggregateLimits.DEFAULT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutRoomForIdsTheyAreForgotten() {
        AggregateReportBuilder builder = AggregateReportBuilder.create(AggregateLimits.DEFAULT.withAllIds(29));
        List<MessageResult> results = new RandomResults(6).list(30, 10);
        results.subList(0, 29).forEach(builder::add);
        assertThat(builder.add(results.get(28))).isFalse();
        assertThat(builder.add(results.get(29))).isTrue();
        assertThat(builder.add(results.get(28))).isTrue();
        AggregateState state = builder.take(RandomResults.KEY).orElseThrow();
        assertThat(state.messages()).isEqualTo(31);
        assertThat(new String(AggregateDocument.of(state, SUBMITTER).xml(), UTF_8))
                .contains("may be counted twice");
        results.subList(0, 29).forEach(builder::add);
        assertThat(builder.add(results.get(3))).isFalse();
        assertThat(results.get(3).id()).matches("[0-9a-f]{16}");
    }

    @Test
    @DisplayName("Parts are taken in within the limits of all reports, as single messages are")
    void mergedWithinTheLimitsOfAll() {
        AggregateLimits limits =
                AggregateLimits.DEFAULT.withAllRowOctets(20_000).withAllIds(150);
        AggregateReportBuilder one = AggregateReportBuilder.create(limits);
        AggregateReportBuilder parts = AggregateReportBuilder.create(limits);
        for (int i = 0; i < 20; i++) {
            AggregateKey key = new AggregateKey(DomainName.of("d" + i + ".example"), LocalDate.of(2026, 1, 1));
            AggregateReportBuilder part = AggregateReportBuilder.create();
            for (MessageResult each : new RandomResults(i).list(20, 10)) {
                MessageResult moved = new MessageResult(
                        key, each.receivedMillis(), each.idHash(), true, false, each.policy(), each.row());
                one.add(moved);
                part.add(moved);
            }
            assertThat(parts.merge(part.take(key).orElseThrow())).isTrue();
        }
        long octets = 0;
        long ids = 0;
        for (AggregateKey key : parts.keys()) {
            AggregateState state = parts.state(key).orElseThrow();
            octets += state.table().octets();
            ids += state.table().remembered();
            assertThat(state.messages()).isEqualTo(20);
            AggregateState added = one.state(key).orElseThrow();
            assertThat(state.table().remembered()).isEqualTo(added.table().remembered());
            assertThat(state.table().rowsRefused()).isEqualTo(added.table().rowsRefused());
        }
        // The last row that fits may go over it; no row here has more than 2,000 octets.
        assertThat(octets).isBetween(18_000L, 22_000L);
        assertThat(ids).isBetween(130L, 150L);
    }

    @Test
    @DisplayName("Where not all rows of a part fit, those that pass DMARC do first")
    void mergedRowsThatPass() {
        RandomResults random = new RandomResults(8);
        AggregateReportBuilder part = AggregateReportBuilder.create();
        for (int i = 0; i < 60; i++) {
            part.add(random.result("id" + i, random.row()));
        }
        AggregateState all = part.take(RandomResults.KEY).orElseThrow();
        long passing =
                all.table().shown().stream().filter(slot -> slot.kind == 0).count();
        long octets = all.table().shown().stream()
                .filter(slot -> slot.kind == 0)
                .mapToLong(slot -> slot.row.octets())
                .sum();
        AggregateReportBuilder builder =
                AggregateReportBuilder.create(AggregateLimits.DEFAULT.withAllRowOctets(octets));
        builder.merge(all);
        AggregateState state = builder.take(RandomResults.KEY).orElseThrow();
        assertThat(state.table().shown())
                .hasSize((int) passing)
                .allSatisfy(slot -> assertThat(slot.kind).isZero());
        assertThat(state.messages()).isEqualTo(60);
    }

    @Test
    void withoutRoomNoRowIsAdded() {
        AggregateReportBuilder builder = AggregateReportBuilder.create(AggregateLimits.DEFAULT.withAllRowOctets(1));
        List<MessageResult> results = new RandomResults(6).list(30, 10);
        results.forEach(builder::add);
        AggregateState state = builder.take(RandomResults.KEY).orElseThrow();
        assertThat(state.messages()).isEqualTo(30);
        assertThat(state.untoldMessages()).isPositive();
        assertThat(new String(AggregateDocument.of(state, SUBMITTER).xml(), UTF_8))
                .contains("more than this receiver has room for");
    }

    @Test
    @DisplayName("RFC 9990 §3.1.1.4: the period is a day in UTC, and ends with its last second")
    void period() {
        assertThat(RandomResults.KEY.begin().getEpochSecond()).isEqualTo(1_767_225_600);
        assertThat(RandomResults.KEY.end().getEpochSecond()).isEqualTo(1_767_311_999);
        assertThat(AggregateKey.at(
                        DomainName.of("example.com"), RandomResults.KEY.end().plusMillis(999)))
                .isEqualTo(RandomResults.KEY)
                .hasToString("example.com 2026-01-01");
    }

    @Test
    @DisplayName("found by fuzzing: a result out of JSON is told in printing ASCII, whatever its author domain is")
    void toldInPrintingAscii() throws IOException {
        MessageResult result = new RandomResults(1).list(1, 1).get(0);
        String json = result.toJson();
        int from = json.indexOf("\"headerFrom\":\"") + "\"headerFrom\":\"".length();
        String odd = json.substring(0, from) + "a\u00E9\\u0000\\n" + json.substring(json.indexOf('"', from));
        assertThat(MessageResult.fromJson(odd).toString()).isPrintable().contains("from=a");
    }
}
