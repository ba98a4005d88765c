package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How much is kept of reports that name more than anybody has: the first of each kind by name, and what the rest adds up to.
 * {@link ReportSumsTest} has the networks.
 */
class SumsBoundsTest {

    private static final String OTHERS = "(others)";

    private static final String ROW = "<record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>"
            + "<dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.org"
            + "</header_from></identifiers><auth_results/></record>";

    private static Report report(String domain) {
        String text =
                "<feedback><report_metadata><org_name>A</org_name><report_id>" + domain + "</report_id><date_range>"
                        + "<begin>1767225600</begin><end>1767311999</end></date_range></report_metadata><policy_published><domain>"
                        + domain + "</domain><p>none</p></policy_published>" + ROW + "</feedback>";
        return ReportReader.DEFAULT.read(text.getBytes(UTF_8)).reports().get(0);
    }

    private static Report tls(String organization, List<TlsPolicy> policies) {
        Optional<Instant> some = Optional.of(Instant.EPOCH);
        return new TlsReport(
                Optional.of(organization),
                Optional.empty(),
                Optional.of("1"),
                some,
                some,
                policies,
                List.of(),
                List.of());
    }

    @DisplayName(
            "As many reports are remembered as the ledger is for, and what was looked at again is no younger for it")
    @Test
    void remembered() {
        ReportLedger ledger = ReportLedger.ofLast(2);
        Report first = report("d1.example");
        Report second = report("d2.example");
        Report third = report("d3.example");
        assertThat(ledger.note(first, Optional.empty())).isEqualTo(ReportStanding.FIRST);
        assertThat(ledger.note(second, Optional.empty())).isEqualTo(ReportStanding.FIRST);
        assertThat(ledger.note(first, Optional.empty())).isEqualTo(ReportStanding.AGAIN);
        assertThat(ledger.note(third, Optional.empty())).isEqualTo(ReportStanding.FIRST);
        assertThat(ledger.look(second, Optional.empty())).isEqualTo(ReportStanding.AGAIN);
        assertThat(ledger.look(third, Optional.empty())).isEqualTo(ReportStanding.AGAIN);
        assertThat(ledger.look(first, Optional.empty())).isEqualTo(ReportStanding.FIRST);
    }

    @DisplayName("A thousand reporters by name")
    @Test
    void reporters() {
        ReportSums sums = new ReportSums();
        for (int i = 0; i < 1002; i++) {
            sums.sum(tls("r" + i, List.of()), Optional.empty());
        }
        sums.sum(tls("r7", List.of()), Optional.empty());
        List<ReporterSums> reporters = sums.overview().reporters();
        assertThat(reporters).hasSize(1001);
        assertThat(reporters.subList(0, 3))
                .extracting(each -> each.name() + " " + each.reports())
                .containsExactly("(others) 2", "r7 2", "r0 1");
    }

    @DisplayName("Ten thousand domains of days")
    @Test
    void domains() {
        ReportSums sums = new ReportSums();
        for (int i = 0; i < 10_002; i++) {
            sums.sum(report("d" + i + ".example"), Optional.empty());
        }
        sums.sum(report("d7.example"), Optional.empty());
        List<DaySums> days = sums.overview().days();
        assertThat(days).hasSize(10_001);
        assertThat(days)
                .filteredOn(each -> each.passing() > 1)
                .extracting(DaySums::domain)
                .containsExactly(OTHERS, "d7.example");
    }

    private static TlsPolicy policy(String domain, List<String> reasons) {
        List<TlsFailure> failures = reasons.stream()
                .map(reason -> new TlsFailure(
                        new Reported<TlsResultType>(null, reason, ""),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        return new TlsPolicy(
                Reported.absent(),
                Optional.of(domain),
                List.of(),
                List.of(),
                Optional.of(1L),
                Optional.of(0L),
                failures);
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).collect(Collectors.toList());
    }

    @DisplayName("A thousand domains whose mail is sent by TLS, and of each a thousand reasons")
    @Test
    void sessions() {
        ReportSums sums = new ReportSums();
        List<String> domains = numbered("d", 1002);
        domains.add("d7");
        sums.sum(tls("A", domains.stream().map(each -> policy(each, List.of())).toList()), Optional.empty());
        List<String> reasons = numbered("r", 1002);
        reasons.add("r7");
        sums.sum(tls("A", List.of(policy("d8", reasons))), Optional.empty());
        List<TlsSums> tls = sums.overview().tls();
        assertThat(tls).hasSize(1001);
        assertThat(tls)
                .filteredOn(each -> each.successful() > 1)
                .extracting(TlsSums::domain)
                .containsExactly(OTHERS, "d7", "d8");
        TlsSums failing = tls.stream()
                .filter(each -> each.domain().equals("d8"))
                .findFirst()
                .orElseThrow();
        assertThat(failing.reasons())
                .hasSize(1001)
                .containsEntry(OTHERS, 2L)
                .containsEntry("r7", 2L)
                .containsEntry("r0", 1L);
    }
}
