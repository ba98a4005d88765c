package org.signetmail.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.signetmail.core.internal.Ascii;

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
     */
    record Found(List<DnsRecord> records, Duration ttl, boolean authentic) implements DnsAnswer {
        /**
         * Copies the list.
         *
         * @param records the records, at least one
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         * @throws IllegalArgumentException when there are no records: that is {@link NoData}
         */
        public Found {
            records = List.copyOf(Objects.requireNonNull(records, "records"));
            Objects.requireNonNull(ttl, "ttl");
            if (records.isEmpty()) {
                throw new IllegalArgumentException("no records");
            }
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
     */
    record NoData(Duration ttl, boolean authentic) implements DnsAnswer {
        /**
         * Checks for null.
         *
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         */
        public NoData {
            Objects.requireNonNull(ttl, "ttl");
        }

        @Override
        public String describe() {
            return "no records of this type";
        }
    }

    /**
     * The name does not exist, for any type (NXDOMAIN), and neither does any name below it (RFC 8020).
     *
     * @param ttl how long the answer may be kept (RFC 2308 §5); zero when unknown
     * @param authentic whether a validating resolver vouched for the answer
     */
    record NxDomain(Duration ttl, boolean authentic) implements DnsAnswer {
        /**
         * Checks for null.
         *
         * @param ttl how long the answer may be kept
         * @param authentic whether the answer was validated
         */
        public NxDomain {
            Objects.requireNonNull(ttl, "ttl");
        }

        @Override
        public String describe() {
            return "no such name";
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

        @Override
        public String describe() {
            return Ascii.printable(detail.isEmpty() ? reason.toString() : reason + ": " + detail, MAX_DESCRIPTION);
        }
    }
}
