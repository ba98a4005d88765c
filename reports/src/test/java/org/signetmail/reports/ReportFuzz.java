package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.signetmail.testkit.Conformance;

/**
 * Inputs of the suite and generated ones, spoiled, spliced and packed again. Whatever it is, reading it comes to reports or to a
 * refusal, throws nothing, costs memory within a bound, and comes to the same from octets and from a stream in pieces; and what is
 * written of it is plain.
 */
final class ReportFuzz {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What reading takes for an empty input, and for each octet of it and of what came out of it. */
    private static final long ALLOCATED = 32 << 20;

    private static final int LARGEST = 1 << 20;

    private static final List<String> WORDS = List.of(
            "<feedback>",
            "</feedback>",
            "<record>",
            "</record>",
            "<row>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?xml ?>",
            "<!DOCTYPE a>",
            "&lt;",
            "&#0;",
            "&#x110000;",
            "&amp",
            "xmlns:a=\"b\"",
            "<a:b/>",
            "<count>1</count>",
            "<count>9223372036854775807</count>",
            "<source_ip>::ffff:1.2.3.4</source_ip>",
            "\r\n\r\n",
            "--b\r\n",
            "--b--",
            "Content-Type: message/rfc822\r\n\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "=?utf-8?b?",
            "?=",
            "From a\n",
            "{\"",
            "\":[",
            "1e99",
            "null",
            "\\u0000",
            "\u001F\u008B\b\0",
            "PK\3\4",
            "PK\7\b",
            "\u00FF\u00FE",
            "\u00EF\u00BB\u00BF",
            "\0");

    private final Random random;
    private final List<byte[]> seeds = new ArrayList<>();
    private long reports;
    private long refusals;
    private long readings;

    /** With the inputs of the suite where that is there. */
    ReportFuzz(long seed) throws IOException {
        this.random = new Random(seed);
        for (String kind : SampleInputs.KINDS) {
            seeds.add(SampleInputs.of(kind));
        }
        Optional<Path> suite = Conformance.find("reports");
        if (suite.isPresent()) {
            try (Stream<Path> walk = Files.walk(suite.get())) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    byte[] octets = Files.readAllBytes(file);
                    if (octets.length <= LARGEST / 4) {
                        seeds.add(octets);
                    }
                }
            }
        }
    }

    /** So many minutes, by a seed: {@code reports/measure fuzz MINUTES SEED}. */
    public static void main(String[] args) throws IOException {
        long end = System.nanoTime() + (long) (Double.parseDouble(args[0]) * 60e9);
        ReportFuzz fuzz = new ReportFuzz(Long.parseLong(args[1]));
        while (System.nanoTime() < end) {
            fuzz.once();
        }
        System.out.println(
                fuzz.readings + " inputs, " + fuzz.reports + " reports, " + fuzz.refusals + " refusals: clean");
    }

    long reports() {
        return reports;
    }

    long refusals() {
        return refusals;
    }

    /** Makes an input and reads it; whatever is wrong with it, it is kept in a file. */
    void once() throws IOException {
        byte[] input = input();
        try {
            check(input);
        } catch (IOException | RuntimeException | Error e) {
            Path kept = Files.createTempFile("fuzz", ".report");
            Files.write(kept, input);
            throw new AssertionError("an input of " + input.length + " octets, kept as " + kept, e);
        }
    }

    private byte[] input() throws IOException {
        byte[] input =
                random.nextInt(4) == 0 ? RandomReport.of(random.nextLong()).getBytes(UTF_8) : seed();
        for (int i = random.nextInt(4); i > 0; i--) {
            input = random.nextInt(4) == 0 ? packed(input) : spoiled(input);
        }
        return input.length <= LARGEST ? input : Arrays.copyOf(input, LARGEST);
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] spoiled(byte[] input) {
        if (input.length == 0) {
            return input;
        }
        int at = random.nextInt(input.length);
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] other = seed();
                yield joined(
                        Arrays.copyOf(input, at),
                        Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
            }
            case 1 ->
                joined(
                        joined(
                                Arrays.copyOf(input, at),
                                WORDS.get(random.nextInt(WORDS.size())).getBytes(ISO_8859_1)),
                        Arrays.copyOfRange(input, at, input.length));
            case 2 -> {
                byte[] piece = Arrays.copyOfRange(input, at, Math.min(input.length, at + 1 + random.nextInt(40)));
                byte[] result = Arrays.copyOf(input, at);
                for (int i = random.nextInt(200); i > 0; i--) {
                    result = joined(result, piece);
                }
                yield joined(result, Arrays.copyOfRange(input, at, input.length));
            }
            default -> SampleInputs.changed(input, random);
        };
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private byte[] packed(byte[] input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (random.nextInt(5)) {
            case 0 -> {
                try (OutputStream zip = new GZIPOutputStream(out)) {
                    zip.write(input);
                }
            }
            case 1 -> {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.putNextEntry(new ZipEntry(random.nextBoolean() ? "" : "../a.xml"));
                    zip.write(input);
                    zip.putNextEntry(new ZipEntry("b!example.org!1!2.xml.gz"));
                    zip.write(seed());
                }
            }
            case 2 -> {
                out.write(
                        "Subject: Report Domain: example.org Submitter: a Report-ID: <1>\r\nContent-Type: text/xml\r\n"
                                .getBytes(UTF_8));
                out.write("Content-Transfer-Encoding: base64\r\n\r\n".getBytes(UTF_8));
                out.write(Base64.getMimeEncoder().encode(input));
            }
            case 3 -> {
                out.write(
                        "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\ntext\r\n--c\r\n".getBytes(UTF_8));
                out.write("Content-Type: message/rfc822\r\n\r\n".getBytes(UTF_8));
                out.write(input);
                out.write("\r\n--c--\r\n".getBytes(UTF_8));
            }
            default -> {
                out.write("Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/xml\r\n\r\n"
                        .getBytes(UTF_8));
                for (byte octet : input) {
                    if (octet > ' ' && octet != '=') {
                        out.write(octet);
                    } else {
                        out.write(String.format(Locale.ROOT, "=%02X", octet & 0xFF)
                                .getBytes(UTF_8));
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private void check(byte[] input) throws IOException {
        ReportReader reader = ReportReader.DEFAULT.withPartialReports(random.nextBoolean());
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ReadOutcome outcome = reader.read(input);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("octets allocated").isLessThan(ALLOCATED + 200L * input.length);
        readings++;
        reports += outcome.reports().size();
        refusals += outcome.refusals().size();
        assertThat(outcome.reports().isEmpty() && outcome.refusals().isEmpty()).isFalse();
        for (Report report : outcome.reports()) {
            plain(report.toString());
            if (report instanceof AggregateReport aggregate) {
                try (Stream<AggregateRow> rows = aggregate.rows()) {
                    assertThat(rows.mapToLong(AggregateRow::count).reduce(0, Tally::sum))
                            .isEqualTo(aggregate.totals().messages());
                }
            }
        }
        String json = json(outcome);
        plain(json.substring(0, json.length() - 1));
        assertThat(json(reader.read(pieces(input)))).as("read as a stream").isEqualTo(json);
        if (readings % 20 == 0) {
            page(outcome);
        }
    }

    private static String json(ReadOutcome outcome) throws IOException {
        StringBuilder json = new StringBuilder();
        ReportJson.DEFAULT.write("x", outcome, json);
        outcome.refusals().forEach(each -> json.insert(0, each));
        return json.toString();
    }

    private static void plain(String text) {
        assertThat(text.chars().allMatch(c -> c >= ' ' && c <= '~')).isTrue();
    }

    private InputStream pieces(byte[] input) {
        return new FilterInputStream(new ByteArrayInputStream(input)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(100)));
            }
        };
    }

    private static void page(ReadOutcome outcome) throws IOException {
        ReportSums sums = new ReportSums();
        outcome.reports().forEach(sums::add);
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        assertThat(page.indexOf("<script")).isNegative();
        assertThat(page.codePoints()).noneMatch(c -> c != '\n' && Character.getType(c) == Character.CONTROL);
    }
}
