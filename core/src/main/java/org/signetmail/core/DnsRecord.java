package org.signetmail.core;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
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
     * A TXT record. Two are equal when their octets are: where one string ends and the next begins is for those who look
     * for mistakes.
     *
     * @param octets the octets of all its character-strings, joined with nothing between them (RFC 7208 §3.3,
     *     RFC 6376 §3.6.2.2), one {@code char} of 0 to 255 for each octet; empty for a record without strings
     * @param seams where its second and further character-strings begin, as indexes into the octets, in ascending order;
     *     empty when there is one string, or when it is not known
     */
    record Txt(String octets, List<Integer> seams) implements DnsRecord {

        /** Strings of full length would be 25 kB with so many. */
        private static final int MAX_SEAMS = 100;

        /**
         * Checks that the text stands for octets, and that the seams are in it.
         *
         * @param octets the joined octets, one {@code char} each
         * @param seams where its second and further character-strings begin
         * @throws IllegalArgumentException when a {@code char} is above 255, or a seam is not in the text or not behind
         *     the one before it
         */
        public Txt {
            for (int i = 0; i < octets.length(); i++) {
                if (octets.charAt(i) > 0xFF) {
                    throw new IllegalArgumentException("not an octet at index " + i);
                }
            }
            seams = seams.isEmpty() ? List.of() : List.copyOf(seams);
            int before = 0;
            for (int seam : seams) {
                if (seam <= before || seam >= octets.length()) {
                    throw new IllegalArgumentException("not a seam of " + octets.length() + " octets: " + seam);
                }
                before = seam;
            }
        }

        /**
         * A record of one character-string, or of strings whose seams do not matter.
         *
         * @param octets the joined octets, one {@code char} each
         * @throws IllegalArgumentException when a {@code char} is above 255
         */
        public Txt(String octets) {
            this(octets, List.of());
        }

        /**
         * A record of several character-strings. Its first {@value #MAX_SEAMS} seams are kept; an empty string makes none.
         *
         * @param strings their octets, one {@code char} each
         * @return the record, with its seams
         * @throws IllegalArgumentException when a {@code char} is above 255
         */
        public static Txt of(List<String> strings) {
            if (strings.size() == 1) {
                return new Txt(strings.get(0));
            }
            StringBuilder joined = new StringBuilder();
            List<Integer> seams = new ArrayList<>();
            for (int i = 0; i < strings.size(); i++) {
                if (joined.length() > 0 && !strings.get(i).isEmpty() && seams.size() < MAX_SEAMS) {
                    seams.add(joined.length());
                }
                joined.append(strings.get(i));
            }
            return new Txt(joined.toString(), seams);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Txt that && octets.equals(that.octets);
        }

        @Override
        public int hashCode() {
            return octets.hashCode();
        }

        @Override
        public String toString() {
            return "Txt[octets=" + octets + "]";
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
