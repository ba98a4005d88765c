package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.signetmail.reports.ContainerRulesTest.JSON;
import static org.signetmail.reports.ContainerRulesTest.XML;
import static org.signetmail.reports.ContainerRulesTest.codes;
import static org.signetmail.reports.ContainerRulesTest.mail;
import static org.signetmail.reports.ContainerRulesTest.parts;
import static org.signetmail.reports.ContainerRulesTest.why;
import static org.signetmail.reports.octets.Packed.gzip;
import static org.signetmail.reports.octets.Packed.zipOf;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers and mails in each other: what is read to its end, what is counted, and whose refusals are told. */
class NestedInputsTest {

    private static final ReportLimits USUAL = ReportLimits.DEFAULT;
    private static final String BAD = "Content-Type: text/xml\n\n<feedback>";
    private static final String TWO_BAD = parts("multipart/mixed", BAD, BAD);

    private static ReadOutcome read(byte[] octets, ReportLimits limits) {
        return ReportReader.DEFAULT.withLimits(limits).read(octets);
    }

    private static byte[] octets(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] followed(byte[] octets, String by) {
        return (new String(octets, ISO_8859_1) + by).getBytes(ISO_8859_1);
    }

    /** RFC 1952 §2.3.1: the checksum is eight octets before the end. */
    private static byte[] withWrongChecksum(byte[] gzip) {
        gzip[gzip.length - 8] ^= 1;
        return gzip;
    }

    private static String mbox(String... mails) {
        StringBuilder all = new StringBuilder();
        for (String mail : mails) {
            all.append("From a@b Fri Jan  2 03:00:00 2026\n").append(mail).append("\n\n");
        }
        return all.toString();
    }

    @DisplayName("What is damaged in a part of a part is told once, and nothing is said of the whole")
    @Test
    void refusalsOfPartsOfParts() throws IOException {
        byte[] twoEntries = zipOf(octets("<feedback>"), octets("{"));
        for (byte[] input : List.of(
                octets(TWO_BAD),
                gzip(octets(TWO_BAD)),
                zipOf(octets(TWO_BAD)),
                zipOf(octets(TWO_BAD), octets("hello")),
                octets(parts("multipart/mixed", "Content-Type: message/rfc822\n\n" + TWO_BAD)),
                octets(mbox(TWO_BAD)),
                octets(mbox(TWO_BAD, "hello: world\n\nhello")),
                twoEntries,
                gzip(twoEntries),
                zipOf(twoEntries),
                octets(mail("application/zip", twoEntries)),
                octets(mbox(mail("application/zip", twoEntries))))) {
            ReadOutcome outcome = read(input, USUAL);
            assertThat(outcome.reports()).isEmpty();
            assertThat(outcome.refusals())
                    .hasSize(2)
                    .allMatch(each ->
                            each.reason().startsWith("part ") || each.reason().startsWith("entry "));
        }
        // Beside one that is damaged itself.
        assertThat(read(zipOf(octets(TWO_BAD), octets("<feedback>")), USUAL).refusals())
                .extracting(Refusal::reason)
                .containsExactly(
                        "part 1 of the mail: it ends at line 1 inside of feedback",
                        "part 2 of the mail: it ends at line 1 inside of feedback",
                        "entry 2 of the zip file: it ends at line 1 inside of feedback");
    }

    /** What comes of an input: reports, and the sentences of refusals. */
    private static String told(ReadOutcome outcome) {
        return outcome.reports().size() + " "
                + outcome.refusals().stream().map(Refusal::reason).toList();
    }

    @DisplayName("A container that breaks off, or a limit, does not take along what was refused before")
    @Test
    void refusalsBeforeTheWhole() throws IOException {
        String bad = "it ends at line 1 inside of feedback";
        byte[] report = octets(XML);
        byte[] zip = zipOf(octets("<feedback>"), report, report);
        int second = new String(zip, ISO_8859_1).indexOf("PK\3\4", 4);
        byte[] damaged = zip.clone();
        damaged[second + 40] ^= 0x55;
        byte[] cut = Arrays.copyOf(zip, zip.length - 30);
        String broken = "the zip file is damaged: an entry cannot be read";
        String endless = "the zip file is damaged: its directory has no end";
        assertThat(told(read(damaged, USUAL))).isEqualTo("0 [" + broken + ", entry 1 of the zip file: " + bad + "]");
        assertThat(told(read(zipOf(damaged), USUAL)))
                .isEqualTo("0 [entry 1 of the zip file: " + broken + ", entry 1 of the zip file: " + bad + "]");
        assertThat(told(read(cut, USUAL))).isEqualTo("2 [" + endless + ", entry 1 of the zip file: " + bad + "]");
        // An entry that is damaged itself, in a file that goes on; and one that is not, but for the file around it.
        byte[] wrong = withWrongChecksum(gzip(report));
        String checksum = "entry 1 of the zip file: the gzip file is damaged: its checksum or its length is wrong";
        assertThat(told(read(zipOf(wrong, report), USUAL))).isEqualTo("1 [" + checksum + "]");
        byte[] alone = zipOf(report);
        alone[40] ^= 0x55;
        assertThat(told(read(alone, USUAL))).isEqualTo("0 [" + broken + "]");
        String most = "containers are nested more than 1 deep";
        byte[] over = zipOf(octets("<feedback>"), zipOf(report));
        assertThat(told(read(over, USUAL.withNesting(1))))
                .isEqualTo("0 [" + most + ", entry 1 of the zip file: " + bad + "]");
        String mails = mbox(BAD, "hello: world\n\nhello", BAD);
        assertThat(told(read(octets(mails), USUAL.withMimeParts(2))))
                .isEqualTo(
                        "0 [the mbox file has more than 2 mails, mail 1 of the mbox file: part 1 of the mail: it ends "
                                + "at line 3 inside of feedback]");
        String parts = parts("multipart/mixed", BAD, mail("application/zip", zipOf(zipOf(report))));
        assertThat(told(read(octets(parts), USUAL.withNesting(1))))
                .isEqualTo("0 [" + most + ", part 1 of the mail: " + bad + "]");
    }

    @DisplayName("Mails of an mbox file, entries and parts that are no report are no refusal beside one that is")
    @Test
    void othersBesideReports() throws IOException {
        String report = "Content-Type: text/xml\n\n" + XML;
        String other = "Subject: hello\n\nhello";
        for (byte[] input : List.of(
                octets(mbox(other, report, other)),
                octets(mbox(report)),
                zipOf(octets(other), octets(report), octets(other)),
                octets(parts("multipart/mixed", report, "Content-Type: text/html\n\n<html>")),
                octets(parts("multipart/mixed", "Content-Type: message/rfc822\n\n" + other, report)))) {
            ReadOutcome outcome = read(input, USUAL);
            assertThat(outcome.reports()).hasSize(1);
            assertThat(outcome.refusals()).isEmpty();
        }
    }

    @DisplayName("Whoever goes over a limit is not taken at his word for what came before")
    @Test
    void reportsBeforeALimit() throws IOException {
        String record = XML.substring(XML.indexOf("<record>"), XML.indexOf("</feedback>"));
        byte[] input = zipOf(octets(XML), octets(XML.replace(record, record + record)));
        ReportLimits one = USUAL.withRecords(1);
        assertThat(read(input, USUAL).reports()).hasSize(2);
        assertThat(read(input, one).reports()).isEmpty();
        assertThat(read(input, one).refusals()).hasSize(1);
        assertThat(ReportReader.DEFAULT
                        .withLimits(one)
                        .withPartialReports(true)
                        .read(input)
                        .reports())
                .hasSize(2);
        // What is damaged is no limit.
        byte[] damaged = withWrongChecksum(gzip(followed(zipOf(octets(XML)), "\n".repeat(20_000))));
        for (byte[] each :
                List.of(damaged, octets(mail("application/gzip", damaged)), octets(mail("text/plain", damaged)))) {
            assertThat(read(each, USUAL).reports()).hasSize(1);
            assertThat(read(each, USUAL).refusals())
                    .extracting(Refusal::type)
                    .containsExactly(RefusalType.DAMAGED_CONTAINER);
        }
    }

    @DisplayName("What is odd about a container is told when nothing in it is a report, too")
    @Test
    void problemsWithoutReports() throws IOException {
        ReadOutcome outcome = read(gzip(zipOf(octets("hello"))), USUAL);
        assertThat(outcome.reports()).isEmpty();
        assertThat(codes(outcome.problems())).isEqualTo("container-nested");
        assertThat(codes(outcome.remarks())).isEqualTo("container-zip");
    }

    @DisplayName("Zip files in each other")
    @ParameterizedTest
    @CsvSource({"1, ''", "2, container-nested", "3, container-nested", "4, -"})
    void nestedZip(int levels, String problems) throws IOException {
        byte[] octets = octets(XML);
        for (int i = 0; i < levels; i++) {
            octets = zipOf(octets);
        }
        ReadOutcome outcome = read(octets, USUAL);
        assertThat(why(outcome)).isEqualTo(levels > 3 ? "containers are nested more than 3 deep" : "");
        if (levels <= 3) {
            assertThat(codes(outcome.problems())).isEqualTo(problems);
        }
    }

    @DisplayName("What stands behind the contents is read: checksums, and octets that are none of it")
    @Test
    void tails() throws IOException {
        byte[] zip = zipOf(octets(XML));
        assertThat(codes(read(followed(gzip(zip), "tail"), USUAL).problems()))
                .isEqualTo("container-nested gzip-trailing-data");
        assertThat(read(withWrongChecksum(gzip(octets(JSON + "-".repeat(100_000)))), USUAL)
                        .reports())
                .isEmpty();
        String attached = mail("application/zip", followed(zip, "tail".repeat(5_000)));
        assertThat(codes(read(octets(attached), USUAL).problems())).isEmpty();
        assertThat(codes(read(octets(attached + "~~~~"), USUAL).problems())).isEqualTo("base64-noise");
    }

    @DisplayName("Entries are counted that nobody wants, and what stands behind one")
    @Test
    void unwantedOctets() throws IOException {
        byte[] report = octets(XML);
        byte[] other = octets("x".repeat(50_000));
        byte[] inner = followed(zipOf(report), "x".repeat(50_000));
        for (byte[] input : List.of(zipOf(other, report), zipOf(report, other), zipOf(inner))) {
            assertThat(why(read(input, USUAL))).isEmpty();
            assertThat(why(read(input, USUAL.withOutputOctets(50_000))))
                    .isEqualTo("more than 50000 octets came out of the input");
        }
    }

    @DisplayName("The rows of each entry are read again, behind entries of other kinds")
    @Test
    void rowsBehindOthers() throws IOException {
        byte[] wrong = withWrongChecksum(gzip(octets(XML)));
        byte[] report = octets(XML);
        ReadOutcome outcome =
                read(zipOf(octets("x".repeat(20_000)), wrong, octets("<feedback>"), report, report), USUAL);
        assertThat(outcome.reports()).hasSize(2);
        for (Report each : outcome.reports()) {
            try (var rows = ((AggregateReport) each).rows()) {
                assertThat(rows).hasSize(1);
            }
        }
    }

    @DisplayName("A long mail in a container: what is held of it counts as input")
    @Test
    void longMails() throws IOException {
        String head = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/xml\n\n";
        String mail = head + XML + "\n--b--\n" + "x".repeat((1 << 20) - head.length() - XML.length() - 8);
        assertThat(read(gzip(octets(mail)), USUAL.withInputOctets(mail.length() - 1))
                        .reports())
                .hasSize(1);
        for (int more : new int[] {1, 10_000}) {
            byte[] octets = octets(mail + "y".repeat(more));
            for (byte[] input : List.of(gzip(octets), zipOf(octets))) {
                ReadOutcome outcome = read(input, USUAL.withInputOctets(octets.length));
                assertThat(why(outcome)).isEmpty();
                assertThat(outcome.reports()).hasSize(1);
                assertThat(why(read(input, USUAL.withInputOctets(octets.length - 1))))
                        .isEqualTo("the input has more than " + (octets.length - 1) + " octets");
            }
        }
    }

    @DisplayName("Attached mails are held one at a time, and end where their octets do")
    @Test
    void heldMails() {
        String attached = mail("message/rfc822", octets("Content-Type: text/xml\n\n" + XML));
        String two = parts("multipart/mixed", attached, attached);
        // Beside the mail around them there is room for one, and not for two.
        ReportLimits most = USUAL.withInputOctets(two.length() + attached.length());
        ReadOutcome outcome = read(octets(two), most);
        assertThat(why(outcome)).isEmpty();
        assertThat(outcome.reports()).hasSize(2);
        assertThat(codes(outcome.problems())).isEqualTo("forwarded");
        FailureReport failure = (FailureReport) read(
                        octets(mail(
                                "message/rfc822",
                                octets("Content-Type: message/feedback-report\n\nFeedback-Type: auth-failure\n"
                                        + "Reported-Domain: example.org"))),
                        USUAL)
                .reports()
                .get(0);
        assertThat(failure.reportedDomain()).contains("example.org");
    }

    @DisplayName("How deep mails and their parts may be, whatever is between")
    @ParameterizedTest
    @ValueSource(strings = {"attached", "gzip", "encoded"})
    void depths(String between) throws IOException {
        String text = "Content-Type: text/xml\n\n" + XML;
        for (int i = 0; i < 3; i++) {
            text = switch (between) {
                case "gzip" -> mail("application/gzip", gzip(octets(text)));
                case "encoded" -> mail("message/rfc822", octets(text));
                default -> "Content-Type: message/rfc822\n\n" + text;
            };
        }
        assertThat(read(octets(text), USUAL.withMimeDepth(4)).reports()).hasSize(1);
        assertThat(why(read(octets(text), USUAL.withMimeDepth(3))))
                .endsWith("messages are attached to each other more than 3 deep");
        assertThat(read(gzip(octets(text)), USUAL.withNesting(4).withMimeDepth(4))
                        .reports())
                .hasSize(1);
        assertThat(why(read(gzip(octets(text)), USUAL.withNesting(4).withMimeDepth(3))))
                .endsWith("messages are attached to each other more than 3 deep");
    }

    /** Two of a kind in one, or one alone. */
    private static byte[] joined(String by, byte[]... inner) throws IOException {
        if (by.equals("zip")) {
            return zipOf(inner);
        }
        String[] parts = new String[inner.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = mail("message/rfc822", inner[i]);
        }
        return octets(parts("multipart/mixed", parts));
    }

    @DisplayName("Levels do not multiply: how many parts and entries an input has, in whatever they are")
    @ParameterizedTest
    @ValueSource(strings = {"zip", "mail"})
    void pieces(String by) throws IOException {
        boolean zip = by.equals("zip");
        // A mail is a part of its own.
        byte[] leaf = octets(zip ? XML : "Content-Type: text/xml\n\n" + XML);
        byte[][] full = new byte[7][];
        full[0] = leaf;
        for (int i = 1; i < full.length; i++) {
            full[i] = joined(by, full[i - 1], full[i - 1]);
        }
        byte[] most = zip
                ? joined(by, full[6], joined(by, full[5], joined(by, full[2], leaf)))
                : joined(
                        by,
                        full[6],
                        joined(
                                by,
                                full[4],
                                joined(
                                        by,
                                        full[4],
                                        joined(by, full[1], joined(by, leaf, joined(by, joined(by, leaf)))))));
        byte[] more = joined(by, most);
        ReportLimits limits = USUAL.withMimeParts(zip ? 1 : 3)
                .withZipEntries(zip ? 2 : 1)
                .withNesting(20)
                .withMimeDepth(40);
        assertThat(why(read(most, limits))).isEmpty();
        assertThat(why(read(more, limits)))
                .isEqualTo("the input has more than " + (zip ? 200 : 300)
                        + " parts of mails and entries of zip files together");
        assertThat(read(more, limits).reports()).isEmpty();
    }

    @DisplayName("The parts of an attached mail have the levels that are left")
    @Test
    void depthOfParts() {
        String report = "Content-Type: text/xml\n\n" + XML;
        String attached = "Content-Type: message/rfc822\n\n" + parts("multipart/mixed", report);
        assertThat(read(octets(attached), USUAL.withMimeDepth(3)).reports()).hasSize(1);
        assertThat(why(read(octets(attached), USUAL.withMimeDepth(2))))
                .isEqualTo("the parts of the mail are nested more than 1 deep");
    }
}
