package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a receiver does with a message as far as DMARC goes, and why it is not what the policy of the domain asks for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param disposition what is done
 * @param overrides why that differs from the published policy; empty when it does not
 */
public record Handling(Disposition disposition, List<PolicyOverride> overrides) {
    /**
     * Copies the list.
     *
     * @param disposition what is done
     * @param overrides why that differs from the published policy
     */
    public Handling {
        Objects.requireNonNull(disposition, "disposition");
        overrides = List.copyOf(overrides);
    }

    /**
     * What the domain asks for, with the override that it asks for itself by {@code t=y} or {@code pct}.
     *
     * @param outcome of the DMARC check
     * @return the handling
     */
    public static Handling asAsked(DmarcOutcome outcome) {
        boolean lowered =
                outcome.result() == DmarcResult.FAIL && !outcome.policy().equals(outcome.publishedPolicy());
        if (!lowered) {
            return new Handling(outcome.disposition(), List.of());
        }
        boolean sampled = outcome.discovery() == DiscoveryMethod.PSL;
        OverrideReason reason = sampled ? OverrideReason.SAMPLED_OUT : OverrideReason.POLICY_TEST_MODE;
        return new Handling(outcome.disposition(), List.of(new PolicyOverride(reason, "")));
    }

    /**
     * This handling with something else done.
     *
     * @param newDisposition what is done instead
     * @param reason why
     * @param comment more about it, for the reader of a report; may be empty
     * @return the other handling; this one when it does the same
     */
    public Handling overridden(Disposition newDisposition, OverrideReason reason, String comment) {
        if (newDisposition == disposition) {
            return this;
        }
        List<PolicyOverride> more = new ArrayList<>(overrides);
        more.add(new PolicyOverride(reason, comment));
        return new Handling(newDisposition, more);
    }
}
