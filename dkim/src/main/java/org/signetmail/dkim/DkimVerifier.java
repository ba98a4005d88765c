package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.MessageProblem;

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

    private static final Refusal UNSIGNED =
            Refusal.of(DkimProblem.NO_SIGNATURE, Reasons.sentence(DkimProblem.NO_SIGNATURE.description()), "");

    private final DnsResolver resolver;
    private final VerifierSettings settings;

    private DkimVerifier(DnsResolver resolver, VerifierSettings settings) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.settings = settings;
    }

    /**
     * A verifier with {@link DkimOptions#DEFAULT}.
     *
     * @param resolver asked for the keys
     * @return a verifier
     */
    public static DkimVerifier using(DnsResolver resolver) {
        return new DkimVerifier(resolver, VerifierSettings.of(DkimOptions.DEFAULT, null));
    }

    /**
     * This verifier with another resolver: the same options and the same memory of keys. For those who give each message
     * a resolver of its own, which counts or bounds what its checks ask together.
     *
     * @param other asked for the keys
     * @return the changed verifier
     */
    public DkimVerifier withResolver(DnsResolver other) {
        return new DkimVerifier(other, settings);
    }

    /**
     * This verifier with other options.
     *
     * @param newOptions how to check
     * @return the changed verifier
     */
    public DkimVerifier withOptions(DkimOptions newOptions) {
        return new DkimVerifier(resolver, VerifierSettings.of(Objects.requireNonNull(newOptions, "options"), settings));
    }

    /**
     * How this verifier checks.
     *
     * @return the options
     */
    public DkimOptions options() {
        return settings.options();
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
        return begin(fields, null, UNSIGNED);
    }

    /**
     * Starts to verify a message whose body is handed over apart from it.
     *
     * @param head the header section; its body is not read. When it is over a limit no signature passes
     * @return takes the body
     */
    public DkimSession begin(Message head) {
        Objects.requireNonNull(head, "head");
        Refusal incomplete = head.problem().map(DkimVerifier::incomplete).orElse(null);
        // Of a header that is not known whole nobody can say that it has no signature.
        Refusal unsigned = incomplete == null || head.isHeaderComplete() ? UNSIGNED : incomplete;
        return begin(head.fields(), incomplete, unsigned);
    }

    private DkimSession begin(List<HeaderField> fields, @Nullable Refusal incomplete, Refusal unsigned) {
        return new DkimSession(fields, incomplete, unsigned, resolver, settings);
    }

    private static Refusal incomplete(MessageProblem problem) {
        return Refusal.of(
                DkimProblem.MESSAGE_INCOMPLETE,
                "The message went over a limit of MessageLimits, so it is not known whole: " + problem.description()
                        + ".",
                "Raise that limit if such messages are to be verified.");
    }
}
