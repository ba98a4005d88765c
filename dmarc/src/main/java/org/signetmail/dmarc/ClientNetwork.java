package org.signetmail.dmarc;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.IpParser;

/** Some addresses of SMTP clients, as CIDR has them (RFC 4632 §3.1, RFC 4291 §2.3). */
final class ClientNetwork {

    private final IpAddress address;
    private final int prefixLength;

    private ClientNetwork(IpAddress address, int prefixLength) {
        this.address = address;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads a network.
     *
     * @param text an address, or an address, a slash and the length of the prefix, with zeros behind the prefix
     * @throws IllegalArgumentException when it is something else
     */
    static ClientNetwork parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = address(text, slash < 0 ? text.length() : slash);
        if (address == null) {
            throw wrong(text, "is not an IPv4 or IPv6 network such as 192.0.2.0/24 or 2001:db8::/32");
        }
        int bits = address.isV4() ? 32 : 128;
        int prefix = slash < 0 ? bits : number(text, slash + 1, text.length(), bits);
        if (prefix < 0) {
            throw wrong(text, "needs a prefix length of 0 to " + bits + " behind the slash");
        }
        if (address.hasBitsBehind(prefix)) {
            throw wrong(text, "has bits set behind its prefix of " + prefix);
        }
        return new ClientNetwork(address, prefix);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("the network \"" + Ascii.printable(text, 80) + "\" " + why);
    }

    /** As strict as SPF about what other readers take for another address: no octal, no zone, no shortened IPv4. */
    private static @Nullable IpAddress address(String text, int end) {
        int colon = text.indexOf(':');
        if (colon < 0 || colon > end) {
            long ip4 = IpParser.ip4(text, 0, end);
            return ip4 < 0 ? null : IpAddress.v4((int) ip4);
        }
        IpAddress address = IpParser.ip6(text, 0, end);
        // Clients are never IPv4-mapped ones; and the prefix length would mean something else with one.
        return address == null || address.isMappedV4() ? null : address;
    }

    /** A decimal number up to {@code max} without leading zeros, or -1. */
    private static int number(String text, int from, int to, int max) {
        if (from >= to || to - from > 3 || (text.charAt(from) == '0' && to - from > 1)) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!Ascii.isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number <= max ? number : -1;
    }

    boolean contains(InetAddress client) {
        return IpAddress.of(client).isIn(address, prefixLength, prefixLength);
    }
}
