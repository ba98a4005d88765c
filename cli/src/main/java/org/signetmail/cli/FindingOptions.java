package org.signetmail.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import picocli.CommandLine.Option;

/** What a command that finds faults is to fail on, and what it lets pass: options of all such commands. */
final class FindingOptions {

    @Option(
            names = "--sarif",
            description = "Print the findings as SARIF 2.1.0, which code hosts and editors show, instead.")
    private boolean sarif;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            completionCandidates = Words.Severities.class,
            defaultValue = "error",
            description = "The least severity that makes exit status 1: info, warning or error. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Severity failOn = Severity.ERROR;

    @Option(
            names = "--allow",
            paramLabel = "FILE",
            description = "Let the findings of this file pass, each a line: code, name or *, last day, reason.")
    private @Nullable String allow;

    boolean sarif() {
        return sarif;
    }

    /** Refuses forms of output that exclude each other, with --sarif among them. */
    void requireOneForm(boolean json, boolean csv) throws UsageException {
        List<String> forms = new ArrayList<>();
        if (json) {
            forms.add("--json");
        }
        if (csv) {
            forms.add("--csv");
        }
        if (sarif) {
            forms.add("--sarif");
        }
        if (forms.size() > 1) {
            throw new UsageException(String.join(" and ", forms) + " are forms of the same output: give one of them");
        }
    }

    /** The allow-list as of today; that without a line when none is named. */
    AllowList allowList(Console console) throws UsageException {
        LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
        return allow == null ? AllowList.NONE : AllowList.read(allow, today);
    }

    /** The status for what counts. */
    int status(List<Finding> counting) {
        return counting.stream().anyMatch(finding -> finding.severity().compareTo(failOn) >= 0)
                ? ExitStatus.FAIL
                : ExitStatus.OK;
    }
}
