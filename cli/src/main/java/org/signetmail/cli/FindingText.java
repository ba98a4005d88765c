package org.signetmail.cli;

import java.io.PrintWriter;
import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;

/** Findings as a person reads them: how bad, what, where with a caret below the place, and what to do. */
final class FindingText {

    private static final String INDENT = "         ";
    private static final String GOOD = "good";

    private FindingText() {}

    /** Prints findings, in their order. */
    static void print(PrintWriter out, Colors colors, List<Finding> findings) {
        findings.forEach(finding -> print(out, colors, finding, ""));
    }

    /** Prints findings about many names, in their order: each with the name, where the sentence has it not. */
    static void printWithNames(PrintWriter out, Colors colors, List<Finding> findings) {
        for (Finding finding : findings) {
            String name = finding.name().map(DomainName::toString).orElse("");
            print(out, colors, finding, finding.message().contains(name) ? "" : "At " + name + ": ");
        }
    }

    private static void print(PrintWriter out, Colors colors, Finding finding, String where) {
        String rule = finding.code() + (finding.section().isEmpty() ? "" : ", " + finding.section());
        line(
                out,
                colored(colors, finding.severity(), finding.severity().keyword()),
                finding.severity().keyword().length(),
                where + finding.message() + " " + colors.faint("[" + rule + "]"));
        finding.position().ifPresent(position -> position.caret().lines().forEach(line -> out.println(INDENT + line)));
        if (!finding.remedy().isEmpty()) {
            out.println(INDENT + finding.remedy());
        }
    }

    /** Prints what is in order, as a finding is printed. */
    static void good(PrintWriter out, Colors colors, String sentence) {
        line(out, colors.good(GOOD), GOOD.length(), sentence);
    }

    private static void line(PrintWriter out, String word, int width, String sentence) {
        out.println(word + " ".repeat(Math.max(1, INDENT.length() - width)) + sentence);
    }

    private static String colored(Colors colors, Severity severity, String text) {
        return switch (severity) {
            case ERROR -> colors.bad(text);
            case WARNING -> colors.warning(text);
            case INFO -> colors.faint(text);
        };
    }
}
