package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows: what they cost, how they are ordered, which stay, and how their counts add up. */
class RowTableTest {

    private static final String ROW = """
            {"signet":"message","version":1,"domain":"example.com","day":"2026-01-01","received":%s,"id":"AAAAAAAAACo",\
            "wanted":true,"report":false,"policy":{"p":"%s","sp":"none","np":"none","adkim":"relaxed","aspf":"strict",\
            "fo":"0","testing":false,"pct":100,"discoveryMethod":"treewalk","errors":[]},"row":{"ip":"%s",\
            "disposition":"none","dkim":"fail","spf":"fail","reasons":[],"headerFrom":"example.com","dkimResults":[],\
            "spfResult":null}}""";

    private static final long NOON = 1_767_268_800_000L;

    private static MessageResult result(long received, String p, String ip) {
        return read(ROW.formatted(received, p, ip));
    }

    private static MessageResult read(String line) {
        try {
            return MessageResult.fromJson(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static MessageResult withId(MessageResult result, long id) {
        return new MessageResult(result.key(), result.receivedMillis(), id, true, false, result.policy(), result.row());
    }

    private static List<MessageResult> alike(int count) {
        List<MessageResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(withId(result(NOON, "none", "192.0.2." + (100 + i)), i));
        }
        return results;
    }

    private static Row changed(String from, String to) {
        String line = ROW.formatted(NOON, "none", "192.0.2.1");
        assertThat(line).contains(from);
        return read(line.replace(from, to)).row();
    }

    @DisplayName("A row costs by its texts")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "headerFrom":"example.com" | "headerFrom":"example.com"                                       | 251
        "headerFrom":"example.com" | "headerFrom":"a.example.com"                                     | 253
        "dkimResults":[]           | "envelopeFrom":"","dkimResults":[]                               | 299
        "dkimResults":[]           | "envelopeTo":"b.example","dkimResults":[]                        | 308
        "reasons":[]               | "reasons":[{"type":"other","comment":"ab"}]                      | 349
        "reasons":[]               | "reasons":[{"type":"other","comment":"ab"},{"type":"other","comment":""}] | 445
        "dkimResults":[]           | "dkimResults":[{"domain":"d.example","selector":"s1","result":"pass","humanResult":""}] | 406
        "spfResult":null           | "spfResult":{"domain":"d.example","result":"pass","humanResult":""} | 356
        """)
    void octets(String from, String to, long octets) {
        assertThat(changed(from, to).octets()).isEqualTo(octets);
    }

    @DisplayName("What passes DMARC is of the first kind, what authenticates something of the second")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "dkim":"fail"    | "dkim":"pass" | 0
        "spf":"fail"     | "spf":"pass"  | 0
        "spfResult":null | "spfResult":{"domain":"d.example","result":"pass","humanResult":""} | 1
        "spfResult":null | "spfResult":{"domain":"d.example","result":"neutral","humanResult":""} | 2
        "dkimResults":[] | "dkimResults":[{"domain":"d.example","selector":"s1","result":"pass","humanResult":""}] | 1
        "dkimResults":[] | "dkimResults":[{"domain":"d.example","selector":"s1","result":"fail","humanResult":""}] | 2
        "dkimResults":[] | "dkimResults":[] | 2
        """)
    void kinds(String from, String to, int kind) {
        assertThat(changed(from, to).kind()).isEqualTo(kind);
    }

    private static Row row(String words) {
        String[] word = words.split(" ", -1);
        return read(ROW.formatted(NOON, "none", word[0])
                        .replace("\"headerFrom\":\"example.com\"", "\"headerFrom\":\"" + word[1] + "\"")
                        .replace("\"disposition\":\"none\"", "\"disposition\":\"" + word[2] + "\"")
                        .replace("\"dkim\":\"fail\"", "\"dkim\":\"" + word[3] + "\"")
                        .replace("\"spf\":\"fail\"", "\"spf\":\"" + word[4] + "\"")
                        .replace(
                                "\"dkimResults\":[]",
                                (word[5].equals("-") ? "" : "\"envelopeFrom\":\"" + word[5] + "\",")
                                        + "\"dkimResults\":[]")
                        .replace(
                                "\"reasons\":[]", "\"reasons\":[{\"type\":\"other\",\"comment\":\"" + word[6] + "\"}]"))
                .row();
    }

    @DisplayName("A report has its rows in one order; what comes later in it decides nothing before")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        3.0.0.1 a none fail fail - x           | ::1 a none fail fail - x
        9.0.0.1 a none fail fail - x           | 10.0.0.1 a none fail fail - x
        9.0.0.1 a none fail fail - x           | 200.0.0.1 a none fail fail - x
        2001:db8::2 a none fail fail - x       | 2001:db9::1 a none fail fail - x
        7001:db8::2 a none fail fail - x       | a001:db8::1 a none fail fail - x
        2001:db8::9 a none fail fail - x       | 2001:db8::10 a none fail fail - x
        192.0.2.1 a reject fail fail - x       | 192.0.2.1 b none fail fail - x
        192.0.2.1 a none fail fail - x         | 192.0.2.1 a pass pass fail - x
        192.0.2.1 a none pass fail - x         | 192.0.2.1 a none fail pass - x
        192.0.2.1 a none fail pass b x         | 192.0.2.1 a none fail fail a x
        192.0.2.1 a none fail fail - y         | 192.0.2.1 a none fail fail a x
        192.0.2.1 a none fail fail a y         | 192.0.2.1 a none fail fail b x
        192.0.2.1 a none fail fail a x         | 192.0.2.1 a none fail fail a y
        """)
    void order(String first, String second) {
        assertThat(Row.SHOWN.compare(row(first), row(second))).isNegative();
        assertThat(Row.SHOWN.compare(row(second), row(first))).isPositive();
        assertThat(Row.SHOWN.compare(row(first), row(first))).isZero();
    }

    @DisplayName("Rows are put in order when an eighth is too many, and down to the limit")
    @ParameterizedTest
    @CsvSource({"16, 67108864", "100, 4016"})
    void slack(int rows, long octets) {
        AggregateLimits limits = AggregateLimits.DEFAULT.withRows(rows).withRowOctets(octets);
        RowTable table = new RowTable(limits);
        List<MessageResult> results = alike(19);
        results.subList(0, 18)
                .forEach(each -> assertThat(table.add(each, true, true)).isTrue());
        assertThat(table.shown()).hasSize(18);
        assertThat(table.octets()).isEqualTo(18 * 251);
        assertThat(table.copy(limits).shown()).hasSize(16);
        table.add(results.get(18), true, true);
        assertThat(table.shown()).hasSize(16);
        assertThat(table.octets()).isEqualTo(16 * 251);
        assertThat(table.untold()).isEqualTo(3);
        assertThat(table.messages()).isEqualTo(19);
        // What is dropped now may come again; it is counted once all the same.
        results.forEach(each -> assertThat(table.add(each, true, true)).isFalse());
        assertThat(table.messages()).isEqualTo(19);
        assertThat(table.untold()).isEqualTo(3);
    }

    @DisplayName("Ids are remembered up to the limit, of one report and of all")
    @ParameterizedTest
    @CsvSource({"10, 10, 10", "9, 100, 0", "100, 9, 0", "0, 100, 0"})
    void ids(int ofOne, int ofAll, int remembered) {
        AggregateLimits limits = AggregateLimits.DEFAULT.withIds(ofOne).withAllIds(ofAll);
        AggregateReportBuilder one = AggregateReportBuilder.create(limits);
        AggregateReportBuilder parts = AggregateReportBuilder.create(limits);
        for (MessageResult each : alike(10)) {
            one.add(each);
            parts.merge(AggregateState.of(each, AggregateLimits.DEFAULT));
        }
        AggregateState state = one.take(RandomResults.KEY).orElseThrow();
        assertThat(state.table().remembered()).isEqualTo(remembered);
        assertThat(parts.take(RandomResults.KEY)).contains(state);
        assertThat(state.messages()).isEqualTo(10);
    }

    @Test
    @DisplayName("What is taken out of a builder makes room for more")
    void room() {
        AggregateReportBuilder builder = AggregateReportBuilder.create(
                AggregateLimits.DEFAULT.withAllRowOctets(252).withAllIds(2));
        List<MessageResult> results = alike(3);
        AggregateState one = AggregateState.of(results.get(0), AggregateLimits.DEFAULT);
        for (int round = 0; round < 3; round++) {
            assertThat(round == 0 ? builder.merge(one) : builder.add(results.get(0)))
                    .isTrue();
            assertThat(builder.add(results.get(1))).isTrue();
            assertThat(builder.add(results.get(1))).isFalse();
            AggregateState both = builder.state(RandomResults.KEY).orElseThrow();
            assertThat(both.untoldMessages()).isZero();
            assertThat(both.table().remembered()).isEqualTo(2);
            // The third row finds no room, nor does its id.
            assertThat(builder.merge(AggregateState.of(results.get(2), AggregateLimits.DEFAULT)))
                    .isTrue();
            AggregateState all = builder.take(RandomResults.KEY).orElseThrow();
            assertThat(all.untoldMessages()).isEqualTo(1);
            assertThat(all.table().rowsRefused()).isTrue();
            assertThat(all.table().remembered()).isZero();
            assertThat(all.messages()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("A row that another part had no place for finds none here either, however much there is")
    void floor() throws IOException {
        AggregateReportBuilder small = AggregateReportBuilder.create(AggregateLimits.DEFAULT.withRows(2));
        List<MessageResult> results = alike(5);
        results.forEach(small::add);
        AggregateState part = small.take(RandomResults.KEY).orElseThrow();
        assertThat(part.untoldMessages()).isEqualTo(3);
        Row floor = part.table().floor();
        AggregateReportBuilder large = AggregateReportBuilder.create();
        large.merge(AggregateState.fromJson(part.toJson(), AggregateLimits.DEFAULT));
        for (MessageResult each : results) {
            assertThat(large.add(withId(each, each.idHash() + 100))).isTrue();
        }
        AggregateState state = large.take(RandomResults.KEY).orElseThrow();
        assertThat(state.messages()).isEqualTo(10);
        assertThat(state.untoldMessages()).isEqualTo(6);
        assertThat(state.table().shown()).hasSize(2).noneMatch(slot -> slot.row.equals(floor));
        // The other way round it is dropped with what is behind it, and its messages stay counted.
        AggregateReportBuilder whole = AggregateReportBuilder.create();
        results.forEach(whole::add);
        String line = whole.state(RandomResults.KEY).orElseThrow().toJson();
        assertThat(AggregateState.fromJson(line, AggregateLimits.DEFAULT.withRows(2)))
                .isEqualTo(part);
        AggregateState one = AggregateState.fromJson(line, AggregateLimits.DEFAULT.withRows(1));
        assertThat(one.table().shown()).hasSize(1);
        assertThat(part.merge(one)).isEqualTo(one.merge(part)).isEqualTo(one);
        whole.merge(part);
        assertThat(whole.take(RandomResults.KEY)).contains(part);
        for (int i = 0; i < 5; i++) {
            AggregateReportBuilder both = AggregateReportBuilder.create();
            both.add(results.get(i));
            both.merge(part);
            both.add(withId(results.get(i), 200));
            assertThat(both.take(RandomResults.KEY).orElseThrow().table().shown())
                    .hasSize(2);
        }
    }

    @Test
    @DisplayName(
            "Of the rows that come with one id one counts, the same in any order, and none that is not told before it")
    void oneId() {
        List<MessageResult> results =
                new ArrayList<>(alike(6).stream().map(each -> withId(each, 7)).toList());
        for (int rows = 1; rows <= 6; rows++) {
            AggregateLimits limits = AggregateLimits.DEFAULT.withRows(rows);
            Set<String> states = new HashSet<>();
            for (int seed = 0; seed < 12; seed++) {
                Collections.shuffle(results, new Random(seed));
                AggregateReportBuilder builder = AggregateReportBuilder.create(limits);
                results.forEach(builder::add);
                AggregateState state = builder.take(RandomResults.KEY).orElseThrow();
                assertThat(state.messages()).isEqualTo(1);
                assertThat(state.untoldMessages()).isZero();
                assertThat(state.table().shown())
                        .hasSize(rows)
                        .filteredOn(slot -> slot.count != 0)
                        .singleElement()
                        .matches(slot -> slot.count == 1);
                states.add(state.toJson());
            }
            assertThat(states).hasSize(1);
        }
        assertThat(AggregateState.of(results.get(0), AggregateLimits.DEFAULT).isWorthSending())
                .isTrue();
        assertThat(AggregateState.of(results.get(0).asReportMail(), AggregateLimits.DEFAULT)
                        .isWorthSending())
                .isFalse();
    }

    @Test
    @DisplayName("Ids are told in their order")
    void idsInOrder() {
        RowTable table = new RowTable(AggregateLimits.DEFAULT);
        MessageResult any = alike(1).get(0);
        for (long id : new long[] {16, 1, -5, 1L << 40, 0, 33}) {
            assertThat(table.add(withId(any, id), true, true)).isTrue();
        }
        assertThat(table.idsByRow()).isDeepEqualTo(new long[][] {{}, {-5, 0, 1, 16, 33, 1L << 40}});
    }

    private static final String COUNTED = """
            {"signet":"state","version":1,"domain":"example.com","day":"2026-01-01","ids":"given-up",\
            "policy":{"p":"none","sp":"none","np":"none","adkim":"relaxed","aspf":"strict","fo":"0",\
            "testing":false,"pct":100,"discoveryMethod":"treewalk","errors":[]},\
            "policySeen":1767229200000,"policyChanged":false,"worthSending":true,"rowsRefused":false,"rows":[{\
            "ip":"192.0.2.1","disposition":"pass","dkim":"pass","spf":"fail","reasons":[],"headerFrom":"example.com",\
            "dkimResults":[],"spfResult":null,"count":%d}],"untold":{"count":%d}}""";

    @DisplayName("A count that is as large as can be stays so")
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0, 2, 0, 2",
        "9223372036854775807, 0, 0, 0, 9223372036854775807, 0, 9223372036854775807",
        "9223372036854775806, 0, 1, 0, 9223372036854775807, 0, 9223372036854775807",
        "9223372036854775807, 1, 1, 2, 9223372036854775807, 3, 9223372036854775807",
        "2, 9223372036854775807, 3, 9223372036854775807, 5, 9223372036854775807, 9223372036854775807"
    })
    void sums(long a, long untoldA, long b, long untoldB, long count, long untold, long messages) throws IOException {
        AggregateState one = AggregateState.fromJson(COUNTED.formatted(a, untoldA), AggregateLimits.DEFAULT);
        AggregateState other = AggregateState.fromJson(COUNTED.formatted(b, untoldB), AggregateLimits.DEFAULT);
        AggregateState both = one.merge(other);
        assertThat(both.toJson()).isEqualTo(COUNTED.formatted(count, untold));
        assertThat(both.messages()).isEqualTo(messages);
        assertThat(both.untoldMessages()).isEqualTo(untold);
    }

    @DisplayName("RFC 9990 §3.1: the final policy is told; of two at one time the same one in any order")
    @ParameterizedTest
    @CsvSource({
        "none, 0, none, 1, none, false",
        "none, 0, reject, 1, reject, true",
        "reject, 0, none, 1, none, true",
        "none, 1, reject, 1, reject, true",
        "quarantine, 5, none, 4, quarantine, true"
    })
    void policies(String first, long seenFirst, String second, long seenSecond, String told, boolean changed) {
        MessageResult a = withId(result(NOON + seenFirst, first, "192.0.2.1"), 1);
        MessageResult b = withId(result(NOON + seenSecond, second, "192.0.2.1"), 2);
        for (List<MessageResult> each : List.of(List.of(a, b), List.of(b, a))) {
            AggregateState state = AggregateState.of(each.get(0), AggregateLimits.DEFAULT)
                    .merge(AggregateState.of(each.get(1), AggregateLimits.DEFAULT));
            assertThat(state.table().policy().p().keyword()).isEqualTo(told);
            assertThat(state.table().policyChanged()).isEqualTo(changed);
            assertThat(state.table().policySeen()).isEqualTo(NOON + Math.max(seenFirst, seenSecond));
        }
    }
}
