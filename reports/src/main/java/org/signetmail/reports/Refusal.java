package org.signetmail.reports;

import java.util.Optional;
import org.signetmail.reports.octets.Refused;

/**
 * Why an input, or a part of it, gave no report. Immutable and thread-safe.
 *
 * @param type what kind of refusal
 * @param limit which limit; only for {@link RefusalType#LIMIT}
 * @param reason one English sentence without its stop, in printing ASCII
 */
public record Refusal(RefusalType type, Optional<ReportLimit> limit, String reason) {

    static Refusal of(Refused refused) {
        Optional<ReportLimit> limit =
                refused.limit().isEmpty() ? Optional.empty() : Optional.of(ReportLimit.valueOf(refused.limit()));
        return new Refusal(RefusalType.valueOf(refused.kind().name()), limit, refused.why());
    }

    /**
     * Type, limit and reason.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return type.keyword() + limit.map(which -> "(" + which.keyword() + ")").orElse("") + ": " + reason;
    }
}
