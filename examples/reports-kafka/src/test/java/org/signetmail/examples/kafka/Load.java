package org.signetmail.examples.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.sending.MessageResult;
import org.signetmail.reports.sending.ReportSubmitter;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** Mail of two days in the names of some domains, half of it of the first one, from sources of which some are in their SPF. */
final class Load {

    static final ReportSubmitter SUBMITTER =
            ReportSubmitter.of("Receiver Inc.", "receiver.example", "dmarc@receiver.example");

    static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

    private static final int SOURCES = 24;

    private final Random random = new Random(1);
    private final List<List<Authentication>> byDomain = new ArrayList<>();
    private int made;

    Load(int domains) throws UnknownHostException {
        MailAuthenticator authenticator = MailAuthenticator.using(FakeDns.zone(zone(domains)));
        for (int i = 0; i < domains; i++) {
            List<Authentication> checked = new ArrayList<>();
            for (int source = 0; source < SOURCES; source++) {
                String from = "From: a@" + (source % 3 == 0 ? "news." : "") + domain(i) + "\nSubject: x\n\nx\n";
                byte[] address = {(byte) 192, 0, (byte) (source % 4 + 1), (byte) (source + 1)};
                checked.add(authenticator.authenticate(
                        Message.of(Messages.crlf(from)),
                        Envelope.from(InetAddress.getByAddress(address))
                                .helo("mx.example.net")
                                .mailFrom("a@" + domain(i))));
            }
            byDomain.add(checked);
        }
    }

    static String domain(int i) {
        return "d" + i + ".example";
    }

    static String zone(int domains) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < domains; i++) {
            zone.append("_dmarc." + domain(i) + " TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@" + domain(i) + "\"\n");
            zone.append(domain(i) + " TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n");
        }
        return zone.toString();
    }

    /** Of any domain and day. */
    List<MessageResult> results(int count) {
        List<MessageResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(result(random.nextBoolean() ? 0 : random.nextInt(byDomain.size()), random.nextInt(2)));
        }
        return results;
    }

    /** Of another message each time. */
    MessageResult result(int domain, int day) {
        Instant received = MIDNIGHT.plusSeconds(86_400L * day).plusMillis(random.nextInt(86_400_000));
        return MessageResult.of(byDomain.get(domain).get(random.nextInt(SOURCES)), "mx-" + made++, received)
                .orElseThrow();
    }
}
