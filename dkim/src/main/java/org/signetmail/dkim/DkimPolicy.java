package org.signetmail.dkim;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * Which of the signatures that are right by RFC 6376 a verifier accepts.
 *
 * <p>Immutable and thread-safe. Start from {@link #DEFAULT}:
 * <pre>{@code
 * DkimPolicy policy = DkimPolicy.DEFAULT.withRequiredFields(Set.of("Subject", "Date"));
 * }</pre>
 */
public final class DkimPolicy {

    /** What a mail server wants: RFC 6376 as RFC 8301 tightened it, and whole bodies. */
    public static final DkimPolicy DEFAULT =
            new DkimPolicy(false, 1024, 8192, false, Set.of(), Set.of(), Duration.ofMinutes(5));

    /** The shortest RSA key that the JDK works with. */
    private static final int LEAST_RSA_BITS = 512;

    /** The longest one: it takes milliseconds (RFC 6376 §8.13). */
    private static final int MOST_RSA_BITS = 16384;

    private static final Duration ANY_TIME = Duration.ofSeconds(Long.MAX_VALUE);

    private final boolean historicAlgorithms;
    private final int minimumRsaBits;
    private final int maximumRsaBits;
    private final boolean partialBodies;
    private final Set<String> requiredFields;
    private final Set<DomainName> refusedDomains;
    private final Duration clockSkew;

    private DkimPolicy(
            boolean historicAlgorithms,
            int minimumRsaBits,
            int maximumRsaBits,
            boolean partialBodies,
            Set<String> requiredFields,
            Set<DomainName> refusedDomains,
            Duration clockSkew) {
        this.historicAlgorithms = historicAlgorithms;
        this.minimumRsaBits = minimumRsaBits;
        this.maximumRsaBits = maximumRsaBits;
        this.partialBodies = partialBodies;
        this.requiredFields = requiredFields;
        this.refusedDomains = refusedDomains;
        this.clockSkew = clockSkew;
    }

    /**
     * RFC 6376 and RFC 8463 alone, without what RFC 8301 forbids and without what a verifier MAY refuse by itself,
     * {@code l=} and a {@code t=} in the future: for archives and tests, never for mail that comes in. To look at an old
     * message, give the verifier a clock of its time too, as {@code x=} counts here as well.
     *
     * @return a policy under which rsa-sha1, RSA keys from 512 bits, partly signed bodies and any {@code t=} pass
     */
    public static DkimPolicy forensic() {
        return new DkimPolicy(true, LEAST_RSA_BITS, DEFAULT.maximumRsaBits, true, Set.of(), Set.of(), ANY_TIME);
    }

    /**
     * Whether rsa-sha1 verifies, against RFC 8301 §3.1.
     *
     * @return false by default
     */
    public boolean historicAlgorithms() {
        return historicAlgorithms;
    }

    /**
     * The shortest RSA modulus that is accepted (RFC 8301 §3.2).
     *
     * @return 1024 by default
     */
    public int minimumRsaBits() {
        return minimumRsaBits;
    }

    /**
     * The longest RSA modulus that is accepted: RFC 8301 §3.2 demands 4096, and the cost grows with the square.
     *
     * @return 8192 by default
     */
    public int maximumRsaBits() {
        return maximumRsaBits;
    }

    /**
     * Whether a signature passes that leaves the end of the body unsigned ({@code l=}): anyone can append to such a message
     * (RFC 6376 §8.2).
     *
     * @return false by default
     */
    public boolean partialBodies() {
        return partialBodies;
    }

    /**
     * The fields every instance of which has to be signed.
     *
     * @return names in lower case; none by default
     */
    public Set<String> requiredFields() {
        return requiredFields;
    }

    /**
     * The domains that may not sign, such as public suffixes (RFC 6376 §6.1.1).
     *
     * @return none by default
     */
    public Set<DomainName> refusedDomains() {
        return refusedDomains;
    }

    /**
     * How far {@code t=} may lie in the future.
     *
     * @return 5 minutes by default
     */
    public Duration clockSkew() {
        return clockSkew;
    }

    /**
     * This policy with or without signatures of rsa-sha1.
     *
     * @param accepted whether they verify; for archives and tests alone
     * @return the changed policy
     */
    public DkimPolicy withHistoricAlgorithms(boolean accepted) {
        return new DkimPolicy(
                accepted, minimumRsaBits, maximumRsaBits, partialBodies, requiredFields, refusedDomains, clockSkew);
    }

    /**
     * This policy with other bounds for RSA keys.
     *
     * @param minimum the shortest modulus in bits, 512 or more
     * @param maximum the longest modulus in bits, at least the minimum and at most 16384
     * @return the changed policy
     * @throws IllegalArgumentException when they are out of range
     */
    public DkimPolicy withRsaBits(int minimum, int maximum) {
        if (minimum < LEAST_RSA_BITS || maximum < minimum || maximum > MOST_RSA_BITS) {
            throw new IllegalArgumentException("RSA keys have " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS
                    + " bits and the minimum first, not " + minimum + " to " + maximum);
        }
        return new DkimPolicy(
                historicAlgorithms, minimum, maximum, partialBodies, requiredFields, refusedDomains, clockSkew);
    }

    /**
     * This policy with or without signatures that leave the end of the body unsigned.
     *
     * @param accepted whether such a signature passes; the outcome tells how many octets are not signed
     * @return the changed policy
     */
    public DkimPolicy withPartialBodies(boolean accepted) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                accepted,
                requiredFields,
                refusedDomains,
                clockSkew);
    }

    /**
     * This policy with other fields that have to be signed where they occur.
     *
     * @param names names of fields in any letter case
     * @return the changed policy
     */
    public DkimPolicy withRequiredFields(Set<String> names) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                lowerCase(names),
                refusedDomains,
                clockSkew);
    }

    /**
     * This policy with other domains that may not sign.
     *
     * @param domains the domains themselves, not those below them
     * @return the changed policy
     */
    public DkimPolicy withRefusedDomains(Set<DomainName> domains) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                requiredFields,
                Set.copyOf(Objects.requireNonNull(domains, "refusedDomains")),
                clockSkew);
    }

    /**
     * This policy with another tolerance for clocks that go ahead.
     *
     * @param skew zero or more
     * @return the changed policy
     * @throws IllegalArgumentException when it is negative
     */
    public DkimPolicy withClockSkew(Duration skew) {
        if (Objects.requireNonNull(skew, "clockSkew").isNegative()) {
            throw new IllegalArgumentException("clockSkew has to be zero or more, not " + skew);
        }
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                requiredFields,
                refusedDomains,
                skew);
    }

    private static Set<String> lowerCase(Set<String> names) {
        Set<String> lowerCase = new TreeSet<>();
        Objects.requireNonNull(names, "requiredFields").forEach(name -> lowerCase.add(Ascii.lowerCase(name)));
        return Collections.unmodifiableSet(lowerCase);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimPolicy that
                && historicAlgorithms == that.historicAlgorithms
                && minimumRsaBits == that.minimumRsaBits
                && maximumRsaBits == that.maximumRsaBits
                && partialBodies == that.partialBodies
                && requiredFields.equals(that.requiredFields)
                && refusedDomains.equals(that.refusedDomains)
                && clockSkew.equals(that.clockSkew);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                requiredFields,
                refusedDomains,
                clockSkew);
    }

    /** All rules with their names, on one line. */
    @Override
    public String toString() {
        return "historicAlgorithms " + historicAlgorithms + ", minimumRsaBits " + minimumRsaBits + ", maximumRsaBits "
                + maximumRsaBits + ", partialBodies " + partialBodies + ", requiredFields " + requiredFields
                + ", refusedDomains " + refusedDomains + ", clockSkew " + clockSkew;
    }
}
