package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DomainName;
import org.signetmail.testkit.FakeDns;

/** All that comes of a record that is made over, word for word, for the cases of {@code flatten.txt}. */
class FlattenedTextTest {

    static List<ZoneCases.Case> cases() throws IOException {
        return ZoneCases.read("flatten.txt");
    }

    static List<String> told(String zone) {
        SpfFlattened made = SpfFlattener.using(FakeDns.zone(zone)).flatten(DomainName.of("d.example"));
        List<String> told = new ArrayList<>();
        made.records().forEach(record -> told.add(record.toString()));
        made.problem().ifPresent(problem -> told.add((made.isTemporary() ? "for now: " : "") + problem));
        told.add(made.lookupsBefore() + " look-ups before, " + made.lookups() + " then");
        made.copied()
                .forEach(copied ->
                        told.add("copied " + copied + " " + copied.networks().blocks()));
        made.kept().forEach(kept -> told.add("kept " + kept));
        made.leftOut().forEach(leftOut -> told.add("left out " + leftOut));
        told.add("added " + made.added() + ", removed " + made.removed());
        return told;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("the records to publish or why there are none, the costs, what was copied, kept, left out")
    void tellsAllOfIt(ZoneCases.Case each) {
        assertThat(told(each.zone())).containsExactlyElementsOf(each.expected());
    }

    // ---- Lengths and counts on both sides ---------------------------------------------------------------------------

    private static SpfFlattened made(String zone) {
        return SpfFlattener.using(FakeDns.zone(zone)).flatten(DomainName.of("d.example"));
    }

    private static String padded(String front, int octets) {
        return front + "x".repeat(octets - front.length() - ".example".length()) + ".example";
    }

    /** Networks as terms that have so many octets, each with a space in front; none can be joined with another. */
    private static String networks(int octets) {
        StringBuilder terms = new StringBuilder();
        // " ip4:8.1.10.1" has 13, " ip4:8.1.1.1" has 12.
        int short12 = 0;
        while ((octets - 12 * short12) % 13 != 0) {
            short12++;
        }
        for (int i = 1; i <= short12; i++) {
            terms.append(" ip4:8.").append(i).append(".1.1");
        }
        for (int i = 0; i < (octets - 12 * short12) / 13; i++) {
            terms.append(" ip4:9.")
                    .append(1 + i / 80)
                    .append('.')
                    .append(10 + i % 80)
                    .append(".1");
        }
        assertThat(terms).hasSize(octets);
        return terms.toString();
    }

    private static String exists(int count) {
        StringBuilder terms = new StringBuilder();
        for (int i = 0; i < count; i++) {
            terms.append(" exists:%{i}.e").append(i).append(".example");
        }
        return terms.toString();
    }

    private static String zone(String terms, String networks) {
        return "d.example TXT \"v=spf1 include:n.example" + terms + "\"\nn.example TXT \"v=spf1" + networks
                + " ~all\"\n";
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §3.4: one record of at most 450 octets; a longer one is parted")
    @CsvSource({"450, 1, 0", "451, 2, 1"})
    void oneRecord(int octets, int records, int lookups) {
        String whole = padded("v=spf1 ip4:8.8.8.8 -all exp=", octets);
        SpfFlattened made = made(zone(whole.substring("v=spf1 ip4:8.8.8.8".length()), " ip4:8.8.8.8"));
        assertThat(made.records()).hasSize(records);
        assertThat(made.lookups()).isEqualTo(lookups);
        assertThat(made.records().get(0).text()).endsWith(whole.substring("v=spf1 ip4:8.8.8.8".length()));
    }

    @ParameterizedTest
    @DisplayName("the records that are included have at most 450 octets each")
    @CsvSource({"439, 1", "440, 2"})
    void partsFit(int networks, int parts) {
        SpfFlattened made = made(zone(" -all exp=why.example", networks(networks)));
        assertThat(made.records()).hasSize(1 + parts);
        assertThat(made.lookups()).isEqualTo(parts);
        assertThat(made.records().get(1).text()).hasSize(parts == 1 ? 450 : 438);
        assertThat(made.records().get(0).text())
                .isEqualTo("v=spf1 include:_s1.d.example" + (parts == 1 ? "" : " include:_s2.d.example")
                        + " -all exp=why.example");
    }

    @ParameterizedTest
    @DisplayName("where the record of the domain has more than 450 octets itself, the others may have 900, too")
    @CsvSource({"450, 2", "451, 1"})
    void longerOnes(int octets, int parts) {
        String includes = "v=spf1 include:_s1.d.example include:_s2.d.example";
        String rest = padded(includes + " -all exp=", octets).substring(includes.length());
        SpfFlattened made = made(zone(rest, networks(500)));
        assertThat(made.records()).hasSize(1 + parts);
        assertThat(made.records().get(0).text()).hasSize(parts == 2 ? octets : octets - 22);
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §4.6.4: the records and what stays are 10 look-ups together; else there are none")
    @CsvSource(delimiter = '|', textBlock = """
            9  | 2 | 10 | -
            10 | 0 | 10 | the networks need more records than 10 look-ups can reach
            11 | 0 | 11 | what depends on the mail alone costs 11 look-ups, more than 10
            """)
    void tenLookups(int exists, int records, int lookups, String problem) {
        SpfFlattened made = made(zone(exists(exists) + " -all", networks(400)));
        assertThat(made.problem().orElse("-")).isEqualTo(problem);
        assertThat(made.records()).hasSize(records);
        assertThat(made.lookups()).isEqualTo(lookups);
        assertThat(made.isTemporary()).isFalse();
    }

    @Test
    @DisplayName("whose record, and as it is published")
    void whose() {
        SpfFlattened made = made(zone("  -all", " ip4:8.8.8.8"));
        assertThat(made.domain()).isEqualTo(DomainName.of("d.example"));
        assertThat(made.published()).isEqualTo("v=spf1 include:n.example  -all");
        assertThat(made.records().get(0).name()).isEqualTo(DomainName.of("d.example"));
        SpfFlattened.Copied copied = made.copied().get(0);
        assertThat(copied.term()).isEqualTo("include:n.example");
        assertThat(copied.from()).isEqualTo(DomainName.of("n.example"));
        assertThat(copied.networks().blocks()).containsExactly("8.8.8.8/32");
        assertThat(copied.ttl()).isEqualTo(Duration.ofHours(1));
    }
}
