package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;

/** What reports add up to: which day, whose, from where, and what is to be changed. */
class SumsRulesTest {

    private static String report(String org, String id, String period, String domain, String... rows) {
        String[] times = period.split("-", -1);
        return "<feedback><report_metadata>" + (org.startsWith("<") ? org : "<org_name>" + org + "</org_name>")
                + "<report_id>" + id + "</report_id><date_range>"
                + (times[0].isEmpty() ? "" : "<begin>" + times[0] + "</begin>")
                + (times[1].isEmpty() ? "" : "<end>" + times[1] + "</end>")
                + "</date_range></report_metadata><policy_published><domain>" + domain
                + "</domain><p>none</p></policy_published>" + String.join("", rows) + "</feedback>";
    }

    private static String row(String source, long count, String disposition, String dkim, String from, String more) {
        return "<record><row><source_ip>" + source + "</source_ip><count>" + count + "</count><policy_evaluated>"
                + "<disposition>" + disposition + "</disposition><dkim>" + dkim + "</dkim><spf>" + dkim
                + "</spf></policy_evaluated></row><identifiers><header_from>" + from
                + "</header_from></identifiers><auth_results>" + more + "</auth_results></record>";
    }

    private static Report read(String text) {
        return ReportReader.DEFAULT.read(text.getBytes(UTF_8)).reports().get(0);
    }

    private static ReportSums sums(String... reports) {
        ReportSums sums = new ReportSums();
        for (String each : reports) {
            sums.add(read(each));
        }
        return sums;
    }

    private static String days(ReportOverview overview) {
        List<String> days = new ArrayList<>();
        overview.days()
                .forEach(each ->
                        days.add(each.day() + " " + each.domain() + " " + each.passing() + "/" + each.failing()));
        overview.undated().forEach(each -> days.add(each.domain() + " " + each.passing() + "/" + each.failing()));
        return String.join(", ", days);
    }

    @Test
    void sumsOfSeveral() {
        String pass = row("192.0.2.1", 5, "none", "pass", "example.org", "");
        String fail = row("192.0.2.200", 3, "quarantine", "fail", "example.org", "");
        String refused = row("192.0.2.201", 2, "reject", "fail", "a.example.org", "")
                .replace("</policy_evaluated>", "<reason><type>other</type></reason></policy_evaluated>");
        ReportOverview overview = sums(
                        report("A", "1", "1767225600-1767311999", "example.org", pass, fail),
                        report("A", "2", "1767312000-1767398399", "example.org", refused),
                        report("B", "3", "1767225600-1767311999", "example.net", pass, pass),
                        report("B", "3", "1767225600-1767311999", "example.net", pass, pass),
                        report("B", "3", "1767225600-1767311999", "example.net", pass, pass),
                        report("B", "3", "1767225600-1767311999", "example.net", pass, fail),
                        report("B", "4", "-", "example.org", fail))
                .overview();
        assertThat(overview.reports()).isEqualTo(4);
        assertThat(overview.leftOut()).isEqualTo(3);
        assertThat(overview.differing()).isEqualTo(1);
        assertThat(overview.partial()).isZero();
        assertThat(overview.unproved()).isZero();
        assertThat(overview.messages()).isEqualTo(23);
        assertThat(overview.passing()).isEqualTo(15);
        assertThat(overview.failing()).isEqualTo(8);
        assertThat(overview.unevaluated()).isZero();
        assertThat(overview.begin()).contains(Instant.ofEpochSecond(1_767_225_600));
        assertThat(overview.end()).contains(Instant.ofEpochSecond(1_767_398_399));
        assertThat(days(overview))
                .isEqualTo("2026-01-01 example.net 10/0, 2026-01-01 example.org 5/3, 2026-01-02 example.org 0/2,"
                        + " example.org 0/3");
        assertThat(overview.domains())
                .containsExactly(new DomainSums("example.net", 10, 0), new DomainSums("example.org", 5, 8));
        assertThat(overview.sources()).hasSize(2);
        SourceSums aligned = overview.sources().get(0);
        assertThat(aligned)
                .isEqualTo(new SourceSums(
                        "192.0.2.0/24",
                        1,
                        SourceKind.ALIGNED,
                        3,
                        15,
                        0,
                        0,
                        0,
                        List.of("example.org"),
                        Optional.of(Instant.ofEpochSecond(1_767_225_600)),
                        Optional.of(Instant.ofEpochSecond(1_767_311_999)),
                        List.of()));
        SourceSums failing = overview.sources().get(1);
        assertThat(failing.kind()).isEqualTo(SourceKind.NOTHING);
        assertThat(failing.addresses()).isEqualTo(3);
        assertThat(failing.messages()).isEqualTo(8);
        assertThat(failing.quarantined()).isEqualTo(6);
        assertThat(failing.rejected()).isEqualTo(2);
        assertThat(failing.overridden()).isEqualTo(2);
        assertThat(failing.domains()).containsExactly("example.org", "a.example.org");
        assertThat(failing.lastSeen()).contains(Instant.ofEpochSecond(1_767_398_399));
        assertThat(failing.advice()).hasSize(2);
        assertThat(overview.reporters()).extracting(ReporterSums::name).containsExactly("A", "B");
        assertThat(overview.reporters()).extracting(ReporterSums::reports).containsExactly(2L, 2L);
        assertThat(overview.reporters()).extracting(ReporterSums::messages).containsExactly(10L, 13L);
        assertThat(overview.reporters().get(0).problems()).contains("element-missing:email (2 reports)");
        assertThat(overview.reporters().get(1).problems()).contains("element-missing:begin");
        assertThat(overview.reporters().get(0).faults()).contains(ReportFault.ELEMENT_MISSING);
    }

    @DisplayName("D19: of a report that is cut what came before counts, and that it is cut is told")
    @Test
    void partialReports() {
        String whole = report("A", "1", "1-2", "example.org", row("192.0.2.1", 5, "none", "pass", "example.org", ""));
        ReportSums sums = new ReportSums();
        sums.add(ReportReader.DEFAULT
                .withPartialReports(true)
                .read(whole.substring(0, whole.length() - 1).getBytes(UTF_8))
                .reports()
                .get(0));
        assertThat(sums.overview().partial()).isEqualTo(1);
        assertThat(sums.overview().messages()).isEqualTo(5);
    }

    @DisplayName("Networks with as many messages are told by their addresses, and asked for in that order")
    @Test
    void networksOfOneSize() {
        ReportSums sums = sums(report(
                "A",
                "1",
                "1-2",
                "example.org",
                IntStream.of(3, 1, 2, 5, 4)
                        .mapToObj(i -> row("192.0." + i + ".1", 1, "none", "pass", "example.org", ""))
                        .toArray(String[]::new)));
        List<String> asked = new ArrayList<>();
        sums.overview(address -> {
            asked.add(address.getHostAddress());
            return Optional.empty();
        });
        assertThat(asked).containsExactly("192.0.1.1", "192.0.2.1", "192.0.3.1", "192.0.4.1", "192.0.5.1");
    }

    @DisplayName("The day in which the middle of the period lies")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        1767225600-1767311999       | 2026-01-01 | 1767225600    | 1767311999
        1767189600-1767275999       | 2026-01-01 | 1767189600    | 1767275999
        1767139200-1767225601       | 2025-12-31 | 1767139200    | 1767225601
        1767182399-1767268800       | 2025-12-31 | 1767182399    | 1767268800
        1767225600-                 | 2026-01-01 | 1767225600    | none
        -1767225600                 | 2026-01-01 | none          | 1767225600
        99999999999-99999999999     | 5138-11-16 | 99999999999   | 99999999999
        -                           | none       | none          | none
        """)
    void daysOfReports(String period, LocalDate day, Long begin, Long end) {
        ReportOverview overview = sums(report("A", "1", period, "example.org")).overview();
        assertThat(overview.begin().map(Instant::getEpochSecond).orElse(null)).isEqualTo(begin);
        assertThat(overview.end().map(Instant::getEpochSecond).orElse(null)).isEqualTo(end);
        assertThat(overview.days()).extracting(DaySums::day).isEqualTo(day == null ? List.of() : List.of(day));
    }

    @DisplayName("The years that calendars have")
    @ParameterizedTest
    @CsvSource({
        "0000-12-31T23:59:59Z, false",
        "0001-01-01T00:00:00Z, true",
        "9999-12-31T23:59:59Z, true",
        "+10000-01-01T00:00:00Z, false"
    })
    void years(Instant time, boolean counts) {
        Optional<Instant> some = Optional.of(time);
        ReportSums sums = new ReportSums();
        sums.add(new TlsReport(
                Optional.of("A"), Optional.empty(), Optional.of("1"), some, some, List.of(), List.of(), List.of()));
        assertThat(sums.overview().begin()).isEqualTo(counts ? some : Optional.empty());
        assertThat(sums.overview().end()).isEqualTo(counts ? some : Optional.empty());
    }

    @DisplayName("The name of a reporter: its own, who sent it, or its address")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        A                                            | -         | A
        A  b                                         | -         | A b
        A                                            | r.example | A (mail of r.example)
        R.Example                                    | r.example | R.Example
        <email>x@r.example</email>                   | -         | (no name) x@r.example
        <email>x@r.example</email>                   | r.example | r.example
        <generator/>                                 | -         | ''
        """)
    void namesOfReporters(String org, String sender, String name) {
        ReportSums sums = new ReportSums();
        sums.sum(
                read(report(org, "1", "1-2", "example.org")),
                Optional.ofNullable(sender).flatMap(DomainName::parse));
        assertThat(sums.overview().reporters()).extracting(ReporterSums::name).containsExactly(name);
    }

    @Test
    void longNames() {
        ReportSums sums = new ReportSums();
        Optional<DomainName> sender = DomainName.parse("r.example");
        for (int length : new int[] {126, 127, 253, 254}) {
            String name = "n".repeat(length);
            sums.sum(read(report(name, "1", "1-2", "example.org")), sender);
            sums.sum(read(report(name, "1", "1-2", "example.org")), Optional.empty());
        }
        assertThat(sums.overview().reporters())
                .extracting(ReporterSums::name)
                .containsExactlyInAnyOrder(
                        "n".repeat(126) + " (mail of r.example)",
                        "n".repeat(126) + "... (mail of r.example)",
                        "n".repeat(126),
                        "n".repeat(127),
                        "n".repeat(253),
                        "n".repeat(253) + "...");
    }

    @DisplayName("TLS: sessions by domain, failures by reason")
    @Test
    void sessions() {
        String text = "{\"organization-name\":\"A\",\"report-id\":\"%s\",\"policies\":[{\"policy\":{\"policy-domain\":"
                + "\"%s\"},\"summary\":{\"total-successful-session-count\":5,\"total-failure-session-count\":3},"
                + "\"failure-details\":[{\"result-type\":\"certificate-expired\",\"failed-session-count\":2},"
                + "{\"result-type\":\"new\",\"failed-session-count\":1},{}]}]}";
        ReportOverview overview = sums(
                        String.format(text, "1", "b.example"),
                        String.format(text, "2", "A.example"),
                        String.format(text, "3", "B.example"))
                .overview();
        assertThat(overview.tls())
                .containsExactly(
                        new TlsSums("a.example", 5, 3, Map.of("certificate-expired", 2L, "new", 1L, "", 0L)),
                        new TlsSums("b.example", 10, 6, Map.of("certificate-expired", 4L, "new", 2L, "", 0L)));
        assertThat(overview.reporters()).extracting(ReporterSums::messages).containsExactly(24L);
        assertThat(overview.messages()).isZero();
        assertThat(overview.failureReports()).isZero();
    }

    @DisplayName(
            "Failure reports: each counts as one message, beside the other reports of whom it names or who sent it")
    @Test
    void failureReports() throws IOException {
        String text = new String(SampleInputs.of("failure"), UTF_8);
        ReportSums sums = new ReportSums();
        Optional<DomainName> sender = DomainName.parse("r.example");
        sums.sum(read(text), sender);
        sums.sum(read(text.replace("User-Agent: A/1\r\n", "")), sender);
        sums.sum(read(report("r.example", "1", "1-2", "example.org")), sender);
        ReportOverview overview = sums.overview();
        assertThat(overview.failureReports()).isEqualTo(2);
        assertThat(overview.reports()).isEqualTo(3);
        assertThat(overview.messages()).isZero();
        assertThat(overview.reporters())
                .extracting(each -> each.name() + " " + each.reports() + " " + each.messages())
                .containsExactlyInAnyOrder(
                        "A/1 (failure reports) 1 1", "r.example (failure reports) 1 1", "r.example 1 0");
    }

    @DisplayName("Networks of one owner by its name, the largest first")
    @Test
    void names() throws Exception {
        String from = "example.org";
        ReportSums sums = sums(report(
                "A",
                "1",
                "1-2",
                from,
                row("192.0.2.1", 1, "none", "pass", from, ""),
                row("192.0.2.9", 4, "none", "pass", from, ""),
                row("192.0.2.3", 2, "none", "pass", from, ""),
                row("198.51.100.1", 2, "none", "pass", "b.example", ""),
                row("203.0.113.1", 7, "none", "pass", from, ""),
                row("2001:db8:7:1::1", 7, "none", "pass", from, ""),
                row("2001:db8:7:2::1", 1, "none", "pass", from, "")));
        List<InetAddress> asked = new ArrayList<>();
        ReportOverview overview = sums.overview(address -> {
            asked.add(address);
            return address.getAddress().length == 4 && address.getAddress()[0] != (byte) 203
                    ? Optional.of("mail.example")
                    : Optional.empty();
        });
        assertThat(asked)
                .containsExactly(
                        InetAddress.getByName("2001:db8:7:1::1"),
                        InetAddress.getByName("192.0.2.9"),
                        InetAddress.getByName("203.0.113.1"),
                        InetAddress.getByName("198.51.100.1"));
        assertThat(overview.sources())
                .extracting(SourceSums::name)
                .containsExactly("mail.example", "2001:db8:7::/48", "203.0.113.0/24");
        assertThat(overview.sources()).extracting(SourceSums::networks).containsExactly(2, 1, 1);
        assertThat(overview.sources()).extracting(SourceSums::messages).containsExactly(9L, 8L, 7L);
        assertThat(overview.sources()).extracting(SourceSums::addresses).containsExactly(4L, 2L, 1L);
        assertThat(overview.sources().get(0).domains()).containsExactly("example.org", "b.example");
    }

    @Test
    void namesAreAskedForTheLargestAlone() {
        String[] rows = IntStream.range(0, 202)
                .mapToObj(i -> row("10.0." + i + ".1", 1, "none", "pass", "example.org", ""))
                .toArray(String[]::new);
        List<InetAddress> asked = new ArrayList<>();
        ReportOverview overview = sums(report("A", "1", "1-2", "example.org", rows))
                .overview(address -> {
                    asked.add(address);
                    return Optional.empty();
                });
        assertThat(asked).hasSize(200);
        assertThat(overview.sources()).hasSize(202);
    }

    @DisplayName("Of a source five domains, and four sentences")
    @Test
    void whatIsKeptOfASource() {
        String[] rows = IntStream.range(0, 7)
                .mapToObj(i -> row("192.0.2.1", 1, "none", "fail", "d" + i + ".example", ""))
                .toArray(String[]::new);
        SourceSums source = sums(report("A", "1", "1-2", "example.org", rows))
                .overview()
                .sources()
                .get(0);
        assertThat(source.domains())
                .containsExactly("d0.example", "d1.example", "d2.example", "d3.example", "d4.example");
        assertThat(source.advice()).hasSize(4);
    }

    @DisplayName("What kind of source it is, and what is to be changed")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        example.org | -                                            | NOTHING       | Nothing passes for example.org: if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        example.org | dkim example.net fail                        | NOTHING       | Nothing passes for example.org: if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        example.org | helo h.example fail                          | NOTHING       | Nothing passes for example.org: if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        example.org | helo h.example pass                          | NOTHING       | Nothing passes for example.org (SPF passes for the HELO name h.example, which DMARC does not count): if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        example.org | dkim example.net pass                        | AUTHENTICATED | DKIM passes for d=example.net, which is not aligned with example.org: have the service sign with d=example.org.
        example.org | dkim aexample.org pass                       | AUTHENTICATED | DKIM passes for d=aexample.org, which is not aligned with example.org: have the service sign with d=example.org.
        example.org | dkim a.example.org pass                      | AUTHENTICATED | DKIM passes for d=a.example.org, and the reporter does not take it as aligned with example.org: nothing to change here, ask the reporter.
        example.org | dkim a.EXAMPLE.org pass strict               | AUTHENTICATED | DKIM passes for d=a.example.org, and adkim=s wants exactly example.org: sign with that name, or publish adkim=r.
        example.org | dkim example.org pass strict                 | AUTHENTICATED | DKIM passes for d=example.org, and the reporter does not take it as aligned with example.org: nothing to change here, ask the reporter.
        a.example.org | dkim b.example.org pass                    | AUTHENTICATED | DKIM passes for d=b.example.org, and the reporter does not take it as aligned with a.example.org: nothing to change here, ask the reporter.
        a.example.com | dkim example.com pass                      | AUTHENTICATED | DKIM passes for d=example.com, and the reporter does not take it as aligned with a.example.com: nothing to change here, ask the reporter.
        example.org | spf example.net pass                         | AUTHENTICATED | SPF passes for example.net, which is not aligned with example.org: give the service a custom MAIL FROM below example.org, or let DKIM do it.
        example.org | spf a.example.org pass                       | AUTHENTICATED | SPF passes for a.example.org, and the reporter does not take it as aligned with example.org: perhaps it is the HELO name, which DMARC does not count.
        example.org | spf a.example.org pass strict                | AUTHENTICATED | SPF passes for a.example.org, and aspf=s wants exactly example.org: use that name in MAIL FROM, or publish aspf=r.
        example.org | spf example.org fail                         | NOTHING       | SPF of example.org does not cover this source (fail): if it is yours, add its include: or its address to the record.
        example.org | spf example.org softfail                     | NOTHING       | SPF of example.org does not cover this source (softfail): if it is yours, add its include: or its address to the record.
        example.org | spf example.org neutral                      | NOTHING       | SPF of example.org does not cover this source (neutral): if it is yours, add its include: or its address to the record.
        example.org | spf example.org none                         | NOTHING       | Nothing passes for example.org: if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        example.org | spf example.net fail                         | NOTHING       | Nothing passes for example.org: if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        ''          | -                                            | NOTHING       | Nothing passes for (no domain): if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        a b         | -                                            | NOTHING       | Nothing passes for a b: if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what stops it.
        """)
    void whatToChange(String from, String result, SourceKind kind, String advice) {
        String more = "";
        boolean strict = false;
        if (result != null) {
            String[] parts = result.split(" ", -1);
            String element = parts[0].equals("dkim") ? "dkim" : "spf";
            more = "<" + element + "><domain>" + parts[1] + "</domain>"
                    + (parts[0].equals("helo") ? "<scope>helo</scope>" : "") + "<result>" + parts[2] + "</result></"
                    + element + ">";
            strict = parts.length > 3;
        }
        String text = report("A", "1", "1-2", "example.org", row("192.0.2.1", 3, "none", "fail", from, more));
        if (strict) {
            text = text.replace("<p>none</p>", "<p>none</p><adkim>s</adkim><aspf>s</aspf>");
        }
        ReportOverview overview = sums(text).overview();
        assertThat(overview.sources())
                .singleElement()
                .satisfies(each -> assertThat(each.kind()).isEqualTo(kind));
        assertThat(overview.sources().get(0).advice()).containsExactly(advice);
        assertThat(overview.unevaluated()).isZero();
        ReportOverview unknown =
                sums(text.replace("fail</dkim><spf>fail", "x</dkim><spf>y")).overview();
        assertThat(unknown.unevaluated()).isEqualTo(3);
        assertThat(unknown.sources().get(0).advice())
                .singleElement()
                .asString()
                .startsWith("The reporter does not say");
        assertThat(sums(text.replace("fail</dkim><spf>fail", "x</dkim><spf>fail"))
                        .overview()
                        .unevaluated())
                .isZero();
    }

    @DisplayName("UAX #44: what is seen of a text, and where it is cut")
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        abc|abc
        a b|a b
        a\u0301\u0301b|a\u0301\u0301b
        a\u0301\u0301\u0301b|a\u0301\u0301\\{0301}b
        a\u0301\u20DD\u0301b|a\u0301\u20DD\\{0301}b
        a\u0007|a\\{0007}
        a\u202Eb|a\\{202E}b
        a\u00A0b|a\\{00A0}b
        a\uE000b|a\\{E000}b
        a\uFFFFb|a\\{FFFF}b
        a\uD83Db|a\\{D83D}b
        \uD83D\uDE00|\uD83D\uDE00
        \uDB80\uDC00|\\{F0000}
        \uDBC0\uDC00|\\{100000}
        \uD800\uDFF0|\\{103F0}
        12345678901234567890|12345678901234567890
        123456789012345678901|12345678901234567...
        """)
    void visible(String text, String shown) {
        assertThat(VisibleText.of(text, 20)).isEqualTo(shown);
    }

    @Test
    void linesAreNotBroken() {
        assertThat(VisibleText.of("a\u2028b\u2029c\n", 50)).isEqualTo("a\\{2028}b\\{2029}c\\{000A}");
    }
}
