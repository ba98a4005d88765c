package org.signetmail.cli;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.MailCheck;
import org.signetmail.spf.SpfOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet verify}: authenticates messages. */
@Command(
        name = "verify",
        description = {
            "Tells whether a message comes from whom it says, and why it was refused or landed in spam: SPF, DKIM and DMARC"
                    + " with the reasons, the Authentication-Results field, and what a server answers.",
            "Of a message saved from a mailbox nothing else has to be given: client, HELO and MAIL FROM are read from its"
                    + " Received and Return-Path fields, and it is told which was believed.",
            "Of several messages there is a line each and a summary, and the exit status is the worst: 70, 2, 1, 3, 0."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet verify message.eml",
            "  signet verify message.eml --hops 2 --time received --explain",
            "  signet verify message.eml --ip 192.0.2.1 --helo mx.example.net --mail-from bob@example.net",
            "  signet verify inbox.mbox saved/ old.eml.gz",
            "  signet verify - --ip 192.0.2.1 --mail-from '' --dns zone.txt --json < message.eml"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:DMARC passes, or no policy applies",
            "1:DMARC fails, or the From field is unusable",
            "2:wrong usage, or a file that cannot be read or has no message in it",
            "3:a temporary error: the same may say more later",
            "70:the verdict could not be written"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "MSG",
            arity = "1..*",
            description =
                    "Messages, mbox files, either in gzip, folders with all that is in them, or - for standard input."
                            + " LF line ends are accepted.")
    private List<String> inputs = List.of();

    @Mixin
    private SessionOptions session = new SessionOptions();

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
        session.check();
        MailAuthenticator authenticator = MailAuthenticator.using(dns.resolver());
        try (Progress progress = new Progress(console)) {
            VerdictPrinter printer = output.json()
                    ? new VerdictLines(console, progress, mta)
                    : new VerdictTexts(console, progress, output.colors(console), mta, explain);
            new MailInputs(console, progress).read(inputs, input -> printer.take(verified(authenticator, input)));
            return printer.end();
        }
    }

    private Verified verified(MailAuthenticator authenticator, MailInput input) {
        Message message = input.message().orElse(null);
        if (message == null) {
            return Verified.none(input);
        }
        Optional<TraceEnvelope> trace = session.trace(message);
        Envelope envelope = session.envelope(trace).orElse(null);
        SpfOptions spf = SpfOptions.DEFAULT;
        DkimOptions dkim = DkimOptions.DEFAULT.withClock(session.clock(trace, console));
        // Who wants to know why gets the tree of SPF and hints at what became of the message, too.
        if (explain || output.json()) {
            spf = spf.withTrace(true);
            dkim = dkim.withDiagnosis(0);
        }
        return Verified.of(
                input,
                message,
                trace,
                session.saidOfClock(trace),
                authenticator
                        .withSpf(spf)
                        .withDkim(dkim)
                        .withChecks(checks(envelope))
                        .authenticate(message, envelope == null ? unknown() : envelope));
    }

    private Set<MailCheck> checks(@Nullable Envelope envelope) {
        Set<MailCheck> checks = EnumSet.of(MailCheck.DKIM, MailCheck.DMARC);
        if (envelope != null) {
            checks.add(MailCheck.SPF);
            // Of the null reverse-path, HELO is the identity that is checked anyway (RFC 7208 §2.4).
            if (output.json()
                    && !envelope.mailFrom().isEmpty()
                    && !envelope.helo().isEmpty()) {
                checks.add(MailCheck.HELO);
            }
        }
        return checks;
    }

    /** Stands for a session of which nothing is known; nothing that is checked looks at it. */
    private static Envelope unknown() {
        return Envelope.from(InetAddress.getLoopbackAddress()).helo("").mailFrom("");
    }

    private void requireAuthservId() throws UsageException {
        try {
            new AuthenticationResults(mta, List.of());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--mta: " + e.getMessage());
        }
    }
}
