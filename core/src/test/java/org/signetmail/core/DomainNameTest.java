package org.signetmail.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

    private static final String LABEL_63 = "a".repeat(63);

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            example.org                 | example.org
            Example.ORG                 | example.org
            example.org.                | example.org
            localhost                   | localhost
            _dmarc.example.org          | _dmarc.example.org
            a-b.-c-.example             | a-b.-c-.example
            TITLE.EXAMPLE               | title.example
            A.example                   | a.example
            Z.example                   | z.example
            xn--bcher-kva.example       | xn--bcher-kva.example
            b\u00fccher.example         | xn--bcher-kva.example
            B\u00dcCHER.example         | xn--bcher-kva.example
            \u4f8b\u3048.\u30c6\u30b9\u30c8 | xn--r8jz45g.xn--zckzah
            """)
    void parsesHostNames(String text, String expected) {
        assertThat(DomainName.parse(text)).map(DomainName::toString).contains(expected);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @DisplayName("RFC 5321 §2.3.5: what is no mail domain is refused at the edge, never repaired")
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".example.org",
                "example..org",
                "example.org..",
                " example.org",
                "example.org ",
                "exam ple.org",
                "example.org\0.attacker.example",
                "example.org\r\n",
                "example.org(",
                "\"example.org\"",
                "example.org>",
                "[192.0.2.1]",
                "example.org/x",
                "example\\.org",
                "example.org;d=x",
                // IDNA2003 would map each of these to another name than the one that is written.
                "exam\u00adple.example",
                "exa\u200bmple.example",
                "\uff45xample.example",
                "example\u3002org",
                "ban\u212a.example",
                "b\u00fc\u212aer.example",
                "b\u00fc\u0130.example",
                "\u212bngstr\u00f6m.example",
                "bu\u0308cher.example",
                "a\u2024b.example",
                "\ud800.example",
                "\u00fc\u0000.example",
            })
    void refuses(String text) {
        assertThat(DomainName.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("RFC 1035 §2.3.4: 63 octets a label, 253 in all")
    void boundsLength() {
        String long253 = (LABEL_63 + '.').repeat(3) + "a".repeat(61);
        assertThat(DomainName.parse(LABEL_63 + ".example")).isPresent();
        assertThat(DomainName.parse(LABEL_63 + "a.example")).isEmpty();
        assertThat(DomainName.parse(long253)).isPresent();
        assertThat(DomainName.parse(long253 + ".")).isPresent();
        assertThat(DomainName.parse(long253 + "a")).isEmpty();
        assertThat(DomainName.parse("\u00fc".repeat(100_000))).isEmpty();
        assertThat(DomainName.of(long253).toWire()).hasSize(255);
        assertThat(DomainName.ofWire(DomainName.of(long253).toWire())).hasToString(long253);
        assertThat(DomainName.ofOctets(long253)).isPresent();
        assertThat(DomainName.ofOctets(long253 + ".")).isPresent();
        assertThat(DomainName.ofOctets(long253 + "a")).isEmpty();
        assertThat(DomainName.ofOctets(LABEL_63 + ".a")).isPresent();
        assertThat(DomainName.ofOctets(LABEL_63 + "a.a")).isEmpty();
        byte[] label = ((char) 63 + LABEL_63).getBytes(ISO_8859_1);
        byte[] wire = Arrays.copyOf(DomainName.of(long253).toWire(), 256);
        wire[192] = 62;
        wire[254] = 'a';
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.ofWire(wire));
        assertThat(DomainName.ofWire(Arrays.copyOf(label, 65))).hasToString(LABEL_63);
        DomainName three = DomainName.of((LABEL_63 + '.').repeat(3));
        assertThat(three.prepend(DomainName.of("a".repeat(61)))).contains(DomainName.of("a".repeat(61) + '.' + three));
        assertThat(three.prepend(DomainName.of("a".repeat(62)))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"a-b_9.example, true", "a*b.example, false", "a\u00e9.example, false", "., false", "*, false"})
    void tellsHostNames(String name, boolean expected) {
        assertThat(DomainName.ofOctets(name).orElseThrow().isHostName()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is \\{1}")
    @CsvSource({"0, 000", "32, 032", "46, 046", "92, 092", "127, 127", "199, 199", "255, 255"})
    void escapesAnOctet(int octet, String digits) {
        byte[] wire = {1, (byte) octet, 0};
        assertThat(DomainName.ofWire(wire)).hasToString("\\" + digits);
        assertThat(DomainName.ofWire(wire).toWire()).isEqualTo(wire);
    }

    @Test
    void takesAnyTextOfOctetsInLowerCase() {
        assertThat(DomainName.ofOctets("A.Example")).contains(DomainName.of("a.example"));
        assertThat(DomainName.ofOctets("A.Z")).contains(DomainName.of("a.z"));
        assertThat(DomainName.ofOctets(" ")).map(DomainName::toString).contains("\\032");
        assertThat(DomainName.ofOctets("!~")).map(DomainName::toString).contains("!~");
        assertThat(DomainName.ofWire(new byte[] {1, '!', 1, '~', 0})).hasToString("!.~");
        assertThat(DomainName.ofOctets("\u00ff")).isPresent();
        assertThat(DomainName.ofOctets("\u0100")).isEmpty();
    }

    @Test
    void ofIsForNamesTheProgramKnows() {
        assertThat(DomainName.of("Example.org")).isEqualTo(DomainName.of("example.org."));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.of("no name"))
                .withMessageContaining("no name");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("RFC 2181 §11: any octet may stand in a label; the text shows it escaped")
    @CsvSource(delimiter = '|', textBlock = """
            foo:bar/baz.example.com         | foo:bar/baz.example.com
            macro%percent  space.Example    | macro%percent\\032\\032space.example
            back\\slash.example             | back\\092slash.example
            caf\u00e9.example               | caf\\233.example
            tab\tand\u007f.example.         | tab\\009and\\127.example
            .                               | .
            """)
    void takesAnyOctets(String text, String expected) {
        assertThat(DomainName.ofOctets(text)).map(DomainName::toString).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".a", "a..b", "snow\u2603man.example"})
    void refusesWhatDnsCannotCarry(String text) {
        assertThat(DomainName.ofOctets(text)).isEmpty();
    }

    @Test
    void escapesDoNotCountAsLength() {
        String label = "\0".repeat(63);
        assertThat(DomainName.ofOctets(label + '.' + label)).isPresent();
        assertThat(DomainName.ofOctets(label + "\0")).isEmpty();
        DomainName three =
                DomainName.ofOctets(label + '.' + label + '.' + label).orElseThrow();
        assertThat(three.prepend(DomainName.ofOctets("\1".repeat(61)).orElseThrow()))
                .isPresent();
        assertThat(three.prepend(DomainName.ofOctets("\1".repeat(62)).orElseThrow()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "example.org", "a b.c\0d.example", "\u00ff\u0080.\u0001"})
    void wireFormatIsARoundTrip(String octets) {
        DomainName name = DomainName.ofOctets(octets).orElseThrow();
        assertThat(DomainName.ofWire(name.toWire())).isEqualTo(name);
    }

    @Test
    void wireFormatKeepsADotInsideALabel() {
        DomainName name = DomainName.ofWire("\3a.b\7Example\0".getBytes(ISO_8859_1));
        assertThat(name).hasToString("a\\046b.example");
        assertThat(name.labelCount()).isEqualTo(2);
        assertThat(name.isHostName()).isFalse();
        assertThat(name.isEqualOrBelow(DomainName.of("b.example"))).isFalse();
        assertThat(name.toWire()).isEqualTo("\3a.b\7example\0".getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\1", "\1a", "\2a\0", "\1a\0x", "\100a\0", "\300\1", "\0\0"})
    void refusesBrokenWireFormat(String wire) {
        byte[] octets = wire.getBytes(ISO_8859_1);
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.ofWire(octets));
    }

    @Test
    void labelsParentsAndSuffixes() {
        DomainName name = DomainName.of("a.b.example.org");
        assertThat(name.labels()).containsExactly("a", "b", "example", "org");
        assertThat(name.labelCount()).isEqualTo(4);
        assertThat(name.suffix(2)).hasToString("example.org");
        assertThat(name.suffix(4)).isEqualTo(name);
        assertThat(name.suffix(0)).isEqualTo(DomainName.ROOT);
        assertThat(name.parent()).contains(DomainName.of("b.example.org"));
        assertThat(DomainName.of("org").parent()).contains(DomainName.ROOT);
        assertThat(DomainName.ROOT.parent()).isEmpty();
        assertThat(DomainName.ROOT.labels()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> name.suffix(5));
        assertThatIllegalArgumentException().isThrownBy(() -> name.suffix(-1));
    }

    @Test
    void prependsLabels() {
        assertThat(DomainName.of("example.org").prepend(DomainName.of("s1._domainkey")))
                .isEqualTo(Optional.of(DomainName.of("s1._domainkey.example.org")));
        assertThat(DomainName.ROOT.prepend(DomainName.of("org"))).contains(DomainName.of("org"));
        assertThat(DomainName.of("org").prepend(DomainName.ROOT)).contains(DomainName.of("org"));
    }

    @ParameterizedTest(name = "{0} at or below {1}: {2}")
    @DisplayName("names are compared by labels, never by the end of a string")
    @CsvSource({
        "example.org, example.org, true",
        "a.example.org, example.org, true",
        "a.b.example.org, EXAMPLE.org, true",
        "notexample.org, example.org, false",
        "example.org, a.example.org, false",
        "xample.org, example.org, false",
        "example.org, ., true",
        "., example.org, false",
        "., ., true",
    })
    void comparesByLabels(String name, String ancestor, boolean expected) {
        DomainName other = DomainName.ofOctets(ancestor).orElseThrow();
        assertThat(DomainName.ofOctets(name).orElseThrow().isEqualOrBelow(other))
                .isEqualTo(expected);
    }
}
