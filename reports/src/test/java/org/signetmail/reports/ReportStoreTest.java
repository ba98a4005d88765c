package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Spliterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.DomainName;
import org.signetmail.reports.sql.TestDatabase;
import org.signetmail.testkit.Conformance;

/** What was read is kept, in both databases, as it was read. */
class ReportStoreTest {

    private static final Optional<DomainName> NOBODY = Optional.empty();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @DisplayName("Each thing that a report can say comes back as it was read")
    void someOfEach(TestDatabase database) throws Exception {
        List<Report> reports = new ArrayList<>();
        for (long seed = 0; seed < 3; seed++) {
            reports.addAll(read(RandomReport.of(seed)));
        }
        String whole = FullReport.AGGREGATE;
        reports.addAll(read(whole));
        reports.addAll(
                read(whole.replace("<report_id>w", "<report_id>v").replace("<pct>50</pct>", "<pct>0</pct><x/>")));
        byte[] cut = whole.replace("<report_id>w", "<report_id>u")
                .replace("</feedback>", "")
                .getBytes(UTF_8);
        reports.addAll(ReportReader.DEFAULT.withPartialReports(true).read(cut).reports());
        String tls = new String(SampleInputs.of("json"), UTF_8);
        reports.addAll(read(tls));
        reports.addAll(read(tls.replace("t2", "t3")
                .replace(
                        "\"failed-session-count\":1",
                        "\"failed-session-count\":1,\"receiving-ip\":\"192.0.2.2\","
                                + "\"receiving-mx-hostname\":\"m\",\"receiving-mx-helo\":\"h\","
                                + "\"additional-information\":\"i\",\"failure-reason-code\":\"r\"")));
        reports.addAll(read("{\"organization-name\":\"A\",\"report-id\":\"0\",\"policies\":[{}]}"));
        reports.add(report("example.org", "least", "2026-01-01", "0.0.0.0", "0.0.0.1", "255.255.255.255", "::"));
        assertThat(reports).hasSize(10);
        assertComeBack(database, reports);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    @DisplayName("Reports come back as they were read, damaged ones and hostile ones, too")
    void asTheyWereRead(TestDatabase database) throws Exception {
        List<Report> reports = new ArrayList<>();
        for (long seed = 0; seed < 25; seed++) {
            reports.addAll(read(RandomReport.of(seed)));
        }
        Random random = new Random(7);
        ReportReader reader = ReportReader.DEFAULT.withPartialReports(true);
        for (String kind : SampleInputs.KINDS) {
            byte[] good = SampleInputs.of(kind);
            for (int i = 0; i < 15; i++) {
                reports.addAll(reader.read(i == 0 ? good : SampleInputs.changed(good, random))
                        .reports());
            }
        }
        assertComeBack(database, reports);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    @DisplayName("The suite's reports come back as they were read")
    void suite(TestDatabase database) throws Exception {
        Path manifest = Conformance.find("reports/manifest.json").orElseGet(() -> abort(Conformance.MISSING));
        List<Report> reports = new ArrayList<>();
        try (Stream<Path> files = Files.walk(manifest.resolveSibling("."))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                reports.addAll(ReportReader.DEFAULT.read(file).reports());
            }
        }
        assertThat(reports).hasSizeGreaterThan(90);
        assertComeBack(database, reports);
    }

    private void assertComeBack(TestDatabase database, List<Report> reports) throws Exception {
        ReportStore store = ReportStore.open(database.empty(folder));
        List<Report> kept = new ArrayList<>();
        ReportLedger ledger = ReportLedger.ofLast(100_000);
        ReportSums sums = new ReportSums();
        for (Report each : reports) {
            if (ReportStore.keeps(each)) {
                ReportStanding standing = store.add(each, NOBODY);
                assertThat(standing).isEqualTo(ledger.note(each, NOBODY));
                if (standing == ReportStanding.FIRST) {
                    kept.add(each);
                    sums.add(each);
                }
            }
        }
        List<StoredReport> found = store.reports(ReportQuery.ALL).toList();
        assertThat(found).hasSameSizeAs(kept);
        for (int i = 0; i < kept.size(); i++) {
            Report back = found.get(i).report();
            assertThat(json(back)).isEqualTo(json(kept.get(i)));
            assertThat(back.problems()).isEqualTo(kept.get(i).problems());
            assertThat(back.remarks()).isEqualTo(kept.get(i).remarks());
            if (kept.get(i) instanceof AggregateReport aggregate) {
                assertThat(rows((AggregateReport) back)).isEqualTo(rows(aggregate));
                assertThat(((AggregateReport) back).totals()).isEqualTo(aggregate.totals());
            } else {
                assertThat(back).isEqualTo(kept.get(i));
            }
        }
        assertThat(store.overview(ReportQuery.ALL, address -> Optional.empty())).isEqualTo(sums.overview());
    }

    private static List<Report> read(String xml) {
        return ReportReader.DEFAULT.read(xml.getBytes(UTF_8)).reports();
    }

    private static String json(Report report) throws IOException {
        StringBuilder line = new StringBuilder();
        ReportJson.DEFAULT.write("", new ReadOutcome(List.of(report), List.of(), List.of(), List.of()), line);
        return line.toString();
    }

    private static List<AggregateRow> rows(AggregateReport report) {
        try (Stream<AggregateRow> rows = report.rows()) {
            return rows.toList();
        }
    }

    private static AggregateReport report(String domain, String id, String day, String... sources) {
        StringBuilder xml =
                new StringBuilder("<feedback><report_metadata><org_name>A</org_name><report_id>" + id + "</report_id>");
        if (!day.isEmpty()) {
            long begin = LocalDate.parse(day).toEpochDay() * 86_400;
            xml.append("<date_range><begin>" + begin + "</begin><end>" + (begin + 86_399) + "</end></date_range>");
        }
        xml.append("</report_metadata><policy_published><domain>" + domain + "</domain><p>none</p></policy_published>");
        for (String source : sources) {
            xml.append("<record><row><source_ip>" + source + "</source_ip><count>3</count><policy_evaluated>"
                    + "<disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row>"
                    + "<identifiers><header_from>" + domain + "</header_from></identifiers></record>");
        }
        return (AggregateReport) read(xml.append("</feedback>").toString()).get(0);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("RFC 9990 §3.5.4: a report is taken once, and one that differs is told")
    void onceEach(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ReportStore store = ReportStore.open(source);
        AggregateReport first = report("example.org", "1", "2026-01-01", "192.0.2.1");
        assertThat(store.add(first, NOBODY)).isEqualTo(ReportStanding.FIRST);
        assertThat(store.add(first, NOBODY)).isEqualTo(ReportStanding.AGAIN);
        assertThat(store.add(report("EXAMPLE.org", "1", "2026-01-01", "192.0.2.1"), NOBODY))
                .isEqualTo(ReportStanding.DIFFERENT);
        assertThat(ReportStore.open(source).add(report("example.org", "1", "2026-01-01", "192.0.2.2"), NOBODY))
                .isEqualTo(ReportStanding.DIFFERENT);
        assertThat(store.add(first, DomainName.parse("mail.example"))).isEqualTo(ReportStanding.FIRST);
        assertThat(store.add(report("example.org", "1", "2026-01-02", "192.0.2.1"), NOBODY))
                .isEqualTo(ReportStanding.FIRST);
        assertThat(store.reports(ReportQuery.ALL).map(StoredReport::reporter))
                .containsExactly(NOBODY, DomainName.parse("mail.example"), NOBODY);
        assertThat(store.overview(ReportQuery.ALL, address -> Optional.empty()).messages())
                .isEqualTo(9);
        Report failure =
                ReportReader.DEFAULT.read(SampleInputs.of("failure")).reports().get(0);
        assertThat(ReportStore.keeps(failure)).isFalse();
        assertThatThrownBy(() -> store.add(failure, NOBODY)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Domain, first day, last day, network; then the reports, of a network with the number of their sources in it. */
    private static final String QUESTIONS = """
        example.org    |            |            |                 | a b d e
        EXAMPLE.ORG.   |            |            |                 | a b d e
        bücher.example |            |            |                 | c
                       | 2026-01-02 |            |                 | b c t
                       |            | 2026-01-01 |                 | a
                       | 2026-01-02 | 2026-01-02 |                 | b
                       |            |            | 192.0.2.1/32    | a:1 c:1
                       |            |            | 192.0.2.77/24   | a:2 c:1
                       |            |            | 192.0.0.0/16    | a:2 b:1 c:1
                       |            |            | 128.0.0.0/1     | a:3 b:1 c:1
                       |            |            | 0.0.0.0/0       | a:3 b:1 c:1 d:1
                       |            |            | c000:200::/32   | e:1
                       |            |            | c000:200::1/128 | e:1
                       |            |            | ::/0            | c:1 e:1
                       |            |            | 2001:db8:1::/47 | c:1
                       |            |            | 2001:db8:2::/48 |
        example.org    | 2026-01-01 | 2026-01-31 | 192.0.2.0/24    | a:2
        """;

    @ParameterizedTest
    @EnumSource
    void questions(TestDatabase database) throws Exception {
        ReportStore store = ReportStore.open(database.empty(folder));
        store.add(report("example.org", "a", "2026-01-01", "192.0.2.1", "192.0.2.254", "198.51.100.1"), NOBODY);
        store.add(report("example.org", "b", "2026-01-02", "192.0.3.1"), NOBODY);
        store.add(report("xn--bcher-kva.example", "c", "2026-01-03", "192.0.2.1", "2001:db8::1"), NOBODY);
        store.add(report("example.org", "d", "", "10.0.0.1"), NOBODY);
        store.add(report("example.org", "e", "", "c000:200::1"), NOBODY);
        String tls = new String(SampleInputs.of("json"), UTF_8)
                .replace("\"t2\"", "\"t\"")
                .replace("2026-01-01T", "2026-01-09T")
                .replace("example.org", "tls.example");
        store.add(read(tls).get(0), NOBODY);
        for (String line : QUESTIONS.lines().toList()) {
            List<String> cells =
                    Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            assertThat(answer(store, cells)).as(line).isEqualTo(cells.get(4));
        }
    }

    private static String answer(ReportStore store, List<String> question) throws IOException {
        ReportQuery query = ReportQuery.ALL;
        query = question.get(0).isEmpty() ? query : query.withDomain(question.get(0));
        query = question.get(1).isEmpty() ? query : query.withSince(LocalDate.parse(question.get(1)));
        query = question.get(2).isEmpty() ? query : query.withUntil(LocalDate.parse(question.get(2)));
        boolean sources = !question.get(3).isEmpty();
        if (sources) {
            String[] parts = question.get(3).split("/", -1);
            query = query.withNetwork(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
        }
        List<String> found = new ArrayList<>();
        for (StoredReport each : store.reports(query).toList()) {
            String id = each.report().reportId().orElseThrow();
            if (sources) {
                AggregateReport aggregate = (AggregateReport) each.report();
                assertThat(rows(aggregate)).hasSize((int) aggregate.totals().rows());
                assertThat(aggregate.totals().messages())
                        .isEqualTo(3 * aggregate.totals().rows());
                id += ":" + aggregate.totals().distinctIps();
            }
            found.add(id);
        }
        return String.join(" ", found);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("RFC 8460 §4.4: a TLS report is found by each of its domains, once")
    void everyDomainOfTls(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ReportStore store = ReportStore.open(source);
        String policy = "{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"%s\"},"
                + "\"summary\":{\"total-successful-session-count\":1,\"total-failure-session-count\":0}}";
        Stream<String> domains = Stream.of("a.example", "B.example", "b\u00FCcher.example", "a.example");
        String json = "{\"organization-name\":\"R\",\"report-id\":\"1\",\"date-range\":{\"start-datetime\":"
                + "\"2026-01-01T00:00:00Z\",\"end-datetime\":\"2026-01-01T23:59:59Z\"},\"policies\":["
                + domains.map(each -> policy.replace("%s", each)).collect(Collectors.joining(",")) + "]}";
        store.add(read(json).get(0), NOBODY);
        for (String each : List.of("a.example", "b.example", "xn--bcher-kva.example", "b\u00FCcher.example")) {
            assertThat(store.reports(ReportQuery.ALL.withDomain(each))).as(each).hasSize(1);
        }
        assertThat(store.reports(ReportQuery.ALL.withDomain("c.example"))).isEmpty();
        assertThat(store.deleteBefore(LocalDate.of(2026, 1, 2))).isEqualTo(1);
        assertThat(count(source, "SELECT count(*) FROM signet_domain")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "All reports and their rows are read with one connection, which is in no writer's way; rows may be read later, too")
    void oneConnection(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        AtomicInteger connections = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        ReportStore store = ReportStore.open(TestDatabase.counted(source, connections, open));
        for (int i = 0; i < 201; i++) {
            store.add(report("example.org", "" + i, "2026-01-01", "192.0.2.1", "192.0.2.2"), NOBODY);
        }
        connections.set(0);
        assertThat(store.overview(ReportQuery.ALL, address -> Optional.empty()).messages())
                .isEqualTo(1206);
        assertThat(connections).hasValue(1);
        ReportQuery some = ReportQuery.ALL.withNetwork(InetAddress.getByName("192.0.2.2"), 32);
        assertThat(store.overview(some, address -> Optional.empty()).messages()).isEqualTo(603);
        assertThat(connections).hasValue(2);
        List<AggregateReport> held = new ArrayList<>();
        store.reports(ReportQuery.ALL).forEach(each -> {
            AggregateReport report = (AggregateReport) each.report();
            assertThat(rows(report)).hasSize((int) report.totals().rows());
            if (held.isEmpty()) {
                try {
                    ReportStore.open(source).add(report("other.example", "1", "2026-01-01", "192.0.2.1"), NOBODY);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
            held.add(report);
        });
        assertThat(connections).hasValue(3);
        assertThat(open).hasValue(0);
        assertThat(rows(held.get(0))).hasSize(2);
        assertThat(store.reports(ReportQuery.ALL).findFirst()).isPresent();
        assertThat(open).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Nothing stays open of rows that were read to their end, or cannot be read, though nobody closes them")
    void whatIsReadToItsEnd(TestDatabase database) throws Exception {
        AtomicInteger open = new AtomicInteger();
        List<Statement> statements = new ArrayList<>();
        ReportStore store = ReportStore.open(TestDatabase.prepared(
                TestDatabase.counted(database.empty(folder), new AtomicInteger(), open), statements::add));
        for (String id : List.of("1", "2", "3")) {
            store.add(report("example.org", id, "2026-01-01", "192.0.2.1", "192.0.2.2"), NOBODY);
        }
        List<AggregateReport> held = new ArrayList<>();
        statements.clear();
        store.reports(ReportQuery.ALL).forEach(each -> {
            AggregateReport report = (AggregateReport) each.report();
            List<AggregateRow> rows = new ArrayList<>();
            report.rows().iterator().forEachRemaining(rows::add);
            assertThat(rows).hasSize(2);
            // The connection is in use until the last of the reports.
            assertThat(open).hasValue(1);
            assertAllClosed(statements);
            held.add(report);
        });
        assertThat(statements).hasSize(4);
        held.get(0).rows().iterator().forEachRemaining(row -> assertThat(open).hasValue(1));
        assertThat(open).hasValue(0);
        store.deleteBefore(LocalDate.of(2026, 1, 2));
        Iterator<AggregateRow> gone = held.get(0).rows().iterator();
        assertThatThrownBy(gone::hasNext)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the report was deleted after it was found");
        assertThat(open).hasValue(0);
    }

    private static void assertAllClosed(List<Statement> statements) {
        for (Statement each : statements) {
            try {
                assertThat(each.isClosed()).isTrue();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Reports are given one by one, and it is told when there is none left")
    void oneByOne(TestDatabase database) throws Exception {
        ReportStore store = ReportStore.open(database.empty(folder));
        store.add(report("example.org", "1", "2026-01-01", "192.0.2.1"), NOBODY);
        store.add(report("example.org", "2", "2026-01-01", "192.0.2.1"), NOBODY);
        List<String> ids = new ArrayList<>();
        Spliterator<StoredReport> reports = store.reports(ReportQuery.ALL).spliterator();
        for (boolean more : new boolean[] {true, true, false, false}) {
            assertThat(reports.tryAdvance(
                            each -> ids.add(each.report().reportId().orElseThrow())))
                    .isEqualTo(more);
        }
        assertThat(ids).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("How many rows were dropped is told whichever rows are asked for")
    void droppedRows(TestDatabase database) throws Exception {
        ReportStore store = ReportStore.open(database.empty(folder));
        store.add(report("example.org", "1", "2026-01-01", "192.0.2.1", "nowhere", "192.0.2.2", "nobody"), NOBODY);
        for (ReportQuery query :
                List.of(ReportQuery.ALL, ReportQuery.ALL.withSource(InetAddress.getByName("192.0.2.2")))) {
            ReportTotals totals = ((AggregateReport)
                            store.reports(query).findFirst().orElseThrow().report())
                    .totals();
            assertThat(totals.droppedRows()).isEqualTo(2);
            assertThat(totals.rows()).isEqualTo(query.equals(ReportQuery.ALL) ? 2 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 33", "192.0.2.1, -1", "2001:db8::1, 129"})
    void prefixesThatAreNone(String address, int length) throws Exception {
        InetAddress any = InetAddress.getByName(address);
        assertThatThrownBy(() -> ReportQuery.ALL.withNetwork(any, length)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ReportQuery.ALL.withSource(any))
                .isEqualTo(ReportQuery.ALL.withNetwork(any, any.getAddress().length * 8));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOldIsDeleted(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ReportStore store = ReportStore.open(source);
        AggregateReport old = report("example.org", "1", "2026-01-01", "192.0.2.1");
        store.add(old, NOBODY);
        store.add(report("example.org", "2", "2026-01-02", "192.0.2.1", "192.0.2.2"), NOBODY);
        store.add(report("example.org", "3", "", "192.0.2.1"), NOBODY);
        AggregateReport held = (AggregateReport)
                store.reports(ReportQuery.ALL).findFirst().orElseThrow().report();
        assertThat(store.deleteBefore(LocalDate.of(2026, 1, 1))).isEqualTo(1);
        assertThat(store.deleteBefore(LocalDate.of(2026, 1, 2))).isEqualTo(1);
        assertThat(store.deleteBefore(LocalDate.of(2026, 1, 2))).isZero();
        assertThat(ids(store)).containsExactly("2");
        assertThat(count(source, "SELECT count(*) FROM signet_row")).isEqualTo(2);
        assertThatThrownBy(() -> rows(held)).isInstanceOf(UncheckedIOException.class);
        assertThat(store.add(old, NOBODY)).isEqualTo(ReportStanding.FIRST);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("What somebody asks the rows for in SQL: who sent, how much, and whether it passed")
    void columns(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ReportStore store = ReportStore.open(source);
        String row = "SELECT count(*) FROM signet_row WHERE source = '2001:db8::1' AND messages = 7"
                + " AND header_from = 'example.org' AND envelope_from = 'e.example' AND envelope_to = 't.example' AND ";
        store.add(read(FullReport.AGGREGATE).get(0), NOBODY);
        assertThat(count(source, row + "passes = 1 AND disposition = 'none' AND dkim = 'fail' AND spf = 'pass'"))
                .isEqualTo(1);
        String failed = FullReport.AGGREGATE
                .replace("<spf>pass", "<spf>fail")
                .replace("None", "reject")
                .replace("<report_id>", "<report_id>f");
        store.add(read(failed).get(0), NOBODY);
        assertThat(count(source, row + "passes = 0 AND disposition = 'reject' AND dkim = 'fail' AND spf = 'fail'"))
                .isEqualTo(1);
        assertThat(count(source, "SELECT count(*) FROM signet_row")).isEqualTo(2);
        assertThat(count(
                        source,
                        "SELECT count(*) FROM signet_report WHERE report_id = 'w' AND kind = 'aggregate'"
                                + " AND domain = 'example.org' AND day = '2026-01-01' AND period_begin = 1767225600"
                                + " AND period_end = 1767311999 AND reporter IS NULL AND organization = 'R'"
                                + " AND messages = 7 AND passing = 7"))
                .isEqualTo(1);
        store.add(read(new String(SampleInputs.of("json"), UTF_8)).get(0), DomainName.parse("mail.example"));
        assertThat(count(
                        source,
                        "SELECT count(*) FROM signet_report WHERE kind = 'tls' AND reporter = 'mail.example'"
                                + " AND organization IS NOT NULL AND report_id = 't2' AND period_begin IS NOT NULL"))
                .isEqualTo(1);
        store.add(
                read("{\"organization-name\":\"A\",\"report-id\":\"0\",\"policies\":[{}]}")
                        .get(0),
                NOBODY);
        assertThat(count(
                        source,
                        "SELECT count(*) FROM signet_report WHERE report_id = '0' AND day IS NULL"
                                + " AND period_begin IS NULL AND period_end IS NULL AND messages = 0 AND passing = 0"))
                .isEqualTo(1);
    }

    private static List<String> ids(ReportStore store) {
        return store.reports(ReportQuery.ALL)
                .map(each -> each.report().reportId().orElseThrow())
                .toList();
    }

    private static long count(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Whatever stands in a report is data")
    void hostileText(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ReportStore store = ReportStore.open(source);
        List<String> texts = List.of(
                "x'); DROP TABLE signet_row; --",
                "\\'; DELETE FROM signet_report; --",
                "&#0;\u0000&#xD800;\uD83D\uDCE7\u202E%_?$1 :a {fn now()}",
                "\u00FC".repeat(60_000));
        List<Report> reports = new ArrayList<>();
        for (String each : texts) {
            reports.add(report(each, each, "2026-01-01", "192.0.2.1"));
            String tls = new String(SampleInputs.of("json"), UTF_8)
                    .replace("example.org", each.replace("\\", "\\\\").replace("\u0000", "\\u0000\\ud800"));
            reports.add(
                    read(tls.replace("\"t2\"", "\"" + reports.size() + "\"")).get(0));
        }
        for (Report each : reports) {
            assertThat(store.add(each, NOBODY)).isEqualTo(ReportStanding.FIRST);
            assertThat(store.add(each, NOBODY)).isEqualTo(ReportStanding.AGAIN);
        }
        List<Report> found =
                store.reports(ReportQuery.ALL).map(StoredReport::report).toList();
        for (int i = 0; i < reports.size(); i++) {
            assertThat(json(found.get(i))).isEqualTo(json(reports.get(i)));
            String domain = reports.get(i).domain().orElseThrow();
            assertThat(store.reports(ReportQuery.ALL.withDomain(domain))).isNotEmpty();
        }
        assertThat(store.reports(ReportQuery.ALL.withDomain("' OR '1'='1"))).isEmpty();
        assertThat(count(source, "SELECT count(*) FROM signet_row")).isEqualTo(texts.size());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Sums that no number holds stay at its end, in a database, too")
    void countsWithoutEnd(TestDatabase database) throws Exception {
        ReportStore store = ReportStore.open(database.empty(folder));
        for (String id : List.of("1", "2")) {
            String xml = "<feedback><report_metadata><report_id>" + id + "</report_id></report_metadata>"
                    + "<policy_published><domain>example.org</domain></policy_published>"
                    + "<record><row><source_ip>192.0.2.1</source_ip><count>9223372036854775807</count></row></record>"
                            .repeat(2)
                    + "</feedback>";
            store.add(read(xml).get(0), NOBODY);
        }
        ReportOverview overview = store.overview(ReportQuery.ALL, address -> Optional.empty());
        assertThat(overview.messages()).isEqualTo(Long.MAX_VALUE);
        assertThat(overview.reports()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Several at a time, also when they make the tables: each report is there once")
    void atTheSameTime(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> firsts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                firsts.add(threads.submit(() -> {
                    ReportStore store = ReportStore.open(source);
                    int first = 0;
                    for (long seed = 0; seed < 15; seed++) {
                        for (Report each : read(RandomReport.of(seed))) {
                            first += store.add(each, NOBODY) == ReportStanding.FIRST ? 1 : 0;
                        }
                    }
                    return first;
                }));
            }
            int sum = 0;
            for (Future<Integer> each : firsts) {
                sum += each.get();
            }
            assertThat(sum).isEqualTo(15);
            assertThat(ids(ReportStore.open(source))).hasSize(15).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "RFC 9990 §3.5.4: whole or not at all; what PostgreSQL has taken back for another's sake is done again")
    void wholeOrNotAtAll(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        AggregateReport report = report("example.org", "1", "2026-01-01", "192.0.2.1");
        List<String> states = new ArrayList<>(List.of("40001", "08006"));
        ReportStore failing = ReportStore.open(TestDatabase.watched(source, sql -> {
            if (sql.startsWith("INSERT INTO signet_row") && !states.isEmpty()) {
                throw TestDatabase.sneaky(new SQLException("no", states.remove(0)));
            }
            return sql;
        }));
        assertThatThrownBy(() -> failing.add(report, NOBODY)).isInstanceOf(SQLException.class);
        assertThat(states).isEmpty();
        assertThat(count(source, "SELECT count(*) FROM signet_report")).isZero();
        assertThat(failing.add(report, NOBODY)).isEqualTo(ReportStanding.FIRST);
    }

    @ParameterizedTest
    @EnumSource
    void aLaterVersionIsRefused(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ReportStore.open(source);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE signet_schema SET version = 7");
        }
        assertThatThrownBy(() -> ReportStore.open(source))
                .isInstanceOf(SQLException.class)
                .hasMessage("The tables in this database are of version 7, and this version of Signet knows those of"
                        + " version 1: use the one that made them, or a later one");
    }

    @ParameterizedTest
    @EnumSource(names = "SQLITE")
    void otherDatabasesAreRefused(TestDatabase database) throws Exception {
        DataSource source = TestDatabase.named(database.empty(folder), "Oracle");
        assertThatThrownBy(() -> ReportStore.open(source))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessage("Reports are stored in SQLite and PostgreSQL; the tables are not tried in Oracle");
    }
}
