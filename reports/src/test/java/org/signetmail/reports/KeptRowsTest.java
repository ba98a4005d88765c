package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signetmail.reports.HostileInputs.HEAD;
import static org.signetmail.reports.HostileInputs.ROW_END;
import static org.signetmail.reports.HostileInputs.ROW_START;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are kept are those that were read. */
class KeptRowsTest {

    private static final String ROW = ROW_START + ROW_END;

    private static List<AggregateRow> read(String rows) {
        byte[] octets = (HEAD + rows + "</feedback>").getBytes(StandardCharsets.UTF_8);
        try (Stream<AggregateRow> read =
                ((AggregateReport) ReportReader.DEFAULT.read(octets).reports().get(0)).rows()) {
            return read.toList();
        }
    }

    /** Each of the first with its own difference, and all of them in any order. */
    @Test
    void rowsOfFewShapes() {
        String[] differences = {
            "192.0.2.1",
            "192.0.2.77",
            "192.0.2.1",
            "2001:db8::1",
            "192.0.2.1",
            "2001:db8:1::FFFF",
            "192.0.2.1",
            "0.0.0.0",
            "192.0.2.1",
            "::",
            "<count>1<",
            "<count>9223372036854775807<",
            "<spf><domain>example.org",
            "<spf><domain>s.example",
            "none<",
            "None<",
            "none<",
            "reject<",
            "none<",
            "<",
            "<dkim>pass",
            "<dkim>fail",
            "<spf>pass",
            "<spf>x",
            "</policy_evaluated>",
            "<reason><type>other</type></reason></policy_evaluated>",
            "</policy_evaluated>",
            "<reason><type>other</type><comment>c</comment></reason></policy_evaluated>",
            "<header_from>example.org",
            "<header_from>example.net",
            "</identifiers>",
            "<envelope_from/></identifiers>",
            "</identifiers>",
            "<envelope_to>a.example</envelope_to></identifiers>",
            "<auth_results>",
            "<auth_results><dkim><domain>d.example</domain><result>pass</result></dkim>",
            "<auth_results>",
            "<auth_results><dkim><domain>d.example</domain><selector>s</selector><result>pass</result></dkim>",
            "<auth_results>",
            "<auth_results><dkim><domain>d.example</domain><selector>s</selector><result>fail</result></dkim>",
            "<auth_results>",
            "<auth_results><dkim><domain>e.example</domain><selector>s</selector><result>fail</result></dkim>",
            "<auth_results>",
            "<auth_results><dkim><domain>e.example</domain><selector>s</selector><result>fail</result>"
                    + "<human_result>h</human_result></dkim>",
            "<auth_results>",
            "<auth_results><spf><domain>s.example</domain><result>none</result></spf>",
            "<result>pass",
            "<result>softfail",
            "<result>pass",
            "<scope>mfrom</scope><result>pass",
            "<result>pass",
            "<human_result>h</human_result><result>pass"
        };
        StringBuilder xml = new StringBuilder(ROW);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < differences.length; i += 2) {
            String row = ROW.replace(differences[i], differences[i + 1]);
            assertThat(row).isNotEqualTo(ROW);
            all.add(row);
        }
        all.forEach(xml::append);
        Random random = new Random(17);
        for (int i = 0; i < 200; i++) {
            xml.append(all.get(random.nextInt(all.size())));
        }
        List<AggregateRow> rows = read(xml.toString());
        assertThat(rows).hasSize(all.size() + 201);
        KeptRows kept = new KeptRows();
        rows.forEach(kept::add);
        assertThat(kept.hasAll()).isTrue();
        assertThat(kept.stream()).containsExactlyElementsOf(rows);
    }

    @Test
    void tooManyShapesAreNotKept() {
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < 129; i++) {
            xml.append(ROW.replace("example.org", i + ".example.org"));
        }
        List<AggregateRow> rows = read(xml.toString());
        KeptRows kept = new KeptRows();
        rows.subList(0, 128).forEach(kept::add);
        assertThat(kept.stream()).containsExactlyElementsOf(rows.subList(0, 128));
        kept.add(rows.get(128));
        assertThat(kept.hasAll()).isFalse();
        kept.add(rows.get(0));
        assertThat(kept.stream()).isEmpty();
    }

    @Test
    void textsThatAreTooLongAreNotKept() {
        List<AggregateRow> rows =
                read(ROW.replace("example.org", "x".repeat(65_000)) + ROW.replace("example.org", "y".repeat(65_000)));
        KeptRows kept = new KeptRows();
        kept.add(rows.get(0));
        assertThat(kept.hasAll()).isTrue();
        kept.add(rows.get(1));
        assertThat(kept.hasAll()).isFalse();
    }

    @Test
    void moreRowsThanFitAreNotKept() {
        AggregateRow row = read(ROW).get(0);
        KeptRows kept = new KeptRows();
        for (int i = 0; i < KeptRows.MOST_ROWS; i++) {
            kept.add(row);
        }
        assertThat(kept.stream().count()).isEqualTo(KeptRows.MOST_ROWS);
        kept.add(row);
        assertThat(kept.hasAll()).isFalse();
    }

    /** A long document is not read again for a few rows; a short one is. */
    @Test
    void rowsOfALongDocument(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("r.xml");
        Files.writeString(
                file, HEAD + ROW + " ".repeat(1 << 20) + ROW.replace("192.0.2.1", "2001:db8::1") + "</feedback>");
        AggregateReport report =
                (AggregateReport) ReportReader.DEFAULT.read(file).reports().get(0);
        Files.delete(file);
        for (int time = 0; time < 2; time++) {
            try (Stream<AggregateRow> rows = report.rows()) {
                assertThat(rows.map(AggregateRow::sourceText)).containsExactly("192.0.2.1", "2001:db8::1");
            }
        }
    }
}
