package org.signetmail.core;

import java.net.InetAddress;
import java.util.Objects;

/**
 * The data of one resource record of a type that Signet asks for.
 *
 * <p>Immutable and thread-safe. Sealed: these are the record types of {@link RecordType}.
 */
public sealed interface DnsRecord {

    /**
     * The data as a person reads it, near to a master file.
     *
     * @return one line; text of third parties in it may hold any octets: see {@link DnsAnswer#describe}
     */
    String describe();

    /**
     * A TXT record.
     *
     * @param octets the octets of all its character-strings, joined with nothing between them (RFC 7208 §3.3,
     *     RFC 6376 §3.6.2.2), one {@code char} of 0 to 255 for each octet; empty for a record without strings
     */
    record Txt(String octets) implements DnsRecord {
        /**
         * Checks that the text stands for octets.
         *
         * @param octets the joined octets, one {@code char} each
         * @throws IllegalArgumentException when a {@code char} is above 255
         */
        public Txt {
            for (int i = 0; i < octets.length(); i++) {
                if (octets.charAt(i) > 0xFF) {
                    throw new IllegalArgumentException("not an octet at index " + i);
                }
            }
        }

        @Override
        public String describe() {
            return '"' + octets + '"';
        }
    }

    /**
     * An A or AAAA record.
     *
     * @param ip the address
     */
    record Address(InetAddress ip) implements DnsRecord {
        /**
         * Checks for null.
         *
         * @param ip the address
         */
        public Address {
            Objects.requireNonNull(ip, "ip");
        }

        @Override
        public String describe() {
            return ip.getHostAddress();
        }
    }

    /**
     * An MX record.
     *
     * @param preference 0 to 65535, lower first
     * @param exchange the host; the root name is the null MX of RFC 7505
     */
    record Mx(int preference, DomainName exchange) implements DnsRecord {
        /**
         * Checks for null.
         *
         * @param preference 0 to 65535
         * @param exchange the host
         */
        public Mx {
            Objects.requireNonNull(exchange, "exchange");
        }

        @Override
        public String describe() {
            return preference + " " + exchange;
        }
    }

    /**
     * A PTR record.
     *
     * @param name the name that the address claims to have
     */
    record Ptr(DomainName name) implements DnsRecord {
        /**
         * Checks for null.
         *
         * @param name the name
         */
        public Ptr {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public String describe() {
            return name.toString();
        }
    }
}
