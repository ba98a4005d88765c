package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DomainName;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkSet;
import org.signetmail.spf.record.SpfRecord;

/** Values of reports and of records made over: equal when all of their parts are, with the same hash then. */
class SpfValuesTest {

    private static final DomainName D = DomainName.of("d.example");
    private static final DomainName E = DomainName.of("e.example");

    private static SpfNetworks networks(int last) {
        return new SpfNetworks(NetworkSet.of(List.of(Network.of(IpAddress.v4(0x08080800 + last)))));
    }

    private static SpfFlattened.Published record(String text) {
        return new SpfFlattened.Published(D, text);
    }

    private static SpfFlattened.Copied copied(String term) {
        return new SpfFlattened.Copied(term, D, networks(1), Duration.ZERO);
    }

    private static SpfFlattened made(
            DomainName domain,
            String published,
            String record,
            String copied,
            String kept,
            String out,
            String problem) {
        return new SpfFlattened(
                domain,
                published,
                List.of(record(record)),
                1,
                1,
                List.of(copied(copied)),
                List.of(kept),
                List.of(out),
                problem,
                false);
    }

    private static SpfReport.Term term(
            String record, DomainName target, int lookups, int voids, boolean reachable, String outcome, String below) {
        return new SpfReport.Term(
                SpfRecord.parse(record).record().orElseThrow().terms().get(0),
                Optional.of(target),
                lookups,
                voids,
                reachable,
                outcome,
                networks(1),
                Optional.of(published(D, below, "p", List.of())));
    }

    private static SpfReport.Published published(
            DomainName domain, String text, String problem, List<SpfReport.Term> terms) {
        return new SpfReport.Published(domain, Optional.of(text), Optional.empty(), Optional.of(problem), terms, 0, 0);
    }

    private static SpfReport report(String text, String finding) {
        return new SpfReport(
                published(D, text, "p", List.of()),
                SpfLint.of(finding),
                new RecordNode.Partition(NetworkSet.ALL, NetworkSet.NONE, NetworkSet.NONE, NetworkSet.NONE),
                false,
                0,
                0,
                0,
                List.of(),
                false,
                true,
                1);
    }

    /** The first of each kind, and those that differ from it in one part; nothing equals another. */
    private static List<Object> values() {
        List<SpfReport.Term> terms = List.of(term("v=spf1 mx -all", D, 1, 0, true, "x", "t"));
        return new ArrayList<>(List.of(
                networks(1),
                networks(2),
                record("v=spf1 mx"),
                record("v=spf1 a"),
                new SpfFlattened.Published(E, "v=spf1 mx"),
                copied("mx"),
                copied("a"),
                new SpfFlattened.Copied("mx", E, networks(1), Duration.ZERO),
                new SpfFlattened.Copied("mx", D, networks(2), Duration.ZERO),
                new SpfFlattened.Copied("mx", D, networks(1), Duration.ofSeconds(1)),
                made(D, "p", "r", "c", "k", "l", ""),
                made(E, "p", "r", "c", "k", "l", ""),
                made(D, "P", "r", "c", "k", "l", ""),
                made(D, "p", "R", "c", "k", "l", ""),
                made(D, "p", "r", "C", "k", "l", ""),
                made(D, "p", "r", "c", "K", "l", ""),
                made(D, "p", "r", "c", "k", "L", ""),
                made(D, "p", "r", "c", "k", "l", "problem"),
                term("v=spf1 mx -all", D, 1, 0, true, "x", "t"),
                term("v=spf1 a -all", D, 1, 0, true, "x", "t"),
                term("v=spf1 mx -all", E, 1, 0, true, "x", "t"),
                term("v=spf1 mx -all", D, 2, 0, true, "x", "t"),
                term("v=spf1 mx -all", D, 1, 1, true, "x", "t"),
                term("v=spf1 mx -all", D, 1, 0, false, "x", "t"),
                term("v=spf1 mx -all", D, 1, 0, true, "y", "t"),
                term("v=spf1 mx -all", D, 1, 0, true, "x", "T"),
                published(D, "t", "p", terms),
                published(E, "t", "p", terms),
                published(D, "T", "p", terms),
                published(D, "t", "P", terms),
                published(D, "t", "p", List.of()),
                report("t", "v=spf1 mx"),
                report("T", "v=spf1 mx"),
                report("t", "v=spf1 a")));
    }

    @Test
    @DisplayName("equal to one made of the same parts, with its hash; to no other")
    void equalsByParts() {
        List<Object> once = values();
        List<Object> again = values();
        once.add("d.example");
        again.add("d.example");
        for (int i = 0; i < once.size(); i++) {
            for (int k = 0; k < again.size(); k++) {
                assertThat(once.get(i).equals(again.get(k)))
                        .as("%s and %s", once.get(i), again.get(k))
                        .isEqualTo(i == k);
            }
            assertThat(once.get(i)).hasSameHashCodeAs(again.get(i));
        }
    }

    @Test
    @DisplayName("a set of networks has the addresses in its blocks alone")
    void networksContain() {
        SpfNetworks one = networks(1);
        assertThat(one.contains(Addresses.of("8.8.8.1"))).isTrue();
        assertThat(one.contains(Addresses.of("8.8.8.2"))).isFalse();
        assertThat(one.contains(Addresses.of("2600::1"))).isFalse();
        assertThat(one.isEmpty()).isFalse();
        assertThat(new SpfNetworks(NetworkSet.NONE).isEmpty()).isTrue();
        assertThat(one.set()).isEqualTo(NetworkSet.of(List.of(Network.of(IpAddress.v4(0x08080801)))));
    }
}
