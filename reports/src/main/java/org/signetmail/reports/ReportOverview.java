package org.signetmail.reports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What many reports say together: how much passes, who sends, what a stricter policy would cost, and what the reporters got
 * wrong. Made by {@link ReportSums}. Immutable and thread-safe.
 *
 * @param reports how many reports are in it
 * @param leftOut how many more were left out, because they came before
 * @param messages how many messages
 * @param passing how many of them passed DMARC
 * @param begin the beginning of the first period
 * @param end the end of the last one
 * @param days by day and domain, in this order
 * @param sources the sources, those with the most messages first
 * @param otherSources messages of sources that are not in the list, because there are too many of them
 * @param reporters the reporters, those with the most reports first
 * @param tls the TLS reports by domain
 * @param failureReports how many failure reports
 */
public record ReportOverview(
        long reports,
        long leftOut,
        long messages,
        long passing,
        Optional<Instant> begin,
        Optional<Instant> end,
        List<DaySums> days,
        List<SourceSums> sources,
        long otherSources,
        List<ReporterSums> reporters,
        List<TlsSums> tls,
        long failureReports) {

    /**
     * Copies the lists.
     *
     * @param reports reports
     * @param leftOut reports
     * @param messages messages
     * @param passing messages
     * @param begin the beginning
     * @param end the end
     * @param days by day and domain
     * @param sources the sources
     * @param otherSources messages
     * @param reporters the reporters
     * @param tls by domain
     * @param failureReports reports
     */
    public ReportOverview {
        days = List.copyOf(days);
        sources = List.copyOf(sources);
        reporters = List.copyOf(reporters);
        tls = List.copyOf(tls);
    }

    /**
     * How many messages fail: what a stricter policy would have put aside or rejected.
     *
     * @return 0 or more
     */
    public long failing() {
        return messages - passing;
    }

    /**
     * How the mail of each domain did over all its days.
     *
     * @return by the name of the domain; a sum that no {@code long} has is {@link Long#MAX_VALUE}
     */
    public List<DomainSums> domains() {
        Map<String, DomainSums> domains = new TreeMap<>();
        for (DaySums day : days) {
            domains.merge(
                    day.domain(),
                    new DomainSums(day.domain(), day.passing(), day.failing()),
                    (one, other) -> new DomainSums(
                            one.domain(),
                            Tally.sum(one.passing(), other.passing()),
                            Tally.sum(one.failing(), other.failing())));
        }
        return List.copyOf(domains.values());
    }
}
