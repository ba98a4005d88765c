package org.signetmail.cli;

import java.io.PrintWriter;
import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;

/** Findings as a person reads them: how bad, what, where with a caret below the place, and what to do. */
final class FindingText {

    private static final String INDENT = "         ";

    private FindingText() {}

    /** Prints findings, in their order. */
    static void print(PrintWriter out, Colors colors, List<Finding> findings) {
        findings.forEach(finding -> print(out, colors, finding));
    }

    private static void print(PrintWriter out, Colors colors, Finding finding) {
        String severity = finding.severity().keyword();
        String rule = finding.code() + (finding.section().isEmpty() ? "" : ", " + finding.section());
        out.println(colored(colors, finding.severity(), severity)
                + " ".repeat(Math.max(1, INDENT.length() - severity.length())) + finding.message() + " "
                + colors.faint("[" + rule + "]"));
        finding.position().ifPresent(position -> position.caret().lines().forEach(line -> out.println(INDENT + line)));
        if (!finding.remedy().isEmpty()) {
            out.println(INDENT + finding.remedy());
        }
    }

    private static String colored(Colors colors, Severity severity, String text) {
        return switch (severity) {
            case ERROR -> colors.bad(text);
            case WARNING -> colors.warning(text);
            case INFO -> colors.faint(text);
        };
    }
}
