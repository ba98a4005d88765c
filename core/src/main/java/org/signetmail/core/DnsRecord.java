package org.signetmail.core;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The data of one resource record of a type that Signet asks for.
 *
 * <p>Immutable and thread-safe. Sealed: what a record can be follows from {@link RecordType}. More kinds may come with more
 * types; have a default branch. The records themselves are made by every resolver, so they keep their components.
 */
public sealed interface DnsRecord {

    /** The most octets of a TXT record that {@link #text(String)} gives whole: 16 KiB. */
    int MAX_TEXT = 16 << 10;

    /**
     * A TXT record as a resolver gives it: whole, or only marked when it is too long, so that it neither fills the memory nor
     * spoils the records beside it.
     *
     * @param octets the octets of all its character-strings, as {@link Txt} takes them
     * @return a {@link Txt}, or a {@link LongTxt} for more than {@value #MAX_TEXT} octets
     * @throws IllegalArgumentException when a {@code char} is above 255
     */
    static DnsRecord text(String octets) {
        return new Txt(octets).orMark(MAX_TEXT);
    }

    /**
     * A TXT record as above, of its character-strings.
     *
     * @param strings the octets of each, as {@link Txt#of} takes them
     * @return a {@link Txt}, or a {@link LongTxt} for more than {@value #MAX_TEXT} octets
     * @throws IllegalArgumentException when a {@code char} is above 255
     */
    static DnsRecord text(List<String> strings) {
        return text(strings, MAX_TEXT);
    }

    /**
     * A TXT record as above, with a bound of the resolver's own.
     *
     * @param strings the octets of each, as {@link Txt#of} takes them
     * @param most the most octets to give whole, {@value LongTxt#START} or more
     * @return a {@link Txt}, or a {@link LongTxt} for more octets
     * @throws IllegalArgumentException when a {@code char} is above 255, or {@code most} is too small
     */
    static DnsRecord text(List<String> strings, int most) {
        if (most < LongTxt.START) {
            throw new IllegalArgumentException("most: " + most + ", must be " + LongTxt.START + " or more");
        }
        return Txt.of(strings).orMark(most);
    }

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
            requireOctets(octets, "octets");
            Objects.requireNonNull(seams, "seams");
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
            Objects.requireNonNull(strings, "strings");
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

        private DnsRecord orMark(int most) {
            return octets.length() <= most
                    ? this
                    : new LongTxt(octets.substring(0, LongTxt.START), octets.length(), most);
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
     * The mark that a TXT record leaves which is longer than the resolver gives whole. Whoever looks for a record that begins
     * like this one has to say that it is too large: it is neither usable nor absent. To all others it is one more record
     * that is not theirs.
     *
     * @param start its first {@value #START} octets, one {@code char} of 0 to 255 each
     * @param size the number of all its octets, above {@code most}
     * @param most the bound that it is over, in octets
     */
    record LongTxt(String start, int size, int most) implements DnsRecord {

        /** How many octets of the record are known. */
        public static final int START = 512;

        /**
         * Checks that it is one.
         *
         * @param start its first octets
         * @param size the number of all its octets
         * @param most the bound
         * @throws IllegalArgumentException when the start has another length, a {@code char} of it is above 255, or the
         *     numbers do not fit
         */
        public LongTxt {
            requireOctets(start, "start");
            if (start.length() != START) {
                throw new IllegalArgumentException("start: " + start.length() + " octets, must be " + START);
            }
            if (most < START || size <= most) {
                throw new IllegalArgumentException("size: " + size + ", must be above the bound of " + most);
            }
        }

        /**
         * What is the matter with it.
         *
         * @return a noun phrase such as {@code a TXT record of 20000 octets, over the bound of 16384}
         */
        public String problem() {
            return "a TXT record of " + size + " octets, over the bound of " + most;
        }

        @Override
        public String describe() {
            return '"' + start + "\"... (" + size + " octets)";
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

    private static void requireOctets(String text, String name) {
        Objects.requireNonNull(text, name);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                throw new IllegalArgumentException(name + ": not an octet at index " + i);
            }
        }
    }
}
