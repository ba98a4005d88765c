package org.signetmail.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.signetmail.core.Envelope;
import org.signetmail.spf.SpfResult;
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

    private static final Envelope NO_MATCH = Mail.envelope("192.0.2.1", "mail.example.org", "bob@example.net");

    private Waiting() {}

    static List<Row> all() {
        return all(ROUND_TRIP);
    }

    static List<Row> all(Duration delay) {
        return List.of(
                row(
                        "wait, SPF, 14 questions in 3 levels",
                        Map.of(
                                Engine.SIGNET, () -> SignetSpf.verify(slow(SPF_ZONE, delay), NO_MATCH, SpfResult.FAIL),
                                Engine.JSPF,
                                        () -> JspfEngine.verify(PeerDns.of(slow(SPF_ZONE, delay)), NO_MATCH, "fail"))),
                row(
                        "wait, SPF with 3 look-ups + 2 DKIM keys + DMARC",
                        Map.of(
                                Engine.SIGNET, () -> Inbound.authenticate(slow(Inbound.zone(), delay)),
                                Engine.JSPF_AND_JDKIM,
                                        () -> Inbound.spfAndKeys(PeerDns.of(slow(Inbound.zone(), delay))))));
    }

    private static Row row(String name, Map<Engine, Row.Maker> engines) {
        return new Row(name, Row.Unit.ROUND_TRIPS, Goal.roundTrips(3), 0, engines);
    }

    private static FakeDns slow(String zone, Duration delay) {
        return FakeDns.zone(zone).withDelay(delay);
    }
}
