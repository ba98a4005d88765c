package org.signetmail.dmarc;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.spf.SpfOutcome;

/**
 * What the ready-made policies of {@link DispositionPolicy} say, line by line: of each line of its table the answer that
 * was asked for, or that nobody asked for any, so that the default holds.
 */
final class PolicyRules {

    /** Nobody asked for anything. */
    static final PolicyRules NONE = new PolicyRules(null, null, null, EnumSet.noneOf(Spf.class), List.of());

    /** What is asked for beyond DMARC. */
    enum Spf {
        /** A fail is refused. */
        FAIL,
        /** A temperror is deferred. */
        TEMPERROR,
        /** A permerror is refused. */
        PERMERROR,
        /** All of it counts whatever DMARC says, so that MAIL can be answered by it. */
        AT_MAIL
    }

    /** A handling, and whether a line decided that somebody asked for. */
    record Decision(Handling handling, boolean askedFor) {}

    private final @Nullable SmtpAction reject;
    private final @Nullable SmtpAction unusableAuthor;
    private final @Nullable SmtpAction temporaryError;
    private final Set<Spf> spf;
    private final List<ClientNetwork> exempt;

    private PolicyRules(
            @Nullable SmtpAction reject,
            @Nullable SmtpAction unusableAuthor,
            @Nullable SmtpAction temporaryError,
            Set<Spf> spf,
            List<ClientNetwork> exempt) {
        this.reject = reject;
        this.unusableAuthor = unusableAuthor;
        this.temporaryError = temporaryError;
        this.spf = spf;
        this.exempt = exempt;
    }

    static PolicyRules reject(SmtpAction action) {
        return new PolicyRules(action, null, null, NONE.spf, NONE.exempt);
    }

    static PolicyRules unusableAuthor(SmtpAction action) {
        return new PolicyRules(null, action, null, NONE.spf, NONE.exempt);
    }

    static PolicyRules temporaryError(SmtpAction action) {
        return new PolicyRules(null, null, action, NONE.spf, NONE.exempt);
    }

    static PolicyRules spf(Set<Spf> enforced) {
        return new PolicyRules(null, null, null, EnumSet.copyOf(enforced), NONE.exempt);
    }

    static PolicyRules exempt(List<ClientNetwork> networks) {
        return new PolicyRules(null, null, null, NONE.spf, List.copyOf(networks));
    }

    /** Line by line: what one of them says, and the stricter where both say something. */
    PolicyRules and(PolicyRules other) {
        Set<Spf> both = EnumSet.noneOf(Spf.class);
        both.addAll(spf);
        both.addAll(other.spf);
        List<ClientNetwork> networks = new ArrayList<>(exempt);
        networks.addAll(other.exempt);
        return new PolicyRules(
                stricter(reject, other.reject),
                stricter(unusableAuthor, other.unusableAuthor),
                stricter(temporaryError, other.temporaryError),
                both,
                List.copyOf(networks));
    }

    private static @Nullable SmtpAction stricter(@Nullable SmtpAction a, @Nullable SmtpAction b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) >= 0 ? a : b;
    }

    boolean exempts(InetAddress client) {
        for (ClientNetwork network : exempt) {
            if (network.contains(client)) {
                return true;
            }
        }
        return false;
    }

    /** To be read from top to bottom: bounds, author, DMARC, and then what was asked for beyond it. */
    Decision decide(Authentication authentication) {
        DmarcOutcome dmarc = authentication.dmarc();
        Handling asked = Handling.asAsked(dmarc);
        if (authentication.messageProblem().isPresent()) {
            // What was not seen whole can be neither judged nor delivered: no ready-made policy lets it pass.
            return new Decision(asked.refused(Handling.Cause.LIMIT, "the message is over a limit"), false);
        }
        if (exempts(authentication.envelope().clientIp())) {
            return new Decision(
                    asked.overridden(Disposition.NONE, OverrideReason.LOCAL_POLICY, "the client is exempt"), true);
        }
        Decision decision = byDmarc(dmarc, asked);
        boolean certain = dmarc.result() != DmarcResult.TEMPERROR;
        boolean spfCounts = spf.contains(Spf.AT_MAIL) || (dmarc.policy().isEmpty() && certain);
        Handling bySpf = spfCounts ? bySpf(authentication.spf(), decision.handling) : decision.handling;
        return bySpf.action().compareTo(decision.handling.action()) > 0 ? new Decision(bySpf, true) : decision;
    }

    private Decision byDmarc(DmarcOutcome dmarc, Handling asked) {
        if (hasUnusableAuthor(dmarc)) {
            return unusableAuthor == SmtpAction.ACCEPT
                    ? new Decision(asked, true)
                    : new Decision(
                            asked.refused(Handling.Cause.AUTHOR, "the From field names no author that can be checked"),
                            unusableAuthor != null);
        }
        if (dmarc.problem().filter(DmarcProblem.ALIGNMENT_OVER_LIMIT::equals).isPresent()) {
            // Neither a fail nor a pass, and not to be had by sending more of them.
            return new Decision(asked.refused(Handling.Cause.LIMIT, "more identifiers than are looked at"), false);
        }
        if (dmarc.result() == DmarcResult.TEMPERROR) {
            return temporaryError == SmtpAction.ACCEPT
                    ? new Decision(asked, true)
                    : new Decision(asked.deferred(Handling.Cause.DMARC), temporaryError != null);
        }
        if (dmarc.disposition() == Disposition.NONE) {
            return new Decision(asked, false);
        }
        // Deviation from RFC 9989 §7.4: a receiver "MUST NOT" reject on p=reject alone, and §8 has it quarantine
        // where it knows nothing else. Nearly every receiver refuses, users expect it, and a library has no
        // quarantine of its own; neverReject() keeps to the letter.
        return new Decision(
                reject == SmtpAction.QUARANTINE ? asked.quarantinedAtMost("reject is not applied") : asked,
                reject != null);
    }

    /** No author, or several where one is allowed: mail programs may show one all the same, and DMARC finds nobody. */
    static boolean hasUnusableAuthor(DmarcOutcome dmarc) {
        DmarcProblem problem = dmarc.problem().orElse(null);
        return problem == DmarcProblem.NO_AUTHOR_DOMAIN || problem == DmarcProblem.SEVERAL_AUTHOR_DOMAINS;
    }

    // RFC 7208 §8.4, §8.6, §8.7: what to do with these is the receiver's choice; RFC 9989 §7.1: DMARC goes first.
    private Handling bySpf(SpfOutcome outcome, Handling otherwise) {
        return switch (outcome.result()) {
            case FAIL -> spf.contains(Spf.FAIL) ? otherwise.refused(Handling.Cause.SPF, "SPF is enforced") : otherwise;
            case PERMERROR ->
                spf.contains(Spf.PERMERROR) ? otherwise.refused(Handling.Cause.SPF, "SPF is enforced") : otherwise;
            case TEMPERROR -> spf.contains(Spf.TEMPERROR) ? otherwise.deferred(Handling.Cause.SPF) : otherwise;
            default -> otherwise;
        };
    }

    /** Whether an answer to MAIL depends on SPF, where nothing but the envelope is known. */
    boolean answersMail(boolean withDmarc, InetAddress client) {
        return !spf.isEmpty() && (spf.contains(Spf.AT_MAIL) || !withDmarc) && !exempts(client);
    }

    /** What to answer to MAIL; nothing to go on. */
    Optional<Handling> atMail(SpfOutcome outcome) {
        Handling handling = bySpf(outcome, Handling.accepted());
        return handling.action() == SmtpAction.ACCEPT ? Optional.empty() : Optional.of(handling);
    }
}
