package org.signetmail.dmarc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimLimits;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimPolicy;
import org.signetmail.spf.SpfLimits;
import org.signetmail.spf.SpfOptions;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Messages that go up to each bound of evaluation, and one beyond it. All are from the bank, which asks for reject. */
final class Overruns {

    /** Who sends it: the bank itself, or a forger who has a domain and a client of his own. */
    enum Sender {
        BANK("bank.example", "192.0.2.1"),
        CROOK("crook.example", "203.0.113.5");

        private final String domain;
        private final String client;

        Sender(String domain, String client) {
            this.domain = domain;
            this.client = client;
        }

        private Scenario mail(String fields) {
            return Scenario.of(domain)
                    .from(client, "mail." + domain, "ceo@" + domain)
                    .zone("_dmarc.bank.example TXT \"v=DMARC1; p=reject\"")
                    .message(fields + "\n\nHello.\n");
        }

        private Scenario mail() {
            return mail(FROM);
        }

        /** A record that the check has to read up to the client's address at its end. */
        private Scenario spf(String terms) {
            return mail().zone(txt(domain, "v=spf1 " + terms + "ip4:" + client + " -all"));
        }

        private Scenario plain(String fields) {
            return mail(fields).zone(txt(domain, "v=spf1 ip4:" + client + " -all"));
        }

        /** Through somebody who has no SPF record, so that all hangs on the signature. */
        private Scenario signed(TestKey key) {
            return mail().from("198.51.100.1", "list.test", "list@list.test").signed(domain, "s", key);
        }

        private Scenario signed() {
            return signed(KEY).publish(domain, "s", KEY);
        }
    }

    /** A message that is at the bound, or so many over it. */
    interface Drive {
        Scenario at(Sender sender, int over);
    }

    /**
     * One bound.
     *
     * @param bound as docs/limits.md calls it
     * @param sign what the outcome of a forged message has beyond the bound and not at it; empty when nothing tells
     * @param drive to the bound
     */
    record Overrun(String bound, String sign, Drive drive) {}

    static final String FROM = "From: ceo@bank.example";
    private static final TestKey KEY = TestKeys.ed25519();
    private static final SpfLimits SPF = SpfLimits.DEFAULT;
    private static final DkimLimits DKIM = DkimLimits.DEFAULT;
    private static final MessageLimits MESSAGE = MessageLimits.DEFAULT;
    private static final Duration SHORT = Duration.ofMillis(20);

    private Overruns() {}

    static List<Overrun> ofMessages() {
        return List.of(
                new Overrun(
                        "MessageLimits.headerOctets",
                        "message-header-too-large",
                        (sender, over) -> sender.plain(FROM).limits(MESSAGE.withHeaderOctets(FROM.length() - over))),
                new Overrun(
                        "MessageLimits.fieldOctets",
                        "message-field-too-large",
                        (sender, over) -> sender.plain(FROM).limits(MESSAGE.withFieldOctets(FROM.length() - over))),
                new Overrun(
                        "MessageLimits.fields",
                        "message-too-many-fields",
                        (sender, over) -> sender.plain(FROM + "\nX: y".repeat(MESSAGE.fields() - 1 + over))),
                new Overrun("MessageLimits.messageOctets", "message-too-large", (sender, over) -> {
                    Scenario scenario = sender.plain(FROM);
                    return scenario.limits(MESSAGE.withMessageOctets(scenario.octets().length - over));
                }),
                new Overrun(
                        "addresses in From",
                        "from-too-many-addresses",
                        (sender, over) -> sender.plain(FROM + ", a@bank.example".repeat(99 + over))),
                new Overrun("a domain name", "from-unusable-domain", (sender, over) -> {
                    String label = "a".repeat(60 + over) + ".";
                    return sender.plain("From: ceo@" + "b".repeat(59) + "." + ("b".repeat(59) + ".").repeat(2) + label
                            + "bank.example");
                }));
    }

    static List<Overrun> ofSpf() {
        return List.of(
                new Overrun(
                        "SpfLimits.terms",
                        "spf-term-limit",
                        (sender, over) -> sender.spf("a:other.test ".repeat(SPF.terms() + over))
                                .zone("other.test A 198.51.100.2")),
                new Overrun(
                        "SpfLimits.voids",
                        "spf-void-limit",
                        (sender, over) -> sender.spf("a:void.test ".repeat(SPF.voids() + over))),
                new Overrun(
                        "SpfLimits.mxHosts",
                        "spf-mx-limit",
                        (sender, over) -> sender.spf("mx:mx.test ")
                                .zone(each(
                                        SPF.mxHosts() + over,
                                        "mx.test MX 10 h%1$d.test\nh%1$d.test A 198.51.100.2\n"))),
                new Overrun("SpfLimits.ptrNames", "spf=fail", Overruns::ptr),
                new Overrun("SpfLimits.recordOctets", "spf-record-too-large", (sender, over) -> {
                    int others = ("v=spf1 ip4:" + sender.client + " -all").length();
                    return sender.spf(" ".repeat(SPF.recordOctets() - others + over));
                }),
                new Overrun(
                        "SpfLimits.explanationChars",
                        "",
                        (sender, over) -> sender.mail()
                                .signed(sender.domain, "s")
                                .zone(txt(sender.domain, "v=spf1 -all exp=why.test")
                                        + txt("why.test", "y".repeat(SPF.explanationChars() + over)))),
                new Overrun("SpfLimits.time", "spf-time-limit", (sender, over) -> {
                    SpfOptions options = SpfOptions.DEFAULT.withLimits(SPF.withTime(over > 0 ? SHORT : SPF.time()));
                    return silent(sender, over).with(checks -> checks.withSpf(options));
                }),
                new Overrun(
                        "CNAME records behind each other",
                        "spf=temperror",
                        (sender, over) -> sender.mail()
                                .zone(sender.domain + " CNAME n1.test\n"
                                        + IntStream.range(1, 16 + over)
                                                .mapToObj(i -> "n" + i + ".test CNAME n" + (i + 1) + ".test\n")
                                                .collect(Collectors.joining())
                                        + txt("n" + (16 + over) + ".test", "v=spf1 ip4:" + sender.client + " -all"))),
                new Overrun("a DNS answer", "spf-dns-answer-too-large", Overruns::answer));
    }

    /** The last name of the client is the one that matches. */
    private static Scenario ptr(Sender sender, int over) {
        String[] octets = sender.client.split("\\.", -1);
        String reverse = octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0] + ".in-addr.arpa";
        String other = reverse + " PTR n%1$d.test\nn%1$d.test A " + sender.client + "\n";
        return sender.mail()
                .zone(txt(sender.domain, "v=spf1 ptr -all") + each(SPF.ptrNames() - 1 + over, other) + reverse
                        + " PTR host." + sender.domain + "\nhost." + sender.domain + " A " + sender.client);
    }

    /** RFC 1035 §4.1: 12 octets of header, the question, and each record with 12 octets in front of its data. */
    private static Scenario answer(Sender sender, int over) {
        String record = "v=spf1 ip4:" + sender.client + " -all";
        int left = 65_535 + over - 12 - (sender.domain.length() + 2) - 4 - 12 - 1 - record.length();
        StringBuilder zone = new StringBuilder(txt(sender.domain, record));
        while (left > 0) {
            // None is left that would have no room for its own frame.
            int data = left > 400 ? 255 : left > 268 ? 100 : left - 13;
            zone.append(txt(sender.domain, "y".repeat(data)));
            left -= 13 + data;
        }
        return sender.mail().zone(zone.toString());
    }

    /** Whose SPF does not answer beyond the bound. */
    private static Scenario silent(Sender sender, int over) {
        return sender.plain(FROM)
                .through(dns -> (name, type) -> over > 0 && name.toString().equals(sender.domain)
                        ? new CompletableFuture<>()
                        : dns.lookup(name, type));
    }

    static List<Overrun> ofDkim() {
        return List.of(
                new Overrun(
                        "DkimLimits.signatures",
                        "dkim-too-many-signatures",
                        (sender, over) -> sender.signed()
                                .changed(
                                        text -> "DKIM-Signature: v=1\r\n".repeat(DKIM.signatures() - 1 + over) + text)),
                new Overrun(
                        "DkimLimits.evaluations",
                        "dkim-too-many-signatures",
                        (sender, over) -> sender.signed()
                                .changed(text -> field(text).repeat(DKIM.evaluations() - 1 + over) + text)),
                new Overrun("DkimLimits.signatureOctets", "dkim-signature-too-large", (sender, over) -> {
                    Scenario scenario = sender.signed();
                    int octets =
                            field(new String(scenario.octets(), ISO_8859_1)).length() - 2;
                    return scenario.with(dkim(DKIM.withSignatureOctets(octets - over)));
                }),
                new Overrun(
                        "DkimLimits.tags",
                        "dkim-key-syntax",
                        (sender, over) -> sender.signed(KEY)
                                .zone(key(sender, KEY.txt() + each(DKIM.tags() - 3 + over, "; x%1$d=1")))),
                new Overrun("DkimLimits.signedFields", "dkim-signature-too-large", (sender, over) -> {
                    Scenario scenario = sender.signed();
                    String field = field(new String(scenario.octets(), ISO_8859_1));
                    String names = field.substring(field.indexOf("h="), field.indexOf(';', field.indexOf("h=")));
                    int count = names.length() - names.replace(":", "").length() + 1;
                    return scenario.with(dkim(DKIM.withSignedFields(count - over)));
                }),
                new Overrun(
                        "DkimLimits.keyRecords",
                        "dkim-key-revoked",
                        (sender, over) -> sender.signed(KEY)
                                .zone(each(
                                                DKIM.keyRecords() - 1 + over,
                                                "s._domainkey." + sender.domain + " TXT \"v=DKIM1; p=; n=%1$d\"\n")
                                        + key(sender, KEY.txt()))),
                new Overrun("DkimLimits.keyRecordOctets", "dkim-key-too-large", (sender, over) -> {
                    String start = KEY.txt() + "; n=";
                    String rest = "x".repeat(DKIM.keyRecordOctets() - start.length() + over);
                    return sender.signed(KEY).zone(key(sender, start + rest));
                }),
                new Overrun(
                        "DkimPolicy.minimumRsaBits",
                        "dkim-key-too-short",
                        (sender, over) -> rsa(sender, DkimPolicy.DEFAULT.withRsaBits(2048 + over, 8192))),
                new Overrun(
                        "DkimPolicy.maximumRsaBits",
                        "dkim-key-too-large",
                        (sender, over) -> rsa(sender, DkimPolicy.DEFAULT.withRsaBits(1024, 2048 - over))));
    }

    private static String field(String message) {
        return message.substring(0, message.indexOf("\r\nFrom:") + 2);
    }

    private static UnaryOperator<MailAuthenticator> dkim(DkimLimits limits) {
        return checks -> checks.withDkim(DkimOptions.DEFAULT.withLimits(limits));
    }

    private static Scenario rsa(Sender sender, DkimPolicy policy) {
        TestKey key = TestKeys.rsa2048();
        return sender.signed(key)
                .zone(key(sender, key.txt()))
                .with(checks -> checks.withDkim(DkimOptions.DEFAULT.withPolicy(policy)));
    }

    static List<Overrun> ofDmarc() {
        return List.of(
                new Overrun(
                        "DmarcLimits.authorDomains",
                        "dmarc-several-author-domains",
                        (sender, over) -> sender.plain(FROM + each(over, ", x@d%1$d.crook.example"))),
                new Overrun("DmarcLimits.walks", "dmarc-alignment-over-limit", (sender, over) -> {
                    Scenario scenario = sender.plain(FROM).signed("n0.bank.example", "s");
                    for (int i = 1; i <= over; i++) {
                        scenario.signed("n" + i + ".bank.example", "s");
                    }
                    DmarcOptions options = DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withWalks(1));
                    return scenario.zone("_dmarc.n0.bank.example TXT \"v=DMARC1; p=none; psd=n\"\n"
                                    + each(over, "_dmarc.n%1$d.bank.example TXT \"v=DMARC1; p=none; psd=n\"\n"))
                            .with(checks -> checks.withDmarc(options));
                }),
                new Overrun(
                        "names of a walk",
                        "",
                        (sender, over) -> sender.plain("From: ceo@" + each(6 + over, "n%1$d.") + "bank.example")),
                new Overrun(
                        "report addresses of a kind",
                        "",
                        (sender, over) -> sender.plain("From: ceo@more.bank.example")
                                .zone(txt(
                                        "_dmarc.more.bank.example",
                                        "v=DMARC1; p=reject; rua=mailto:a@bank.example"
                                                + each(9 + over, ",mailto:a%1$d@bank.example")))),
                new Overrun(
                        "AuthenticationLimits.queries",
                        "dmarc-alignment-unknown",
                        (sender, over) -> sender.plain(FROM)
                                .with(checks -> checks.withLimits(AuthenticationLimits.DEFAULT.withQueries(3 - over)))),
                new Overrun(
                        "AuthenticationLimits.time",
                        "spf-time-limit",
                        (sender, over) -> silent(sender, over)
                                .with(checks -> over > 0
                                        ? checks.withLimits(AuthenticationLimits.DEFAULT.withTime(SHORT))
                                        : checks)),
                new Overrun(
                        "AuthenticationLimits.heloQueries",
                        "helo=permerror",
                        (sender, over) -> helo(sender, "a:other.test ")
                                .zone("other.test A 198.51.100.2")
                                .with(checks -> checks.withChecks(EnumSet.allOf(MailCheck.class))
                                        .withLimits(AuthenticationLimits.DEFAULT.withHeloQueries(2 - over)))),
                new Overrun(
                        "AuthenticationLimits.heloTime",
                        "helo=temperror",
                        (sender, over) -> helo(sender, "")
                                .through(dns -> (name, type) ->
                                        over > 0 && name.toString().startsWith("mail.")
                                                ? new CompletableFuture<>()
                                                : dns.lookup(name, type))
                                .with(checks -> checks.withChecks(EnumSet.allOf(MailCheck.class)))));
    }

    private static Scenario helo(Sender sender, String terms) {
        return sender.plain(FROM).zone(txt("mail." + sender.domain, "v=spf1 " + terms + "ip4:" + sender.client));
    }

    private static String each(int count, String format) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, format, i))
                .collect(Collectors.joining());
    }

    private static String key(Sender sender, String text) {
        return txt("s._domainkey." + sender.domain, text);
    }

    private static String txt(String name, String text) {
        StringBuilder record = new StringBuilder(name).append(" TXT");
        for (int at = 0; at < text.length(); at += 255) {
            record.append(" \"")
                    .append(text, at, Math.min(at + 255, text.length()))
                    .append('"');
        }
        return record.append('\n').toString();
    }
}
