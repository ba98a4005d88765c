package org.signetmail.reports;

import java.net.InetAddress;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.spf.address.IpAddress;

/**
 * Which reports of a {@link ReportStore} are meant: those of a domain, of some days, about a source. What is not said leaves none
 * out. Immutable and thread-safe.
 *
 * <pre>{@code
 * ReportQuery.ALL.withDomain("example.org").withSince(LocalDate.of(2026, 1, 1)).withNetwork(InetAddress.getByName("192.0.2.0"), 24)
 * }</pre>
 */
public final class ReportQuery {

    /** All that is there. */
    public static final ReportQuery ALL = new ReportQuery(null, null, null, null, null);

    private final @Nullable String domain;
    private final @Nullable LocalDate since;
    private final @Nullable LocalDate until;
    private final @Nullable String lowest;
    private final @Nullable String highest;

    private ReportQuery(
            @Nullable String domain,
            @Nullable LocalDate since,
            @Nullable LocalDate until,
            @Nullable String lowest,
            @Nullable String highest) {
        this.domain = domain;
        this.since = since;
        this.until = until;
        this.lowest = lowest;
        this.highest = highest;
    }

    /**
     * Reports about a domain: the policy domain of an aggregate report, any of those of a TLS report.
     *
     * @param only its name, in any case, as A-labels or U-labels
     * @return a new query
     */
    public ReportQuery withDomain(String only) {
        return new ReportQuery(
                ReportSums.domain(Objects.requireNonNull(only, "domain")), since, until, lowest, highest);
    }

    /**
     * Reports of a day or later. The day of a report is the one in UTC in which the middle of its period lies; a report without a
     * usable period has none and is left out.
     *
     * @param first the first day
     * @return a new query
     */
    public ReportQuery withSince(LocalDate first) {
        return new ReportQuery(domain, Objects.requireNonNull(first, "since"), until, lowest, highest);
    }

    /**
     * Reports of a day or earlier.
     *
     * @param last the last day
     * @return a new query
     */
    public ReportQuery withUntil(LocalDate last) {
        return new ReportQuery(domain, since, Objects.requireNonNull(last, "until"), lowest, highest);
    }

    /**
     * Rows of aggregate reports about one source, and no others; TLS reports have none.
     *
     * @param only its address
     * @return a new query
     */
    public ReportQuery withSource(InetAddress only) {
        return withNetwork(only, IpAddress.of(only).isV4() ? 32 : 128);
    }

    /**
     * Rows about the sources of a network.
     *
     * @param address any one in it
     * @param prefixLength how many bits they have in common: 0 to 32, of IPv6 to 128
     * @return a new query
     * @throws IllegalArgumentException when there is no such prefix
     */
    public ReportQuery withNetwork(InetAddress address, int prefixLength) {
        IpAddress ip = IpAddress.of(Objects.requireNonNull(address, "address"));
        int free = (ip.isV4() ? 32 : 128) - prefixLength;
        if (prefixLength < 0 || free < 0) {
            throw new IllegalArgumentException("/" + prefixLength + " is no prefix length of " + ip);
        }
        long low = ones(Math.min(free, 64));
        long high = ones(Math.max(0, free - 64));
        String first = StoredRows.sortable(new IpAddress(ip.isV4(), ip.high() & ~high, ip.low() & ~low));
        String last = StoredRows.sortable(
                new IpAddress(ip.isV4(), ip.high() | high, ip.low() | (ip.isV4() ? low & 0xFFFF_FFFFL : low)));
        return new ReportQuery(domain, since, until, first, last);
    }

    private static long ones(int bits) {
        return bits == 0 ? 0 : -1L >>> (64 - bits);
    }

    Optional<String> domain() {
        return Optional.ofNullable(domain);
    }

    Optional<LocalDate> since() {
        return Optional.ofNullable(since);
    }

    Optional<LocalDate> until() {
        return Optional.ofNullable(until);
    }

    /** The first address of the sources, in the form of the store. */
    Optional<String> lowest() {
        return Optional.ofNullable(lowest);
    }

    /** The last one; there when the first one is. */
    Optional<String> highest() {
        return Optional.ofNullable(highest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportQuery that
                && Objects.equals(domain, that.domain)
                && Objects.equals(since, that.since)
                && Objects.equals(until, that.until)
                && Objects.equals(lowest, that.lowest)
                && Objects.equals(highest, that.highest);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, since, until, lowest, highest);
    }
}
