package org.signetmail.reports;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * What tells one report from another: report ids alone are not unique (RFC 9990 §3.1.4). Immutable and thread-safe.
 *
 * @param reporter the authenticated domain of the mail that brought it, where that is known
 * @param organization who reports, in its own words
 * @param reportId the id
 * @param domain the domain that it is about, in lower case
 * @param begin the beginning of its period
 * @param end its end
 */
public record ReportKey(
        Optional<DomainName> reporter,
        Optional<String> organization,
        Optional<String> reportId,
        Optional<String> domain,
        Optional<Instant> begin,
        Optional<Instant> end) {

    /**
     * The key of a report.
     *
     * @param report the report
     * @param reporter the authenticated domain of the mail that brought it; of a file nothing
     * @return its key
     */
    public static ReportKey of(Report report, Optional<DomainName> reporter) {
        Objects.requireNonNull(report, "report");
        return new ReportKey(
                Objects.requireNonNull(reporter, "reporter"),
                report.organization(),
                report.reportId(),
                report.domain().map(Ascii::lowerCase),
                report.begin(),
                report.end());
    }
}
