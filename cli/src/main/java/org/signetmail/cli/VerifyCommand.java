package org.signetmail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.MailCheck;
import org.signetmail.spf.SpfOptions;
import org.signetmail.testkit.FakeDns;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet verify}: authenticates one message. */
@Command(
        name = "verify",
        description = "Authenticates a message and prints its Authentication-Results field and the verdict.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 when DMARC passes or no policy applies, 1 when DMARC fails or the From field is",
            "unusable, 2 for wrong usage, 3 for a temporary error."
        })
final class VerifyCommand implements Callable<Integer> {

    private final InputStream standardInput;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

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

    @ArgGroup
    private Dns dns = new Dns();

    /** Where answers come from; at most one of the two. */
    static final class Dns {
        @Option(names = "--dns", paramLabel = "ZONE", description = "Answer from this zone file instead of DNS.")
        private @Nullable String zone;

        @Option(
                names = "--server",
                paramLabel = "HOST:PORT",
                description = "Ask this DNS server instead of the system's.")
        private @Nullable String server;
    }

    @Option(
            names = "--mta",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description = "The authserv-id: who says so. Default: ${DEFAULT-VALUE}.")
    private String mta = "localhost";

    @Option(names = "--json", description = "Print one JSON object instead, with all that --explain tells.")
    private boolean json;

    @Option(
            names = "--explain",
            description =
                    "Print the whole way to the verdict: the tree of SPF, what may have become of the message, DNS.")
    private boolean explain;

    VerifyCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws UsageException {
        requireAuthservId();
        DnsResolver resolver = resolver();
        Message message = MailFile.read(file, standardInput);
        Authentication result = authenticator(resolver)
                .authenticate(message, Envelope.from(ip).helo(helo).mailFrom(mailFrom));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
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
        if (explain || json) {
            authenticator = authenticator
                    .withSpf(SpfOptions.DEFAULT.withTrace(true))
                    .withDkim(DkimOptions.DEFAULT.withDiagnosis(0));
        }
        // Of the null reverse-path, HELO is the identity that is checked anyway (RFC 7208 §2.4).
        return json && !mailFrom.isEmpty() && !helo.isEmpty()
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

    private DnsResolver resolver() throws UsageException {
        return dns.zone != null ? zone(dns.zone) : server(dns.server);
    }

    private static DnsResolver zone(String file) throws UsageException {
        String text;
        try {
            text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(file, e);
        }
        try {
            return FakeDns.zone(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private static DnsResolver server(@Nullable String address) throws UsageException {
        try {
            return address == null
                    ? DnsJavaResolver.system()
                    : DnsJavaResolver.builder().servers(address).build();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--server: " + e.getMessage());
        } catch (IllegalStateException e) {
            throw new UsageException(e.getMessage() + "; name one with --server");
        }
    }
}
