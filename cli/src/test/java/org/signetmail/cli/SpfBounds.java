package org.signetmail.cli;

import static org.signetmail.cli.MessageBounds.number;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.signetmail.core.Envelope;
import org.signetmail.spf.SpfExplanation;
import org.signetmail.spf.SpfLimits;
import org.signetmail.spf.SpfOptions;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.testkit.FakeDns;

/** How much one SPF check may do (RFC 7208 §4.6.4, §11.1). */
final class SpfBounds {

    private static final SpfLimits LIMITS = SpfLimits.DEFAULT;

    private SpfBounds() {}

    static List<Bound> all() {
        return List.of(
                Bound.run(
                        "SpfLimits.terms",
                        number(LIMITS.terms()),
                        "terms and macros that need DNS, in all records together",
                        () -> answer(terms(LIMITS.terms())),
                        () -> answer(terms(LIMITS.terms() + 1))),
                Bound.run(
                        "SpfLimits.voids",
                        number(LIMITS.voids()),
                        "look-ups that find nothing",
                        () -> answer(voids(LIMITS.voids())),
                        () -> answer(voids(LIMITS.voids() + 1))),
                Bound.run(
                        "SpfLimits.mxHosts",
                        number(LIMITS.mxHosts()),
                        "hosts of one `mx`",
                        () -> answer(mx(LIMITS.mxHosts())),
                        () -> answer(mx(LIMITS.mxHosts() + 1))),
                Bound.run(
                        "SpfLimits.ptrNames",
                        number(LIMITS.ptrNames()),
                        "names of the client that `ptr` and `%{p}` look at; further ones are ignored",
                        () -> answer(ptr(LIMITS.ptrNames())),
                        () -> answer(ptr(LIMITS.ptrNames() + 1))),
                Bound.run(
                        "SpfLimits.recordOctets",
                        number(LIMITS.recordOctets()) + " octets",
                        "an SPF record",
                        () -> answer(record(LIMITS.recordOctets())),
                        () -> answer(record(LIMITS.recordOctets() + 1))),
                Bound.run(
                        "SpfLimits.explanationChars",
                        number(LIMITS.explanationChars()) + " characters",
                        "an explanation",
                        () -> explanation(LIMITS.explanationChars()),
                        () -> explanation(LIMITS.explanationChars() + 1)),
                Bound.run(
                        "SpfLimits.time",
                        LIMITS.time().toSeconds() + " s",
                        "a check of one identity",
                        () -> answer(ends()),
                        () -> answer(
                                ends().withDelay(Duration.ofSeconds(20)), LIMITS.withTime(Duration.ofMillis(100)))));
    }

    private static FakeDns zone(String record, String others) {
        StringBuilder strings = new StringBuilder();
        for (int at = 0; at < record.length(); at += 250) {
            strings.append('"')
                    .append(record, at, Math.min(at + 250, record.length()))
                    .append("\" ");
        }
        return FakeDns.zone("example.net TXT " + strings + "\n" + others);
    }

    private static FakeDns terms(int count) {
        return zone("v=spf1 " + "a:no.example ".repeat(count) + "ip4:192.0.2.1", "no.example A 203.0.113.1");
    }

    private static FakeDns voids(int count) {
        return zone("v=spf1 " + "a:void.example ".repeat(count) + "ip4:192.0.2.1", "");
    }

    private static FakeDns mx(int count) {
        return zone(
                "v=spf1 mx ip4:192.0.2.1",
                IntStream.range(0, count)
                        .mapToObj(i -> "example.net MX 10 no.example\n".replace("no", "h" + i) + "h" + i
                                + ".example A 203.0.113.1\n")
                        .collect(Collectors.joining()));
    }

    /** The last name of the client is the one that matches. */
    private static FakeDns ptr(int count) {
        return zone(
                "v=spf1 ptr:yes.example -all",
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> i < count ? "n" + i + ".example" : "yes.example")
                        .map(name -> "1.2.0.192.in-addr.arpa PTR " + name + "\n" + name + " A 192.0.2.1\n")
                        .collect(Collectors.joining()));
    }

    private static FakeDns record(int octets) {
        String start = "v=spf1 ip4:192.0.2.1";
        return zone(start + " ".repeat(octets - start.length()), "");
    }

    private static FakeDns ends() {
        return zone("v=spf1 ip4:192.0.2.1 -all", "");
    }

    private static String explanation(int chars) {
        FakeDns dns = FakeDns.zone("example.net TXT \"v=spf1 -all exp=why.example\"\nwhy.example TXT "
                + IntStream.range(0, (chars + 249) / 250)
                        .mapToObj(i -> '"' + "y".repeat(Math.min(250, chars - 250 * i)) + '"')
                        .collect(Collectors.joining(" ")));
        int given = outcome(dns, LIMITS)
                .explanation()
                .map(SpfExplanation::text)
                .orElse("")
                .length();
        return given == chars ? "given whole" : "cut to " + given + " characters";
    }

    private static String answer(FakeDns dns) {
        return answer(dns, LIMITS);
    }

    private static String answer(FakeDns dns, SpfLimits limits) {
        SpfOutcome outcome = outcome(dns, limits);
        return "spf=" + outcome.result().keyword()
                + outcome.problem().map(problem -> ", `" + problem.code() + "`").orElse("");
    }

    private static SpfOutcome outcome(FakeDns dns, SpfLimits limits) {
        return SpfVerifier.using(dns)
                .withOptions(SpfOptions.DEFAULT.withLimits(limits))
                .verify(Envelope.from(MessageBounds.CLIENT)
                        .helo("mail.example.net")
                        .mailFrom("bob@example.net"));
    }
}
