package org.signetmail.spf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** An IP address as bits, which are what SPF compares. An IPv4 address has its 32 bits in {@code low}. */
record IpAddress(boolean isV4, long high, long low) {

    static IpAddress v4(int bits) {
        return new IpAddress(true, 0, bits & 0xFFFF_FFFFL);
    }

    static IpAddress v6(long high, long low) {
        return new IpAddress(false, high, low);
    }

    static IpAddress of(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4
                ? new IpAddress(true, 0, bits(octets, 0, 4))
                : v6(bits(octets, 0, 8), bits(octets, 8, 16));
    }

    private static long bits(byte[] octets, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 8 | (octets[i] & 0xFF);
        }
        return bits;
    }

    /** RFC 7208 §5: families never match each other, and otherwise the high-order bits have to be the same. */
    boolean isIn(Mechanism.Ip4 network) {
        // A shift by 32 is one by 0 in Java for an int; on the long it clears all.
        return isV4 && (low ^ (network.bits() & 0xFFFF_FFFFL)) >>> (32 - network.prefixLength()) == 0;
    }

    boolean isIn(Mechanism.Ip6 network) {
        return !isV4 && sameBits(network.high(), network.low(), network.prefixLength());
    }

    boolean isIn(IpAddress network, DualPrefix prefixes) {
        if (isV4 != network.isV4) {
            return false;
        }
        return isV4
                ? (low ^ network.low) >>> (32 - prefixes.ip4()) == 0
                : sameBits(network.high, network.low, prefixes.ip6());
    }

    private boolean sameBits(long otherHigh, long otherLow, int prefixLength) {
        if (prefixLength <= 64) {
            return prefixLength == 0 || (high ^ otherHigh) >>> (64 - prefixLength) == 0;
        }
        return high == otherHigh && (low ^ otherLow) >>> (128 - prefixLength) == 0;
    }

    /** RFC 7208 §5.3: the type of look-up that is appropriate for the client. */
    RecordType addressType() {
        return isV4 ? RecordType.A : RecordType.AAAA;
    }

    /** RFC 7208 §7.3: what {@code %{i}} is; the nibbles in upper case, as the openspf suite has them. */
    String dotted() {
        if (isV4) {
            return toString();
        }
        HexFormat hex = HexFormat.of().withUpperCase();
        StringBuilder nibbles = new StringBuilder(63);
        for (int i = 31; i >= 0; i--) {
            nibbles.append(hex.toLowHexDigit(nibble(i))).append(i == 0 ? "" : ".");
        }
        return nibbles.toString();
    }

    /** Four bits of an IPv6 address, counted from the right. */
    private int nibble(int index) {
        return (int) ((index < 16 ? low : high) >>> (4 * (index & 15))) & 0xF;
    }

    /** RFC 7208 §5.5: the name that has the PTR records of this address. */
    DomainName reverseName() {
        StringBuilder name = new StringBuilder(72);
        if (isV4) {
            for (int shift = 0; shift < 32; shift += 8) {
                name.append(low >>> shift & 0xFF).append('.');
            }
            return DomainName.of(name.append("in-addr.arpa").toString());
        }
        for (int i = 0; i < 32; i++) {
            name.append(HexFormat.of().toLowHexDigit(nibble(i))).append('.');
        }
        return DomainName.of(name.append("ip6.arpa").toString());
    }

    InetAddress toInetAddress() {
        byte[] octets = new byte[isV4 ? 4 : 16];
        for (int i = 0; i < octets.length; i++) {
            int fromRight = octets.length - 1 - i;
            octets[i] = (byte) (fromRight < 8 ? low >>> (8 * fromRight) : high >>> (8 * (fromRight - 8)));
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 octets are an address", e);
        }
    }

    /** Dotted decimal, or RFC 5952: lower case, no leading zeros, the first longest run of zeros as {@code ::}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(39);
        if (isV4) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                text.append(low >>> shift & 0xFF).append(shift == 0 ? "" : ".");
            }
            return text.toString();
        }
        int runStart = 8;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && group(i + length) == 0) {
                length++;
            }
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                text.append(i == 0 || i == runStart + runLength ? "" : ":").append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }
}
