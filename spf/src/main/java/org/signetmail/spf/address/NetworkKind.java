package org.signetmail.spf.address;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of networks that no host on the Internet is in (RFC 6890 and what came after it).
 *
 * @param words such as {@code a private network (RFC 1918)}
 * @param documentation whether they are for examples
 * @param networks all of them
 */
public record NetworkKind(String words, boolean documentation, List<Network> networks) {

    private static final List<NetworkKind> ALL = List.of(
            kind("a network of this host (RFC 1122)", v4(0, 0, 8)),
            kind("a private network (RFC 1918)", v4(10, 0, 8), v4(172, 16, 12), v4(192, 168, 16)),
            kind("a network behind carriers' address translation (RFC 6598)", v4(100, 64, 10)),
            kind("the loopback network (RFC 1122)", v4(127, 0, 8), v6(0, 1, 128)),
            kind("a link-local network (RFC 3927)", v4(169, 254, 16), v6(0xFE80L << 48, 0, 10)),
            kind("a network kept for protocols (RFC 6890)", new Network(IpAddress.v4(192 << 24), 24)),
            kind("a network for benchmarks (RFC 2544)", v4(198, 18, 15)),
            kind("a multicast network (RFC 5771)", v4(224, 0, 4), v6(0xFFL << 56, 0, 8)),
            kind("a reserved network (RFC 1112)", v4(240, 0, 4)),
            kind("a network of IPv4-mapped addresses, which SPF takes for IPv4 (RFC 4291)", v6(0, 0xFFFFL << 32, 96)),
            kind("the unspecified address (RFC 4291)", v6(0, 0, 128)),
            kind("a private (unique local) network (RFC 4193)", v6(0xFCL << 56, 0, 7)),
            kind("a site-local network (RFC 3879)", v6(0xFECL << 52, 0, 10)),
            kind("a network whose packets are discarded (RFC 6666)", v6(1L << 56, 0, 64)),
            documentation(
                    "a network for documentation (RFC 5737)",
                    new Network(IpAddress.v4(192 << 24 | 2 << 8), 24),
                    new Network(IpAddress.v4(198 << 24 | 51 << 16 | 100 << 8), 24),
                    new Network(IpAddress.v4(203 << 24 | 113 << 8), 24)),
            documentation("a network for documentation (RFC 3849)", v6(0x2001_0DB8L << 32, 0, 32)),
            documentation("a network for documentation (RFC 9637)", v6(0x3FFFL << 48, 0, 20)));

    private static NetworkKind kind(String words, Network... networks) {
        return new NetworkKind(words, false, List.of(networks));
    }

    private static NetworkKind documentation(String words, Network... networks) {
        return new NetworkKind(words, true, List.of(networks));
    }

    private static Network v4(int first, int second, int prefixLength) {
        return new Network(IpAddress.v4(first << 24 | second << 16), prefixLength);
    }

    private static Network v6(long high, long low, int prefixLength) {
        return new Network(IpAddress.v6(high, low), prefixLength);
    }

    /**
     * The kind that all of a network is of.
     *
     * @param network of either family
     * @return null for one on the Internet
     */
    public static @Nullable NetworkKind of(Network network) {
        for (NetworkKind kind : ALL) {
            for (Network each : kind.networks) {
                if (each.contains(network)) {
                    return kind;
                }
            }
        }
        return null;
    }
}
