package org.signetmail.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.Zone;
import picocli.CommandLine.Command;

/** {@code signet demo}: authenticates the bundled messages through a DNS server of its own. */
@Command(
        name = "demo",
        description = "Authenticates bundled sample messages through a real DNS server on a loopback port.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  signet demo",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the samples are told", "2:wrong usage", "70:the output could not be written"})
final class DemoCommand implements Callable<Integer> {

    private static final String MTA = "mx.receiver.example";

    private final Console console;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PrintWriter out = console.out();
        try (DnsServer server = DnsServer.start(Zone.parse(Sample.zone()))) {
            MailAuthenticator authenticator = MailAuthenticator.using(
                    DnsJavaResolver.builder().servers(List.of(server.address())).build());
            out.println("A DNS server with the bundled zone listens on "
                    + server.address().getHostString() + " port "
                    + server.address().getPort() + ".");
            int number = 1;
            for (Sample sample : Sample.ALL) {
                out.println();
                out.println(number++ + ". " + sample.story());
                tell(out, sample, authenticator.authenticate(sample.message(), sample.envelope()));
            }
        }
        return ExitStatus.OK;
    }

    private static void tell(PrintWriter out, Sample sample, Authentication result) {
        Message message = sample.message();
        out.println("   sent:    by " + sample.helo() + " [" + sample.clientIp() + "], MAIL FROM <" + sample.mailFrom()
                + ">");
        out.println("            From:" + value(message, "From") + ", Subject:" + value(message, "Subject"));
        out.println("   verdict: " + Verdict.line(result));
        out.println("   why:     " + Verdict.why(result));
        out.print(Verdict.field(result.toAuthenticationResults(MTA)).indent(3));
    }

    private static String value(Message message, String name) {
        return message.fields(name).stream().findFirst().map(HeaderField::value).orElse(" (none)");
    }
}
