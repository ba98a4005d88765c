package org.signetmail.dmarc;

import java.util.List;
import org.signetmail.core.HeaderField;

/**
 * A receiver's own say in what happens to a message (RFC 9989 §5.4). It changes the {@link Handling} and never the
 * verdict, so that a report can tell both.
 *
 * <pre>{@code
 * DispositionPolicy policy = (authentication, fields) ->
 *         forwarders.contains(authentication.envelope().clientIp())
 *                 ? authentication.handling().overridden(Disposition.NONE, OverrideReason.TRUSTED_FORWARDER, "")
 *                 : authentication.handling();
 * }</pre>
 *
 * <p>An implementation is thread-safe. What it throws comes out of {@link AuthenticationSession#finish} and
 * {@link MailAuthenticator#authenticate}: nothing is made up in its place.
 */
@FunctionalInterface
public interface DispositionPolicy {

    /**
     * Decides about one message.
     *
     * @param authentication all outcomes; its handling is what the domain asks for
     * @param fields the header fields of the message
     * @return what is done; null makes the check throw a {@link NullPointerException}
     */
    Handling handle(Authentication authentication, List<HeaderField> fields);

    /**
     * Does what the domain asks for.
     *
     * @return the policy
     */
    static DispositionPolicy asAsked() {
        return (authentication, fields) -> authentication.handling();
    }

    /**
     * Does what the domain asks for, but quarantines what should be rejected: what RFC 9989 §5.4 and §7.4 advise a
     * receiver who knows nothing else about a message.
     *
     * @return the policy
     */
    static DispositionPolicy neverReject() {
        return (authentication, fields) -> {
            Handling asked = authentication.handling();
            return asked.disposition() == Disposition.REJECT
                    ? asked.overridden(Disposition.QUARANTINE, OverrideReason.LOCAL_POLICY, "reject is not applied")
                    : asked;
        };
    }
}
