package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bound is kept, is named when it is hit, and can be moved. */
class ReportBoundsTest {

    private static final String HEAD = """
        <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata>\
        <org_name>Receiver</org_name><email>a@receiver.example</email><report_id>1</report_id>\
        <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>\
        <policy_published><domain>example.org</domain><p>none</p></policy_published>\
        """;

    @TempDir
    private Path folder;

    @Test
    void aHundredThousandRowsWithTheDefaults() throws IOException {
        ReadOutcome outcome = ReportReader.DEFAULT.read(gzip(new GeneratedReport(100_000)));

        ReportTotals totals = aggregate(outcome).totals();
        assertThat(totals.rows()).isEqualTo(100_000);
        assertThat(totals.messages()).isEqualTo(399_995).isEqualTo(GeneratedReport.messages(100_000));
        assertThat(totals.distinctIps()).isEqualTo(100_000);
    }

    /** {@link SumsBoundsTest} has which of them is forgotten. */
    @Test
    void aHundredThousandReportsAreRemembered() {
        ReportSums sums = new ReportSums();
        for (int i = 0; i < 100_000; i++) {
            assertThat(sums.add(numbered(i))).isEqualTo(ReportStanding.FIRST);
        }
        assertThat(sums.add(numbered(0))).isEqualTo(ReportStanding.AGAIN);
        assertThat(sums.add(numbered(100_000))).isEqualTo(ReportStanding.FIRST);
        assertThat(sums.add(numbered(1))).isEqualTo(ReportStanding.AGAIN);
        assertThat(sums.add(numbered(0))).isEqualTo(ReportStanding.FIRST);
    }

    private static Report numbered(int id) {
        return new TlsReport(
                Optional.of("A"),
                Optional.empty(),
                Optional.of("" + id),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /** D10: it ends when the limit is hit, so that a million is no more work than what is before the limit. */
    @Test
    void aMillionRowsAreRefusedByTheNameOfTheLimit() throws IOException {
        assertThat(limit(ReportReader.DEFAULT.read(new GeneratedReport(1_000_000))))
                .isEqualTo(ReportLimit.OUTPUT);
    }

    @Test
    void theMostRecords() {
        ReadOutcome outcome = ReportReader.DEFAULT
                .withPartialReports(true)
                .read(bytes(HEAD + "<record/>".repeat(500_001) + "</feedback>"));

        assertThat(outcome.refusal().flatMap(Refusal::limit)).contains(ReportLimit.ROWS);
        assertThat(((AggregateReport) outcome.reports().get(0)).totals().droppedRows())
                .isEqualTo(500_000);
    }

    /**
     * D11: a file and a stream, which can be read once, and their rows twice; memory grows with neither. What is kept for each
     * source is 8 octets; a row would be hundreds. {@code reports/measure large} has a million of them in 64 MB.
     */
    @Test
    void rowsFitIntoASmallHeap() throws Exception {
        String folderOfStreams =
                Files.createDirectory(folder.resolve("streams")).toString();
        String file = folder.resolve("large.xml.gz").toString();
        String expected = "Signet: 150000 rows, " + GeneratedReport.messages(150_000) + " messages, 150000 sources, "
                + GeneratedReport.messages(150_000) + " messages again; ";

        assertThat(SmallHeap.run(16, "both", file, "150000", folderOfStreams).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith(expected));
        try (Stream<Path> left = Files.list(folder.resolve("streams"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Whatever is in it, a long stream gives what a file of the same octets gives. */
    @ParameterizedTest
    @ValueSource(strings = {"xml", "gzip", "zip", "mail", "nothing"})
    void aLongStream(String what) throws IOException {
        byte[] xml = bytes(HEAD + row("").repeat(3) + "<!--");
        // Of 64 characters, so that it stays long when it is compressed.
        byte[] noise = new byte[7 << 20];
        new Random(3).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) ('@' + (noise[i] & 63));
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.write(xml);
        plain.write(noise);
        plain.write(bytes("--></feedback>"));
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        switch (what) {
            case "xml" -> plain.writeTo(octets);
            case "gzip" -> octets.write(octets(gzip(new ByteArrayInputStream(plain.toByteArray()))));
            case "zip" -> {
                try (ZipOutputStream zip = new ZipOutputStream(octets)) {
                    zip.putNextEntry(new ZipEntry("r.xml"));
                    plain.writeTo(zip);
                }
            }
            case "mail" -> {
                octets.write(bytes("Subject: r\r\nContent-Type: text/xml\r\n\r\n"));
                plain.writeTo(octets);
            }
            default -> octets.write(noise);
        }
        Path file = Files.write(folder.resolve("r"), octets.toByteArray());
        ReadOutcome expected = ReportReader.DEFAULT.read(file);
        ReadOutcome outcome = ReportReader.DEFAULT.read(new ByteArrayInputStream(octets.toByteArray()));

        assertThat(octets.size()).isGreaterThan(5 << 20);
        assertThat(outcome).hasToString(expected.toString());
        assertThat(outcome.problems()).isEqualTo(expected.problems());
        assertThat(outcome.refusals()).isEqualTo(expected.refusals()).hasSize(what.equals("nothing") ? 1 : 0);
        for (Report report : outcome.reports()) {
            // More than one reader at once, each at a place of its own.
            try (Stream<AggregateRow> rows = ((AggregateReport) report).rows();
                    Stream<AggregateRow> others = ((AggregateReport) report).rows()) {
                Iterator<AggregateRow> other = others.iterator();
                assertThat(rows.map(row -> row.equals(other.next()))).containsExactly(true, true, true);
            }
        }
    }

    @Test
    void aStreamThatBreaks() throws IOException {
        long before = openSpools();
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(new byte[6 << 20])) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int n = super.read(target, offset, length);
                if (n < 0) {
                    throw new IOException("broken");
                }
                return n;
            }
        };
        assertThatThrownBy(() -> ReportReader.DEFAULT.read(new SequenceInputStream(text(HEAD), broken)))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        assertThat(openSpools()).isLessThanOrEqualTo(before);
    }

    /** Temporary files that are open, where the system tells. */
    private static long openSpools() throws IOException {
        Path files = Path.of("/proc/self/fd");
        if (!Files.isDirectory(files)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(files)) {
            return each.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString().contains("signet-report");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    @Test
    void aMailIsReadWithinItsOwnOctets() {
        // 24 MiB of blanks in a container that a mail carries: nothing of it is kept.
        byte[] container = octets(gzip(new SequenceInputStream(Collections.enumeration(
                List.of(text(HEAD), new ByteArrayInputStream(new byte[0]), blanks(24 << 20), text("</feedback>"))))));
        String mail = "Subject: r\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(container);

        ReportReader patient = ReportReader.DEFAULT.withLimits(ReportLimits.DEFAULT.withRatio(5000));
        assertThat(aggregate(patient.read(mail.getBytes(StandardCharsets.US_ASCII)))
                        .totals()
                        .rows())
                .isZero();
        assertThat(limit(ReportReader.DEFAULT.read(mail.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(ReportLimit.RATIO);
    }

    @Test
    void inputsThatAreTooLarge() {
        ReportReader strict = ReportReader.DEFAULT.withLimits(ReportLimits.DEFAULT.withInputOctets(300));
        byte[] random = new byte[2000];
        new Random(1).nextBytes(random);
        assertThat(limit(strict.read(
                        octets(gzip(new SequenceInputStream(text(HEAD + "<!--"), new ByteArrayInputStream(random)))))))
                .isEqualTo(ReportLimit.INPUT);
        assertThat(limit(strict.read(("Subject: x\n\n" + " ".repeat(300)).getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(ReportLimit.INPUT);
        // A document that stands in no container counts as what comes out.
        assertThat(strict.read((HEAD + "</feedback>").getBytes(StandardCharsets.US_ASCII))
                        .refusals())
                .isEmpty();
    }

    @Test
    void levelsOfElementsAndOfObjects() {
        String deep = HEAD + "<x>".repeat(31) + "</x>".repeat(31) + "</feedback>";
        assertThat(ReportReader.DEFAULT.read(bytes(deep)).refusals()).isEmpty();
        String deeper = HEAD + "<x>".repeat(32) + "</x>".repeat(32) + "</feedback>";
        assertThat(limit(ReportReader.DEFAULT.read(bytes(deeper)))).isEqualTo(ReportLimit.DEPTH);

        String json = "{\"organization-name\":\"a\",\"report-id\":\"1\",\"x\":";
        assertThat(ReportReader.DEFAULT
                        .read(bytes(json + "[".repeat(15) + "]".repeat(15) + "}"))
                        .refusals())
                .isEmpty();
        assertThat(limit(ReportReader.DEFAULT.read(bytes(json + "[".repeat(16) + "]".repeat(16) + "}"))))
                .isEqualTo(ReportLimit.DEPTH);
        assertThat(limit(ReportReader.DEFAULT.read(bytes(json + "[".repeat(100_000)))))
                .isEqualTo(ReportLimit.DEPTH);
    }

    @Test
    void longTexts() {
        String most = "x".repeat(65_536);
        assertThat(ReportReader.DEFAULT
                        .read(bytes(HEAD.replace("Receiver", most) + "</feedback>"))
                        .refusals())
                .isEmpty();
        assertThat(limit(ReportReader.DEFAULT.read(bytes(HEAD.replace("Receiver", most + "x") + "</feedback>"))))
                .isEqualTo(ReportLimit.TEXT);
        // However a character is written, it is one.
        Map<String, String> written = Map.of(
                "&lt;",
                "<",
                "&#38;",
                "&",
                "<",
                "<",
                "&",
                "&",
                "<![CDATA[<]]>",
                "<",
                "&#xFDD0;",
                "\uFDD0",
                "\uFDD0",
                "\uFDD0");
        written.forEach((one, meant) -> {
            String text = one.repeat(65_536);
            assertThat(aggregate(ReportReader.DEFAULT.read(bytes(HEAD.replace("Receiver", text) + "</feedback>")))
                            .organization()
                            .orElseThrow())
                    .as(one)
                    .isEqualTo(meant.repeat(65_536));
            assertThat(limit(ReportReader.DEFAULT.read(bytes(HEAD.replace("Receiver", text + "x") + "</feedback>"))))
                    .as(one)
                    .isEqualTo(ReportLimit.TEXT);
        });
        assertThat(limit(ReportReader.DEFAULT.read(bytes(HEAD + "<" + most + "/></feedback>"))))
                .isEqualTo(ReportLimit.TEXT);
        assertThat(limit(ReportReader.DEFAULT.read(
                        bytes("{\"organization-name\":\"" + most + "x\",\"report-id\":\"1\",\"policies\":[]}"))))
                .isEqualTo(ReportLimit.TEXT);
        // A comment is kept nowhere, so it may be of any length.
        assertThat(ReportReader.DEFAULT
                        .read(bytes(HEAD + "<!--" + most + most + "--></feedback>"))
                        .refusals())
                .isEmpty();
    }

    @Test
    void whatCameBeforeALimitIsAPartOfAReport() {
        String two = HEAD + row("").repeat(2) + "</feedback>";
        ReportReader partial = ReportReader.DEFAULT
                .withLimits(ReportLimits.DEFAULT.withRecords(1))
                .withPartialReports(true);
        AggregateReport part =
                (AggregateReport) partial.read(bytes(two)).reports().get(0);
        assertThat(part.isPartial()).isTrue();
        assertThat(part.totals().rows()).isEqualTo(1);
        assertThat(aggregate(ReportReader.DEFAULT.read(bytes(two))).isPartial()).isFalse();
    }

    @Test
    void resultsOfARowAreCountedAndNotKept() {
        String dkim = "<dkim><domain>example.org</domain><selector>s</selector><result>pass</result></dkim>";
        String spf = "<spf><domain>example.org</domain><result>pass</result></spf>";
        AggregateReport report = aggregate(
                ReportReader.DEFAULT.read(bytes(HEAD + row(dkim.repeat(101) + spf.repeat(102)) + "</feedback>")));

        try (Stream<AggregateRow> rows = report.rows()) {
            AggregateRow row = rows.findFirst().orElseThrow();
            assertThat(row.dkimResults()).hasSize(100);
            assertThat(row.spfResults()).hasSize(100);
        }
        assertThat(report.problems())
                .extracting(ReportProblem::toString)
                .containsExactlyInAnyOrder(
                        "dkim-results-over-100 (record 1)", "spf-results-over-100 (record 1), 2 times");

        ReportReader strict = ReportReader.DEFAULT.withLimits(ReportLimits.DEFAULT.withResultsPerRow(1));
        try (Stream<AggregateRow> rows = aggregate(strict.read(bytes(HEAD + row(dkim.repeat(2)) + "</feedback>")))
                .rows()) {
            assertThat(rows.findFirst().orElseThrow().dkimResults()).hasSize(1);
        }
    }

    @Test
    void partsAndLevelsOfAMail() {
        String part = "--b\r\n\r\n\r\n";
        String head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
        assertThat(limit(ReportReader.DEFAULT.read(bytes(head + part.repeat(100)))))
                .isEqualTo(ReportLimit.PARTS);
        assertThat(ReportReader.DEFAULT
                        .read(bytes(head + part.repeat(99)))
                        .refusal()
                        .orElseThrow()
                        .type())
                .isEqualTo(RefusalType.NOT_A_REPORT);

        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n");
        }
        assertThat(limit(ReportReader.DEFAULT.read(bytes(nested.toString())))).isEqualTo(ReportLimit.DEPTH);
        String attached = "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n".repeat(9) + "Subject: y\r\n\r\n";
        assertThat(limit(ReportReader.DEFAULT.read(bytes(attached)))).isEqualTo(ReportLimit.DEPTH);
        ReportReader deeper = ReportReader.DEFAULT.withLimits(ReportLimits.DEFAULT.withMimeDepth(10));
        for (String mail : List.of(nested.toString(), attached)) {
            assertThat(deeper.read(bytes(mail)).refusal().orElseThrow().type()).isNotEqualTo(RefusalType.LIMIT);
        }
    }

    @Test
    void aZipOfThirtyTwoReports() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            for (int i = 0; i < 32; i++) {
                zip.putNextEntry(new ZipEntry(i + ".xml"));
                new GeneratedReport(i + 1).transferTo(zip);
            }
        }
        ReadOutcome outcome = ReportReader.DEFAULT.read(octets.toByteArray());
        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.reports()).hasSize(32);
        for (int i = 0; i < 32; i++) {
            AggregateReport report = (AggregateReport) outcome.reports().get(i);
            try (Stream<AggregateRow> rows = report.rows()) {
                assertThat(rows.count())
                        .isEqualTo(i + 1L)
                        .isEqualTo(report.totals().rows());
            }
        }
        ReportReader strict = ReportReader.DEFAULT.withLimits(ReportLimits.DEFAULT.withZipEntries(31));
        assertThat(limit(strict.read(octets.toByteArray()))).isEqualTo(ReportLimit.ENTRIES);
        assertThat(strict.read(octets.toByteArray()).reports()).isEmpty();
    }

    /** For some bad files the JDK has exceptions that are neither of zip nor of their end. */
    @Test
    void everyOctetOfAZipChangedInTurn() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry("r.xml"));
            new GeneratedReport(2).transferTo(zip);
        }
        ReportTotals good =
                aggregate(ReportReader.DEFAULT.read(octets.toByteArray())).totals();
        int refused = 0;
        for (int at = 0; at < octets.size(); at++) {
            for (int change : new int[] {1, 4, 8, 0x80, 0xFF}) {
                byte[] bad = octets.toByteArray();
                bad[at] ^= (byte) change;
                ReadOutcome outcome = ReportReader.DEFAULT.read(bad);
                // The data is proved by its checksum; what is around it does not change what it says.
                assertThat(outcome.reports()).hasSizeLessThan(2);
                if (outcome.refusals().isEmpty()) {
                    assertThat(aggregate(outcome).totals()).isEqualTo(good);
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(octets.size() * 2);
    }

    @Test
    void aFileThatChangesAfterItWasRead() throws IOException {
        Path file = folder.resolve("r.xml");
        Files.writeString(file, HEAD + row("") + "</feedback>");
        AggregateReport report = aggregate(ReportReader.DEFAULT.read(file));
        Files.writeString(file, HEAD + "</feedback>");

        try (Stream<AggregateRow> rows = report.rows()) {
            assertThatThrownBy(rows::findFirst).isInstanceOf(UncheckedIOException.class);
        }
    }

    /** Before the damage, as many rows are there the second time as the first; in containers, too. */
    @Test
    void partsOfADamagedContainerAreReadTwiceAlike() throws IOException {
        byte[] good = octets(gzip(new GeneratedReport(300)));
        ReportReader partial = ReportReader.DEFAULT.withPartialReports(true);
        int parts = 0;
        for (int at = 1000; at < good.length; at += 97) {
            byte[] bad = good.clone();
            bad[at] ^= 0x55;
            for (Report report : partial.read(bad).reports()) {
                try (Stream<AggregateRow> rows = ((AggregateReport) report).rows()) {
                    assertThat(rows.count())
                            .isEqualTo(((AggregateReport) report).totals().rows());
                }
                parts++;
            }
        }
        assertThat(parts).isGreaterThan(3);
    }

    /** A mail in base64 in another one is held beside it. */
    @Test
    void attachedMailsCountAsInput() {
        String inner = "Subject: y\r\n\r\n" + "x\r\n".repeat(1000);
        String head = "Subject: x\r\nContent-Type: message/rfc822\r\n";
        String plain = head + "\r\n" + inner;
        String encoded = head + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(bytes(inner));
        ReportReader strict = ReportReader.DEFAULT.withLimits(ReportLimits.DEFAULT.withInputOctets(7000));
        assertThat(strict.read(bytes(plain)).refusal().orElseThrow().type()).isEqualTo(RefusalType.NOT_A_REPORT);
        assertThat(limit(strict.read(bytes(encoded)))).isEqualTo(ReportLimit.INPUT);
        assertThat(ReportReader.DEFAULT
                        .read(bytes(encoded))
                        .refusal()
                        .orElseThrow()
                        .type())
                .isEqualTo(RefusalType.NOT_A_REPORT);
    }

    /** Long runs of what makes naive readers slow: by the square of this length they would take many minutes, and not part of a second. */
    @Test
    @Timeout(60)
    void linear() {
        int many = 300_000;
        for (String run : List.of(
                "<", "<a ", "<a b", "<a b='", "&", "&#", "]]", "]]>", "<!", "<!-", "</", "<?", "=?", "<![CDATA[")) {
            ReportReader.DEFAULT.read(bytes(HEAD + row("").replace("example.org", run.repeat(many / run.length()))));
            ReportReader.DEFAULT.read(bytes("<" + run.repeat(many / run.length())));
        }
        for (String run : List.of("=?", "=?a?q?", "=?utf-8?q?", "a;", "a=\"", "a*0=", "\r\n ", "(", "--b\r\n", "--")) {
            String long1 = run.repeat(many / run.length());
            ReportReader.DEFAULT.read(bytes("Subject: " + long1 + "\r\nContent-Type: multipart/mixed; boundary=b; "
                    + long1 + "\r\n\r\n--b\r\nContent-Disposition: " + long1 + "\r\n\r\n" + long1));
        }
    }

    private static String row(String results) {
        return "<record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>"
                + "<disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row><identifiers>"
                + "<header_from>example.org</header_from></identifiers><auth_results>" + results
                + "</auth_results></record>";
    }

    private static AggregateReport aggregate(ReadOutcome outcome) {
        assertThat(outcome.refusals()).isEmpty();
        return (AggregateReport) outcome.reports().get(0);
    }

    @Test
    void anAttachedMailWithoutAReportIsNotHeldAnyLonger() {
        byte[] idle = ("Subject: hello\r\n\r\n" + "no report ".repeat(500)).getBytes(StandardCharsets.US_ASCII);
        byte[] report = ("Subject: r\r\nContent-Type: text/xml\r\n\r\n" + HEAD + "</feedback>")
                .getBytes(StandardCharsets.US_ASCII);
        StringBuilder mail = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (byte[] attached : List.of(idle, idle, report)) {
            mail.append("--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .append(Base64.getMimeEncoder().encodeToString(attached))
                    .append("\r\n");
        }
        mail.append("--b--\r\n");
        // Room for the mail and the largest of those attached to it, and not for all of them.
        int room = mail.length() + idle.length + idle.length / 2;
        ReadOutcome outcome = ReportReader.DEFAULT
                .withLimits(ReportLimits.DEFAULT.withInputOctets(room))
                .read(mail.toString().getBytes(StandardCharsets.US_ASCII));

        assertThat(outcome.reports()).hasSize(1);
    }

    private static ReportLimit limit(ReadOutcome outcome) {
        assertThat(outcome.reports()).isEmpty();
        return outcome.refusal().orElseThrow().limit().orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    private static InputStream blanks(int count) {
        byte[] blanks = new byte[count];
        Arrays.fill(blanks, (byte) ' ');
        return new ByteArrayInputStream(blanks);
    }

    private static byte[] octets(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream gzip(InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            in.transferTo(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}
