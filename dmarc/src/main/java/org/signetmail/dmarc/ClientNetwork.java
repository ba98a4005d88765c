package org.signetmail.dmarc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/** Some addresses of SMTP clients, as CIDR has them (RFC 4632 §3.1, RFC 4291 §2.3). */
final class ClientNetwork {

    private final byte[] address;
    private final int prefixLength;

    private ClientNetwork(byte[] address, int prefixLength) {
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
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw wrong(text, "is not an IPv4 or IPv6 network such as 192.0.2.0/24 or 2001:db8::/32");
        }
        int bits = address.length * 8;
        int prefix = slash < 0 ? bits : number(text, slash + 1, text.length(), bits);
        if (prefix < 0) {
            throw wrong(text, "needs a prefix length of 0 to " + bits + " behind the slash");
        }
        for (int bit = prefix; bit < bits; bit++) {
            if ((address[bit / 8] & (0x80 >> bit % 8)) != 0) {
                throw wrong(text, "has bits set behind its prefix of " + prefix);
            }
        }
        return new ClientNetwork(address, prefix);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("the network \"" + Ascii.printable(text, 80) + "\" " + why);
    }

    private static byte @Nullable [] address(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    /** Four decimal numbers without leading zeros: what other readers take for octal must not be a network of its own. */
    private static byte @Nullable [] ipv4(String text) {
        byte[] octets = new byte[4];
        int start = 0;
        for (int i = 0; i < 4; i++) {
            int dot = text.indexOf('.', start);
            int end = i < 3 ? dot : text.length();
            int octet = end < 0 ? -1 : number(text, start, end, 255);
            if (octet < 0) {
                return null;
            }
            octets[i] = (byte) octet;
            start = end + 1;
        }
        return octets;
    }

    private static byte @Nullable [] ipv6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hex = Ascii.isDigit(c) || (Ascii.lowerCase(c) >= 'a' && Ascii.lowerCase(c) <= 'f');
            if (!hex && c != ':' && c != '.') {
                return null;
            }
        }
        try {
            // With a colon in it this is never taken for a name, so DNS is not asked.
            byte[] octets = InetAddress.getByName(text).getAddress();
            // An IPv4-mapped one comes out as four octets; its prefix length would mean something else then.
            return octets.length == 16 ? octets : null;
        } catch (UnknownHostException e) {
            return null;
        }
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
        byte[] other = client.getAddress();
        if (other.length != address.length) {
            return false;
        }
        int whole = prefixLength / 8;
        for (int i = 0; i < whole; i++) {
            if (other[i] != address[i]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((other[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0;
    }
}
