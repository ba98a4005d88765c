package org.signetmail.dkim;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * Which of the signatures that are right by RFC 6376 a verifier accepts, and how much work it does for a message.
 *
 * <p>Immutable and thread-safe. Start with {@link #DEFAULT}:
 *
 * <pre>{@code
 * DkimPolicy policy = DkimPolicy.DEFAULT.withRequiredFields(Set.of("Subject", "Date"));
 * }</pre>
 *
 * @param historicAlgorithms whether rsa-sha1 verifies, against RFC 8301 §3.1; false by default
 * @param minimumRsaBits the shortest RSA modulus that is accepted; 1024 by default (RFC 8301 §3.2)
 * @param maximumRsaBits the longest RSA modulus that is accepted; 8192 by default, as RFC 8301 §3.2 demands 4096 and
 *     the cost grows with the square
 * @param partialBodies whether a signature passes that leaves the end of the body unsigned ({@code l=}); false by
 *     default, as anyone can append to such a message (RFC 6376 §8.2)
 * @param requiredFields names, in lower case, of fields every instance of which has to be signed; empty by default
 * @param refusedDomains domains that may not sign, such as public suffixes (RFC 6376 §6.1.1); empty by default
 * @param clockSkew how far {@code t=} may lie in the future; 5 minutes by default
 * @param limits how much work one message may make
 */
public record DkimPolicy(
        boolean historicAlgorithms,
        int minimumRsaBits,
        int maximumRsaBits,
        boolean partialBodies,
        Set<String> requiredFields,
        Set<DomainName> refusedDomains,
        Duration clockSkew,
        DkimLimits limits) {

    /** What a mail server wants: RFC 6376 as RFC 8301 tightened it, and whole bodies. */
    public static final DkimPolicy DEFAULT =
            new DkimPolicy(false, 1024, 8192, false, Set.of(), Set.of(), Duration.ofMinutes(5), DkimLimits.DEFAULT);

    /** The shortest RSA key that the JDK works with. */
    private static final int LEAST_RSA_BITS = 512;

    private static final Duration ANY_TIME = Duration.ofSeconds(Long.MAX_VALUE);

    /**
     * Copies the sets and checks the ranges.
     *
     * @param historicAlgorithms whether rsa-sha1 verifies
     * @param minimumRsaBits 512 or more
     * @param maximumRsaBits at least the minimum, at most 16384
     * @param partialBodies whether the end of the body may be unsigned
     * @param requiredFields names of fields in any letter case
     * @param refusedDomains domains that may not sign
     * @param clockSkew zero or more
     * @param limits how much work one message may make
     * @throws IllegalArgumentException when a number is out of its range
     */
    public DkimPolicy {
        if (minimumRsaBits < LEAST_RSA_BITS || maximumRsaBits < minimumRsaBits || maximumRsaBits > 16384) {
            throw new IllegalArgumentException("RSA keys of " + minimumRsaBits + " to " + maximumRsaBits + " bits");
        }
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clock skew is negative");
        }
        Set<String> lowerCase = new TreeSet<>();
        requiredFields.forEach(name -> lowerCase.add(Ascii.lowerCase(name)));
        requiredFields = Collections.unmodifiableSet(lowerCase);
        refusedDomains = Set.copyOf(refusedDomains);
    }

    /**
     * RFC 6376 and RFC 8463 alone, without what RFC 8301 forbids and without what a verifier MAY refuse by itself,
     * {@code l=} and a {@code t=} in the future: for archives and tests, never for mail that comes in. To look at an old
     * message, give the verifier a clock of its time too, as {@code x=} counts here as well.
     *
     * @return a policy under which rsa-sha1, RSA keys from 512 bits, partly signed bodies and any {@code t=} pass
     */
    public static DkimPolicy forensic() {
        return new DkimPolicy(
                true, LEAST_RSA_BITS, DEFAULT.maximumRsaBits, true, Set.of(), Set.of(), ANY_TIME, DkimLimits.DEFAULT);
    }

    /**
     * The same with other bounds for RSA keys.
     *
     * @param minimum the shortest modulus in bits, 512 or more
     * @param maximum the longest modulus in bits, at most 16384
     * @return a new policy
     */
    public DkimPolicy withRsaBits(int minimum, int maximum) {
        return new DkimPolicy(
                historicAlgorithms, minimum, maximum, partialBodies, requiredFields, refusedDomains, clockSkew, limits);
    }

    /**
     * The same, with or without signatures that leave the end of the body unsigned.
     *
     * @param accepted whether such a signature passes; the outcome tells how many octets are not signed
     * @return a new policy
     */
    public DkimPolicy withPartialBodies(boolean accepted) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                accepted,
                requiredFields,
                refusedDomains,
                clockSkew,
                limits);
    }

    /**
     * The same with other fields that have to be signed where they occur.
     *
     * @param names names of fields in any letter case
     * @return a new policy
     */
    public DkimPolicy withRequiredFields(Set<String> names) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                names,
                refusedDomains,
                clockSkew,
                limits);
    }

    /**
     * The same with other domains that may not sign.
     *
     * @param domains the domains themselves, not those below them
     * @return a new policy
     */
    public DkimPolicy withRefusedDomains(Set<DomainName> domains) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                requiredFields,
                domains,
                clockSkew,
                limits);
    }

    /**
     * The same with another tolerance for clocks that go ahead.
     *
     * @param skew zero or more
     * @return a new policy
     */
    public DkimPolicy withClockSkew(Duration skew) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                requiredFields,
                refusedDomains,
                skew,
                limits);
    }

    /**
     * The same with other limits.
     *
     * @param newLimits how much work one message may make
     * @return a new policy
     */
    public DkimPolicy withLimits(DkimLimits newLimits) {
        return new DkimPolicy(
                historicAlgorithms,
                minimumRsaBits,
                maximumRsaBits,
                partialBodies,
                requiredFields,
                refusedDomains,
                clockSkew,
                newLimits);
    }
}
