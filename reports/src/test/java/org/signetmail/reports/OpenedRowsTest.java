package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.reports.octets.Budget;
import org.signetmail.reports.octets.Packed;

/** Rows are read from where the report was: what is opened for them does not stay open, whatever comes. */
class OpenedRowsTest {

    /** Octets that change, and that know how often they are open. */
    private static final class Changing implements Octets {
        private byte[] now;
        private int broken = Integer.MAX_VALUE;
        private int open;

        Changing(byte[] now) {
            this.now = now;
        }

        @Override
        public InputStream open(Budget budget) {
            open++;
            return new FilterInputStream(new ByteArrayInputStream(now)) {
                private boolean closed;
                private int read;

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    if (read >= broken) {
                        throw new IOException("broken");
                    }
                    int n = super.read(target, offset, Math.min(length, broken - read));
                    read += Math.max(0, n);
                    return n;
                }

                @Override
                public void close() {
                    open -= closed ? 0 : 1;
                    closed = true;
                }
            };
        }
    }

    private static byte[] report(String container, int rows) throws IOException {
        StringBuilder xml =
                new StringBuilder("<feedback><report_metadata><org_name>A</org_name><report_id>1</report_id>"
                        + "</report_metadata><policy_published><domain>example.org</domain></policy_published>");
        for (int i = 0; i < rows; i++) {
            xml.append("<record><row><source_ip>192.0.2." + i + "</source_ip><count>1</count></row></record>");
        }
        byte[] octets = xml.append("</feedback>").toString().getBytes(UTF_8);
        return switch (container) {
            case "gzip" -> Packed.gzip(octets);
            case "zip" -> Packed.zip("a.txt", "no report", "r.xml", xml.toString());
            default -> octets;
        };
    }

    private static AggregateReport read(Changing octets) throws IOException {
        AggregateReport report = (AggregateReport) new ReadRun(ReportLimits.DEFAULT, false)
                .file(octets, Carrier.NONE)
                .reports()
                .get(0);
        assertThat(octets.open).isZero();
        return report;
    }

    @Test
    void toTheEndAndNotToTheEnd() throws IOException {
        Changing octets = new Changing(report("none", 2));
        AggregateReport report = read(octets);
        Iterator<AggregateRow> rows = report.rows().iterator();
        for (int i = 0; i < 2; i++) {
            rows.next();
            assertThat(octets.open).isEqualTo(1);
        }
        assertThat(rows.hasNext()).isFalse();
        assertThat(octets.open).isZero();
        try (Stream<AggregateRow> some = report.rows()) {
            assertThat(some.findFirst()).isPresent();
            assertThat(octets.open).isEqualTo(1);
        }
        assertThat(octets.open).isZero();
    }

    @DisplayName("Rows that cannot be read any more: how many octets can, and what is there instead")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            none | 0     | -
            none | 9     | -
            none | 15000 | -
            none | -     | fewer
            none | -     | nothing
            none | -     | other
            none | -     | cut
            gzip | 0     | -
            gzip | 12    | -
            gzip | -     | fewer
            gzip | -     | nothing
            gzip | -     | other
            gzip | -     | cut
            zip  | 0     | -
            zip  | 50    | -
            zip  | 120   | -
            zip  | -     | fewer
            zip  | -     | nothing
            zip  | -     | other
            zip  | -     | cut
            """)
    void noMore(String container, Integer broken, String instead) throws IOException {
        byte[] good = report(container, 250);
        Changing octets = new Changing(good);
        AggregateReport report = read(octets);
        octets.broken = broken == null ? Integer.MAX_VALUE : broken;
        octets.now = switch (instead == null ? "" : instead) {
            case "fewer" -> report(container, 249);
            case "nothing" -> new byte[0];
            case "other" -> "</feedback>".repeat(20).getBytes(UTF_8);
            case "cut" -> Arrays.copyOf(good, good.length / 2);
            default -> good;
        };
        Iterator<AggregateRow> rows = report.rows().iterator();
        assertThatThrownBy(() -> rows.forEachRemaining(row -> {})).isInstanceOf(UncheckedIOException.class);
        assertThat(octets.open).isZero();
    }
}
