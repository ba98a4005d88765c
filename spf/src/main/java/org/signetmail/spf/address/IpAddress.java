package org.signetmail.spf.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * An IP address as bits, which are what SPF compares.
 *
 * @param isV4 whether it is an IPv4 address
 * @param high the upper 64 bits of an IPv6 address; zero for IPv4
 * @param low the lower 64 bits; of IPv4, its 32 bits
 */
public record IpAddress(boolean isV4, long high, long low) {

    /**
     * An IPv4 address.
     *
     * @param bits its 32 bits
     * @return the address
     */
    public static IpAddress v4(int bits) {
        return new IpAddress(true, 0, bits & 0xFFFF_FFFFL);
    }

    /**
     * An IPv6 address.
     *
     * @param high its upper 64 bits
     * @param low its lower 64 bits
     * @return the address
     */
    public static IpAddress v6(long high, long low) {
        return new IpAddress(false, high, low);
    }

    /**
     * The address of a client or of a DNS record.
     *
     * @param address of either family
     * @return the same as bits
     */
    public static IpAddress of(InetAddress address) {
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

    /**
     * RFC 7208 §5: families never match each other, and otherwise the high-order bits have to be the same.
     *
     * @param bits of the address of an IPv4 network
     * @param prefixLength 0 to 32
     * @return whether this address is in it
     */
    public boolean isIn(int bits, int prefixLength) {
        // A shift by 32 is one by 0 in Java for an int; on the long it clears all.
        return isV4 && (low ^ (bits & 0xFFFF_FFFFL)) >>> (32 - prefixLength) == 0;
    }

    /**
     * As above for an IPv6 network.
     *
     * @param networkHigh the upper 64 bits of its address
     * @param networkLow the lower 64 bits
     * @param prefixLength 0 to 128
     * @return whether this address is in it
     */
    public boolean isIn(long networkHigh, long networkLow, int prefixLength) {
        return !isV4 && sameBits(networkHigh, networkLow, prefixLength);
    }

    /**
     * As above for a network around an address of either family.
     *
     * @param network the address
     * @param ip4Length 0 to 32, for IPv4
     * @param ip6Length 0 to 128, for IPv6
     * @return whether this address is in it
     */
    public boolean isIn(IpAddress network, int ip4Length, int ip6Length) {
        if (isV4 != network.isV4) {
            return false;
        }
        return isV4 ? (low ^ network.low) >>> (32 - ip4Length) == 0 : sameBits(network.high, network.low, ip6Length);
    }

    /**
     * Whether this address, taken for that of a network, is more than the network's own.
     *
     * @param prefixLength 0 to 32 or to 128, by its family
     * @return whether a bit behind the prefix is set
     */
    public boolean hasBitsBehind(int prefixLength) {
        int behind = (isV4 ? 32 : 128) - prefixLength;
        return ((high & ones(behind - 64)) | (low & ones(behind))) != 0;
    }

    /**
     * The first address of a network around this one.
     *
     * @param prefixLength 0 to 32 or to 128, by its family
     * @return no bit behind the prefix is set
     */
    public IpAddress first(int prefixLength) {
        int behind = (isV4 ? 32 : 128) - prefixLength;
        return new IpAddress(isV4, high & ~ones(behind - 64), low & ~ones(behind));
    }

    /**
     * The last address of a network around this one.
     *
     * @param prefixLength 0 to 32 or to 128, by its family
     * @return all bits behind the prefix are set
     */
    public IpAddress last(int prefixLength) {
        int behind = (isV4 ? 32 : 128) - prefixLength;
        return new IpAddress(isV4, high | ones(behind - 64), low | ones(behind));
    }

    /** As many bits of the lower end set, 64 at most. */
    private static long ones(int count) {
        return count <= 0 ? 0 : -1L >>> (64 - Math.min(64, count));
    }

    /**
     * RFC 4291 §2.5.5.2: whether this IPv6 address stands for one of IPv4.
     *
     * @return true for {@code ::ffff:0:0/96}
     */
    public boolean isMappedV4() {
        return isIn(0, 0xFFFF_0000_0000L, 96);
    }

    private boolean sameBits(long otherHigh, long otherLow, int prefixLength) {
        if (prefixLength <= 64) {
            return prefixLength == 0 || (high ^ otherHigh) >>> (64 - prefixLength) == 0;
        }
        return high == otherHigh && (low ^ otherLow) >>> (128 - prefixLength) == 0;
    }

    /**
     * RFC 7208 §5.3: the type of look-up that is appropriate for the client.
     *
     * @return A or AAAA
     */
    public RecordType addressType() {
        return isV4 ? RecordType.A : RecordType.AAAA;
    }

    /**
     * RFC 7208 §7.3: what {@code %{i}} is; the nibbles in upper case, as the openspf suite has them.
     *
     * @return four numbers or 32 nibbles with dots between them
     */
    public String dotted() {
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

    /**
     * RFC 7208 §5.5: the name that has the PTR records of this address.
     *
     * @return a name below {@code in-addr.arpa} or {@code ip6.arpa}
     */
    public DomainName reverseName() {
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

    /**
     * The address for others.
     *
     * @return an IPv4 address of an IPv4-mapped one
     */
    public InetAddress toInetAddress() {
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
