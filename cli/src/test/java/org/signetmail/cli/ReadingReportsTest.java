package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.ReceivedReport;
import org.signetmail.reports.ReportIntake;
import org.signetmail.reports.ReportOverview;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportSums;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** The walkthrough docs/reading-your-reports.md: its consoles show what the command prints, and its program runs. */
class ReadingReportsTest {

    private static final String PROMPT = "$ ./signet ";

    @TestFactory
    Stream<DynamicTest> consoles() throws IOException {
        List<String> lines = Files.readAllLines(top().resolve("docs/reading-your-reports.md"));
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(PROMPT)) {
                String command = lines.get(i).substring(PROMPT.length());
                List<String> shown = lines.subList(i + 1, lines.size());
                List<String> printed = List.copyOf(shown.subList(0, shown.indexOf("```")));
                tests.add(DynamicTest.dynamicTest(
                        command, () -> assertThat(run(command)).isEqualTo(printed)));
            }
        }
        assertThat(tests).hasSize(2);
        return tests.stream();
    }

    /** Paths are those of the repository, wherever the test runs. */
    private static List<String> run(String command) throws IOException {
        String here = top() + "/";
        StringWriter out = new StringWriter();
        List<String> args = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            args.add(word.startsWith("docs/") ? here + word : word);
        }
        // Standard error comes last, as on a terminal.
        StringWriter err = new StringWriter();
        int status = Main.run(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err, true),
                args.toArray(new String[0]));
        assertThat(status).isEqualTo(ExitStatus.OK);
        return (out.toString() + err).replace(here, "").lines().toList();
    }

    @Test
    void intake() {
        FakeDns resolver = FakeDns.zone("""
                _dmarc.receiver.example  TXT  "v=DMARC1; p=reject"
                receiver.example         TXT  "v=spf1 ip4:127.0.0.1 -all"
                """);
        MailAuthenticator authenticator = MailAuthenticator.using(resolver);
        Message mail = Message.of(Messages.crlf("""
                From: dmarc@receiver.example
                Subject: Report Domain: example.org Submitter: receiver.example Report-ID: 1
                Content-Type: text/xml

                <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><report_metadata><report_id>1</report_id></report_metadata>
                <policy_published><domain>example.org</domain><p>none</p></policy_published>
                <record><row><source_ip>192.0.2.1</source_ip><count>5</count></row></record></feedback>
                """));
        Envelope envelope = Envelope.from(InetAddress.getLoopbackAddress())
                .helo("mx.receiver.example")
                .mailFrom("dmarc@receiver.example");
        List<String> log = new ArrayList<>();
        // example: intake
        ReportIntake intake = ReportIntake.using(resolver, List.of(DomainName.of("example.org")));
        ReportSums sums = new ReportSums();

        Authentication verdict = authenticator.authenticate(mail, envelope);
        for (ReceivedReport each : intake.receive(mail, verdict, ReportReader.DEFAULT.read(mail))) {
            if (each.counts()) { // from whom it says, about a domain of ours, and for the first time
                sums.add(each.report());
            } else {
                log.add(each.trust() + ": " + each.reason());
            }
        }
        ReportOverview overview = sums.overview();
        // end
        assertThat(log).isEmpty();
        assertThat(overview.messages()).isEqualTo(5);
    }

    @Test
    void theProgramIsTheSame() throws IOException {
        String page = Files.readString(top().resolve("docs/reading-your-reports.md"));
        String source = Files.readString(top().resolve("cli/src/test/java/org/signetmail/cli/ReadingReportsTest.java"));
        String there = between(page, "<!-- example: intake -->\n```java\n", "```");
        String here = between(source, "        // example: intake\n", "        // end\n");
        assertThat(squeezed(there)).isNotEmpty().isEqualTo(squeezed(here));
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    private static Path top() {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("docs/reading-your-reports.md"))) {
            top = top.getParent();
        }
        return top;
    }
}
