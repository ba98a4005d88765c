package org.signetmail.reports;

import java.util.List;
import java.util.Set;

/**
 * The reports of one reporter. Immutable and thread-safe.
 *
 * @param name who it says it is, or the beginning of that; hostile text
 * @param reports how many reports
 * @param messages how many messages, or sessions of TLS reports
 * @param problems what it got wrong, each as {@link ReportProblem#code} and in how many reports; printing ASCII
 * @param faults of which kinds that is
 */
public record ReporterSums(String name, long reports, long messages, List<String> problems, Set<ReportFault> faults) {

    /**
     * Copies the list and the set.
     *
     * @param name who it says it is
     * @param reports how many reports
     * @param messages how many messages
     * @param problems what it got wrong
     * @param faults of which kinds that is
     */
    public ReporterSums {
        problems = List.copyOf(problems);
        faults = Set.copyOf(faults);
    }
}
