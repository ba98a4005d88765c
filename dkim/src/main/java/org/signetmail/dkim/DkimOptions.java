package org.signetmail.dkim;

import java.security.Provider;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a host checks DKIM; the same for all its messages.
 *
 * <p>Immutable and thread-safe. Start from {@link #DEFAULT}:
 * <pre>{@code
 * DkimVerifier.using(dns).withOptions(DkimOptions.DEFAULT.withPolicy(policy).withDiagnosis(10_000))
 * }</pre>
 */
public final class DkimOptions {

    /** {@link DkimPolicy#DEFAULT}, {@link DkimLimits#DEFAULT}, the system's clock, the JDK's providers, no diagnosis. */
    public static final DkimOptions DEFAULT =
            new DkimOptions(DkimPolicy.DEFAULT, DkimLimits.DEFAULT, InstantSource.system(), null, OptionalInt.empty());

    private final DkimPolicy policy;
    private final DkimLimits limits;
    private final InstantSource clock;
    private final @Nullable Provider provider;
    private final OptionalInt diagnosis;

    private DkimOptions(
            DkimPolicy policy,
            DkimLimits limits,
            InstantSource clock,
            @Nullable Provider provider,
            OptionalInt diagnosis) {
        this.policy = policy;
        this.limits = limits;
        this.clock = clock;
        this.provider = provider;
        this.diagnosis = diagnosis;
    }

    /**
     * Which signatures are accepted.
     *
     * @return the policy
     */
    public DkimPolicy policy() {
        return policy;
    }

    /**
     * How much work one message may make.
     *
     * @return the limits
     */
    public DkimLimits limits() {
        return limits;
    }

    /**
     * The clock with which {@code t=} and {@code x=} are compared.
     *
     * @return tells the time of a verification
     */
    public InstantSource clock() {
        return clock;
    }

    /**
     * The provider of SHA-256, SHA-1 and RSA.
     *
     * @return nothing for the JDK's choice
     */
    public Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /**
     * Whether outcomes have a {@link DkimOutcome#diagnosis}, and how many octets of the canonical body it shows at most.
     *
     * @return zero or more; nothing, which is the default, when there is no diagnosis
     */
    public OptionalInt diagnosis() {
        return diagnosis;
    }

    /**
     * These options with another policy.
     *
     * @param newPolicy which signatures to accept
     * @return the changed options
     */
    public DkimOptions withPolicy(DkimPolicy newPolicy) {
        return new DkimOptions(Objects.requireNonNull(newPolicy, "policy"), limits, clock, provider, diagnosis);
    }

    /**
     * These options with other limits.
     *
     * @param newLimits how much work one message may make
     * @return the changed options
     */
    public DkimOptions withLimits(DkimLimits newLimits) {
        return new DkimOptions(policy, Objects.requireNonNull(newLimits, "limits"), clock, provider, diagnosis);
    }

    /**
     * These options with another clock: RFC 6376 §3.5 wants {@code x=} compared with the time when the message came in,
     * so {@code InstantSource.fixed(received)} checks a message as of then.
     *
     * @param newClock tells the time of a verification
     * @return the changed options
     */
    public DkimOptions withClock(InstantSource newClock) {
        return new DkimOptions(policy, limits, Objects.requireNonNull(newClock, "clock"), provider, diagnosis);
    }

    /**
     * These options with a provider of SHA-256, SHA-1 and RSA, such as one in native code. Ed25519 is computed by Signet
     * itself.
     *
     * @param newProvider has SHA-256, SHA-1, SHA256withRSA and SHA1withRSA, and should have a key factory for RSA; need
     *     not be registered
     * @return the changed options
     */
    public DkimOptions withProvider(Provider newProvider) {
        return new DkimOptions(policy, limits, clock, Objects.requireNonNull(newProvider, "provider"), diagnosis);
    }

    /**
     * These options with a diagnosis: outcomes show the octets that they are about and hint at why a signature failed. It
     * costs several times the work: for a person who looks at one message.
     *
     * @param bodyOctets how much of the canonical body to show at most; zero or more
     * @return the changed options
     * @throws IllegalArgumentException when the number is negative
     */
    public DkimOptions withDiagnosis(int bodyOctets) {
        if (bodyOctets < 0) {
            throw new IllegalArgumentException("bodyOctets has to be 0 or more, not " + bodyOctets);
        }
        return new DkimOptions(policy, limits, clock, provider, OptionalInt.of(bodyOctets));
    }

    /**
     * These options without a diagnosis.
     *
     * @return the changed options
     */
    public DkimOptions withoutDiagnosis() {
        return new DkimOptions(policy, limits, clock, provider, OptionalInt.empty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimOptions that
                && policy.equals(that.policy)
                && limits.equals(that.limits)
                && clock.equals(that.clock)
                && Objects.equals(provider, that.provider)
                && diagnosis.equals(that.diagnosis);
    }

    @Override
    public int hashCode() {
        return Objects.hash(policy, limits, clock, provider, diagnosis);
    }

    /** All options with their names, on one line. */
    @Override
    public String toString() {
        return (diagnosis.isPresent() ? "diagnosis " + diagnosis.getAsInt() : "no diagnosis") + ", provider "
                + (provider == null ? "of the JDK" : provider.getName()) + ", " + policy + ", " + limits;
    }
}
