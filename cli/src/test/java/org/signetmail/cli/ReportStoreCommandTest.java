package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code signet report --store}: what is read is kept, each report once, and shown again. */
class ReportStoreCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int signet(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(args));
        Console console = Console.of(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err, true))
                .withClock(InstantSource.fixed(Instant.parse("2026-01-11T12:00:00Z")));
        return Main.run(console, all.toArray(new String[0]));
    }

    private String report(String id, int day, String source) throws IOException {
        long begin = 1_767_225_600L + 86_400L * (day - 1);
        return Files.writeString(
                        folder.resolve("r" + id + source.replace(':', '_') + ".xml"),
                        "<feedback><report_metadata><org_name>A</org_name><report_id>" + id
                                + "</report_id><date_range><begin>" + begin + "</begin><end>" + (begin + 86_399)
                                + "</end></date_range></report_metadata><policy_published><domain>example.org</domain>"
                                + "<p>none</p></policy_published><record><row><source_ip>" + source
                                + "</source_ip><count>7</count><policy_evaluated><dkim>pass</dkim></policy_evaluated></row>"
                                + "<identifiers><header_from>example.org</header_from></identifiers></record></feedback>")
                .toString();
    }

    @Test
    @DisplayName("The same as of the inputs, in each form, and the second time, too")
    void theSameAsOfTheInputs() throws IOException {
        String store = folder.resolve("a store?mode=x #1.db").toString();
        String reports = Repository.file("docs/reports").toString();
        for (String form : List.of("--html", "--csv", "--json", "")) {
            List<String> with = form.isEmpty() ? List.of() : List.of(form);
            List<String> args = new ArrayList<>(with);
            args.add(reports);
            assertThat(signet(args.toArray(new String[0]))).isZero();
            String direct = withoutInputs(form, out.toString());
            args.addAll(List.of("--store", store));
            assertThat(signet(args.toArray(new String[0]))).isZero();
            assertThat(err.toString())
                    .contains(form.equals("--html") ? ": 3 reports put in\n" : ": 3 reports there before\n")
                    .endsWith("signet: 3 inputs read, 3 reports, 0 refused\n");
            assertThat(withoutInputs(form, out.toString())).isEqualTo(direct);
            args.remove(reports);
            assertThat(signet(args.toArray(new String[0]))).isZero();
            assertThat(withoutInputs(form, out.toString())).isEqualTo(direct);
        }
        assertThat(err.toString()).isEmpty();
        assertThat(Path.of(store)).isRegularFile();
    }

    /** The name of the file is that of the input, or of the store. */
    private static String withoutInputs(String form, String printed) {
        return switch (form) {
            case "--json" -> printed.replaceAll("\"input\":\"[^\"]*\"", "");
            case "--csv" -> printed.replaceAll("(?m)^[^,]*,", "");
            default -> printed;
        };
    }

    @Test
    void questions() throws IOException {
        String store = folder.resolve("r.db").toString();
        assertThat(signet("--store", store, report("1", 1, "192.0.2.1"), report("2", 2, "2001:db8::1")))
                .isZero();
        assertThat(out.toString()).startsWith("2 reports, 2026-01-01 to 2026-01-02: 14 messages");
        assertThat(signet("--store", store, "--since", "2026-01-02")).isZero();
        assertThat(out.toString()).startsWith("1 report, 2026-01-02 to 2026-01-02: 7 messages");
        assertThat(signet("--store", store, "--until", "2026-01-01")).isZero();
        assertThat(out.toString()).startsWith("1 report, 2026-01-01 to 2026-01-01: 7 messages");
        assertThat(signet("--store", store, "--source", "192.0.2.0/24")).isZero();
        assertThat(out.toString()).startsWith("1 report, 2026-01-01").contains("192.0.2.0/24");
        assertThat(signet("--store", store, "--source", "2001:db8::1")).isZero();
        assertThat(out.toString()).startsWith("1 report, 2026-01-02");
        assertThat(signet("--store", store, "--domain", "EXAMPLE.org")).isZero();
        assertThat(out.toString()).startsWith("2 reports");
        assertThat(signet("--store", store, "--domain", "example.net")).isZero();
        assertThat(out.toString()).startsWith("0 reports, - to -");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @DisplayName("RFC 9990 §3.5.4: only the first of a key is kept, and what differs is named")
    void onceEach() throws IOException {
        String store = folder.resolve("r.db").toString();
        signet("--store", store, report("1", 1, "192.0.2.1"));
        String other = report("1", 1, "192.0.2.2");
        assertThat(signet(
                        "--store", store, other, Repository.file("docs/reports").toString()))
                .isZero();
        assertThat(err.toString())
                .contains("signet: " + other + ": report 1 says something else than one with the same")
                .contains(": 3 reports put in, 1 not put in, as there is one with the same key\n");
        assertThat(signet("--store", store)).isZero();
        assertThat(out.toString()).startsWith("4 reports");
    }

    @Test
    void retained() throws IOException {
        String store = folder.resolve("r.db").toString();
        assertThat(signet("--store", store, "--retain", "9", report("1", 1, "192.0.2.1"), report("2", 2, "192.0.2.1")))
                .isZero();
        assertThat(err.toString()).contains(": 2 reports put in, 1 deleted\n");
        assertThat(out.toString()).startsWith("1 report, 2026-01-02");
        assertThat(signet("--store", store, "--retain", "8")).isZero();
        assertThat(err.toString()).contains("r.db: 1 report deleted\n");
    }

    @Test
    @DisplayName("What is about one message and whoever wrote it is not kept, and that is said")
    void failureReports() throws IOException {
        String failure = Files.writeString(folder.resolve("f.eml"), """
            Subject: x
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: auth-failure
            Version: 1
            User-Agent: A/1
            Auth-Failure: dmarc

            --b
            Content-Type: text/rfc822-headers

            From: j@example.org
            --b--
            """).toString();
        assertThat(signet("--store", folder.resolve("r.db").toString(), failure))
                .isZero();
        assertThat(err.toString()).isEqualTo("""
            signet: 1 failure report not kept: each is about one message and whoever wrote it
            signet: 1 input read, 1 report, 0 refused
            """);
    }

    @Test
    void whatIsRefusedIsShown() throws IOException {
        String bad = Files.writeString(folder.resolve("bad.xml"), "<feedback>").toString();
        assertThat(signet("--store", folder.resolve("r.db").toString(), bad)).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).contains("Refused").contains(bad);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        x --domain example.org             | --domain needs --store, the file in which reports are kept
        x --since 2026-01-01               | --since needs --store,
        x --until 2026-01-01               | --until needs --store,
        x --source 192.0.2.1               | --source needs --store,
        x --retain 7                       | --retain needs --store,
        --store F --retain 0               | --retain must be 1 day or more, not 0
        --store F --since yesterday        | yesterday is no day such as 2026-01-31
        --store F --since 2026-01-02 --until 2026-01-01 | --until 2026-01-01 is before --since 2026-01-02
        --store F --source 192.0.2.0/33    | --source: 192.0.2.0/33 is neither an address nor a network such as 192.0.2.0/24
        --store F --source mx.example.org  | --source: mx.example.org is neither an address nor a network
        --store F --source 192.0.2.0/      | --source: 192.0.2.0/ is neither an address nor a network
        --store NONE                       | ; name the reports that are to be put into it, and it is made
        --store FOLDER                     | it is a folder
        --store TEXT                       | is no SQLite database: --store needs a file of its own
        """)
    void wrongUsage(String args, String expected) throws IOException {
        Files.writeString(folder.resolve("text"), "This is a text and was never a database, not even a small one.");
        String line = args.replace("FOLDER", folder.toString())
                .replace("NONE", folder.resolve("none.db").toString())
                .replace("TEXT", folder.resolve("text").toString())
                .replace(" F ", " " + folder.resolve("f.db") + " ");
        assertThat(signet(line.split(" "))).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith("signet: ").contains(expected);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(folder.resolve("f.db")).doesNotExist();
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    @DisplayName("A file that cannot be written is no input that cannot be read")
    void cannotBeWritten() throws IOException {
        String store = folder.resolve("no/such/folder/r.db").toString();
        assertThat(signet("--store", store, report("1", 1, "192.0.2.1"))).isEqualTo(ExitStatus.BROKEN);
        assertThat(err.toString()).startsWith("signet: cannot write " + store + ": ");
        assertThat(err.toString().lines()).hasSize(1);
    }
}
