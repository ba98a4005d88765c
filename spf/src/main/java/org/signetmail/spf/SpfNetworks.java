package org.signetmail.spf;

import java.net.InetAddress;
import java.util.List;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkSet;

/**
 * A set of IP addresses, such as all that a domain's SPF record lets pass.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpfNetworks {

    private final NetworkSet set;
    private final List<String> blocks;

    SpfNetworks(NetworkSet set) {
        this.set = set;
        this.blocks = set.networks().stream().map(Network::toString).toList();
    }

    /**
     * The set as blocks in CIDR notation.
     *
     * @return as few as there can be, in ascending order, IPv4 before IPv6, such as {@code 192.0.2.0/24}
     */
    public List<String> blocks() {
        return blocks;
    }

    /**
     * Whether an address is in the set.
     *
     * @param address of either family
     * @return true when it is
     */
    public boolean contains(InetAddress address) {
        return set.contains(IpAddress.of(address));
    }

    /**
     * Whether there is no address in it.
     *
     * @return true for the empty set
     */
    public boolean isEmpty() {
        return set.isEmpty();
    }

    NetworkSet set() {
        return set;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfNetworks that && set.equals(that.set);
    }

    @Override
    public int hashCode() {
        return set.hashCode();
    }

    /** The blocks with spaces between them. */
    @Override
    public String toString() {
        return String.join(" ", blocks);
    }
}
