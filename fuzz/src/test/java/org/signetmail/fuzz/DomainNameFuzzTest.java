package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DomainName;

/** Names of domains, from which all trust hangs. */
class DomainNameFuzzTest {

    static Stream<Arguments> names() {
        return Seeds.of(
                "example.com",
                "EXAMPLE.com.",
                "_dmarc.b\u00FCcher.example",
                "xn--bcher-kva.example",
                "fa\u00DF.example",
                "\u0131.\u0130.example",
                "a..b",
                "a\u3002b\uFF0Ec",
                "a.".repeat(126) + "a",
                "a".repeat(64) + ".example",
                "a b\u0000.example",
                "xn--a.example",
                "*.example",
                "");
    }

    @MethodSource("names")
    @FuzzTest
    void name(byte[] input) {
        String text = new String(input, UTF_8);
        Optional<DomainName> parsed = bounded(input.length, 4000, () -> DomainName.parse(text));
        parsed.ifPresent(name -> {
            String printed = name.toString();
            plain(printed);
            same(DomainName.parse(printed), parsed, "parse, print and parse again is the same");
            same(DomainName.ofWire(name.toWire()), name, "so it is on the wire");
            same(DomainName.of(printed).hashCode(), name.hashCode(), "equal names have one hash");
            require(name.toWire().length <= 255, "a name has at most 255 octets");
            require(
                    printed.chars()
                            .allMatch(c -> c == '.'
                                    || c == '-'
                                    || c == '_'
                                    || (c >= '0' && c <= '9')
                                    || (c >= 'a' && c <= 'z')),
                    "a name is made of letters, digits, hyphens and underscores",
                    printed);
            for (String label : name.labels()) {
                require(!label.isEmpty() && label.length() <= 63, "a label has 1 to 63 octets", printed);
            }
            for (Optional<DomainName> up = name.parent();
                    up.isPresent();
                    up = up.get().parent()) {
                require(name.isEqualOrBelow(up.get()), "a name is below its parents");
                require(!up.get().isEqualOrBelow(name), "and not the other way round");
            }
        });
        Optional<DomainName> octets = DomainName.ofOctets(NaiveCanonical.text(input));
        octets.ifPresent(
                name -> same(DomainName.ofWire(name.toWire()), name, "a name of any octets is itself on the wire"));
    }
}
