package org.signetmail.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A report of one of the three kinds. Immutable and thread-safe. */
public sealed interface Report permits AggregateReport, FailureReport, TlsReport {

    /**
     * Who reports, in its own words: hostile text, which nothing has confirmed.
     *
     * @return {@code org_name}, {@code organization-name} or {@code User-Agent}; nothing when it is absent
     */
    Optional<String> organization();

    /**
     * The id that the reporter gave it. Ids alone are not unique.
     *
     * @return nothing when it is absent, as it is in failure reports
     */
    Optional<String> reportId();

    /**
     * The domain that it is about, as the reporter wrote it.
     *
     * @return the policy domain or the reported domain; nothing when it is absent
     */
    Optional<String> domain();

    /**
     * The beginning of the period, or when the message of a failure report arrived.
     *
     * @return to the second; nothing when it is absent or none
     */
    Optional<Instant> begin();

    /**
     * The end of the period, or when the message of a failure report arrived.
     *
     * @return to the second; nothing when it is absent or none
     */
    Optional<Instant> end();

    /**
     * Deviations that ought to be known, those of its containers and its mail included.
     *
     * @return each once
     */
    List<ReportProblem> problems();

    /**
     * Deviations that most reports have.
     *
     * @return each once
     */
    List<ReportProblem> remarks();
}
