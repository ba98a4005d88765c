package org.signetmail.cli;

import static org.signetmail.cli.MessageBounds.number;
import static org.signetmail.cli.MessageBounds.octets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportLimits;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.sending.AggregateLimits;

/** How much of a report is read, and how much is remembered for reports of our own. */
final class ReportBounds {

    private static final ReportLimits LIMITS = ReportLimits.DEFAULT;
    private static final AggregateLimits COUNTED = AggregateLimits.DEFAULT;

    private static final int NAMES = 10_000;

    private static final String HEAD = """
            <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata>\
            <org_name>Receiver</org_name><email>a@receiver.example</email><report_id>1</report_id>\
            <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>\
            <policy_published><domain>example.org</domain><p>none</p></policy_published>\
            """;
    private static final String ROW = """
            <record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>\
            <disposition>none</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row><identifiers>\
            <header_from>example.org</header_from></identifiers><auth_results>\
            <spf><domain>example.org</domain><result>none</result></spf></auth_results></record>\
            """;
    private static final String END = "</feedback>";
    private static final String REPORT = HEAD + ROW + END;
    private static final String TLS = """
            {"organization-name":"R","date-range":{"start-datetime":"2026-01-01T00:00:00Z",\
            "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"a@receiver.example","report-id":"1",\
            "policies":[{"policy":{"policy-type":"sts","policy-domain":"example.org"},\
            "summary":{"total-successful-session-count":1,"total-failure-session-count":0},"x":VALUE}]}\
            """;

    private ReportBounds() {}

    static List<Bound> all() {
        List<Bound> all = new ArrayList<>(read());
        all.addAll(counted());
        return all;
    }

    private static List<Bound> read() {
        return List.of(
                Bound.run(
                        "ReportLimits.inputOctets",
                        number(LIMITS.inputOctets()) + " octets",
                        "a container or a mail",
                        () -> answer(gzip(REPORT, 0), LIMITS.withInputOctets(gzip(REPORT, 0).length)),
                        () -> answer(gzip(REPORT, 0), LIMITS.withInputOctets(gzip(REPORT, 0).length - 1))),
                Bound.run(
                        "ReportLimits.outputOctets",
                        number(LIMITS.outputOctets()) + " octets",
                        "what comes out of all containers of an input, or a document that stands in none",
                        () -> answer(octets(REPORT), LIMITS.withOutputOctets(REPORT.length())),
                        () -> answer(octets(REPORT), LIMITS.withOutputOctets(REPORT.length() - 1))),
                Bound.run(
                        "ReportLimits.ratio",
                        number(LIMITS.ratio()) + " to 1",
                        "octets that come out of one of a container, once more than 4 MiB came out",
                        () -> answer(gzip(REPORT, 4 << 20), LIMITS.withRatio(2000)),
                        () -> answer(gzip(REPORT, 8 << 20), LIMITS)),
                Bound.run(
                        "ReportLimits.nesting",
                        number(LIMITS.nesting()),
                        "containers around each other",
                        () -> answer(nested(LIMITS.nesting()), LIMITS),
                        () -> answer(nested(LIMITS.nesting() + 1), LIMITS)),
                Bound.run(
                        "ReportLimits.zipEntries",
                        number(LIMITS.zipEntries()),
                        "entries of a zip file",
                        () -> answer(zip(LIMITS.zipEntries()), LIMITS),
                        () -> answer(zip(LIMITS.zipEntries() + 1), LIMITS)),
                Bound.run(
                        "ReportLimits.xmlDepth",
                        number(LIMITS.xmlDepth()),
                        "levels of elements",
                        () -> answer(deep(LIMITS.xmlDepth() - 1), LIMITS),
                        () -> answer(deep(LIMITS.xmlDepth()), LIMITS)),
                Bound.run(
                        "ReportLimits.textLength",
                        number(LIMITS.textLength()) + " characters",
                        "a value or a tag",
                        () -> answer(longText(LIMITS.textLength()), LIMITS),
                        () -> answer(longText(LIMITS.textLength() + 1), LIMITS)),
                Bound.run(
                        "ReportLimits.records",
                        number(LIMITS.records()),
                        "records of an aggregate report; policies and failures of a TLS report",
                        () -> answer(octets(HEAD + ROW.repeat(2) + END), LIMITS.withRecords(2)),
                        () -> answer(octets(HEAD + ROW.repeat(3) + END), LIMITS.withRecords(2))),
                Bound.held(
                        "ReportLimits.resultsPerRow",
                        number(LIMITS.resultsPerRow()),
                        "DKIM, and SPF, results that are kept of a row",
                        "further ones are counted, not kept",
                        "org.signetmail.reports.ReportBoundsTest#resultsOfARowAreCountedAndNotKept"),
                Bound.held(
                        "ReportLimits.mimeParts",
                        number(LIMITS.mimeParts()),
                        "parts of a mail",
                        "refused, limit `parts`",
                        "org.signetmail.reports.ReportBoundsTest#partsAndLevelsOfAMail"),
                Bound.held(
                        "ReportLimits.mimeDepth",
                        number(LIMITS.mimeDepth()),
                        "levels of parts in a mail, attached messages included",
                        "refused, limit `depth`",
                        "org.signetmail.reports.ReportBoundsTest#partsAndLevelsOfAMail"),
                Bound.run(
                        "ReportLimits.jsonDepth",
                        number(LIMITS.jsonDepth()),
                        "levels of objects and lists",
                        () -> answer(json(LIMITS.jsonDepth() - 3), LIMITS),
                        () -> answer(json(LIMITS.jsonDepth() - 2), LIMITS)));
    }

    /** Not one that can be set. */
    static Bound names() {
        return Bound.run(
                "names in an XML report",
                number(NAMES),
                "different ones, of elements and attributes together",
                () -> answer(names(NAMES), LIMITS),
                () -> answer(names(NAMES + 1), LIMITS));
    }

    private static byte[] names(int count) {
        StringBuilder names = new StringBuilder();
        long there = Pattern.compile("[< ]([a-z_]+)(?=[= >])")
                .matcher(REPORT)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .count();
        for (long i = there; i < count; i++) {
            names.append("<n").append(i).append("/>");
        }
        return octets(HEAD + names + ROW + END);
    }

    private static List<Bound> counted() {
        String state = "org.signetmail.reports.sending.AggregateStateTest#";
        return List.of(
                Bound.held(
                        "AggregateLimits.rows",
                        number(COUNTED.rows()),
                        "rows of one report",
                        "their messages are counted, and an `error` of the report says so",
                        state + "overTheLimit"),
                Bound.held(
                        "AggregateLimits.rowOctets",
                        number(COUNTED.rowOctets()) + " octets",
                        "the rows of one report together",
                        "as for its rows",
                        state + "partitions"),
                Bound.held(
                        "AggregateLimits.ids",
                        number(COUNTED.ids()),
                        "ids that one report remembers, so that nothing counts twice",
                        "all are forgotten, and an `error` of the report says so",
                        state + "overTheLimit"),
                Bound.held(
                        "AggregateLimits.reports",
                        number(COUNTED.reports()),
                        "reports that are counted at a time",
                        "`uncounted` counts apart",
                        state + "reportsBeyondTheLimitAreCountedApart"),
                Bound.held(
                        "AggregateLimits.allRowOctets",
                        number(COUNTED.allRowOctets()) + " octets",
                        "the rows of all reports together",
                        "no report gets a further row",
                        state + "withoutRoomNoRowIsAdded"),
                Bound.held(
                        "AggregateLimits.allIds",
                        number(COUNTED.allIds()),
                        "ids of all reports together",
                        "those of a report are forgotten",
                        state + "withoutRoomForIdsTheyAreForgotten"));
    }

    private static byte[] nested(int containers) {
        byte[] inner = octets(REPORT);
        for (int i = 0; i < containers; i++) {
            inner = gzip(new String(inner, java.nio.charset.StandardCharsets.ISO_8859_1), 0);
        }
        return inner;
    }

    /** With so many blanks behind it. */
    private static byte[] gzip(String text, int blanks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(octets(text + " ".repeat(blanks)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zip(int entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry(i + ".xml"));
                zip.write(octets(REPORT));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** So many levels below the outermost. */
    private static byte[] deep(int levels) {
        return octets(HEAD + "<x>".repeat(levels) + "</x>".repeat(levels) + ROW + END);
    }

    private static byte[] longText(int characters) {
        return octets(REPORT.replace("Receiver", "R".repeat(characters)));
    }

    private static byte[] json(int levels) {
        return octets(TLS.replace("VALUE", "[".repeat(levels) + "]".repeat(levels)));
    }

    private static String answer(byte[] input, ReportLimits limits) {
        ReadOutcome outcome = ReportReader.DEFAULT.withLimits(limits).read(input);
        return outcome.refusal()
                .map(refusal -> "refused"
                        + refusal.limit()
                                .map(limit -> ", limit `" + limit.keyword() + "`")
                                .orElse(""))
                .orElse("read");
    }
}
