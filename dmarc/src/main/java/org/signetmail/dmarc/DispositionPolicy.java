package org.signetmail.dmarc;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.HeaderField;

/**
 * A receiver's own say in what happens to a message (RFC 9989 §5.4). It changes the {@link Handling} and never the
 * verdict, so that a report can tell both.
 *
 * <pre>{@code
 * MailAuthenticator authenticator = MailAuthenticator.using(resolver)
 *         .withDispositionPolicy(DispositionPolicy.neverReject().and(DispositionPolicy.enforceSpfFail()));
 *
 * DispositionPolicy lists = (authentication, fields) ->
 *         forwarders.contains(authentication.envelope().clientIp())
 *                 ? authentication.handling().overridden(Disposition.NONE, OverrideReason.TRUSTED_FORWARDER, "")
 *                 : authentication.handling();
 * }</pre>
 *
 * <p>The ready-made ones each have a say in one line of this table, looked at from top to bottom; every other line stays
 * as the default has it, so each of them is safe alone.
 *
 * <table>
 * <caption>What is done with a message</caption>
 * <tr><th>the message</th><th>default</th><th>who has a say</th></tr>
 * <tr><td>is over a bound of the message model</td><td>refuse, 552 5.3.4</td><td>none that is ready-made: a receiver who
 *     wants more raises the bound</td></tr>
 * <tr><td>comes from an exempt client</td><td></td><td>{@link #exempt}: accept, and no line below counts</td></tr>
 * <tr><td>has no usable author: no From field, several, one that cannot be parsed, too many addresses, no domain name in
 *     it, several author domains where one is allowed</td><td>refuse, 550 5.7.1</td><td>{@link #refuseUnusableAuthors},
 *     {@link #acceptUnusableAuthors}</td></tr>
 * <tr><td>has more identifiers that might be aligned than {@link DmarcLimits#walks} lets be looked at, and none that
 *     is</td><td>refuse, 552 5.3.4</td><td>none that is ready-made, but {@link #exempt}</td></tr>
 * <tr><td>fails DMARC, and reject is in force</td><td>refuse, 550 5.7.26</td><td>{@link #asDomainAsks},
 *     {@link #neverReject}: quarantine, 250</td></tr>
 * <tr><td>fails DMARC, and quarantine is in force (also reject with {@code t=y})</td><td>quarantine, 250</td><td>
 *     {@link #asDomainAsks}</td></tr>
 * <tr><td>has a temperror of DMARC</td><td>defer, 451 4.4.3</td><td>{@link #deferTemporaryErrors},
 *     {@link #acceptTemporaryErrors}</td></tr>
 * <tr><td>has an SPF fail, and no DMARC policy applies</td><td>accept, 250</td><td>{@link #enforceSpfFail}: refuse,
 *     550 5.7.23</td></tr>
 * <tr><td>has a temperror of SPF, and no DMARC policy applies</td><td>accept, 250</td><td>{@link #deferSpfTemperror}:
 *     defer, 451 4.7.24</td></tr>
 * <tr><td>has a permerror of SPF, and no DMARC policy applies</td><td>accept, 250</td><td>{@link #refuseSpfPermerror}:
 *     refuse, 550 5.7.24</td></tr>
 * <tr><td>anything else</td><td>accept, 250</td><td></td></tr>
 * </table>
 *
 * <p>{@link #and} joins two line by line. On a line that one of them has a say in, that one's answer holds, whether it is
 * stricter than the default or milder: {@code acceptUnusableAuthors().and(neverReject())} does let pass what has no
 * author, and quarantines what should be rejected. On a line that both have a say in the stricter answer wins, in the
 * order refuse, defer, quarantine, accept: {@code asDomainAsks().and(neverReject())} refuses. An exemption is no answer
 * about a message but says whom the rest is for: it holds for all that it is joined with. A policy of the receiver's own
 * answers on every line, and its answers are compared with those of the lines that others have a say in; the handling
 * that it is given is that of the ready-made ones it is joined with, and of the default elsewhere.
 *
 * <p>An implementation is thread-safe. What it throws comes out of {@link AuthenticationSession#finish} and
 * {@link MailAuthenticator#authenticate}: nothing is made up in its place.
 */
@FunctionalInterface
public interface DispositionPolicy {

    /**
     * Decides about one message.
     *
     * @param authentication all outcomes; its handling is that of the default, or of the ready-made policies that this one
     *     is joined with
     * @param fields the header fields of the message
     * @return what is done; null makes the check throw a {@link NullPointerException}
     */
    Handling handle(Authentication authentication, List<HeaderField> fields);

    /**
     * This policy and another one; see the table above.
     *
     * @param other has its say beside this one, in whatever order they are joined
     * @return the two together
     */
    default DispositionPolicy and(DispositionPolicy other) {
        return JoinedPolicy.of(this).and(other);
    }

    /**
     * The default: refuses and quarantines as the domain asks for, refuses what has no usable author or is over a bound,
     * defers what could not be looked up. That {@code p=reject} alone refuses is a deviation from RFC 9989 §7.4; see
     * {@link #neverReject}.
     *
     * @return the policy
     */
    static DispositionPolicy asDomainAsks() {
        return JoinedPolicy.of(PolicyRules.reject(SmtpAction.REFUSE));
    }

    /**
     * Quarantines what should be rejected: what RFC 9989 §5.4, §7.4 and §8 tell a receiver who knows nothing else about a
     * message. What has no usable author or is over a bound is refused all the same, as no domain asks for that.
     *
     * @return the policy
     */
    static DispositionPolicy neverReject() {
        return JoinedPolicy.of(PolicyRules.reject(SmtpAction.QUARANTINE));
    }

    /**
     * Refuses what has no usable author, as the default does: for {@link #and}, where the stricter wins.
     *
     * @return the policy
     */
    static DispositionPolicy refuseUnusableAuthors() {
        return JoinedPolicy.of(PolicyRules.unusableAuthor(SmtpAction.REFUSE));
    }

    /**
     * Lets pass what has no usable author. Mail programs show an author for much of it, and DMARC protects nobody there:
     * for those who look at such mail elsewhere.
     *
     * @return the policy
     */
    static DispositionPolicy acceptUnusableAuthors() {
        return JoinedPolicy.of(PolicyRules.unusableAuthor(SmtpAction.ACCEPT));
    }

    /**
     * Defers what has a temperror of DMARC, as the default does: for {@link #and}, where the stricter wins.
     *
     * @return the policy
     */
    static DispositionPolicy deferTemporaryErrors() {
        return JoinedPolicy.of(PolicyRules.temporaryError(SmtpAction.DEFER));
    }

    /**
     * Lets pass what has a temperror of DMARC (RFC 9989 §5.3.6 leaves the choice). Who can keep a domain's DNS from
     * answering then gets forged mail in.
     *
     * @return the policy
     */
    static DispositionPolicy acceptTemporaryErrors() {
        return JoinedPolicy.of(PolicyRules.temporaryError(SmtpAction.ACCEPT));
    }

    /**
     * Refuses an SPF fail where no DMARC policy applies (RFC 7208 §8.4). Mail that passes DMARC by its signature, or whose
     * domain asks for nothing, is not touched.
     *
     * @return the policy
     */
    static DispositionPolicy enforceSpfFail() {
        return JoinedPolicy.of(PolicyRules.spf(EnumSet.of(PolicyRules.Spf.FAIL)));
    }

    /**
     * Refuses an SPF fail whatever DMARC would come to, so that MAIL can be answered by it
     * ({@link EnvelopeCheck#mailReply}). With {@link #deferSpfTemperror} and {@link #refuseSpfPermerror} beside it these
     * count at MAIL as well. RFC 9989 §7.1 advises against: forwarded mail that its signature saves is lost.
     *
     * @return the policy
     */
    static DispositionPolicy enforceSpfAtMail() {
        return JoinedPolicy.of(PolicyRules.spf(EnumSet.of(PolicyRules.Spf.FAIL, PolicyRules.Spf.AT_MAIL)));
    }

    /**
     * Defers an SPF temperror where no DMARC policy applies (RFC 7208 §8.6).
     *
     * @return the policy
     */
    static DispositionPolicy deferSpfTemperror() {
        return JoinedPolicy.of(PolicyRules.spf(EnumSet.of(PolicyRules.Spf.TEMPERROR)));
    }

    /**
     * Refuses an SPF permerror where no DMARC policy applies (RFC 7208 §8.7).
     *
     * @return the policy
     */
    static DispositionPolicy refuseSpfPermerror() {
        return JoinedPolicy.of(PolicyRules.spf(EnumSet.of(PolicyRules.Spf.PERMERROR)));
    }

    /**
     * Accepts all that comes from some clients, such as the site's own relays, but what is over a bound. Verdicts and
     * {@code Authentication-Results} are as ever.
     *
     * @param networks IPv4 and IPv6 addresses and networks, such as {@code 192.0.2.0/24} and {@code 2001:db8::/32}
     * @return the policy
     * @throws IllegalArgumentException when one is no network, or has bits set behind its prefix
     */
    static DispositionPolicy exempt(String... networks) {
        return exempt(Arrays.asList(Objects.requireNonNull(networks, "networks")));
    }

    /**
     * The same with the networks in a collection.
     *
     * @param networks IPv4 and IPv6 addresses and networks
     * @return the policy
     * @throws IllegalArgumentException when one is no network, or has bits set behind its prefix
     */
    static DispositionPolicy exempt(Collection<String> networks) {
        return JoinedPolicy.of(PolicyRules.exempt(Objects.requireNonNull(networks, "networks").stream()
                .map(network -> ClientNetwork.parse(Objects.requireNonNull(network, "network")))
                .toList()));
    }
}
