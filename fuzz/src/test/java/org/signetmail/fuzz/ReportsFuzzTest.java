package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.AggregateRow;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.Report;
import org.signetmail.reports.ReportJson;
import org.signetmail.reports.ReportLimits;
import org.signetmail.reports.ReportPage;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportSums;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.MessageResult;
import org.signetmail.testkit.FakeDns;

/** Reports of others, in whatever they come. */
class ReportsFuzzTest {

    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata><org_name>A &amp; B</org_name>
            <email>d@a.example</email><report_id>r1</report_id><date_range><begin>1790000000</begin><end>1790086399</end></date_range>
            <error>e</error></report_metadata><policy_published><domain>example.org</domain><adkim>r</adkim><p>none</p><sp>reject</sp>
            <np>quarantine</np><fo>1</fo><testing>y</testing><discovery_method>treewalk</discovery_method></policy_published>
            <record><row><source_ip>192.0.2.1</source_ip><count>3</count><policy_evaluated><disposition>none</disposition>
            <dkim>pass</dkim><spf>fail</spf><reason><type>forwarded</type><comment><![CDATA[<c>]]></comment></reason></policy_evaluated>
            </row><identifiers><envelope_to>b.example</envelope_to><envelope_from>x</envelope_from><header_from>example.org</header_from>
            </identifiers><auth_results><dkim><domain>example.org</domain><selector>s</selector><result>pass</result></dkim><spf>
            <domain>x.example</domain><scope>mfrom</scope><result>softfail</result></spf></auth_results></record></feedback>
            """;

    private static final String TLS = """
            {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z","end-datetime":"2026-01-01T23:59:59Z"},
            "contact-info":"x@a.example","report-id":"t2","policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1"],
            "policy-domain":"example.org","mx-host":["mx"]},"summary":{"total-successful-session-count":3,
            "total-failure-session-count":1},"failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"2001:db8::1",
            "failed-session-count":1}]}]}
            """;

    private static final String FAILURE = """
            Subject: FW
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: auth-failure
            Version: 1
            User-Agent: A/1
            Auth-Failure: dmarc
            Identity-Alignment: dkim, spf (both)
            Authentication-Results: mx; dmarc=fail
            Source-IP: 192.0.2.1
            Arrival-Date: Fri, 02 Jan 2026 03:00:00 +0100

            --b
            Content-Type: message/rfc822
            Content-Transfer-Encoding: quoted-printable

            From: =?utf-8?q?J=C3=BCrgen?= <j@example.org>

            =C3=BC
            --b--
            """;

    /** Small ones, so that both sides of each are reached. */
    private static final ReportReader SMALL = ReportReader.DEFAULT.withLimits(ReportLimits.DEFAULT
            .withInputOctets(3000)
            .withOutputOctets(6000)
            .withNesting(2)
            .withZipEntries(2)
            .withXmlDepth(8)
            .withTextLength(100)
            .withRecords(2)
            .withResultsPerRow(2)
            .withMimeParts(3)
            .withMimeDepth(2)
            .withJsonDepth(6));

    private static final List<ReportReader> READERS =
            List.of(ReportReader.DEFAULT, ReportReader.DEFAULT.withPartialReports(true), SMALL);

    /** Octets that an input may cost, flat: what it takes to begin with XML, and buffers. */
    private static final int FLAT = 40_000;

    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("signet-fuzz", ".report");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> documents() {
        return Stream.concat(
                Seeds.of(
                        XML,
                        TLS,
                        XML.replace("<record>", "<!DOCTYPE a><record>"),
                        XML.replace("</record>", ""),
                        "\uFEFF" + XML,
                        "From a\n" + XML,
                        "{\"policies\":[{}]}"),
                Seeds.crlf(
                        FAILURE,
                        "Content-Type: text/xml\n\n" + XML,
                        FAILURE.replace("--b--", "--b\n\n" + XML + "\n--b--")));
    }

    static Stream<Arguments> inputs() {
        byte[] xml = XML.getBytes(UTF_8);
        return Stream.concat(
                documents(),
                Seeds.octets(
                        gzip(xml),
                        gzip(gzip(xml)),
                        zip(xml, TLS.getBytes(UTF_8)),
                        mail(gzip(xml)),
                        mail(zip(xml, xml)),
                        gzip(new byte[5000]),
                        Arrays.copyOf(gzip(xml), 200),
                        zip(gzip(xml), mail(xml))));
    }

    /** Any octets, in whatever they are packed. */
    @MethodSource("inputs")
    @FuzzTest
    void octets(byte[] input) throws IOException {
        for (ReportReader reader : READERS) {
            check(reader, input);
        }
    }

    static Stream<Arguments> packed() {
        return documents().flatMap(each -> {
            byte[] document = (byte[]) ((org.junit.jupiter.api.Named<?>) each.get()[0]).getPayload();
            return Seeds.octets(
                    with('0', document),
                    with('1', document),
                    with('2', document),
                    with('3', document),
                    with('z', document));
        });
    }

    private static byte[] with(char first, byte[] rest) {
        byte[] both = new byte[rest.length + 1];
        both[0] = (byte) first;
        System.arraycopy(rest, 0, both, 1, rest.length);
        return both;
    }

    /** What the octets behind the first are packed into, which that one says: no fuzzer finds the checksums. */
    @MethodSource("packed")
    @FuzzTest
    void packed(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] inner = Arrays.copyOfRange(input, 1, input.length);
        byte[] packed = inner;
        for (int how = input[0] & 0x3F; how > 0; how >>= 2) {
            packed = switch (how & 3) {
                case 0 -> mail(packed);
                case 1 -> gzip(packed);
                case 2 -> zip(packed, inner);
                default -> zip(packed);
            };
        }
        check(READERS.get(input[0] >> 6 & 1), packed);
        check(SMALL, packed);
    }

    private static void check(ReportReader reader, byte[] input) throws IOException {
        ReadOutcome outcome = bounded(input.length + FLAT, 400, () -> reader.read(input));
        require(
                !outcome.reports().isEmpty() || !outcome.refusals().isEmpty(),
                "there are reports, or why there are none");
        String json = json(outcome);
        plain(json.substring(0, Math.min(3000, json.length() - 1)));
        require(json.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), "JSON is ASCII");
        same(json(reader.read(inPieces(input))), json, "read as a stream it is the same");
        if (reader == ReportReader.DEFAULT) {
            same(json(reader.read(Files.write(FILE, input))), json, "read from a file it is the same");
        }
        ReportSums sums = new ReportSums();
        for (Report report : outcome.reports()) {
            plain(report.toString());
            sums.add(report);
            if (report instanceof AggregateReport aggregate) {
                try (Stream<AggregateRow> rows = aggregate.rows()) {
                    long messages = rows.mapToLong(AggregateRow::count).reduce(0, ReportsFuzzTest::sum);
                    same(aggregate.totals().messages(), messages, "the total is the sum of the rows");
                }
            }
        }
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        require(page.indexOf("<script") < 0, "no script comes into the page");
    }

    /** As totals are summed: no more than there can be. */
    private static long sum(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private static String json(ReadOutcome outcome) throws IOException {
        StringBuilder json = new StringBuilder();
        ReportJson.DEFAULT.write("x", outcome, json);
        outcome.refusals().forEach(each -> json.insert(0, each));
        return json.toString();
    }

    private static ByteArrayInputStream inPieces(byte[] octets) {
        return new ByteArrayInputStream(octets) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 17));
            }
        };
    }

    private static byte[] gzip(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The first entry is stored, the others are deflated. */
    private static byte[] zip(byte[]... entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i++) {
                ZipEntry entry = new ZipEntry("a!example.org!1!2." + i + ".xml");
                entry.setTime(0);
                if (i == 0) {
                    CRC32 crc = new CRC32();
                    crc.update(entries[i]);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(entries[i].length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(entries[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] mail(byte[] octets) {
        String head = """
                Subject: Report Domain: example.org Submitter: a Report-ID: <1>
                Content-Type: multipart/mixed; boundary=c

                --c

                text
                --c
                Content-Type: application/octet-stream; name="a.xml.gz"
                Content-Transfer-Encoding: base64

                """.replace("\n", "\r\n");
        return (head + Base64.getMimeEncoder().encodeToString(octets) + "\r\n--c--\r\n").getBytes(UTF_8);
    }

    static Stream<Arguments> states() {
        AggregateState state = AggregateState.of(result(), AggregateLimits.DEFAULT);
        return Seeds.of(state.toJson(), state.merge(state).toJson(), "{}", "[]", "{\"format\":1}");
    }

    static Stream<Arguments> results() {
        return Seeds.of(result().toJson(), "{}", "null");
    }

    /** What came of a signed message. */
    private static MessageResult result() {
        String zone = Signed.ZONE + "_dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\"";
        Authentication authentication = MailAuthenticator.using(FakeDns.zone(zone))
                .withDkim(DkimOptions.DEFAULT.withClock(() -> Signed.NOW))
                .authenticate(
                        Message.of(Signed.MESSAGES.get(0)),
                        Envelope.from(Inputs.CLIENT).helo("mail.example.com").mailFrom("a@example.com"));
        return MessageResult.of(authentication, "<m1>", Signed.NOW).orElseThrow();
    }

    /** What one message adds to the count, as it is stored and sent between servers. */
    @MethodSource("results")
    @FuzzTest
    void result(byte[] input) {
        String text = new String(input, UTF_8);
        try {
            MessageResult result = bounded(input.length + FLAT, 400, () -> messageResult(text));
            String printed = result.toJson();
            same(messageResult(printed).toJson(), printed, "parse, print and parse again is the same");
            plain(result.toString());
            plain(AggregateState.of(result, AggregateLimits.DEFAULT).toString());
        } catch (UncheckedIOException e) {
            plain(String.valueOf(e.getCause().getMessage()));
        }
    }

    private static MessageResult messageResult(String json) {
        try {
            return MessageResult.fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is counted, as it travels between servers. */
    @MethodSource("states")
    @FuzzTest
    void state(byte[] input) {
        try {
            String text = new String(input, UTF_8);
            AggregateState state = bounded(input.length + FLAT, 400, () -> state(text));
            String printed = state.toJson();
            same(state(printed).toJson(), printed, "parse, print and parse again is the same");
            plain(state.toString());
        } catch (UncheckedIOException e) {
            plain(String.valueOf(e.getCause().getMessage()));
        }
    }

    private static AggregateState state(String json) {
        try {
            return AggregateState.fromJson(json, AggregateLimits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
