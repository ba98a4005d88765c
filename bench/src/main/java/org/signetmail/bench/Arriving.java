package org.signetmail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.RecordType;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.testkit.Question;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.Zone;

/**
 * One of many messages that one service sends, each for a customer's domain of its own: what the service publishes is in
 * the cache soon, what the customer publishes is asked for once. Every domain has an address, a selector and a policy
 * that are not its neighbour's, so that an answer that reached the wrong message would show in a verdict.
 *
 * @param envelope how it comes
 * @param message with the signatures of the service and of the customer
 * @param verdict what has to come out, as {@link #verdict(Authentication)} tells it
 */
record Arriving(Envelope envelope, Message message, String verdict) {

    private static final String SERVICE = "esp.example";

    /** Everybody's, and the one that signs sooner: getting ready must not take longer than what is measured. */
    private static final TestKey KEY = Mail.ED25519;

    /** What selectors of RSA keys begin with, for those who know no other. */
    private static final String RSA = "r";

    private static final String[] POLICIES = {"none", "quarantine", "reject"};

    /** What all messages have in common. */
    static void publishService(Zone.Builder zone) {
        zone.txt(DomainName.of("_spf." + SERVICE), "v=spf1 ip4:198.51.100.0/28 -all");
        zone.a(DomainName.of("mx." + SERVICE), "198.51.100.200");
        publish(zone, Mail.keyName(SERVICE));
        zone.txt(DomainName.of(RSA + Mail.keyName(SERVICE)), Mail.RSA.txt());
    }

    /** What one customer publishes. */
    static void publishCustomer(Zone.Builder zone, int number) {
        String domain = domain(number);
        DomainName sender = DomainName.of("bounce." + domain);
        zone.txt(sender, "v=spf1 include:_spf." + SERVICE + " mx a:out." + domain + " -all");
        zone.mx(sender, 10, DomainName.of("mx." + SERVICE));
        zone.a(DomainName.of("out." + domain), address(number));
        zone.txt(DomainName.of("_dmarc." + domain), "v=DMARC1; p=" + policy(number));
        publish(zone, selector(number) + "._domainkey." + domain);
        zone.txt(DomainName.of(RSA + selector(number) + "._domainkey." + domain), Mail.RSA.txt());
    }

    /** All that is asked for successfully, for so many customers. */
    static List<Question> published(int customers) {
        List<Question> all = new ArrayList<>();
        all.add(new Question(DomainName.of("_spf." + SERVICE), RecordType.TXT));
        all.add(new Question(DomainName.of("mx." + SERVICE), RecordType.A));
        all.add(new Question(DomainName.of(Mail.keyName(SERVICE)), RecordType.TXT));
        all.add(new Question(DomainName.of(RSA + Mail.keyName(SERVICE)), RecordType.TXT));
        for (int number = 0; number < customers; number++) {
            String domain = domain(number);
            DomainName sender = DomainName.of("bounce." + domain);
            all.add(new Question(sender, RecordType.TXT));
            all.add(new Question(sender, RecordType.MX));
            all.add(new Question(DomainName.of("out." + domain), RecordType.A));
            all.add(new Question(DomainName.of("_dmarc." + domain), RecordType.TXT));
            all.add(new Question(DomainName.of(selector(number) + "._domainkey." + domain), RecordType.TXT));
            all.add(new Question(DomainName.of(RSA + selector(number) + "._domainkey." + domain), RecordType.TXT));
        }
        return all;
    }

    private static void publish(Zone.Builder zone, String name) {
        zone.txt(DomainName.of(name), KEY.txt());
    }

    /** The octets of the same, forged or not, with signatures of RSA keys. */
    static byte[] withRsa(int number) {
        byte[] octets = signed(number, RSA, Mail.RSA);
        if (isForged(number)) {
            octets[Mail.bodyStart(octets)] ^= 1;
        }
        return octets;
    }

    static boolean isForged(int number) {
        return number % 4 == 3;
    }

    /** The same, as octets that were made of it. */
    Arriving with(byte[] octets) {
        return new Arriving(envelope, Message.of(octets), verdict);
    }

    /** Of four messages one is forwarded, so that SPF fails, and one is forged, so that nothing passes. */
    static Arriving of(int number) {
        boolean straight = number % 4 < 2;
        boolean forged = isForged(number);
        byte[] octets = signed(number, "", KEY);
        if (forged) {
            octets[Mail.bodyStart(octets)] ^= 1;
        }
        String verdict = String.join(
                " ",
                straight ? "PASS" : "FAIL",
                forged ? "[FAIL, FAIL]" : "[PASS, PASS]",
                forged ? "FAIL" : "PASS",
                policy(number),
                forged ? policy(number) : "none");
        Envelope envelope = Mail.envelope(
                address(straight ? number : number + 1), "out." + SERVICE, "b-1@bounce." + domain(number));
        return new Arriving(envelope, Message.of(octets), verdict);
    }

    static String verdict(Authentication result) {
        return String.join(
                " ",
                result.spf().result().name(),
                result.dkim().stream().map(each -> each.result()).toList().toString(),
                result.dmarc().result().name(),
                result.dmarc().publishedPolicy().map(policy -> policy.keyword()).orElse("-"),
                result.dmarc().disposition().keyword());
    }

    private static byte[] signed(int number, String prefix, TestKey key) {
        String header = """
                Date: Thu, 1 Jan 2026 12:00:00 +0000
                From: News <news@news.%s>
                To: Alice Example <alice@example.org>
                Subject: News
                """.formatted(domain(number)).replace("\n", "\r\n");
        byte[] octets = Mail.message(header, BodyKind.PROSE, 2 * Mail.KB);
        octets = signed(octets, SERVICE, prefix + Mail.SELECTOR, key);
        return signed(octets, domain(number), prefix + selector(number), key);
    }

    private static byte[] signed(byte[] octets, String domain, String selector, TestKey key) {
        return Mail.signer(domain, selector, SigningKey.of(key.privateKey()), Canonicalization.RELAXED)
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);
    }

    private static String domain(int number) {
        return String.format(Locale.ROOT, "c%05d.example", number);
    }

    private static String selector(int number) {
        return "s" + number % 7;
    }

    private static String policy(int number) {
        return POLICIES[number % POLICIES.length];
    }

    private static String address(int number) {
        return "198.18." + number / 250 % 250 + "." + (1 + number % 250);
    }
}
