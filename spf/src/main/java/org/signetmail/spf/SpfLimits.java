package org.signetmail.spf;

import java.time.Duration;

/**
 * How much one check may do (RFC 7208 §4.6.4, §11.1).
 *
 * <p>Besides, all checks of one message together use the answers of at most 150 queries, and take at most 30 seconds,
 * unless whoever brings the checks together has set other bounds: the earlier end holds.
 *
 * <p>Immutable and thread-safe. Start from {@link #DEFAULT}, whose values the RFC asks for:
 * <pre>{@code
 * SpfLimits.DEFAULT.withVoids(4)
 * }</pre>
 *
 * @param terms the most {@code include}, {@code a}, {@code mx}, {@code ptr}, {@code exists} and {@code redirect} terms,
 *     and {@code %{p}} macros, that are evaluated in all records together; more is a permerror
 * @param voids the most void look-ups, which found no such name or no such records; one more is a permerror
 * @param mxHosts the most hosts of one {@code mx}; more is a permerror before any of them is asked for
 * @param ptrNames the most names of the client that {@code ptr} and {@code %{p}} look at; further ones are ignored
 * @param recordOctets the longest record that is read
 * @param explanationChars the longest explanation that is given; it is cut there, and with 0 it is not asked for
 * @param time how long a check may take, within the time that all checks of the message have; a temperror when it is
 *     over
 * @param countVoidMxHosts whether an MX host without address counts as void; if not, which is the default, only the
 *     look-up of a term itself does
 * @param countOtherFamilyAsVoid whether a name that has addresses of the other family only (IPv4 when the client has
 *     IPv6) counts as void, as the RFC has it and as is the default; if not, the other family is asked for before it
 *     counts
 */
public record SpfLimits(
        int terms,
        int voids,
        int mxHosts,
        int ptrNames,
        int recordOctets,
        int explanationChars,
        Duration time,
        boolean countVoidMxHosts,
        boolean countOtherFamilyAsVoid) {

    /** 10 terms, 2 voids, 10 MX hosts, 10 PTR names, 16 KiB a record, 512 characters of explanation, 20 seconds. */
    public static final SpfLimits DEFAULT =
            new SpfLimits(10, 2, 10, 10, 16 << 10, 512, Duration.ofSeconds(20), false, true);

    /** Includes nest as deep as there may be terms, and the stack of the checking thread has to hold that. */
    private static final int MOST_TERMS = 100;

    /**
     * Checks the ranges.
     *
     * @param terms 0 to 100
     * @param voids 0 or more
     * @param mxHosts 0 or more
     * @param ptrNames 0 or more
     * @param recordOctets 1 or more
     * @param explanationChars 0 or more
     * @param time more than zero
     * @param countVoidMxHosts whether an MX host without address counts as void
     * @param countOtherFamilyAsVoid whether a name with addresses of the other family only counts as void
     * @throws IllegalArgumentException when a limit is out of range
     */
    public SpfLimits {
        if (terms < 0
                || terms > MOST_TERMS
                || voids < 0
                || mxHosts < 0
                || ptrNames < 0
                || recordOctets < 1
                || explanationChars < 0
                || time.isNegative()
                || time.isZero()) {
            throw new IllegalArgumentException("a limit is out of range");
        }
    }

    /**
     * These limits with another number of terms.
     *
     * @param most 0 to 100
     * @return the changed limits
     */
    public SpfLimits withTerms(int most) {
        return new SpfLimits(
                most,
                voids,
                mxHosts,
                ptrNames,
                recordOctets,
                explanationChars,
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with another number of void look-ups.
     *
     * @param most 0 or more
     * @return the changed limits
     */
    public SpfLimits withVoids(int most) {
        return new SpfLimits(
                terms,
                most,
                mxHosts,
                ptrNames,
                recordOctets,
                explanationChars,
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with another time.
     *
     * @param limit more than zero
     * @return the changed limits
     */
    public SpfLimits withTime(Duration limit) {
        return new SpfLimits(
                terms,
                voids,
                mxHosts,
                ptrNames,
                recordOctets,
                explanationChars,
                limit,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with or without counting MX hosts that have no address.
     *
     * @param count true to count them as void look-ups
     * @return the changed limits
     */
    public SpfLimits withCountVoidMxHosts(boolean count) {
        return new SpfLimits(
                terms, voids, mxHosts, ptrNames, recordOctets, explanationChars, time, count, countOtherFamilyAsVoid);
    }

    /**
     * These limits with or without counting names that have addresses of the other family only.
     *
     * @param count true to count them as void look-ups
     * @return the changed limits
     */
    public SpfLimits withCountOtherFamilyAsVoid(boolean count) {
        return new SpfLimits(
                terms, voids, mxHosts, ptrNames, recordOctets, explanationChars, time, countVoidMxHosts, count);
    }
}
