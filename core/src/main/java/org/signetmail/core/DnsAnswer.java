package org.signetmail.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.FailureText;

/**
 * What came of one DNS look-up. The four kinds are all there are and ever will be: records, a name without records of the
 * type, no such name (RFC 2308 §2), or no usable answer.
 *
 * <p>Immutable and thread-safe. CNAMEs have been followed: what is told is about the end of the chain. Every resolver makes
 * answers, yours too, so these are records; one that gains a component keeps its constructor of today.
 */
public sealed interface DnsAnswer {

    /** The most characters of {@link #describe}. */
    int MAX_DESCRIPTION = 500;

    /**
     * The answer as a person reads it: the records, or what there was instead of them.
     *
     * @return one line of printing ASCII, at most {@value #MAX_DESCRIPTION} characters long; whatever else the records
     *     hold is shown in decimal, as {@code \194\160}
     */
    String describe();

    /**
     * The canonical name (RFC 1034 §3.6.2): the one at the end of the CNAMEs, which the answer is about.
     *
     * @return nothing when there was no CNAME, or when the resolver does not tell
     */
    Optional<DomainName> canonical();

    /**
     * Whether a validating resolver vouched for the answer: the AD bit (RFC 4035 §3.2.3). It means as much as the way to that
     * resolver is trusted; no verdict depends on it.
     *
     * @return false for a failure, and where the resolver does not tell
     */
    boolean authentic();

    /** A negative answer of unknown lifetime. */
    NoData NO_DATA = new NoData(Duration.ZERO, false);

    /** A negative answer of unknown lifetime. */
    NxDomain NX_DOMAIN = new NxDomain(Duration.ZERO, false);

    /**
     * At least one record of the type that was asked for.
     *
     * @param records the records, in the order of the answer; never empty
     * @param ttl how long the answer may be kept: the least TTL of its records and the CNAMEs before them
     * @param authentic whether a validating resolver vouched for the answer (the AD bit, RFC 4035 §3.2.3)
     * @param canonical the name at the end of the CNAMEs; empty when there were none, or it is not known
     */
    record Found(List<DnsRecord> records, Duration ttl, boolean authentic, Optional<DomainName> canonical)
            implements DnsAnswer {
        /**
         * Copies the list.
         *
         * @param records the records, at least one
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         * @param canonical the name at the end of the CNAMEs
         * @throws IllegalArgumentException when there are no records: that is {@link NoData}
         */
        public Found {
            records = List.copyOf(Objects.requireNonNull(records, "records"));
            Objects.requireNonNull(ttl, "ttl");
            Objects.requireNonNull(canonical, "canonical");
            if (records.isEmpty()) {
                throw new IllegalArgumentException("no records");
            }
        }

        /**
         * An answer without a CNAME, or of a resolver that does not tell.
         *
         * @param records the records, at least one
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         * @throws IllegalArgumentException when there are no records: that is {@link NoData}
         */
        public Found(List<DnsRecord> records, Duration ttl, boolean authentic) {
            this(records, ttl, authentic, Optional.empty());
        }

        @Override
        public String describe() {
            String all = records.stream().map(DnsRecord::describe).collect(Collectors.joining(", "));
            return Ascii.printable(all, MAX_DESCRIPTION);
        }
    }

    /**
     * The name exists, or is an ancestor of one that does, and has no records of the type (NOERROR, no answer).
     *
     * @param ttl how long the answer may be kept (RFC 2308 §5); zero when unknown
     * @param authentic whether a validating resolver vouched for the answer
     * @param canonical the name at the end of the CNAMEs; empty when there were none, or it is not known
     */
    record NoData(Duration ttl, boolean authentic, Optional<DomainName> canonical) implements DnsAnswer {
        /**
         * Checks for null.
         *
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         * @param canonical the name at the end of the CNAMEs
         */
        public NoData {
            Objects.requireNonNull(ttl, "ttl");
            Objects.requireNonNull(canonical, "canonical");
        }

        /**
         * An answer without a CNAME, or of a resolver that does not tell.
         *
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         */
        public NoData(Duration ttl, boolean authentic) {
            this(ttl, authentic, Optional.empty());
        }

        @Override
        public String describe() {
            return "no records of this type" + alias(canonical);
        }
    }

    /**
     * The name does not exist, for any type (NXDOMAIN), and neither does any name below it (RFC 8020).
     *
     * @param ttl how long the answer may be kept (RFC 2308 §5); zero when unknown
     * @param authentic whether a validating resolver vouched for the answer
     * @param canonical the name at the end of the CNAMEs; empty when there were none, or it is not known
     */
    record NxDomain(Duration ttl, boolean authentic, Optional<DomainName> canonical) implements DnsAnswer {
        /**
         * Checks for null.
         *
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         * @param canonical the name at the end of the CNAMEs
         */
        public NxDomain {
            Objects.requireNonNull(ttl, "ttl");
            Objects.requireNonNull(canonical, "canonical");
        }

        /**
         * An answer without a CNAME, or of a resolver that does not tell.
         *
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         */
        public NxDomain(Duration ttl, boolean authentic) {
            this(ttl, authentic, Optional.empty());
        }

        @Override
        public String describe() {
            return "no such name" + alias(canonical);
        }
    }

    /**
     * No usable answer.
     *
     * @param reason what went wrong
     * @param detail one line for a person to act on, such as which server did not answer; may be empty
     */
    record Failed(DnsFailure reason, String detail) implements DnsAnswer {
        /**
         * Checks for null.
         *
         * @param reason what went wrong
         * @param detail one line for a person
         */
        public Failed {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        /** Nothing to vouch for. */
        @Override
        public boolean authentic() {
            return false;
        }

        /** Nothing: how far the CNAMEs led is in the detail, if at all. */
        @Override
        public Optional<DomainName> canonical() {
            return Optional.empty();
        }

        @Override
        public String describe() {
            String told = detail.isEmpty()
                    ? reason.toString()
                    : FailureText.saysReason(reason, detail) ? detail : reason + ": " + detail;
            return Ascii.printable(told, MAX_DESCRIPTION);
        }
    }

    private static String alias(Optional<DomainName> canonical) {
        return canonical.map(name -> " (CNAME to " + name + ")").orElse("");
    }
}
