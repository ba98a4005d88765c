package org.signetmail.reports;

import java.util.List;
import java.util.Optional;

/**
 * What came of one input: the reports in it, in their order, and why there is none where one was expected. Immutable and
 * thread-safe.
 *
 * @param reports every report of every container, attachment and attached message
 * @param refusals what was refused; for an input that gave no report at least one
 * @param problems deviations that ought to be known, of all reports and of what is around them
 * @param remarks deviations that most reports have
 */
public record ReadOutcome(
        List<Report> reports, List<Refusal> refusals, List<ReportProblem> problems, List<ReportProblem> remarks) {

    /**
     * Copies the lists.
     *
     * @param reports every report
     * @param refusals what was refused
     * @param problems deviations that ought to be known
     * @param remarks deviations that most reports have
     */
    public ReadOutcome {
        reports = List.copyOf(reports);
        refusals = List.copyOf(refusals);
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    /**
     * The first refusal.
     *
     * @return nothing when all was read
     */
    public Optional<Refusal> refusal() {
        return refusals.stream().findFirst();
    }
}
