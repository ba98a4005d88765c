package org.signetmail.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.SpfOptions;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfReport;
import org.signetmail.spf.SpfResult;
import org.signetmail.spf.SpfVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet spf}: what a domain's SPF record says, costs and lets pass, or what one client gets and why. */
@Command(
        name = "spf",
        description = {
            "Shows the SPF record of a domain with all that it leads to: what each term costs of the 10 look-ups that there may"
                    + " be, where it leads and whether a check comes to it; which networks pass in all; and what is wrong.",
            "With --ip: the result for that client, the term that decides, and the way to it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet spf example.com",
            "  signet spf example.com --ip 192.0.2.1",
            "  signet spf example.com --ip 192.0.2.1 --mail-from bob@example.com --helo mx.example.com",
            "  signet spf mx.example.com --ip 192.0.2.1 --mail-from '' --helo mx.example.com",
            "  signet spf example.com --dns zone.txt --json"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing is wrong; with --ip: pass, or no statement (neutral, none)",
            "1:there is a finding of severity error; with --ip: fail, softfail or permerror",
            "2:wrong usage",
            "3:a temporary error: the same may say more later",
            "70:the output could not be written"
        })
final class SpfCommand implements Callable<Integer> {

    private static final String DNS_FAILURE = "spf-dns-failure";

    private final Console console;

    @Parameters(
            paramLabel = "DOMAIN",
            converter = DomainConverter.class,
            description = "What stands behind the @ of the MAIL FROM address, such as example.com.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DomainName domain;

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "Check this SMTP client.")
    private @Nullable InetAddress ip;

    @Option(
            names = "--mail-from",
            paramLabel = "MAILBOX",
            converter = ReversePathConverter.class,
            description = "With --ip: the MAIL FROM address, or '' for the null reverse-path, of which HELO is checked."
                    + " Default: postmaster at DOMAIN.")
    private @Nullable String mailFrom;

    @Option(names = "--helo", paramLabel = "NAME", description = "With --ip: what the client said in HELO or EHLO.")
    private @Nullable String helo;

    @Mixin
    private DnsOptions dns = new DnsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SpfCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException {
        DnsResolver resolver = dns.resolver();
        if (ip != null) {
            return check(resolver, domain, ip);
        }
        if (mailFrom != null || helo != null) {
            throw new UsageException(
                    (mailFrom != null ? "--mail-from" : "--helo") + " needs --ip, the address of the client");
        }
        SpfReport report = SpfLint.using(resolver).check(domain);
        if (output.json()) {
            console.out().println(Json.of(SpfReportJson.of(report)));
        } else {
            tell(report);
        }
        return status(report);
    }

    private void tell(SpfReport report) {
        PrintWriter out = console.out();
        Colors colors = output.colors(console);
        List<String> lines = report.lines();
        out.println(colors.bold(lines.get(0)));
        lines.stream().skip(1).forEach(out::println);
        out.println();
        if (report.findings().isEmpty()) {
            out.println(colors.good("Nothing is wrong with it."));
        } else {
            FindingText.print(out, colors, report.findings());
        }
    }

    /** Not by the findings alone: a look-up may have failed of which there is none. */
    private static int status(SpfReport report) {
        boolean wrong = report.findings().stream()
                .filter(finding -> !finding.code().equals(DNS_FAILURE))
                .map(Finding::severity)
                .anyMatch(Severity.ERROR::equals);
        if (wrong) {
            return ExitStatus.FAIL;
        }
        return report.isTemporary() ? ExitStatus.TEMPORARY : ExitStatus.OK;
    }

    // ---- One client ------------------------------------------------------------------------------------------------

    private int check(DnsResolver resolver, DomainName of, InetAddress client) throws UsageException {
        String sender = mailFrom == null ? "postmaster@" + of : mailFrom;
        String greeting = helo == null ? of.toString() : helo;
        if (sender.isEmpty()) {
            return checkHelo(resolver, of, client, greeting);
        }
        DomainName senderDomain =
                DomainName.parse(sender.substring(sender.lastIndexOf('@') + 1)).orElse(null);
        if (senderDomain == null || !of.equals(senderDomain)) {
            throw new UsageException(
                    "--mail-from " + Printable.of(sender) + " is no address at " + of + ", whose SPF is to be checked");
        }
        return check(resolver, of, Envelope.from(client).helo(greeting).mailFrom(sender));
    }

    /** RFC 7208 §2.4: of the null reverse-path, postmaster at the HELO name is checked, whatever DOMAIN is. */
    private int checkHelo(DnsResolver resolver, DomainName of, InetAddress client, String greeting) {
        DomainName checked = DomainName.parse(greeting).orElse(of);
        if (!greeting.equalsIgnoreCase(of.toString())) {
            console.err()
                    .println("signet: MAIL FROM is empty, so HELO " + Printable.of(greeting)
                            + " is checked in its place" + " (RFC 7208 §2.4), and not " + of);
        }
        return check(resolver, checked, Envelope.from(client).helo(greeting).mailFrom(""));
    }

    private int check(DnsResolver resolver, DomainName of, Envelope envelope) {
        SpfOutcome outcome = SpfVerifier.using(resolver)
                .withOptions(SpfOptions.DEFAULT.withTrace(true))
                .verify(envelope);
        if (output.json()) {
            console.out().println(Json.of(SpfReportJson.of(of, outcome)));
        } else {
            tell(outcome);
        }
        return status(outcome.result());
    }

    private void tell(SpfOutcome outcome) {
        PrintWriter out = console.out();
        Colors colors = output.colors(console);
        String result = outcome.result().keyword();
        out.println(
                switch (status(outcome.result())) {
                    case ExitStatus.OK ->
                        outcome.result() == SpfResult.PASS ? colors.good(result) : colors.warning(result);
                    case ExitStatus.TEMPORARY -> colors.warning(result);
                    default -> colors.bad(result);
                });
        outcome.explain().forEach(out::println);
    }

    private static int status(SpfResult result) {
        return switch (result) {
            case FAIL, SOFTFAIL, PERMERROR -> ExitStatus.FAIL;
            case TEMPERROR -> ExitStatus.TEMPORARY;
            default -> ExitStatus.OK;
        };
    }
}
