package org.signetmail.spf.record;

import java.net.InetAddress;
import java.util.Objects;
import org.signetmail.spf.address.IpAddress;

/**
 * What makes a directive match (RFC 7208 §5). Sealed: these eight are all there are.
 *
 * <pre>
 * mechanism        = ( all / include / a / mx / ptr / ip4 / ip6 / exists )
 * all              = "all"
 * include          = "include"  ":" domain-spec
 * a                = "a"      [ ":" domain-spec ] [ dual-cidr-length ]
 * mx               = "mx"     [ ":" domain-spec ] [ dual-cidr-length ]
 * ptr              = "ptr"    [ ":" domain-spec ]
 * ip4              = "ip4"      ":" ip4-network   [ ip4-cidr-length ]
 * ip6              = "ip6"      ":" ip6-network   [ ip6-cidr-length ]
 * exists           = "exists"   ":" domain-spec
 * dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]
 * </pre>
 *
 * <p>Immutable and thread-safe. Where the domain may be left out, an {@linkplain MacroString#isEmpty empty} one stands
 * for the domain of the record.
 */
public sealed interface Mechanism {

    /** RFC 7208 §5.1: always matches. */
    record All() implements Mechanism {
        /** The mechanism as a record spells it. */
        @Override
        public String toString() {
            return "all";
        }
    }

    /**
     * RFC 7208 §5.2: matches when the check of another domain passes.
     *
     * @param domain the other domain
     */
    record Include(MacroString domain) implements Mechanism {
        /**
         * Checks for null.
         *
         * @param domain the other domain
         */
        public Include {
            Objects.requireNonNull(domain, "domain");
        }

        /** The mechanism as a record spells it. */
        @Override
        public String toString() {
            return "include:" + domain;
        }
    }

    /**
     * RFC 7208 §5.3: matches when the client has an address of the domain.
     *
     * @param domain the domain; empty for that of the record
     * @param prefixes how much of the addresses to compare
     */
    record A(MacroString domain, DualPrefix prefixes) implements Mechanism {
        /**
         * Checks for null.
         *
         * @param domain the domain; empty for that of the record
         * @param prefixes how much of the addresses to compare
         */
        public A {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(prefixes, "prefixes");
        }

        /** The mechanism as a record spells it. */
        @Override
        public String toString() {
            return withDomain("a", domain) + prefixes;
        }
    }

    /**
     * RFC 7208 §5.4: matches when the client has an address of an MX host of the domain.
     *
     * @param domain the domain; empty for that of the record
     * @param prefixes how much of the addresses to compare
     */
    record Mx(MacroString domain, DualPrefix prefixes) implements Mechanism {
        /**
         * Checks for null.
         *
         * @param domain the domain; empty for that of the record
         * @param prefixes how much of the addresses to compare
         */
        public Mx {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(prefixes, "prefixes");
        }

        /** The mechanism as a record spells it. */
        @Override
        public String toString() {
            return withDomain("mx", domain) + prefixes;
        }
    }

    /**
     * RFC 7208 §5.5 (do not use): matches when the client has a validated name within the domain.
     *
     * @param domain the domain; empty for that of the record
     */
    record Ptr(MacroString domain) implements Mechanism {
        /**
         * Checks for null.
         *
         * @param domain the domain; empty for that of the record
         */
        public Ptr {
            Objects.requireNonNull(domain, "domain");
        }

        /** The mechanism as a record spells it. */
        @Override
        public String toString() {
            return withDomain("ptr", domain);
        }
    }

    /**
     * RFC 7208 §5.6: matches an IPv4 client within a network.
     *
     * @param bits the 32 bits of the network's address
     * @param prefixLength how many of them to compare, 0 to 32
     */
    record Ip4(int bits, int prefixLength) implements Mechanism {
        /**
         * Checks the range.
         *
         * @param bits the 32 bits of the network's address
         * @param prefixLength how many of them to compare
         * @throws IllegalArgumentException when the prefix length is not 0 to 32
         */
        public Ip4 {
            DualPrefix.checkRange(prefixLength, 32);
        }

        /**
         * The network's address, as the record has it.
         *
         * @return an IPv4 address
         */
        public InetAddress address() {
            return IpAddress.v4(bits).toInetAddress();
        }

        /** The mechanism as a record spells it. */
        @Override
        public String toString() {
            return "ip4:" + IpAddress.v4(bits) + (prefixLength == 32 ? "" : "/" + prefixLength);
        }
    }

    /**
     * RFC 7208 §5.6: matches an IPv6 client within a network.
     *
     * @param high the upper 64 bits of the network's address
     * @param low the lower 64 bits
     * @param prefixLength how many of them to compare, 0 to 128
     */
    record Ip6(long high, long low, int prefixLength) implements Mechanism {
        /**
         * Checks the range.
         *
         * @param high the upper 64 bits of the network's address
         * @param low the lower 64 bits
         * @param prefixLength how many of them to compare
         * @throws IllegalArgumentException when the prefix length is not 0 to 128
         */
        public Ip6 {
            DualPrefix.checkRange(prefixLength, 128);
        }

        /**
         * The network's address, as the record has it.
         *
         * @return the address; an IPv4 one when the record has an IPv4-mapped network, which no client is in
         */
        public InetAddress address() {
            return IpAddress.v6(high, low).toInetAddress();
        }

        /** The mechanism as a record spells it, the address as in RFC 5952. */
        @Override
        public String toString() {
            return "ip6:" + IpAddress.v6(high, low) + (prefixLength == 128 ? "" : "/" + prefixLength);
        }
    }

    /**
     * RFC 7208 §5.7: matches when a domain has an A record, whatever it says.
     *
     * @param domain the domain
     */
    record Exists(MacroString domain) implements Mechanism {
        /**
         * Checks for null.
         *
         * @param domain the domain
         */
        public Exists {
            Objects.requireNonNull(domain, "domain");
        }

        /** The mechanism as a record spells it. */
        @Override
        public String toString() {
            return "exists:" + domain;
        }
    }

    private static String withDomain(String name, MacroString domain) {
        return domain.isEmpty() ? name : name + ":" + domain;
    }
}
