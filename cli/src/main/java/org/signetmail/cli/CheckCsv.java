package org.signetmail.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;

/** What was found out about domains as CSV: a row for each finding, and one for a domain without any. */
final class CheckCsv implements CheckPrinter {

    /** What a cell may hold in the usual spreadsheets. */
    private static final int LONGEST = 32_000;

    private static final String ALLOW_LIST = "allow-list";

    private static final List<String> HEAD = List.of(
            "domain",
            "severity",
            "code",
            "name",
            "message",
            "remedy",
            "rule",
            "record",
            "offset",
            "length",
            "allowed",
            "complete");

    private final Csv csv;

    CheckCsv(PrintWriter out) throws IOException {
        this.csv = new Csv(out, LONGEST, HEAD);
    }

    @Override
    public void take(CheckedDomain checked) {
        String domain = checked.report().domain().toString();
        String complete = checked.isUnanswered() ? "no" : "yes";
        List<Finding> findings = checked.report().findings();
        if (findings.isEmpty()) {
            row(List.of(domain, "", "", "", "", "", "", "", "", "", "", complete));
        }
        findings.forEach(finding ->
                row(cells(domain, finding, checked.allowed().reason(finding).orElse(""), complete)));
    }

    @Override
    public void end(List<AllowList.OfLine> lines) {
        lines.forEach(line -> row(cells(ALLOW_LIST, line.finding(), "", "yes")));
    }

    private static List<String> cells(String domain, Finding finding, String allowed, String complete) {
        return List.of(
                domain,
                finding.severity().keyword(),
                finding.code(),
                finding.name().map(DomainName::toString).orElse(""),
                finding.message(),
                finding.remedy(),
                finding.section(),
                finding.position().map(Position::text).orElse(""),
                finding.position().map(place -> String.valueOf(place.offset())).orElse(""),
                finding.position().map(place -> String.valueOf(place.length())).orElse(""),
                allowed,
                complete);
    }

    private void row(List<String> cells) {
        try {
            csv.row(cells);
        } catch (IOException e) {
            // A PrintWriter keeps its failures to itself.
            throw new UncheckedIOException(e);
        }
    }
}
