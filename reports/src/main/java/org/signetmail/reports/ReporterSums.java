package org.signetmail.reports;

import java.util.List;

/**
 * The reports of one reporter. Immutable and thread-safe.
 *
 * @param name who it says it is; hostile text
 * @param reports how many reports
 * @param messages how many messages, or sessions of TLS reports
 * @param problems what it got wrong, each as {@link ReportProblem#code} and in how many reports; printing ASCII
 */
public record ReporterSums(String name, long reports, long messages, List<String> problems) {

    /**
     * Copies the list.
     *
     * @param name who it says it is
     * @param reports how many reports
     * @param messages how many messages
     * @param problems what it got wrong
     */
    public ReporterSums {
        problems = List.copyOf(problems);
    }
}
