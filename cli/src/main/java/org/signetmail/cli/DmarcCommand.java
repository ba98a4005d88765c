package org.signetmail.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.AppliedPolicy;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcReading;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.DmarcReport;
import org.signetmail.dmarc.DmarcStep;
import org.signetmail.dmarc.PublicSuffixList;
import org.signetmail.dmarc.ReportDestination;
import org.signetmail.dmarc.ReportKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet dmarc}: what DNS says of a domain's DMARC. */
@Command(
        name = "dmarc",
        description = {
            "Shows the DMARC record that applies to a domain and how receivers find it, what they do with mail of the domain,"
                    + " of a subdomain and of one that does not exist, who may receive reports, and what is wrong.",
            "What a receiver does that still goes by RFC 7489 is told where it is something else."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet dmarc example.com",
            "  signet dmarc mail.example.com --json",
            "  signet dmarc example.com --dns zone.txt"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:a record applies, and nothing in it is an error",
            "1:no record applies, or there is an error",
            "2:wrong usage",
            "3:DNS gave no answer to a part of it",
            "70:the answer could not be written"
        })
final class DmarcCommand implements Callable<Integer> {

    private static final String NOT_ANSWERED = "dmarc-not-answered";
    private static final int HEADING = 10;

    private final Console console;

    @Parameters(
            paramLabel = "DOMAIN",
            converter = DomainConverter.class,
            description = "What stands behind the @ of a From address, such as example.com.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DomainName domain;

    @Option(
            names = "--suffixes",
            paramLabel = "FILE",
            description =
                    "The Public Suffix List by which RFC 7489 receivers go. Without it they are taken to draw the lines"
                            + " between organizations where RFC 9989 does.")
    private @Nullable String suffixes;

    @Mixin
    private DnsOptions dns = new DnsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    DmarcCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException {
        DmarcLint lint = DmarcLint.using(dns.resolver());
        if (suffixes != null) {
            lint = lint.withPublicSuffixList(list(suffixes));
        }
        DmarcReport report = lint.check(withoutPrefix(domain));
        if (output.json()) {
            console.out().println(Json.of(DmarcJson.of(report)));
        } else {
            print(console.out(), output.colors(console), report);
        }
        return ExitStatus.of(report.findings(), NOT_ANSWERED);
    }

    /** The domain of a name that has {@code _dmarc} in front, as that is at hand, too. */
    private static DomainName withoutPrefix(DomainName name) {
        boolean record = name.labelCount() > 1 && name.labels().get(0).equals("_dmarc");
        return record ? name.suffix(name.labelCount() - 1) : name;
    }

    static PublicSuffixList list(String file) throws UsageException {
        try {
            return PublicSuffixList.read(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(file, e);
        }
    }

    // ---- For a person --------------------------------------------------------------------------------------------

    private static void print(PrintWriter out, Colors colors, DmarcReport report) {
        DmarcReading reading = report.rfc9989();
        out.println(colors.bold(report.domain().toString()));
        out.println();
        line(out, colors, "Record", record(report));
        reading.record().map(DmarcRecord::text).ifPresent(text -> line(out, colors, "", Printable.text(text)));
        String heading = "Walk";
        for (DmarcStep step : report.walk()) {
            line(out, colors, heading, Printable.text(step.toString()));
            heading = "";
        }
        line(
                out,
                colors,
                "Domain",
                reading.organizationalDomain()
                        .map(organization -> organization.equals(report.domain())
                                ? "it is its own organizational domain"
                                : "its organizational domain is " + organization)
                        .orElse("its organizational domain is not known"));
        policies(out, colors, report);
        reports(out, colors, report);
        if (!report.findings().isEmpty()) {
            out.println();
            FindingText.print(out, colors, report.findings());
        }
    }

    private static String record(DmarcReport report) {
        if (report.failure().isPresent()) {
            return "not known: " + Printable.text(report.failure().get().describe());
        }
        return report.rfc9989()
                .recordDomain()
                .map(at -> "_dmarc." + at + (at.equals(report.domain()) ? ", its own" : ", as it has none of its own"))
                .orElse("none");
    }

    private static void policies(PrintWriter out, Colors colors, DmarcReport report) {
        DmarcReading reading = report.rfc9989();
        if (reading.record().isEmpty()) {
            return;
        }
        line(out, colors, "Policy", "of mail that fails:");
        List<String> whose = List.of(report.domain().toString(), "a subdomain", "a subdomain that does not exist");
        int width = whose.stream().mapToInt(String::length).max().orElse(0) + 2;
        List<Optional<AppliedPolicy>> policies =
                List.of(reading.domain(), reading.subdomain(), reading.missingSubdomain());
        for (int i = 0; i < whose.size(); i++) {
            String who = whose.get(i);
            line(
                    out,
                    colors,
                    "",
                    "  " + who + " ".repeat(width - who.length())
                            + policies.get(i).map(AppliedPolicy::toString).orElse("none, as DMARC does not apply"));
        }
        if (report.differences().isEmpty()) {
            line(out, colors, "RFC 7489", "the same");
        }
        String heading = "RFC 7489";
        for (String difference : report.differences()) {
            line(out, colors, heading, difference);
            heading = "";
        }
    }

    private static void reports(PrintWriter out, Colors colors, DmarcReport report) {
        String heading = "Reports";
        for (ReportKind kind : ReportKind.values()) {
            for (ReportDestination each : report.destinations(kind)) {
                String tag = kind == ReportKind.AGGREGATE ? "rua " : "ruf ";
                line(
                        out,
                        colors,
                        heading,
                        tag + Printable.text(each.published().text()) + ": " + words(colors, each.status()) + ". "
                                + Printable.text(each.reason()));
                heading = "";
            }
        }
        if (heading.equals("Reports") && report.rfc9989().record().isPresent()) {
            line(out, colors, heading, "go to nobody");
        }
    }

    private static String words(Colors colors, ReportDestination.Status status) {
        return switch (status) {
            case INTERNAL, AUTHORIZED -> colors.good("yes");
            case REFUSED -> colors.bad("no");
            default -> colors.warning("not known");
        };
    }

    private static void line(PrintWriter out, Colors colors, String heading, String text) {
        out.println(colors.bold(heading) + " ".repeat(HEADING - heading.length()) + text);
    }
}
