package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReportSumsTest {

    private static final int NETWORKS = 25_000;

    private static AggregateReport report(int sources, String suffix) {
        StringBuilder rows = new StringBuilder(HostileInputs.HEAD);
        for (int i = 0; i < sources; i++) {
            rows.append((HostileInputs.ROW_START + HostileInputs.ROW_END)
                    .replace("192.0.2.1", "10." + (i >> 8) + "." + (i & 255) + ".1")
                    .replace("pass", "fail")
                    .replace("example.org", "h" + i + suffix + "example.org"));
        }
        byte[] xml = rows.append("</feedback>").toString().getBytes(StandardCharsets.US_ASCII);
        return (AggregateReport) ReportReader.DEFAULT.read(xml).reports().get(0);
    }

    /** Memory has a bound: of networks, and of the names and sentences of all of them. */
    @Test
    @Tag("slow")
    void whatIsKeptOfSources() {
        ReportSums sums = new ReportSums();
        assertThat(sums.add(report(NETWORKS + 10, "x".repeat(60) + "." + "x".repeat(60) + ".")))
                .isEqualTo(ReportStanding.FIRST);
        ReportOverview overview = sums.overview();

        assertThat(overview.sources()).hasSize(NETWORKS);
        assertThat(overview.otherSources()).isEqualTo(10);
        assertThat(overview.failing()).isEqualTo(NETWORKS + 10);
        Set<String> texts = new HashSet<>();
        for (SourceSums source : overview.sources()) {
            // Never nothing: what is too much says so.
            assertThat(source.domains()).hasSize(1);
            assertThat(source.advice()).isNotEmpty();
            texts.addAll(source.domains());
            texts.addAll(source.advice());
        }
        assertThat(texts.stream().mapToLong(String::length).sum()).isBetween(4_000_000L, (1L << 22) + 1000);
        assertThat(texts.stream().filter(text -> text.startsWith("There are too many different names")))
                .hasSize(1);
    }

    /** The same rows once more change nothing, and others under the same key are told. */
    @Test
    void rowsAreSummedUpOnce() {
        ReportSums sums = new ReportSums();
        assertThat(sums.add(report(3, "."))).isEqualTo(ReportStanding.FIRST);
        assertThat(sums.add(report(3, "."))).isEqualTo(ReportStanding.AGAIN);
        assertThat(sums.add(report(4, "."))).isEqualTo(ReportStanding.DIFFERENT);

        ReportOverview overview = sums.overview();
        assertThat(overview.messages()).isEqualTo(3);
        assertThat(overview.sources()).hasSize(3).allMatch(source -> source.messages() == 1);
        assertThat(overview.leftOut()).isEqualTo(2);
        assertThat(overview.differing()).isEqualTo(1);
    }
}
