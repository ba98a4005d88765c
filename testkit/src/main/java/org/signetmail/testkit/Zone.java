package org.signetmail.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.Address;

/**
 * The whole of DNS as one test wants it: the data behind {@link FakeDns} and {@link DnsServer}.
 *
 * <p>A zone is written as text in the shape of a master file (RFC 1035 §5):
 *
 * <pre>{@code
 * ; name [ttl] [IN] TYPE data
 * example.net          TXT    "v=spf1 ip4:192.0.2.1 " "-all"
 * example.net     300  IN MX  10 mail.example.net.
 * mail.example.net     A      192.0.2.1
 * *.wild.example.net   TXT    "for every name below that has none of its own"
 * old._domainkey.example.net  CNAME  gone.example.org
 * broken.example.net   TXT    !SERVFAIL
 * down.example.net     !TIMEOUT
 * }</pre>
 *
 * <p>Names are absolute, with or without the final dot. Quoting, {@code \DDD} and {@code \X} escapes in strings and
 * names, parentheses around line ends, and comments after a semicolon are those of a master file; white space before a
 * name is not significant, and there are no {@code $} directives. Characters above 127 stand for their UTF-8 octets in
 * strings; in names they make U-labels. A string longer than 255 octets is cut into several. Types are TXT, A, AAAA,
 * MX, PTR and CNAME; of any other type the zone remembers only that the name exists. An exclamation mark and a
 * {@link ZoneFault} in place of data makes every look-up of that type fail; without a type, every look-up of a type
 * that the name does not hold.
 *
 * <p>Answers are those of an authoritative server for all of DNS: a name that only leads to others exists without
 * records, wildcards are those of RFC 4592, a name that nobody mentioned does not exist.
 *
 * <p>Immutable and thread-safe.
 */
public final class Zone {

    /** How long an answer may be kept when the zone does not say. */
    static final long DEFAULT_TTL = 3600;

    private final Map<DomainName, Node> nodes;

    private Zone(Map<DomainName, Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * Reads zone text.
     *
     * @param text as the class describes it
     * @return the zone
     * @throws IllegalArgumentException when the text is wrong; the message has the number of the record's first line, what is wrong
     *     with it, and the line
     */
    public static Zone parse(String text) {
        return builder().text(text).build();
    }

    /**
     * Starts an empty zone, for data that is not zone text.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** What the zone says of one name and type, before any CNAME is followed; null is a type it cannot hold. */
    Finding find(DomainName name, @Nullable ZoneType type) {
        Node node = nodes.get(name);
        if (node == null) {
            node = wildcardFor(name);
        }
        return node == null ? Finding.of(ZoneFault.NXDOMAIN) : node.find(type);
    }

    /** RFC 4592 §3.3.1: the asterisk label below the closest encloser, the longest ancestor that exists. */
    private @Nullable Node wildcardFor(DomainName name) {
        for (int labels = name.labelCount() - 1; labels >= 0; labels--) {
            DomainName encloser = name.suffix(labels);
            if (nodes.containsKey(encloser)) {
                return asteriskBelow(encloser).map(nodes::get).orElse(null);
            }
        }
        return null;
    }

    private static Optional<DomainName> asteriskBelow(DomainName name) {
        return DomainName.ofOctets("*").flatMap(name::prepend);
    }

    /**
     * Records, or a fault. Never both, never neither: no records is {@link ZoneFault#NODATA}.
     *
     * @param records one or more of the type that was asked for, or one CNAME
     */
    record Finding(List<ZoneRecord> records, @Nullable ZoneFault fault) {
        static Finding of(ZoneFault fault) {
            return new Finding(List.of(), fault);
        }

        /** The target, when what was found is a CNAME. */
        @Nullable
        DomainName alias() {
            return !records.isEmpty() && records.get(0).type() == ZoneType.CNAME
                    ? records.get(0).target()
                    : null;
        }
    }

    /** All that one name holds. */
    private record Node(
            Map<ZoneType, List<ZoneRecord>> records,
            Map<ZoneType, ZoneFault> faults,
            @Nullable ZoneFault otherwise) {

        static final Node EMPTY = new Node(Map.of(), Map.of(), null);

        Finding find(@Nullable ZoneType type) {
            ZoneFault fault = type == null ? null : faults.get(type);
            if (fault != null) {
                return Finding.of(fault);
            }
            List<ZoneRecord> held = type == null ? null : records.get(type);
            if (held != null) {
                return new Finding(held, null);
            }
            if (otherwise != null) {
                return Finding.of(otherwise);
            }
            ZoneFault aliasFault = faults.get(ZoneType.CNAME);
            List<ZoneRecord> alias = records.get(ZoneType.CNAME);
            if (aliasFault == null && alias != null) {
                return new Finding(alias, null);
            }
            return Finding.of(aliasFault != null ? aliasFault : ZoneFault.NODATA);
        }
    }

    /** What a name is to hold, which grows record by record. */
    private static final class Draft {
        private final Map<ZoneType, List<ZoneRecord>> records = new EnumMap<>(ZoneType.class);
        private final Map<ZoneType, ZoneFault> faults = new EnumMap<>(ZoneType.class);
        private @Nullable ZoneFault otherwise;

        Node node() {
            Map<ZoneType, List<ZoneRecord>> held = new EnumMap<>(ZoneType.class);
            records.forEach((type, ofType) -> held.put(type, List.copyOf(ofType)));
            Map<ZoneType, ZoneFault> failing = new EnumMap<>(ZoneType.class);
            failing.putAll(faults);
            return new Node(held, failing, otherwise);
        }
    }

    /**
     * Puts a zone together. Adding the same record twice gives it twice.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {
        private final Map<DomainName, Draft> drafts = new HashMap<>();
        private long ttl = DEFAULT_TTL;

        private Builder() {}

        /**
         * Adds all that zone text says.
         *
         * @param text as {@link Zone} describes it
         * @return this builder
         * @throws IllegalArgumentException when the text is wrong; the message has the number of the record's first line, what is
         *     wrong with it, and the line
         */
        public Builder text(String text) {
            Objects.requireNonNull(text, "text");
            long before = ttl;
            new ZoneText(text, ttl, this).read();
            ttl = before;
            return this;
        }

        /**
         * How long answers may be kept, for the records added after this call that do not say so themselves.
         *
         * @param seconds zero or more; 3600 until set
         * @return this builder
         */
        public Builder ttl(long seconds) {
            if (seconds < 0 || seconds > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a TTL is 0 to 2147483647 seconds, not " + seconds);
            }
            this.ttl = seconds;
            return this;
        }

        /**
         * Adds a TXT record.
         *
         * @param name its owner
         * @param strings its strings, in UTF-8; none is possible
         * @return this builder
         */
        public Builder txt(DomainName name, String... strings) {
            Objects.requireNonNull(strings, "strings");
            List<byte[]> octets = new ArrayList<>();
            for (String string : strings) {
                Objects.requireNonNull(string, "strings");
                octets.add(string.getBytes(StandardCharsets.UTF_8));
            }
            return txt(name, octets);
        }

        /**
         * Adds a TXT record of any octets.
         *
         * @param name its owner
         * @param strings its strings; none is possible
         * @return this builder
         */
        public Builder txt(DomainName name, List<byte[]> strings) {
            Objects.requireNonNull(strings, "strings");
            return add(name, ZoneRecord.txt(ttl, strings));
        }

        /**
         * Adds an A record.
         *
         * @param name its owner
         * @param address an IPv4 address in dotted decimal form
         * @return this builder
         */
        public Builder a(DomainName name, String address) {
            Objects.requireNonNull(address, "address");
            return address(name, ZoneType.A, address, Address.toByteArray(address, Address.IPv4));
        }

        /**
         * Adds an AAAA record.
         *
         * @param name its owner
         * @param address an IPv6 address (RFC 4291 §2.2)
         * @return this builder
         */
        public Builder aaaa(DomainName name, String address) {
            Objects.requireNonNull(address, "address");
            return address(name, ZoneType.AAAA, address, Address.toByteArray(address, Address.IPv6));
        }

        private Builder address(DomainName name, ZoneType type, String text, byte @Nullable [] octets) {
            if (octets == null) {
                throw new IllegalArgumentException("not an address for " + type + ": " + text);
            }
            return add(name, ZoneRecord.address(type, ttl, octets));
        }

        /**
         * Adds an MX record.
         *
         * @param name its owner
         * @param preference 0 to 65535
         * @param exchange the mail host; the root for the null MX of RFC 7505
         * @return this builder
         */
        public Builder mx(DomainName name, int preference, DomainName exchange) {
            Objects.requireNonNull(exchange, "exchange");
            return add(name, ZoneRecord.mx(ttl, preference, exchange));
        }

        /**
         * Adds a PTR record.
         *
         * @param name its owner, below {@code in-addr.arpa} or {@code ip6.arpa} as a rule
         * @param target the name it gives
         * @return this builder
         */
        public Builder ptr(DomainName name, DomainName target) {
            Objects.requireNonNull(target, "target");
            return add(name, ZoneRecord.name(ZoneType.PTR, ttl, target));
        }

        /**
         * Adds a CNAME record.
         *
         * @param name the alias
         * @param target the name it stands for
         * @return this builder
         * @throws IllegalArgumentException when the name has a CNAME already (RFC 2181 §10.1)
         */
        public Builder cname(DomainName name, DomainName target) {
            Objects.requireNonNull(target, "target");
            Draft draft = drafts.get(Objects.requireNonNull(name, "name"));
            if (draft != null && draft.records.containsKey(ZoneType.CNAME)) {
                throw new IllegalArgumentException(name + " has a CNAME already");
            }
            return add(name, ZoneRecord.name(ZoneType.CNAME, ttl, target));
        }

        /**
         * Makes look-ups of one type fail, even if there are records.
         *
         * @param name the name
         * @param type the type of records
         * @param fault what is answered
         * @return this builder
         */
        public Builder fault(DomainName name, RecordType type, ZoneFault fault) {
            Objects.requireNonNull(type, "type");
            return fault(name, ZoneType.of(type), Objects.requireNonNull(fault, "fault"));
        }

        /**
         * Makes look-ups fail for every type of which the name has no records. {@link ZoneFault#NODATA} makes a name
         * that just exists.
         *
         * @param name the name
         * @param fault what is answered
         * @return this builder
         */
        public Builder fault(DomainName name, ZoneFault fault) {
            Objects.requireNonNull(fault, "fault");
            draft(name).otherwise = fault;
            return this;
        }

        Builder fault(DomainName name, ZoneType type, ZoneFault fault) {
            draft(name).faults.put(type, fault);
            return this;
        }

        /** Notes that the name exists. */
        Builder exists(DomainName name) {
            draft(name);
            return this;
        }

        private Builder add(DomainName name, ZoneRecord record) {
            draft(name)
                    .records
                    .computeIfAbsent(record.type(), type -> new ArrayList<>())
                    .add(record);
            return this;
        }

        private Draft draft(DomainName name) {
            return drafts.computeIfAbsent(Objects.requireNonNull(name, "name"), each -> new Draft());
        }

        /**
         * Makes the zone.
         *
         * @return a zone of all that was added up to now
         */
        public Zone build() {
            Map<DomainName, Node> all = new HashMap<>();
            drafts.forEach((name, draft) -> all.put(name, draft.node()));
            for (DomainName name : drafts.keySet()) {
                // RFC 4592 §2.2.2: every ancestor of a name exists too, mostly without records of its own.
                for (int labels = name.labelCount() - 1; labels >= 0; labels--) {
                    all.putIfAbsent(name.suffix(labels), Node.EMPTY);
                }
            }
            all.putIfAbsent(DomainName.ROOT, Node.EMPTY);
            return new Zone(Map.copyOf(all));
        }
    }
}
