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
 * @param leftOut how many more were left out, because one with the same reporter, id, domain and period came before
 * @param differing how many of these say something else than the one that came before
 * @param unproved how many more were left out, because the mail that brought them does not prove that they are to be believed
 * @param partial how many of the reports are the beginning of one that is damaged
 * @param messages how many messages
 * @param passing how many of them passed DMARC
 * @param unevaluated of how many of the others no reporter says whether they passed
 * @param begin the beginning of the first period
 * @param end the end of the last one
 * @param days by day and domain, in this order
 * @param undated by domain, what is of reports without a usable period and so in no day
 * @param sources the sources, those with the most messages first
 * @param otherSources messages of sources that are not in the list, because there are too many of them
 * @param reporters the reporters, those with the most reports first
 * @param tls the TLS reports by domain
 * @param failureReports how many failure reports
 */
public record ReportOverview(
        long reports,
        long leftOut,
        long differing,
        long unproved,
        long partial,
        long messages,
        long passing,
        long unevaluated,
        Optional<Instant> begin,
        Optional<Instant> end,
        List<DaySums> days,
        List<DomainSums> undated,
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
     * @param differing reports
     * @param unproved reports
     * @param partial reports
     * @param messages messages
     * @param passing messages
     * @param unevaluated messages
     * @param begin the beginning
     * @param end the end
     * @param days by day and domain
     * @param undated by domain
     * @param sources the sources
     * @param otherSources messages
     * @param reporters the reporters
     * @param tls by domain
     * @param failureReports reports
     */
    public ReportOverview {
        days = List.copyOf(days);
        undated = List.copyOf(undated);
        sources = List.copyOf(sources);
        reporters = List.copyOf(reporters);
        tls = List.copyOf(tls);
    }

    /**
     * How many messages do not pass: what a stricter policy would have put aside or rejected. Those are among them of which no reporter
     * says whether they passed.
     *
     * @return 0 or more
     */
    public long failing() {
        return messages - passing;
    }

    /**
     * How the mail of each domain did over all its days, and in reports without one.
     *
     * @return by the name of the domain; a sum that no {@code long} has is {@link Long#MAX_VALUE}
     */
    public List<DomainSums> domains() {
        Map<String, DomainSums> domains = new TreeMap<>();
        for (DaySums day : days) {
            add(domains, new DomainSums(day.domain(), day.passing(), day.failing()));
        }
        undated.forEach(each -> add(domains, each));
        return List.copyOf(domains.values());
    }

    private static void add(Map<String, DomainSums> domains, DomainSums sums) {
        domains.merge(
                sums.domain(),
                sums,
                (one, other) -> new DomainSums(
                        one.domain(),
                        Tally.sum(one.passing(), other.passing()),
                        Tally.sum(one.failing(), other.failing())));
    }
}
