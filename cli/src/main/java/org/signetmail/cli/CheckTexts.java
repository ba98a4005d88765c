package org.signetmail.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.dmarc.domain.DomainReport;

/** What was found out about a domain, for a person: what to act on first, then what is in order. */
final class CheckTexts implements CheckPrinter {

    private final PrintWriter out;
    private final Colors colors;
    private boolean first = true;

    CheckTexts(PrintWriter out, Colors colors) {
        this.out = out;
        this.colors = colors;
    }

    @Override
    public void take(CheckedDomain checked) {
        if (!first) {
            out.println();
        }
        first = false;
        DomainReport report = checked.report();
        out.println(colors.bold(report.domain().toString()) + ": " + summary(checked));
        section(checked.shown());
        List<String> good = GoodParts.of(checked);
        if (!good.isEmpty()) {
            out.println();
            good.forEach(sentence -> FindingText.good(out, colors, sentence));
        }
        if (!checked.notInDns().isEmpty()) {
            out.println();
            FindingText.print(out, colors, checked.notInDns());
        }
        int allowed = report.findings().size() - checked.counting().size();
        if (allowed > 0) {
            out.println();
            out.println(colors.faint("Allowed by --allow: " + allowed));
        }
        if (checked.isUnanswered()) {
            out.println();
            out.println(colors.warning("DNS gave no answer to a part of it: the same may say more later."));
        }
    }

    @Override
    public void end(List<AllowList.OfLine> lines) {
        List<Finding> findings = lines.stream().map(AllowList.OfLine::finding).toList();
        if (!findings.isEmpty()) {
            out.println();
            FindingText.print(out, colors, findings);
        }
    }

    private void section(List<Finding> findings) {
        if (!findings.isEmpty()) {
            out.println();
            FindingText.printWithNames(out, colors, findings);
        }
    }

    private String summary(CheckedDomain checked) {
        long errors = checked.count(Severity.ERROR);
        long warnings = checked.count(Severity.WARNING);
        long infos = checked.count(Severity.INFO);
        List<String> parts = new ArrayList<>();
        if (errors > 0) {
            parts.add(colors.bad(Numbers.counted(errors, "error")));
        }
        if (warnings > 0) {
            parts.add(colors.warning(Numbers.counted(warnings, "warning")));
        }
        if (infos > 0) {
            parts.add(Numbers.of(infos) + " to know");
        }
        if (checked.isUnanswered()) {
            parts.add(colors.warning("not answered in full"));
        }
        return parts.isEmpty() ? colors.good("nothing is wrong") : String.join(", ", parts);
    }
}
