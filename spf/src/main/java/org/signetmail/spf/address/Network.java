package org.signetmail.spf.address;

/**
 * A network in CIDR notation: the addresses that share their first bits.
 *
 * @param address its first address: no bit behind the prefix is set
 * @param prefixLength 0 to 32 or to 128, by the family
 */
public record Network(IpAddress address, int prefixLength) {

    /**
     * The network around an address.
     *
     * @param address any address in it
     * @param prefixLength how many bits its addresses share
     */
    public Network {
        address = address.first(prefixLength);
    }

    /**
     * The network of a single address.
     *
     * @param address of either family
     * @return with a length of 32 or 128
     */
    public static Network of(IpAddress address) {
        return new Network(address, address.isV4() ? 32 : 128);
    }

    /**
     * Its last address.
     *
     * @return all bits behind the prefix are set
     */
    public IpAddress last() {
        return address.last(prefixLength);
    }

    /**
     * Whether all of another network is in this one.
     *
     * @param other of either family
     * @return true when it is, the same network too
     */
    public boolean contains(Network other) {
        return prefixLength <= other.prefixLength && other.address.isIn(address, prefixLength, prefixLength);
    }

    /**
     * Whether some address is in both.
     *
     * @param other of either family
     * @return true when one contains the other
     */
    public boolean overlaps(Network other) {
        return contains(other) || other.contains(this);
    }

    /**
     * As a term of an SPF record (RFC 7208 §5.6).
     *
     * @return such as {@code ip4:192.0.2.0/24}; without a length for a single address
     */
    public String toTerm() {
        boolean one = prefixLength == (address.isV4() ? 32 : 128);
        return (address.isV4() ? "ip4:" : "ip6:") + address + (one ? "" : "/" + prefixLength);
    }

    /** Address and prefix length, such as {@code 192.0.2.0/24}. */
    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
