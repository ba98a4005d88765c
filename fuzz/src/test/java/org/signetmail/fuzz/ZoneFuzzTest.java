package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/** Zone text, which the command reads from a file. */
class ZoneFuzzTest {

    static Stream<Arguments> zones() {
        return Seeds.of(
                "example.net TXT \"v=spf1 ip4:192.0.2.1 \" \"-all\"\nexample.net 300 IN MX 10 mail.example.net.\n",
                "; comment\n*.wild.example TXT ( \"a\" ; b\n \"c\" )\nold.example CNAME gone.example\nold.example CNAME x\n",
                "broken.example TXT !SERVFAIL\ndown.example !TIMEOUT\nloop.example CNAME loop.example",
                "a\\.b.example A 1.2.3.4\na\\032.example AAAA ::1\n\\\"q.example PTR .\n",
                "b\u00FCcher.example TXT \"\\195\\188 \u00FC\" unquoted\nx SOA whatever\n",
                "x TXT \"open",
                "x TXT )",
                "$TTL 5",
                "x 99999999999 A 1.1.1.1");
    }

    @MethodSource("zones")
    @FuzzTest
    void text(byte[] input) {
        String text = new String(input, UTF_8);
        Optional<Zone> zone = bounded(input.length, 20_000, () -> zone(text));
        if (zone.isEmpty()) {
            return;
        }
        // A comment changes nothing.
        Zone commented = zone(text + "\n; end\n").orElse(null);
        require(commented != null, "with a comment behind it, it is still a zone", text);
        for (String word : text.split("[ \t\r\n]+", -1)) {
            DomainName name = DomainName.ofOctets(NaiveCanonical.text(word.getBytes(UTF_8)))
                    .orElse(DomainName.ROOT);
            for (RecordType type : RecordType.values()) {
                DnsAnswer answer = answer(zone.get(), name, type);
                require(!answer.describe().isEmpty(), "every name has an answer");
                same(answer(commented, name, type), answer, "the same");
            }
        }
    }

    private static DnsAnswer answer(Zone zone, DomainName name, RecordType type) {
        return FakeDns.of(zone).lookup(name, type).toCompletableFuture().join();
    }

    private static Optional<Zone> zone(String text) {
        try {
            return Optional.of(Zone.parse(text));
        } catch (IllegalArgumentException e) {
            // As documented, with the number of the line.
            require(
                    String.valueOf(e.getMessage()).startsWith("zone line "),
                    "wrong text is told by its line",
                    e.getMessage());
            return Optional.empty();
        }
    }
}
