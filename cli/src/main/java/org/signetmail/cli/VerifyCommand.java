package org.signetmail.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.MailCheck;
import org.signetmail.spf.SpfOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet verify}: authenticates one message. */
@Command(
        name = "verify",
        description = "Authenticates a message and prints its Authentication-Results field and the verdict.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet verify message.eml --ip 192.0.2.1 --helo mail.example.net --mail-from bob@example.net",
            "  signet verify message.eml --ip 192.0.2.1 --mail-from '' --dns zone.txt --explain"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:DMARC passes, or no policy applies",
            "1:DMARC fails, or the From field is unusable",
            "2:wrong usage, or a file that cannot be read",
            "3:a temporary error: the same may say more later",
            "70:the verdict could not be written"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The message, or - for standard input. LF line ends are accepted.")
    private String file = "-";

    @Option(names = "--ip", required = true, paramLabel = "ADDRESS", description = "The IP address of the SMTP client.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private InetAddress ip;

    @Option(names = "--helo", paramLabel = "NAME", description = "What the client said in HELO or EHLO.")
    private String helo = "";

    @Option(
            names = "--mail-from",
            required = true,
            paramLabel = "MAILBOX",
            description = "The MAIL FROM address; empty for the null reverse-path.")
    private String mailFrom = "";

    @Mixin
    private DnsOptions dns = new DnsOptions();

    @Option(
            names = "--mta",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description = "The authserv-id: who says so. Default: ${DEFAULT-VALUE}.")
    private String mta = "localhost";

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--explain",
            description =
                    "Print the whole way to the verdict: the tree of SPF, what may have become of the message, DNS.")
    private boolean explain;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException {
        requireAuthservId();
        DnsResolver resolver = dns.resolver();
        Message message = MailFile.read(file, console.in());
        Authentication result = authenticator(resolver)
                .authenticate(message, Envelope.from(ip).helo(helo).mailFrom(mailFrom));
        PrintWriter out = console.out();
        if (output.json()) {
            out.println(Json.of(VerdictJson.of(message, result, mta)));
        } else if (explain) {
            out.print(Verdict.field(result, mta));
            out.println();
            out.print(result.explain());
        } else {
            Verdict.print(out, result, mta);
        }
        return ExitStatus.of(result.dmarc().result());
    }

    /** Who wants to know why gets the tree of SPF and hints at what became of the message, too. */
    private MailAuthenticator authenticator(DnsResolver resolver) {
        MailAuthenticator authenticator = MailAuthenticator.using(resolver);
        if (explain || output.json()) {
            authenticator = authenticator
                    .withSpf(SpfOptions.DEFAULT.withTrace(true))
                    .withDkim(DkimOptions.DEFAULT.withDiagnosis(0));
        }
        // Of the null reverse-path, HELO is the identity that is checked anyway (RFC 7208 §2.4).
        return output.json() && !mailFrom.isEmpty() && !helo.isEmpty()
                ? authenticator.withChecks(EnumSet.allOf(MailCheck.class))
                : authenticator;
    }

    private void requireAuthservId() throws UsageException {
        try {
            new AuthenticationResults(mta, List.of());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--mta: " + e.getMessage());
        }
    }
}
