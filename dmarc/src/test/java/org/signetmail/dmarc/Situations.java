package org.signetmail.dmarc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/** Messages for every line of the table at {@link DispositionPolicy}, several for each. */
final class Situations {

    private Situations() {}

    /** A line of the table, with what is done by default. */
    enum Line {
        LIMIT("552 5.3.4", SmtpAction.REFUSE),
        UNUSABLE_AUTHOR("550 5.7.1", SmtpAction.REFUSE),
        REJECT("550 5.7.26", SmtpAction.REFUSE),
        QUARANTINE("250 2.6.0", SmtpAction.QUARANTINE),
        TEMPERROR("451 4.4.3", SmtpAction.DEFER),
        SPF_FAIL("250 2.6.0", SmtpAction.ACCEPT),
        SPF_TEMPERROR("250 2.6.0", SmtpAction.ACCEPT),
        SPF_PERMERROR("250 2.6.0", SmtpAction.ACCEPT),
        ACCEPT("250 2.6.0", SmtpAction.ACCEPT);

        private final String reply;
        private final SmtpAction action;

        Line(String reply, SmtpAction action) {
            this.reply = reply;
            this.action = action;
        }

        String reply() {
            return reply;
        }

        SmtpAction action() {
            return action;
        }
    }

    record Situation(Line line, String name, Scenario scenario, Message message) {

        Authentication authenticate(DispositionPolicy policy) {
            return MailAuthenticator.using(scenario.dns())
                    .withDispositionPolicy(policy)
                    .authenticate(message, scenario.envelope());
        }

        FakeDns dns() {
            return scenario.dns();
        }

        @Override
        public String toString() {
            return line + ": " + name;
        }
    }

    private static final String FROM = "From: alice@example.com\n";

    private static Situation forged(Line line, String name, String zone, String header) {
        return sent(line, name, zone + "\nstranger.example TXT \"v=spf1 ip4:192.0.2.9 -all\"", header);
    }

    private static Situation sent(Line line, String name, String zone, String header) {
        Scenario scenario = Scenario.of(name)
                .zone(zone)
                .from("192.0.2.9", "h.stranger.example", "a@stranger.example")
                .message(header + "\nHello.\n");
        return new Situation(line, name, scenario, scenario.message());
    }

    private static Situation dmarc(Line line, String tags) {
        return forged(line, tags, "_dmarc.example.com TXT \"v=DMARC1; " + tags + '"', FROM);
    }

    private static Situation author(String name, String header) {
        String rejects = "_dmarc.example.com TXT \"v=DMARC1; p=reject\"\n_dmarc.example.net TXT \"v=DMARC1; p=reject\"";
        return forged(Line.UNUSABLE_AUTHOR, name, rejects, header);
    }

    private static Situation limited(String name, MessageLimits limits) {
        Situation whole = dmarc(Line.LIMIT, "p=none");
        Message cut = Message.of(
                ("From: alice@example.com\r\nSubject: " + "x".repeat(90) + "\r\n\r\nHello.\r\n")
                        .getBytes(StandardCharsets.US_ASCII),
                LineEnds.AS_IS,
                limits);
        return new Situation(Line.LIMIT, name, whole.scenario(), cut);
    }

    private static Situation spf(Line line, String name, String record) {
        return sent(line, name, "stranger.example TXT " + record, FROM);
    }

    private static Situation keyWithServfail() {
        Scenario scenario = Scenario.of("the author's own key has SERVFAIL")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"\ns1._domainkey.example.com TXT !SERVFAIL")
                .from("192.0.2.9", "h.stranger.example", "a@stranger.example")
                .message(FROM + "\nHello.\n")
                .signed("example.com", "s1", TestKeys.ed25519());
        return new Situation(Line.TEMPERROR, "the author's own key has SERVFAIL", scenario, scenario.message());
    }

    static Situation of(String name) {
        return all().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    }

    private static final List<Situation> ALL = make();

    static Stream<Situation> all() {
        return ALL.stream();
    }

    private static List<Situation> make() {
        return List.of(
                limited(
                        "header section",
                        MessageLimits.DEFAULT
                                .withHeaderOctets(50)
                                .withFieldOctets(1000)
                                .withFields(10)
                                .withMessageOctets(1000)),
                limited(
                        "one field",
                        MessageLimits.DEFAULT
                                .withHeaderOctets(1000)
                                .withFieldOctets(50)
                                .withFields(10)
                                .withMessageOctets(1000)),
                limited(
                        "fields",
                        MessageLimits.DEFAULT
                                .withHeaderOctets(1000)
                                .withFieldOctets(1000)
                                .withFields(1)
                                .withMessageOctets(1000)),
                author("no From field", "Subject: x\n"),
                author("Sender alone", "Sender: alice@example.com\n"),
                author("two From fields", FROM + "From: x@stranger.example\n"),
                author("the same From field twice", FROM + FROM),
                author("From not parsable", "From: alice@example.com, <\n"),
                author("text behind the address", "From: <alice@example.com> x\n"),
                author("empty From", "From:\n"),
                author("From behind a bare CR", "Subject: x\rFrom: alice@example.com\n"),
                author("too many addresses", "From: " + "a@example.com, ".repeat(100) + "a@example.com\n"),
                author("group without members", "From: undisclosed:;\n"),
                author("address literal", "From: alice@[192.0.2.9]\n"),
                author("label too long", "From: alice@" + "a".repeat(64) + ".example.com\n"),
                author("two author domains", "From: alice@example.com, bob@example.net\n"),
                author("a hundred author domains", "From: " + hundredDomains() + "\n"),
                dmarc(Line.REJECT, "p=reject"),
                dmarc(Line.REJECT, "p=reject; pct=0"),
                dmarc(Line.REJECT, "P=REJECT; sp=none"),
                forged(
                        Line.REJECT,
                        "sp=reject of the organization",
                        "_dmarc.com TXT \"v=DMARC1; p=none; sp=reject\"",
                        FROM),
                forged(
                        Line.REJECT,
                        "an invalid signature of the author's",
                        "_dmarc.example.com TXT \"v=DMARC1; p=reject\"",
                        "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=x; h=from; bh=x; b=x\n" + FROM),
                forged(
                        Line.REJECT,
                        "a trailing dot",
                        "_dmarc.example.com TXT \"v=DMARC1; p=reject\"",
                        "From: alice@example.com.\n"),
                dmarc(Line.QUARANTINE, "p=quarantine"),
                dmarc(Line.QUARANTINE, "p=reject; t=y"),
                dmarc(Line.QUARANTINE, "p=quarantine; sp=reject"),
                forged(Line.TEMPERROR, "policy times out", "_dmarc.example.com TXT !TIMEOUT", FROM),
                forged(Line.TEMPERROR, "policy has SERVFAIL", "_dmarc.example.com TXT !SERVFAIL", FROM),
                forged(Line.TEMPERROR, "the top-level domain is silent", "_dmarc.com TXT !SERVFAIL", FROM),
                keyWithServfail(),
                spf(Line.SPF_FAIL, "SPF fail, no record", "\"v=spf1 -all\""),
                sent(
                        Line.SPF_FAIL,
                        "SPF fail, a record that does not count",
                        "stranger.example TXT \"v=spf1 -all\"\n_dmarc.example.com TXT \"v=DMARC1; sp=none\"",
                        FROM),
                spf(Line.SPF_TEMPERROR, "SPF SERVFAIL", "!SERVFAIL"),
                spf(
                        Line.SPF_TEMPERROR,
                        "SPF of an include times out",
                        "\"v=spf1 include:i.example -all\"\n" + "i.example TXT !TIMEOUT"),
                spf(Line.SPF_PERMERROR, "SPF syntax error", "\"v=spf1 ipv4:192.0.2.9 -all\""),
                spf(Line.SPF_PERMERROR, "SPF two records", "\"v=spf1 -all\"\nstranger.example TXT \"v=spf1 ~all\""),
                spf(Line.ACCEPT, "SPF softfail, no record", "\"v=spf1 ~all\""),
                dmarc(Line.ACCEPT, "p=none"),
                dmarc(Line.ACCEPT, "p=quarantine; t=y"),
                dmarc(Line.ACCEPT, "p=none; sp=reject"),
                dmarc(Line.ACCEPT, "rua=mailto:r@example.com"),
                sent(
                        Line.ACCEPT,
                        "SPF fail under p=none",
                        "stranger.example TXT \"v=spf1 -all\"\n_dmarc.example.com TXT \"v=DMARC1; p=none\"",
                        FROM),
                forged(
                        Line.ACCEPT,
                        "DMARC pass",
                        "_dmarc.stranger.example TXT \"v=DMARC1; p=reject\"",
                        "From: a@stranger.example\n"),
                forged(Line.ACCEPT, "no record at all", "", FROM),
                forged(Line.ACCEPT, "policy has FORMERR", "_dmarc.example.com TXT !FORMERR", FROM));
    }

    private static String hundredDomains() {
        StringBuilder addresses = new StringBuilder("a@example.com");
        for (int i = 1; i < 100; i++) {
            addresses.append(", a@d").append(i).append(".example");
        }
        return addresses.toString();
    }
}
