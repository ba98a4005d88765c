package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;

/**
 * Ready-made policies and the receiver's own ones, joined by {@link DispositionPolicy#and}.
 *
 * @param rules all that is ready-made
 * @param own the receiver's own
 */
record JoinedPolicy(PolicyRules rules, List<DispositionPolicy> own) implements DispositionPolicy {

    static JoinedPolicy of(PolicyRules rules) {
        return new JoinedPolicy(rules, List.of());
    }

    static JoinedPolicy of(DispositionPolicy policy) {
        return policy instanceof JoinedPolicy joined ? joined : new JoinedPolicy(PolicyRules.NONE, List.of(policy));
    }

    @Override
    public JoinedPolicy and(DispositionPolicy other) {
        JoinedPolicy joined = of(Objects.requireNonNull(other, "other"));
        List<DispositionPolicy> both = new ArrayList<>(own);
        both.addAll(joined.own);
        return new JoinedPolicy(rules.and(joined.rules), List.copyOf(both));
    }

    @Override
    public Handling handle(Authentication authentication, List<HeaderField> fields) {
        PolicyRules.Decision decision = rules.decide(authentication);
        boolean exempt = rules.exempts(authentication.envelope().clientIp());
        if (own.isEmpty() || exempt) {
            return decision.handling();
        }
        // A policy that only passes on what it was given has nothing of its own to say.
        Authentication ruled = authentication.withHandling(decision.handling());
        @Nullable Handling strictest = decision.askedFor() ? decision.handling() : null;
        for (DispositionPolicy each : own) {
            Handling answer = nonNull(each.handle(ruled, fields));
            strictest = strictest == null ? answer : Handling.stricter(strictest, answer);
        }
        return nonNull(strictest);
    }

    private static Handling nonNull(@Nullable Handling handling) {
        return Objects.requireNonNull(handling, "the DispositionPolicy gave null");
    }
}
