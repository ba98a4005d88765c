package org.signetmail.spf.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.SpfRecord;

/** Sets of addresses, against what each of their addresses says for itself. */
class NetworkSetTest {

    /** Networks as terms of a record, which are read by the grammar that the product has. */
    private static NetworkSet set(String terms) {
        return NetworkSet.of(networks(terms));
    }

    private static List<Network> networks(String terms) {
        return SpfRecord.parse("v=spf1 " + terms).record().orElseThrow().terms().stream()
                .map(term -> ((Directive) term).mechanism())
                .map(mechanism -> mechanism instanceof Mechanism.Ip4 ip4
                        ? new Network(IpAddress.v4(ip4.bits()), ip4.prefixLength())
                        : new Network(
                                IpAddress.v6(((Mechanism.Ip6) mechanism).high(), ((Mechanism.Ip6) mechanism).low()),
                                ((Mechanism.Ip6) mechanism).prefixLength()))
                .toList();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("networks that touch or overlap become one; a set is written with as few as there can be")
    @CsvSource(delimiter = '|', textBlock = """
            ip4:192.0.2.1                                   | 192.0.2.1/32
            ip4:192.0.2.77/24                               | 192.0.2.0/24
            ip4:192.0.2.0/25 ip4:192.0.2.128/25             | 192.0.2.0/24
            ip4:192.0.2.1 ip4:192.0.2.2                     | 192.0.2.1/32 192.0.2.2/32
            ip4:192.0.2.2 ip4:192.0.2.3 ip4:192.0.2.4       | 192.0.2.2/31 192.0.2.4/32
            ip4:192.0.2.0/24 ip4:192.0.2.7                  | 192.0.2.0/24
            ip4:255.255.255.255 ip4:0.0.0.0                 | 0.0.0.0/32 255.255.255.255/32
            ip4:0.0.0.0/1 ip4:128.0.0.0/1                   | 0.0.0.0/0
            ip4:255.255.255.255 ip6:::                      | 255.255.255.255/32 ::/128
            ip6:2001:db8::/33 ip6:2001:db8:8000::/33        | 2001:db8::/32
            ip6:2001:db8::ffff:ffff:ffff:ffff ip6:2001:db8:0:1:: | 2001:db8::ffff:ffff:ffff:ffff/128 2001:db8:0:1::/128
            ip6:ffff::/16 ip6:fffe::/16                     | fffe::/15
            ip6:::/1 ip6:8000::/1                           | ::/0
            """)
    void writesFewNetworks(String terms, String expected) {
        assertThat(set(terms)).hasToString(expected);
    }

    @Test
    @DisplayName("all less all is none; all less one address is 32 and 128 networks")
    void subtracts() {
        assertThat(NetworkSet.ALL.minus(NetworkSet.ALL)).isEqualTo(NetworkSet.NONE);
        assertThat(NetworkSet.ALL.minus(NetworkSet.NONE)).isEqualTo(NetworkSet.ALL);
        assertThat(NetworkSet.ALL.minus(set("ip4:192.0.2.1 ip6:2001:db8::1")).networks())
                .hasSize(32 + 128);
        assertThat(set("ip4:192.0.2.0/24").minus(set("ip4:192.0.2.128/25"))).hasToString("192.0.2.0/25");
        assertThat(set("ip4:192.0.2.0/24").minus(set("ip6:::/0"))).hasToString("192.0.2.0/24");
    }

    /** Few bits differ, so that networks touch, overlap and hold each other. */
    private static Network random(Random random) {
        if (random.nextBoolean()) {
            int bits = random.nextInt(4) == 0 ? -1 - random.nextInt(16) : random.nextInt(64);
            return new Network(IpAddress.v4(bits), 32 - random.nextInt(7));
        }
        long low = random.nextInt(64) - 32L;
        long high = random.nextInt(3) - 1L;
        return new Network(IpAddress.v6(high, low), 128 - random.nextInt(7));
    }

    private static List<IpAddress> edges(List<Network> networks) {
        return networks.stream()
                .flatMap(network -> Stream.of(network.address(), network.last()))
                .flatMap(ip -> Stream.of(
                        ip,
                        new IpAddress(ip.isV4(), ip.high(), ip.isV4() ? (ip.low() + 1) & 0xFFFF_FFFFL : ip.low() + 1),
                        new IpAddress(ip.isV4(), ip.high(), ip.isV4() ? (ip.low() - 1) & 0xFFFF_FFFFL : ip.low() - 1)))
                .toList();
    }

    @ParameterizedTest
    @DisplayName(
            "an address is in a union, intersection or difference when its parts say so; networks give the set again")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isWhatItsNetworksSay(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Network> first = new ArrayList<>();
            List<Network> second = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                first.add(random(random));
                second.add(random(random));
            }
            NetworkSet a = NetworkSet.of(first);
            NetworkSet b = NetworkSet.of(second);
            List<Network> all = new ArrayList<>(first);
            all.addAll(second);
            for (IpAddress ip : edges(all)) {
                boolean inA = first.stream().anyMatch(network -> network.contains(one(ip)));
                boolean inB = second.stream().anyMatch(network -> network.contains(one(ip)));
                assertThat(a.contains(ip)).as("%s in %s", ip, first).isEqualTo(inA);
                assertThat(a.plus(b).contains(ip)).isEqualTo(inA || inB);
                assertThat(a.and(b).contains(ip)).isEqualTo(inA && inB);
                assertThat(a.minus(b).contains(ip)).isEqualTo(inA && !inB);
            }
            assertThat(NetworkSet.of(a.networks())).isEqualTo(a);
            assertThat(a.networks()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(fewest(first));
        }
    }

    private static Network one(IpAddress ip) {
        return new Network(ip, ip.isV4() ? 32 : 128);
    }

    /** The networks that no other one of them holds: never fewer than are needed. */
    private static int fewest(List<Network> networks) {
        return (int) networks.stream()
                .distinct()
                .filter(network ->
                        networks.stream().noneMatch(other -> other.contains(network) && !network.contains(other)))
                .count();
    }
}
