package org.signetmail.bench;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfResult;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.testkit.FakeDns;

/**
 * How long a check waits for DNS when each answer takes a while. The answers come from memory, late: no cache, no packet
 * and no server's thread is in the figures, and Signet and its peers wait for the same clock. What packets add is
 * for the throughput.
 */
final class Waiting {

    /** From question to answer. */
    static final Duration ROUND_TRIP = Duration.ofMillis(20);

    /** 3 includes, one with 3 nested ones, a, and mx with 5 hosts: 14 questions, each known from one of 3 levels. */
    private static final String SPF_ZONE = """
            example.net TXT "v=spf1 include:i1.example include:i2.example include:i3.example a mx -all"
            i1.example  TXT "v=spf1 ip4:203.0.113.1"
            i2.example  TXT "v=spf1 include:n1.example include:n2.example include:n3.example"
            i3.example  TXT "v=spf1 ip4:203.0.113.2"
            n1.example  TXT "v=spf1 ip4:203.0.113.3"
            n2.example  TXT "v=spf1 ip4:203.0.113.4"
            n3.example  TXT "v=spf1 ip4:203.0.113.5"
            example.net A   203.0.113.6
            example.net MX  10 h1.example
            example.net MX  20 h2.example
            example.net MX  30 h3.example
            example.net MX  40 h4.example
            example.net MX  50 h5.example
            h1.example  A   203.0.113.7
            h2.example  A   203.0.113.8
            h3.example  A   203.0.113.9
            h4.example  A   203.0.113.10
            h5.example  A   203.0.113.11
            """;

    private static final Envelope NO_MATCH = envelope("192.0.2.1", "mail.example.org", "bob@example.net");

    /** SPF with three look-ups beside its record, and DMARC for an author of three labels. */
    private static final String MAIL_ZONE = """
            bounce.news.example.com  TXT "v=spf1 include:_spf.esp.example mx a:out.esp.example -all"
            bounce.news.example.com  MX 10 mx.example.com
            mx.example.com           A 203.0.113.1
            out.esp.example          A 203.0.113.2
            _spf.esp.example         TXT "v=spf1 ip4:198.51.100.0/28 -all"
            _dmarc.example.com       TXT "v=DMARC1; p=reject; sp=quarantine; np=reject"
            news.example.com         A 203.0.113.3
            """;

    private static final String MAIL_HEADER = """
            Date: Thu, 1 Jan 2026 12:00:00 +0000
            From: News <news@news.example.com>
            To: Alice Example <alice@example.org>
            Subject: News
            """.replace("\n", "\r\n");

    private static final Envelope LAST_MATCHES =
            envelope("203.0.113.2", "out.esp.example", "b-1@bounce.news.example.com");

    /** The service's and the author's. RSA, as jDKIM knows no other. */
    private static final List<String> SIGNERS = List.of("esp.example", "mail.example.com");

    private Waiting() {}

    static List<Row> all() {
        return all(ROUND_TRIP);
    }

    static List<Row> all(Duration delay) {
        return List.of(
                row(
                        "wait, SPF, 14 questions in 3 levels",
                        Map.of(
                                Engine.SIGNET, () -> spf(slow(SPF_ZONE, delay)),
                                Engine.JSPF,
                                        () -> JspfEngine.verify(PeerDns.of(slow(SPF_ZONE, delay)), NO_MATCH, "fail"))),
                row(
                        "wait, SPF with 3 look-ups + 2 DKIM keys + DMARC",
                        Map.of(
                                Engine.SIGNET, () -> authentication(slow(mailZone(), delay)),
                                Engine.JSPF_AND_JDKIM, () -> spfAndKeys(PeerDns.of(slow(mailZone(), delay))))));
    }

    private static Row row(String name, Map<Engine, Row.Maker> engines) {
        return new Row(name, Row.Unit.ROUND_TRIPS, Goal.roundTrips(3), engines);
    }

    private static FakeDns slow(String zone, Duration delay) {
        return FakeDns.zone(zone).withDelay(delay);
    }

    private static Operation spf(DnsResolver dns) {
        SpfVerifier verifier = SpfVerifier.using(dns);
        return () -> {
            SpfOutcome outcome = verifier.verify(NO_MATCH);
            if (outcome.result() != SpfResult.FAIL) {
                throw new IllegalStateException(outcome.reason());
            }
            return outcome;
        };
    }

    private static Operation authentication(DnsResolver dns) {
        MailAuthenticator authenticator =
                MailAuthenticator.using(dns).withDkim(DkimVerifier.using(dns).withClock(Mail.CLOCK));
        byte[] message = mail();
        return () -> {
            Authentication result = authenticator.authenticate(Message.of(message), LAST_MATCHES);
            SignetDkim.passes(result.dkim());
            if (result.spf().result() != SpfResult.PASS || result.dmarc().result() != DmarcResult.PASS) {
                throw new IllegalStateException(result.explain());
            }
            return result;
        };
    }

    /** One after the other, as their callers have them. There is no DMARC to ask for. */
    private static Operation spfAndKeys(PeerDns dns) {
        Operation spf = JspfEngine.verify(dns, LAST_MATCHES, "pass");
        Operation dkim = JdkimEngine.verifyCore(mail(), dns, SIGNERS.size());
        return () -> List.of(spf.run(), dkim.run());
    }

    private static byte[] mail() {
        byte[] message = Mail.message(MAIL_HEADER, BodyKind.PROSE, 2 * Mail.KB);
        for (String domain : SIGNERS) {
            message = Mail.signer(domain, SigningKey.of(Mail.RSA.privateKey()), Canonicalization.RELAXED)
                    .build()
                    .sign(Message.of(message))
                    .prependTo(message);
        }
        return message;
    }

    private static String mailZone() {
        StringBuilder zone = new StringBuilder(MAIL_ZONE);
        for (String domain : SIGNERS) {
            zone.append(Mail.keyName(domain) + " TXT \"" + Mail.RSA.txt() + "\"\n");
        }
        return zone.toString();
    }

    private static Envelope envelope(String client, String helo, String mailFrom) {
        try {
            return new Envelope(InetAddress.getByName(client), helo, mailFrom);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
