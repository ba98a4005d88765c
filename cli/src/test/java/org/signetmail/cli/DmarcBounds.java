package org.signetmail.cli;

import static org.signetmail.cli.MessageBounds.number;
import static org.signetmail.cli.MessageBounds.octets;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.AuthenticationLimits;
import org.signetmail.dmarc.DmarcLimits;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.FakeDns;

/** How much DMARC, and all checks of one message together, may do. */
final class DmarcBounds {

    private static final DmarcLimits LIMITS = DmarcLimits.DEFAULT;
    private static final AuthenticationLimits ALL = AuthenticationLimits.DEFAULT;
    private static final String FROM = "From: bob@example.net\r\n\r\n";

    private DmarcBounds() {}

    static List<Bound> all() {
        return List.of(
                Bound.run(
                        "DmarcLimits.authorDomains",
                        number(LIMITS.authorDomains()),
                        "domains in From (RFC 9989 §11.5); 5 at most, the strictest policy of all then",
                        () -> answer(from(LIMITS.authorDomains()), ALL, ends()),
                        () -> answer(from(LIMITS.authorDomains() + 1), ALL, ends())),
                Bound.held(
                        "DmarcLimits.walks",
                        number(LIMITS.walks()),
                        "identifiers that pass and whose organizational domain takes a walk",
                        "dmarc=permerror, `dmarc-alignment-over-limit`, reply 552 5.3.4",
                        "org.signetmail.dmarc.ReplyTest#moreWalksThanAreMade"),
                Bound.run(
                        "AuthenticationLimits.queries",
                        number(ALL.queries()),
                        "DNS queries whose answers are used, of all checks of a message",
                        () -> answer(FROM, ALL.withQueries(2), ends()),
                        () -> answer(FROM, ALL.withQueries(1), ends())),
                Bound.run(
                        "AuthenticationLimits.time",
                        ALL.time().toSeconds() + " s",
                        "the waiting for DNS of all checks of a message; at most an hour",
                        () -> answer(FROM, ALL, ends()),
                        () -> answer(
                                FROM, ALL.withTime(Duration.ofMillis(100)), ends().withDelay(Duration.ofSeconds(20)))),
                Bound.held(
                        "AuthenticationLimits.heloQueries",
                        number(ALL.heloQueries()),
                        "DNS queries for the HELO identity where MAIL FROM decides, beside the others",
                        "the outcome for HELO alone is permerror",
                        "org.signetmail.dmarc.HeloCheckTest#questions"),
                Bound.held(
                        "AuthenticationLimits.heloTime",
                        ALL.heloTime().toSeconds() + " s",
                        "what it may take longer than all other checks",
                        "the outcome for HELO alone is temperror",
                        "org.signetmail.dmarc.HeloCheckTest#time"));
    }

    private static FakeDns ends() {
        return FakeDns.zone("""
                example.net         TXT  "v=spf1 ip4:192.0.2.1 -all"
                _dmarc.example.net  TXT  "v=DMARC1; p=reject"
                """);
    }

    private static String from(int domains) {
        return IntStream.range(0, domains)
                        .mapToObj(i -> i == 0 ? "bob@example.net" : "bob@d" + i + ".example")
                        .collect(Collectors.joining(", ", "From: ", "\r\n"))
                + "Sender: bob@example.net\r\n\r\n";
    }

    private static String answer(String message, AuthenticationLimits limits, FakeDns dns) {
        Authentication result = MailAuthenticator.using(dns)
                .withLimits(limits)
                .authenticate(
                        Message.of(octets(message)),
                        Envelope.from(MessageBounds.CLIENT)
                                .helo("mail.example.net")
                                .mailFrom("bob@example.net"));
        return "spf=" + result.spf().result().keyword() + ", dmarc="
                + result.dmarc().result().keyword()
                + result.dmarc()
                        .problem()
                        .map(problem -> ", `" + problem.code() + "`")
                        .orElse("") + ", reply "
                + result.reply().code() + " " + result.reply().enhancedCode();
    }
}
