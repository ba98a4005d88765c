package org.signetmail.dmarc;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Of all the policies of a record, the one that applies to an author domain.
 *
 * @param published as the record has it
 * @param tag where it has it
 * @param policy what is left of it when {@code t=y} or {@code pct} has been heeded
 */
record PolicyChoice(Disposition published, PolicyTag tag, Disposition policy) {

    /**
     * RFC 9989 §4.10.1, RFC 7489 §6.6.3: which policy of a record applies.
     *
     * @param atAuthor whether the record was found at the author domain itself, and not above it
     * @param rfc7489 whether the receiver goes by that RFC
     * @param exists asked only where it matters whether the author domain exists
     * @return null when the record does not count
     */
    static @Nullable PolicyChoice of(DmarcRecord record, boolean atAuthor, boolean rfc7489, BooleanSupplier exists) {
        if (!invalid(record, rfc7489).isEmpty()) {
            // RFC 9989 §4.10.1: with somebody to report to, "act as if a record containing "p=none" was retrieved",
            // which we read as one without sp and np; with nobody, there is no DMARC for this message.
            return record.rua().isEmpty() ? null : new PolicyChoice(Disposition.NONE, PolicyTag.P, Disposition.NONE);
        }
        PolicyTag tag = PolicyTag.P;
        Optional<Disposition> published = record.p();
        if (!atAuthor) {
            // RFC 7489 does not know np and t, and §6.3 has unknown tags ignored.
            if (!rfc7489 && record.np().isPresent() && !exists.getAsBoolean()) {
                tag = PolicyTag.NP;
                published = record.np();
            } else if (record.sp().isPresent()) {
                tag = PolicyTag.SP;
                published = record.sp();
            }
        }
        Disposition asked = published.orElse(Disposition.NONE);
        // RFC 9989 §4.7, t: "the policy applied to any failing messages will be one level below".
        return new PolicyChoice(asked, tag, record.testMode() && !rfc7489 ? asked.milder() : asked);
    }

    /** The policies that are not valid, of those that the receiver knows, in alphabetical order. */
    static List<String> invalid(DmarcRecord record, boolean rfc7489) {
        if (record.invalidPolicies().isEmpty()) {
            return List.of();
        }
        return record.invalidPolicies().stream()
                .filter(tag -> !rfc7489 || !tag.equals("np"))
                .sorted()
                .toList();
    }

    /** RFC 7489 §6.6.4: a message that fails and is not among the pct percent gets the policy one level below. */
    PolicyChoice sampledOut() {
        return new PolicyChoice(published, tag, published.milder());
    }
}
