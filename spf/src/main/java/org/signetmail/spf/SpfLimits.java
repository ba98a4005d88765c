package org.signetmail.spf;

import java.time.Duration;
import java.util.Objects;

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
 */
public final class SpfLimits {

    /** 10 terms, 2 voids, 10 MX hosts, 10 PTR names, 16 KiB a record, 512 characters of explanation, 20 seconds. */
    public static final SpfLimits DEFAULT =
            new SpfLimits(10, 2, 10, 10, 16 << 10, 512, Duration.ofSeconds(20), false, true);

    /** Includes nest as deep as there may be terms, and the stack of the checking thread has to hold that. */
    private static final int MOST_TERMS = 100;

    private final int terms;
    private final int voids;
    private final int mxHosts;
    private final int ptrNames;
    private final int recordOctets;
    private final int explanationChars;
    private final Duration time;
    private final boolean countVoidMxHosts;
    private final boolean countOtherFamilyAsVoid;

    private SpfLimits(
            int terms,
            int voids,
            int mxHosts,
            int ptrNames,
            int recordOctets,
            int explanationChars,
            Duration time,
            boolean countVoidMxHosts,
            boolean countOtherFamilyAsVoid) {
        this.terms = terms;
        this.voids = voids;
        this.mxHosts = mxHosts;
        this.ptrNames = ptrNames;
        this.recordOctets = recordOctets;
        this.explanationChars = explanationChars;
        this.time = time;
        this.countVoidMxHosts = countVoidMxHosts;
        this.countOtherFamilyAsVoid = countOtherFamilyAsVoid;
    }

    private static int inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " has to be " + least
                    + (most == Integer.MAX_VALUE ? " or more" : " to " + most) + ", not " + value);
        }
        return value;
    }

    /**
     * The most {@code include}, {@code a}, {@code mx}, {@code ptr}, {@code exists} and {@code redirect} terms, and
     * {@code %{p}} macros, that are evaluated in all records together; more is a permerror.
     *
     * @return 0 to 100
     */
    public int terms() {
        return terms;
    }

    /**
     * The most void look-ups, which found no such name or no such records; one more is a permerror.
     *
     * @return 0 or more
     */
    public int voids() {
        return voids;
    }

    /**
     * The most hosts of one {@code mx}; more is a permerror before any of them is asked for.
     *
     * @return 0 or more
     */
    public int mxHosts() {
        return mxHosts;
    }

    /**
     * The most names of the client that {@code ptr} and {@code %{p}} look at; further ones are ignored.
     *
     * @return 0 or more
     */
    public int ptrNames() {
        return ptrNames;
    }

    /**
     * The longest record that is read; a longer one is a permerror.
     *
     * @return 1 or more
     */
    public int recordOctets() {
        return recordOctets;
    }

    /**
     * The longest explanation that is given; it is cut there, and with 0 it is not asked for.
     *
     * @return 0 or more
     */
    public int explanationChars() {
        return explanationChars;
    }

    /**
     * How long a check may take, within the time that all checks of the message have; a temperror when it is over.
     *
     * @return more than zero
     */
    public Duration time() {
        return time;
    }

    /**
     * Whether an MX host without address counts as void; if not, which is the default, only the look-up of a term
     * itself does.
     *
     * @return true when they count
     */
    public boolean countVoidMxHosts() {
        return countVoidMxHosts;
    }

    /**
     * Whether a name that has addresses of the other family only (IPv4 when the client has IPv6) counts as void, as
     * the RFC has it and as is the default; if not, the other family is asked for before it counts.
     *
     * @return true when they count
     */
    public boolean countOtherFamilyAsVoid() {
        return countOtherFamilyAsVoid;
    }

    /**
     * These limits with another number of terms.
     *
     * @param most 0 to 100
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public SpfLimits withTerms(int most) {
        return new SpfLimits(
                inRange("terms", most, 0, MOST_TERMS),
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
     * @throws IllegalArgumentException when it is out of range
     */
    public SpfLimits withVoids(int most) {
        return new SpfLimits(
                terms,
                inRange("voids", most, 0, Integer.MAX_VALUE),
                mxHosts,
                ptrNames,
                recordOctets,
                explanationChars,
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with another number of MX hosts.
     *
     * @param most 0 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public SpfLimits withMxHosts(int most) {
        return new SpfLimits(
                terms,
                voids,
                inRange("mxHosts", most, 0, Integer.MAX_VALUE),
                ptrNames,
                recordOctets,
                explanationChars,
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with another number of PTR names.
     *
     * @param most 0 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public SpfLimits withPtrNames(int most) {
        return new SpfLimits(
                terms,
                voids,
                mxHosts,
                inRange("ptrNames", most, 0, Integer.MAX_VALUE),
                recordOctets,
                explanationChars,
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with another length of records.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public SpfLimits withRecordOctets(int most) {
        return new SpfLimits(
                terms,
                voids,
                mxHosts,
                ptrNames,
                inRange("recordOctets", most, 1, Integer.MAX_VALUE),
                explanationChars,
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with another length of explanations.
     *
     * @param most 0 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public SpfLimits withExplanationChars(int most) {
        return new SpfLimits(
                terms,
                voids,
                mxHosts,
                ptrNames,
                recordOctets,
                inRange("explanationChars", most, 0, Integer.MAX_VALUE),
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /**
     * These limits with another time.
     *
     * @param limit more than zero
     * @return the changed limits
     * @throws IllegalArgumentException when it is zero or less
     */
    public SpfLimits withTime(Duration limit) {
        Objects.requireNonNull(limit, "time");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("time has to be more than zero, not " + limit);
        }
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

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfLimits that
                && terms == that.terms
                && voids == that.voids
                && mxHosts == that.mxHosts
                && ptrNames == that.ptrNames
                && recordOctets == that.recordOctets
                && explanationChars == that.explanationChars
                && time.equals(that.time)
                && countVoidMxHosts == that.countVoidMxHosts
                && countOtherFamilyAsVoid == that.countOtherFamilyAsVoid;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                terms,
                voids,
                mxHosts,
                ptrNames,
                recordOctets,
                explanationChars,
                time,
                countVoidMxHosts,
                countOtherFamilyAsVoid);
    }

    /** All limits with their names, on one line. */
    @Override
    public String toString() {
        return "terms " + terms + ", voids " + voids + ", mxHosts " + mxHosts + ", ptrNames " + ptrNames
                + ", recordOctets " + recordOctets + ", explanationChars " + explanationChars + ", time " + time
                + ", countVoidMxHosts " + countVoidMxHosts + ", countOtherFamilyAsVoid " + countOtherFamilyAsVoid;
    }
}
