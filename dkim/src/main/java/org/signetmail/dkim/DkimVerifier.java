package org.signetmail.dkim;

import java.security.Provider;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.KeyCache;

/**
 * Verifies the DKIM signatures of messages (RFC 6376 §6). Immutable and thread-safe: one for a whole mail server.
 *
 * <pre>{@code
 * DkimVerifier verifier = DkimVerifier.using(resolver);
 * for (DkimOutcome outcome : verifier.verify(Message.of(octets))) {
 *     log.info("{} {}: {}", outcome.domain(), outcome.result().keyword(), outcome.reason());
 * }
 * }</pre>
 */
public final class DkimVerifier {

    private final DnsResolver resolver;
    private final InstantSource clock;
    private final VerifierSettings settings;

    private DkimVerifier(DnsResolver resolver, InstantSource clock, VerifierSettings settings) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.settings = settings;
    }

    /**
     * A verifier with {@link DkimPolicy#DEFAULT} and the system's clock.
     *
     * @param resolver asked for the keys
     * @return a verifier
     */
    public static DkimVerifier using(DnsResolver resolver) {
        Crypto crypto = new Crypto(null);
        return new DkimVerifier(
                resolver,
                InstantSource.system(),
                new VerifierSettings(DkimPolicy.DEFAULT, crypto, new KeyCache(crypto), VerifierSettings.NO_DIAGNOSIS));
    }

    /**
     * The same with another policy.
     *
     * @param policy which signatures to accept
     * @return a new verifier
     */
    public DkimVerifier withPolicy(DkimPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        // A new cache, as what is remembered of a record depends on the policy's limits.
        return with(new VerifierSettings(
                policy, settings.crypto(), new KeyCache(settings.crypto()), settings.keptBodyOctets()));
    }

    /**
     * The same with another resolver.
     *
     * @param newResolver asked for the keys
     * @return a new verifier
     */
    public DkimVerifier withResolver(DnsResolver newResolver) {
        return new DkimVerifier(newResolver, clock, settings);
    }

    /**
     * The same with another clock: RFC 6376 §3.5 wants {@code x=} compared with the time when the message came in.
     *
     * @param newClock tells the time of a verification
     * @return a new verifier
     */
    public DkimVerifier withClock(InstantSource newClock) {
        return new DkimVerifier(resolver, newClock, settings);
    }

    /**
     * The same with another provider of SHA-256, SHA-1 and RSA, such as one in native code. Ed25519 is computed by Signet
     * itself.
     *
     * @param provider has SHA-256, SHA-1, SHA256withRSA and SHA1withRSA, and should have a key factory for RSA; need
     *     not be registered
     * @return a new verifier
     */
    public DkimVerifier withProvider(Provider provider) {
        Crypto crypto = new Crypto(Objects.requireNonNull(provider, "provider"));
        // A new cache, as keys are kept in the provider's own form.
        return with(new VerifierSettings(settings.policy(), crypto, new KeyCache(crypto), settings.keptBodyOctets()));
    }

    /**
     * The same, but its outcomes show the octets that they are about and hint at why a signature failed. It costs several
     * times the work: for a person who looks at one message.
     *
     * @param keptBodyOctets how much of the canonical body to show at most; zero or more
     * @return a new verifier
     * @throws IllegalArgumentException when the number is negative
     */
    public DkimVerifier withDiagnosis(int keptBodyOctets) {
        if (keptBodyOctets < 0) {
            throw new IllegalArgumentException("cannot keep " + keptBodyOctets + " octets");
        }
        return with(new VerifierSettings(settings.policy(), settings.crypto(), settings.keys(), keptBodyOctets));
    }

    private DkimVerifier with(VerifierSettings newSettings) {
        return new DkimVerifier(resolver, clock, newSettings);
    }

    /**
     * Verifies every signature of a message.
     *
     * @param message the message as it came in
     * @return one outcome for each DKIM-Signature field, from top to bottom; a message without any gives one outcome
     *     with {@link DkimResult#NONE}
     */
    public List<DkimOutcome> verify(Message message) {
        Objects.requireNonNull(message, "message");
        DkimSession session = begin(message);
        message.writeBodyTo(session::body);
        return session.finish();
    }

    /**
     * Starts to verify a message whose body is still to come: sends the key look-ups on their way.
     *
     * @param fields the whole header section, from top to bottom
     * @return takes the body
     */
    public DkimSession begin(List<HeaderField> fields) {
        Objects.requireNonNull(fields, "fields");
        return begin(fields, null, DkimProblem.NO_SIGNATURE);
    }

    /**
     * Starts to verify a message whose body is handed over apart from it.
     *
     * @param head the header section; its body is not read. When it is over a limit no signature passes
     * @return takes the body
     */
    public DkimSession begin(Message head) {
        Objects.requireNonNull(head, "head");
        return begin(
                head.fields(),
                head.problem().isPresent() ? DkimProblem.MESSAGE_INCOMPLETE : null,
                // Of a header that is not known whole nobody can say that it has no signature.
                head.isHeaderComplete() ? DkimProblem.NO_SIGNATURE : DkimProblem.MESSAGE_INCOMPLETE);
    }

    private DkimSession begin(List<HeaderField> fields, @Nullable DkimProblem incomplete, DkimProblem unsigned) {
        return new DkimSession(fields, incomplete, unsigned, DnsLookups.join(resolver), settings, clock.instant());
    }
}
