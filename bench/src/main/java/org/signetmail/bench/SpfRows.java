package org.signetmail.bench;

import java.util.List;
import java.util.Map;
import org.signetmail.core.Envelope;
import org.signetmail.spf.SpfResult;
import org.signetmail.testkit.Zone;

/** SPF with its records in memory. */
final class SpfRows {

    /** As a small company with one server publishes it. */
    private static final String PLAIN = """
            example.com TXT "v=spf1 ip4:192.0.2.0/24 -all"
            """;

    /** As a customer of two services publishes it: four nested includes, ten terms that look something up. */
    private static final String CLOUD = """
            example.com              TXT "v=spf1 include:_spf.cloud.example a mx include:_spf.news.example -all"
            _spf.cloud.example       TXT "v=spf1 include:_block1.cloud.example include:_block2.cloud.example ~all"
            _block1.cloud.example    TXT "v=spf1 ip4:198.51.100.0/26 ip4:198.51.100.64/27 ip6:2001:db8:1::/48 ~all"
            _block2.cloud.example    TXT "v=spf1 ip4:198.51.100.128/26 ip4:198.51.100.192/27 ip6:2001:db8:2::/48 ~all"
            _spf.news.example        TXT "v=spf1 a:out1.news.example a:out2.news.example a:out3.news.example mx:news.example ~all"
            example.com              A   203.0.113.80
            example.com              MX  10 mx.example.com
            mx.example.com           A   203.0.113.25
            out1.news.example        A   203.0.113.101
            out2.news.example        A   203.0.113.102
            out3.news.example        A   203.0.113.103
            news.example             MX  10 mx.news.example
            mx.news.example          A   203.0.113.104
            """;

    /** As a service publishes it that decides by name server for each client. */
    private static final String MACRO = """
            example.com                               TXT "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all"
            1.2.0.192.in-addr._spf.example.com        A   127.0.0.2
            """;

    private SpfRows() {}

    static List<Row> all() {
        return List.of(
                row("SPF, ip4 and -all", PLAIN, "192.0.2.1", SpfResult.PASS, Goal.micros(0.9)),
                row("SPF, four nested includes, early match", CLOUD, "198.51.100.7", SpfResult.PASS, Goal.NONE),
                row("SPF, the same, ten look-ups, no match", CLOUD, "192.0.2.1", SpfResult.FAIL, Goal.micros(9)),
                row("SPF, exists with macros", MACRO, "192.0.2.1", SpfResult.PASS, Goal.NONE));
    }

    private static Row row(String name, String zone, String client, SpfResult expected, Goal goal) {
        Envelope envelope = Mail.envelope(client, "mail.example.com", "bob@example.com");
        return Row.cpu(
                name,
                goal,
                Map.of(
                        Engine.SIGNET, () -> SignetSpf.verify(dns(zone), envelope, expected),
                        Engine.JSPF, () -> JspfEngine.verify(dns(zone), envelope, expected.keyword())));
    }

    private static MemoryDns dns(String zone) {
        return MemoryDns.of(Zone.parse(zone));
    }
}
