package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;

/** What is handed out: how it is shown, what is equal to what, and what is remembered of it. */
class ReportValuesTest {

    private static final Optional<DomainName> NOBODY = Optional.empty();

    private static String xml(String id, String... rows) {
        return "<feedback><report_metadata><org_name>A</org_name><report_id>" + id
                + "</report_id></report_metadata><policy_published><domain>example.org</domain></policy_published>"
                + String.join("", rows) + "</feedback>";
    }

    private static String row(String source) {
        return "<record><row><source_ip>" + source + "</source_ip><count>1</count></row></record>";
    }

    private static AggregateReport report(String id, String... rows) {
        return (AggregateReport) ReportReader.DEFAULT
                .read(xml(id, rows).getBytes(UTF_8))
                .reports()
                .get(0);
    }

    @Test
    void inWords() {
        assertThat(report("1", row("192.0.2.1"), row("192.0.2.2")))
                .hasToString("aggregate report of \"A\" on \"example.org\", id \"1\", 2 rows, 2 messages");
        assertThat(ReportReader.DEFAULT
                        .read("{\"organization-name\":\"A\",\"report-id\":\"1\"}".getBytes(UTF_8))
                        .reports())
                .singleElement()
                .hasToString("TLS report of \"A\" on nobody, id \"1\", 0 secure sessions, 0 failed");
        assertThat(new ReportProblem(ReportFault.COUNT_ZERO, "", "", 0, 1)).hasToString("count-zero");
        assertThat(new ReportProblem(ReportFault.COUNT_ZERO, "w", "v", 3, 2))
                .hasToString("count-zero:w=v (record 3), 2 times");
        assertThat(new Refusal(RefusalType.LIMIT, Optional.of(ReportLimit.ROWS), "r"))
                .hasToString("limit(rows): r");
        assertThat(new Refusal(RefusalType.EMPTY, Optional.empty(), "r")).hasToString("empty: r");
    }

    @DisplayName("Deviations are counted, told with the first record that has them, and not without end")
    @Test
    void problems() {
        Problems around = new Problems(null);
        around.problem(ReportFault.FORWARDED, "");
        Problems problems = new Problems(around);
        problems.atRow(2);
        problems.problem(ReportFault.COUNT_ZERO, "a");
        problems.atRow(3);
        problems.problem(ReportFault.COUNT_ZERO, "a");
        problems.problem(ReportFault.COUNT_ZERO, "b");
        problems.problem(ReportFault.COUNT_ZERO, "a");
        problems.problem(ReportFault.COUNT_ZERO, "b", "v");
        problems.problem(ReportFault.ELEMENT_UNKNOWN, "c");
        problems.remark(ReportFault.ELEMENT_UNKNOWN, "c");
        problems.problem(ReportFault.ELEMENT_EMPTY, "c");
        problems.problem(ReportFault.ELEMENT_UNKNOWN, "c");
        problems.told("media-type:a:b");
        problems.told("media-type:a:b");
        problems.told("forwarded");
        problems.told("media-type:a:b");
        assertThat(problems.problems())
                .containsExactly(
                        new ReportProblem(ReportFault.FORWARDED, "", "", 0, 1),
                        new ReportProblem(ReportFault.COUNT_ZERO, "a", "", 2, 3),
                        new ReportProblem(ReportFault.COUNT_ZERO, "b", "", 3, 1),
                        new ReportProblem(ReportFault.COUNT_ZERO, "b", "v", 3, 1),
                        new ReportProblem(ReportFault.ELEMENT_UNKNOWN, "c", "", 3, 2),
                        new ReportProblem(ReportFault.ELEMENT_EMPTY, "c", "", 3, 1),
                        new ReportProblem(ReportFault.MEDIA_TYPE, "a:b", "", 3, 3),
                        new ReportProblem(ReportFault.FORWARDED, "", "", 3, 1));
        assertThat(problems.remarks()).containsExactly(new ReportProblem(ReportFault.ELEMENT_UNKNOWN, "c", "", 3, 1));
        Problems many = new Problems(null);
        for (int i = 0; i < 201; i++) {
            many.problem(ReportFault.ELEMENT_UNKNOWN, "a" + i);
            assertThat(many.problems()).hasSize(i + 1);
        }
        many.problem(ReportFault.ELEMENT_UNKNOWN, "x");
        assertThat(many.problems()).hasSize(201).last().isEqualTo(new ReportProblem(ReportFault.MORE, "", "", 0, 1));
    }

    @DisplayName("Of which record a deviation is told, and that nothing behind the records has one")
    @Test
    void recordsOfProblems() {
        String zero = row("192.0.2.1").replace("<count>1", "<count>0");
        AggregateReport report = report("1", row("192.0.2.1"), zero, zero, "<x/>");
        assertThat(report.problems())
                .contains(
                        new ReportProblem(ReportFault.COUNT_ZERO, "", "", 2, 2),
                        new ReportProblem(ReportFault.ELEMENT_UNKNOWN, "x", "", 0, 1));
    }

    @DisplayName("RFC 9990 §3.5.4: a report comes once, by its key; what it says decides whether it is the same")
    @Test
    void ledger() throws IOException {
        ReportLedger ledger = ReportLedger.ofLast(2);
        AggregateReport one = report("1", row("192.0.2.1"));
        assertThat(ledger.look(one, NOBODY)).isEqualTo(ReportStanding.FIRST);
        assertThat(ledger.note(one, NOBODY)).isEqualTo(ReportStanding.FIRST);
        assertThat(ledger.look(one, NOBODY)).isEqualTo(ReportStanding.AGAIN);
        assertThat(ledger.note(one, NOBODY)).isEqualTo(ReportStanding.AGAIN);
        AggregateReport other = report("1", row("192.0.2.2"));
        assertThat(ledger.look(other, NOBODY)).isEqualTo(ReportStanding.DIFFERENT);
        assertThat(ledger.note(other, NOBODY)).isEqualTo(ReportStanding.DIFFERENT);
        assertThat(ledger.note(one, NOBODY)).isEqualTo(ReportStanding.AGAIN);
        assertThat(ledger.note(one, DomainName.parse("a.example"))).isEqualTo(ReportStanding.FIRST);
        assertThat(ledger.note(report("2"), NOBODY)).isEqualTo(ReportStanding.FIRST);
        // Two are remembered.
        assertThat(ledger.look(one, NOBODY)).isEqualTo(ReportStanding.FIRST);
        assertThat(ledger.look(one, DomainName.parse("a.example"))).isEqualTo(ReportStanding.AGAIN);
        List<AggregateRow> rows = new ArrayList<>();
        assertThat(ledger.noteFirst(report("2"), NOBODY, rows::add)).isFalse();
        assertThat(ledger.noteFirst(one, NOBODY, rows::add)).isTrue();
        assertThat(rows).hasSize(1);
        assertThat(ledger.note(one, NOBODY)).isEqualTo(ReportStanding.AGAIN);
        Report failure =
                ReportReader.DEFAULT.read(SampleInputs.of("failure")).reports().get(0);
        for (int i = 0; i < 2; i++) {
            assertThat(ledger.look(failure, NOBODY)).isEqualTo(ReportStanding.FIRST);
            assertThat(ledger.note(failure, NOBODY)).isEqualTo(ReportStanding.FIRST);
        }
        assertThatThrownBy(() -> ReportLedger.ofLast(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("most must be 1 or more, not 0");
    }

    /** Names are hostile: no two keys are one because of where their parts end. */
    @Test
    void keys() {
        List<String> keys = new ArrayList<>();
        List<String[]> all = new ArrayList<>(List.of(new String[][] {
            {"a-b", "c"},
            {"a", "b-c"},
            {"a-", "-b-c"},
            {"a", "bc"},
            {"ab", "c"},
            {"", "abc"},
            {"a1:b", "c"},
            {"a", "1:bc"},
            {"\u00FC", "c"},
            {"\u00FD", "c"},
            {"\u0FFC", "c"},
            {"\u1FFC", "c"},
            {"\u00FC".repeat(5000), "c"},
            {"\u00FC".repeat(5001), "c"},
            {"x".repeat(4096), "c"},
            {"x".repeat(4095), "c"},
            {"x".repeat(4094) + "\u00FC", "c"}
        }));
        // Where a block of the digest ends.
        for (int i = 4060; i < 4094; i++) {
            all.add(new String[] {"x".repeat(i) + "\u00FC", "\u007Fc"});
        }
        for (String[] parts : all) {
            keys.add(ReportLedger.key(
                    new TlsReport(
                            Optional.of(parts[0]),
                            Optional.empty(),
                            Optional.of(parts[1]),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            List.of(),
                            List.of()),
                    NOBODY));
        }
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.length() == 64);
        TlsReport absent = new TlsReport(
                Optional.empty(),
                Optional.empty(),
                Optional.of("abc"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        assertThat(keys).doesNotContain(ReportLedger.key(absent, NOBODY));
        assertThat(ReportLedger.key(absent, NOBODY)).isEqualTo(ReportLedger.key(absent, NOBODY));
    }

    @DisplayName("Networks from their first address to their last")
    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 32, 4c000024d, 4c000024d",
        "192.0.2.77, 24, 4c0000200, 4c00002ff",
        "192.0.2.77, 0, 400000000, 4ffffffff",
        "2001:db8::1, 128, 620010db8000000000000000000000001, 620010db8000000000000000000000001",
        "2001:db8::1, 64, 620010db8000000000000000000000000, 620010db800000000ffffffffffffffff",
        "2001:db8::1, 63, 620010db8000000000000000000000000, 620010db800000001ffffffffffffffff",
        "2001:db8::1, 65, 620010db8000000000000000000000000, 620010db8000000007fffffffffffffff",
        "2001:db8::1, 0, 600000000000000000000000000000000, 6ffffffffffffffffffffffffffffffff"
    })
    void networks(String address, int length, String first, String last) throws IOException {
        ReportQuery query = ReportQuery.ALL.withNetwork(InetAddress.getByName(address), length);
        assertThat(query.lowest()).contains(first);
        assertThat(query.highest()).contains(last);
    }

    @Test
    void queriesAreValues() throws IOException {
        LocalDate day = LocalDate.of(2026, 1, 1);
        InetAddress address = InetAddress.getByName("192.0.2.1");
        List<ReportQuery> all = List.of(
                ReportQuery.ALL,
                ReportQuery.ALL.withDomain("example.org"),
                ReportQuery.ALL.withDomain("example.net"),
                ReportQuery.ALL.withSince(day),
                ReportQuery.ALL.withUntil(day),
                ReportQuery.ALL.withSource(address),
                ReportQuery.ALL.withNetwork(address, 24),
                ReportQuery.ALL.withNetwork(InetAddress.getByName("192.0.2.0"), 32),
                ReportQuery.ALL
                        .withDomain("example.org")
                        .withSince(day)
                        .withUntil(day)
                        .withSource(address));
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all.get(8).withDomain("EXAMPLE.org")).isEqualTo(all.get(8));
        assertThat(all.get(8).since()).contains(day);
        assertThat(all.get(8).until()).contains(day);
        assertThat(all.get(8).domain()).contains("example.org");
    }

    @DisplayName("Rows are read anew as often as one likes, and end by themselves")
    @Test
    void rows() {
        AggregateReport report = report("1", row("192.0.2.1"), row("192.0.2.2"));
        for (int i = 0; i < 2; i++) {
            try (Stream<AggregateRow> rows = report.rows()) {
                Iterator<AggregateRow> each = rows.iterator();
                assertThat(each.next().sourceText()).isEqualTo("192.0.2.1");
                assertThat(each.next().sourceText()).isEqualTo("192.0.2.2");
                assertThat(each.hasNext()).isFalse();
                assertThatThrownBy(each::next).isInstanceOf(NoSuchElementException.class);
            }
        }
    }

    @Test
    void aFileThatIsNoLongerWhatWasRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.example!example.org!1!2.xml"), xml("1", row("192.0.2.1"), row("192.0.2.2")));
        FileTime time = FileTime.from(Instant.ofEpochSecond(1_767_225_600));
        Files.setLastModifiedTime(file, time);
        ReadOutcome outcome = ReportReader.DEFAULT.read(file);
        AggregateReport report = (AggregateReport) outcome.reports().get(0);
        assertThat(rowsOf(report)).isEqualTo(2);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_767_225_602)));
        assertThatThrownBy(() -> rowsOf(report))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the file has changed since it was read");
        // As long and as old, and something else.
        Files.writeString(file, xml("1", row("192.0.2.1"), row("192.0.2.2").replace("record", "recorp")));
        Files.setLastModifiedTime(file, time);
        assertThatThrownBy(() -> rowsOf(report))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the report is no longer what was read");
        Files.writeString(file, xml("1"));
        Files.setLastModifiedTime(file, time);
        assertThatThrownBy(() -> rowsOf(report))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the file has changed since it was read");
    }

    private static long rowsOf(AggregateReport report) {
        try (Stream<AggregateRow> rows = report.rows()) {
            return rows.mapToLong(AggregateRow::count).sum();
        }
    }

    @DisplayName("A stream that is longer than what is held is read like octets, up to its limits")
    @Test
    void longStreams() throws IOException {
        String start = "<!--" + "x".repeat(4 << 20) + "-->";
        byte[] octets = (start + xml("1", row("192.0.2.1"))).getBytes(UTF_8);
        ReportLimits limits = ReportLimits.DEFAULT.withInputOctets(10).withOutputOctets(octets.length);
        try (InputStream in = new ByteArrayInputStream(octets)) {
            ReadOutcome outcome = ReportReader.DEFAULT.withLimits(limits).read(in);
            assertThat(rowsOf((AggregateReport) outcome.reports().get(0))).isEqualTo(1);
        }
        try (InputStream in = new ByteArrayInputStream(octets)) {
            ReportLimits less = limits.withOutputOctets(octets.length - 1);
            assertThat(ReportReader.DEFAULT.withLimits(less).read(in).refusals())
                    .singleElement()
                    .satisfies(each -> assertThat(each.limit()).contains(ReportLimit.OUTPUT));
        }
        byte[] json = ("{" + " ".repeat(5 << 20) + "\"organization-name\":\"A\",\"report-id\":\"1\"}").getBytes(UTF_8);
        try (InputStream in = new ByteArrayInputStream(json)) {
            assertThat(ReportReader.DEFAULT
                            .withLimits(limits.withOutputOctets(json.length))
                            .read(in)
                            .reports())
                    .hasSize(1);
        }
    }

    @DisplayName("Of a stream that is too long no more is read than shows that it is")
    @Test
    void streamsThatAreTooLong() throws IOException {
        byte[] octets = ("<feedback>" + " ".repeat(11 << 20)).getBytes(UTF_8);
        ReportLimits limits = ReportLimits.DEFAULT.withInputOctets(10).withOutputOctets(5 << 20);
        try (InputStream in = new ByteArrayInputStream(octets)) {
            assertThat(ReportReader.DEFAULT.withLimits(limits).read(in).refusals())
                    .singleElement()
                    .satisfies(each -> assertThat(each.limit()).contains(ReportLimit.OUTPUT));
            assertThat(octets.length - in.available()).isEqualTo((5 << 20) + 1);
        }
    }

    @Test
    void whatIsKeptInAFileIsReadOctetByOctetToo() throws IOException {
        byte[] octets = {0, 127, (byte) 128, (byte) 255, 'x'};
        Spool spool = Spool.of(octets, new ByteArrayInputStream(octets), 7);
        try (InputStream in = spool.open(ReportLimits.DEFAULT.budget())) {
            for (int expected : new int[] {0, 127, 128, 255, 'x', 0, 127, -1, -1}) {
                assertThat(in.read()).isEqualTo(expected);
            }
        }
    }

    @DisplayName("Keywords as they are written in reports")
    @Test
    void keywords() {
        assertThat(FeedbackType.values())
                .extracting(FeedbackType::keyword)
                .containsExactly("auth-failure", "abuse", "fraud", "virus", "not-spam", "other");
        assertThat(TestingFlag.values()).extracting(TestingFlag::keyword).containsExactly("y", "n");
        assertThat(DeliveryResult.values())
                .extracting(DeliveryResult::keyword)
                .containsExactly("delivered", "spam", "policy", "reject", "other");
        assertThat(TlsPolicyType.values())
                .extracting(TlsPolicyType::keyword)
                .containsExactly("tlsa", "sts", "no-policy-found");
        assertThat(SpfScope.values()).extracting(SpfScope::keyword).containsExactly("mfrom", "helo");
    }

    @Test
    void words() {
        Problems problems = new Problems(null);
        Reported<AuthResult> exact = Words.RESULT.read("pass", "w", problems);
        assertThat(exact.value()).contains(AuthResult.PASS);
        assertThat(problems.problems()).isEmpty();
        assertThat(exact)
                .isEqualTo(Words.RESULT.read("pass", "x", problems))
                .isNotEqualTo(Words.RESULT.read("Pass", "w", problems))
                .isNotEqualTo(Words.RESULT.read("fail", "w", problems))
                .isNotEqualTo(Reported.absent())
                .isNotEqualTo("pass")
                .hasToString("pass");
        assertThat(Words.RESULT.read("HardFail", "w", problems).value()).contains(AuthResult.FAIL);
        assertThat(Words.EVALUATED.read("hardfail", "w", problems).value()).isEmpty();
        assertThat(Words.RESULT.read("", "w", problems).text()).contains("");
        assertThat(Words.RESULT.read("x", "w", problems).keyword()).isEmpty();
        assertThat(problems.problems())
                .extracting(ReportProblem::code)
                .containsExactly(
                        "enum-case:w",
                        "enum-alias:w=hardfail",
                        "enum-unknown:w=hardfail",
                        "element-empty:w",
                        "enum-unknown:w=x");
        assertThat(Reported.absent().text()).isEmpty();
    }
}
