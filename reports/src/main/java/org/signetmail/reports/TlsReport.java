package org.signetmail.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A TLS report: how the mail servers of others reached those of a domain (RFC 8460). Texts are as written and hostile. Absent is
 * nothing, empty is an empty text. Immutable and thread-safe.
 *
 * @param organization {@code organization-name}: who reports, in its own words
 * @param contactInfo whom to ask
 * @param reportId the id that the reporter gave it
 * @param begin the beginning of the period
 * @param end its end
 * @param policies what was found
 * @param problems deviations that ought to be known
 * @param remarks deviations that most reports have
 */
public record TlsReport(
        Optional<String> organization,
        Optional<String> contactInfo,
        Optional<String> reportId,
        Optional<Instant> begin,
        Optional<Instant> end,
        List<TlsPolicy> policies,
        List<ReportProblem> problems,
        List<ReportProblem> remarks)
        implements Report {

    /** The domain of the first policy that has one. */
    @Override
    public Optional<String> domain() {
        return policies.stream().flatMap(policy -> policy.domain().stream()).findFirst();
    }

    /**
     * All secure sessions.
     *
     * @return their sum
     */
    public long successful() {
        return policies.stream()
                .mapToLong(policy -> policy.successful().orElse(0L))
                .reduce(0, Tally::sum);
    }

    /**
     * All sessions that were not secure.
     *
     * @return their sum
     */
    public long failed() {
        return policies.stream().mapToLong(policy -> policy.failed().orElse(0L)).reduce(0, Tally::sum);
    }

    /**
     * Who reports of which domain and how many sessions.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return ReportText.line("TLS", this) + ", " + successful() + " secure sessions, " + failed() + " failed";
    }
}
