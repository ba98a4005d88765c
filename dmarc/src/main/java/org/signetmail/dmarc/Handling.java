package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a receiver does with a message: the {@link #disposition} that reports tell (RFC 9990), the {@link #action} that
 * SMTP sees, and why the first is not what the policy of the domain asks for. The two go together but where SMTP has
 * more to say: a message that is deferred has no word of its own in a report, as it comes again.
 *
 * <p>Made by Signet alone, and changed by a {@link DispositionPolicy}. Immutable and thread-safe.
 */
public final class Handling {

    /** What the reply is about. */
    enum Cause {
        /** Nothing stands against the message. */
        NOTHING,
        /** The message is over a limit, of the message model or of identifiers. */
        LIMIT,
        /** It has no author that DMARC could check. */
        AUTHOR,
        /** DMARC decided. */
        DMARC,
        /** SPF decided, where DMARC had nothing to say or was not asked. */
        SPF,
        /** The receiver's own policy decided. */
        LOCAL
    }

    private final Disposition disposition;
    private final SmtpAction action;
    private final Cause cause;
    private final List<PolicyOverride> overrides;

    private Handling(Disposition disposition, SmtpAction action, Cause cause, List<PolicyOverride> overrides) {
        this.disposition = disposition;
        this.action = action;
        this.cause = cause;
        this.overrides = List.copyOf(overrides);
    }

    /** Nothing is done out of the ordinary. */
    static Handling accepted() {
        return new Handling(Disposition.NONE, SmtpAction.ACCEPT, Cause.NOTHING, List.of());
    }

    /** What the domain asks for, with the override that it asks for itself by {@code t=y} or {@code pct}. */
    static Handling asAsked(DmarcOutcome outcome) {
        Disposition asked = outcome.disposition();
        Cause cause = asked == Disposition.NONE ? Cause.NOTHING : Cause.DMARC;
        boolean lowered =
                outcome.result() == DmarcResult.FAIL && !outcome.policy().equals(outcome.publishedPolicy());
        if (!lowered) {
            return new Handling(asked, actionFor(asked), cause, List.of());
        }
        boolean sampled = outcome.discovery() == DiscoveryMethod.PSL;
        OverrideReason reason = sampled ? OverrideReason.SAMPLED_OUT : OverrideReason.POLICY_TEST_MODE;
        return new Handling(asked, actionFor(asked), cause, List.of(new PolicyOverride(reason, "")));
    }

    private static SmtpAction actionFor(Disposition disposition) {
        return switch (disposition) {
            case NONE -> SmtpAction.ACCEPT;
            case QUARANTINE -> SmtpAction.QUARANTINE;
            case REJECT -> SmtpAction.REFUSE;
        };
    }

    /** This handling with the message refused for something that no domain asks for. */
    Handling refused(Cause newCause, String comment) {
        List<PolicyOverride> told = withOverride(Disposition.REJECT, OverrideReason.LOCAL_POLICY, comment);
        return new Handling(Disposition.REJECT, SmtpAction.REFUSE, newCause, told);
    }

    /** This handling with the message deferred; the disposition stays, as reports have no word for it. */
    Handling deferred(Cause newCause) {
        return new Handling(disposition, SmtpAction.DEFER, newCause, overrides);
    }

    /** This handling with quarantine instead of what would be stricter. */
    Handling quarantinedAtMost(String comment) {
        return disposition == Disposition.REJECT
                ? new Handling(
                        Disposition.QUARANTINE,
                        SmtpAction.QUARANTINE,
                        cause,
                        withOverride(Disposition.QUARANTINE, OverrideReason.LOCAL_POLICY, comment))
                : this;
    }

    private List<PolicyOverride> withOverride(Disposition newDisposition, OverrideReason reason, String comment) {
        if (newDisposition == disposition) {
            return overrides;
        }
        List<PolicyOverride> more = new ArrayList<>(overrides);
        more.add(new PolicyOverride(reason, comment));
        return more;
    }

    /**
     * This handling with something else done, in reports and in SMTP alike: {@link Disposition#NONE} accepts, also what
     * was refused or deferred for something else than DMARC.
     *
     * @param newDisposition what is done instead
     * @param reason why
     * @param comment more about it, for the reader of a report; may be empty
     * @return the other handling; this one when it does the same. Only another disposition is told as an override
     */
    public Handling overridden(Disposition newDisposition, OverrideReason reason, String comment) {
        Objects.requireNonNull(newDisposition, "newDisposition");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(comment, "comment");
        SmtpAction newAction = actionFor(newDisposition);
        return newDisposition == disposition && newAction == action
                ? this
                : new Handling(newDisposition, newAction, Cause.LOCAL, withOverride(newDisposition, reason, comment));
    }

    /**
     * This handling with another answer in SMTP, for what is no matter of DMARC: a message that is deferred for the time
     * being, or refused for its contents. Reports tell what they would have told; but an answer that is milder than the
     * disposition changes that, too, as a local policy: what is delivered must not be reported as rejected.
     *
     * @param newAction what SMTP sees instead
     * @return the other handling; this one when it does the same
     */
    public Handling withAction(SmtpAction newAction) {
        Objects.requireNonNull(newAction, "newAction");
        if (newAction == SmtpAction.ACCEPT && disposition != Disposition.NONE) {
            return overridden(Disposition.NONE, OverrideReason.LOCAL_POLICY, "");
        }
        if (newAction == SmtpAction.QUARANTINE && disposition == Disposition.REJECT) {
            return overridden(Disposition.QUARANTINE, OverrideReason.LOCAL_POLICY, "");
        }
        return newAction == action ? this : new Handling(disposition, newAction, Cause.LOCAL, overrides);
    }

    /** The stricter of two, by what SMTP sees and then by what reports tell; the first of two that are alike. */
    static Handling stricter(Handling a, Handling b) {
        int order = a.action.compareTo(b.action);
        return order > 0 || (order == 0 && a.disposition.compareTo(b.disposition) >= 0) ? a : b;
    }

    /**
     * What is done as far as aggregate reports can tell it.
     *
     * @return {@link Disposition#REJECT} also for a message that is refused for having no usable author or for being over
     *     a limit
     */
    public Disposition disposition() {
        return disposition;
    }

    /**
     * What SMTP sees.
     *
     * @return the action of {@link Authentication#reply}
     */
    public SmtpAction action() {
        return action;
    }

    /**
     * Why the disposition differs from the published policy.
     *
     * @return empty when it does not
     */
    public List<PolicyOverride> overrides() {
        return overrides;
    }

    Cause cause() {
        return cause;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handling that
                && disposition == that.disposition
                && action == that.action
                && cause == that.cause
                && overrides.equals(that.overrides);
    }

    @Override
    public int hashCode() {
        return Objects.hash(disposition, action, cause, overrides);
    }

    /**
     * Action and disposition.
     *
     * @return a few words of printing ASCII
     */
    @Override
    public String toString() {
        return action.keyword() + ", disposition " + disposition.keyword();
    }
}
