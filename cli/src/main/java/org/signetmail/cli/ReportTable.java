package org.signetmail.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.signetmail.reports.DomainSums;
import org.signetmail.reports.Refusal;
import org.signetmail.reports.ReportOverview;
import org.signetmail.reports.ReporterSums;
import org.signetmail.reports.SourceKind;
import org.signetmail.reports.SourceSums;
import org.signetmail.reports.TlsResultType;
import org.signetmail.reports.TlsSums;
import org.signetmail.reports.VisibleText;

/** What many reports say, on a terminal. Whatever a reporter wrote is shown and does nothing. */
final class ReportTable {

    private static final int MOST = 20;
    private static final int WIDEST = 60;

    /** What to do stands at its end, behind two or three names of 253 characters at most. */
    private static final int LONGEST_SENTENCE = 1200;

    private final PrintWriter out;

    ReportTable(PrintWriter out) {
        this.out = out;
    }

    void print(ReportOverview overview, Map<String, Refusal> refused) {
        boolean mail = overview.messages() > 0 || (overview.tls().isEmpty() && overview.failureReports() == 0);
        out.println(Numbers.counted(overview.reports(), "report") + ", " + day(overview.begin()) + " to "
                + day(overview.end())
                + (mail
                        ? ": " + Numbers.counted(overview.messages(), "message") + ", "
                                + Numbers.of(overview.passing()) + " ("
                                + percent(overview.passing(), overview.messages()) + ") pass DMARC, "
                                + Numbers.of(overview.failing()) + " fail"
                        : ""));
        if (overview.reports() > 0) {
            out.println("Nobody has checked who sent " + (overview.reports() == 1 ? "it" : "them")
                    + ": forged reports count like others");
        }
        if (overview.unevaluated() > 0) {
            out.println("Of " + Numbers.counted(overview.unevaluated(), "message")
                    + " the reporter does not say whether they pass; they are among those that fail");
        }
        if (overview.leftOut() > 0) {
            out.println(Numbers.counted(overview.leftOut(), "report") + " came before and "
                    + (overview.leftOut() == 1 ? "is" : "are") + " not counted again"
                    + (overview.differing() == 0
                            ? ""
                            : "; " + Numbers.of(overview.differing()) + " of them "
                                    + (overview.differing() == 1 ? "says" : "say")
                                    + " something else than the one that came before"));
        }
        if (overview.partial() > 0) {
            out.println(Numbers.counted(overview.partial(), "report") + " among them "
                    + (overview.partial() == 1 ? "is" : "are") + " partial: the rows before what is refused below");
        }
        if (overview.failureReports() > 0) {
            out.println("Failure reports, of one message each, among them: " + Numbers.of(overview.failureReports()));
        }
        domains(overview);
        sources(overview, SourceKind.AUTHENTICATED, "Authenticated, but not aligned: not set up, or forwarded");
        sources(overview, SourceKind.NOTHING, "Nothing passes: forged, or forgotten");
        sources(overview, SourceKind.ALIGNED, "Aligned: DMARC passes");
        if (overview.otherSources() > 0) {
            out.println();
            out.println(Numbers.counted(overview.otherSources(), "message")
                    + " more of sources beyond the first "
                    + Numbers.of(overview.sources().size())
                    + " are not among these; they are in the sums of domains, and --csv has them all");
        }
        tls(overview);
        reporters(overview);
        refused(refused);
    }

    private void domains(ReportOverview overview) {
        List<List<String>> rows = new ArrayList<>();
        for (DomainSums each : overview.domains()) {
            rows.add(List.of(
                    shown(each.domain()),
                    Numbers.of(each.passing()),
                    Numbers.of(each.failing()),
                    percent(each.passing(), each.messages())));
        }
        table("Domains", List.of("DOMAIN", "PASS", "FAIL", "PASS OF ALL"), rows, rows.size() - MOST);
    }

    private void sources(ReportOverview overview, SourceKind kind, String title) {
        List<SourceSums> sources =
                overview.sources().stream().filter(each -> each.kind() == kind).toList();
        List<List<String>> rows = new ArrayList<>();
        for (SourceSums each : sources.subList(0, Math.min(MOST, sources.size()))) {
            rows.add(List.of(
                    shown(each.name()),
                    Numbers.of(each.messages()),
                    day(each.firstSeen()),
                    day(each.lastSeen()),
                    shown(String.join(" ", each.domains()))));
            each.advice().forEach(sentence -> rows.add(List.of("  -> " + VisibleText.of(sentence, LONGEST_SENTENCE))));
        }
        table(title, List.of("SOURCE", "MESSAGES", "FIRST SEEN", "LAST SEEN", "FROM"), rows, sources.size() - MOST);
    }

    private void tls(ReportOverview overview) {
        List<List<String>> rows = new ArrayList<>();
        for (TlsSums each : overview.tls()) {
            List<String> reasons = new ArrayList<>();
            new TreeMap<>(each.reasons()).forEach((reason, count) -> reasons.add(reason + " " + Numbers.of(count)));
            rows.add(List.of(
                    shown(each.domain()),
                    Numbers.of(each.successful()),
                    Numbers.of(each.failed()),
                    shown(String.join(", ", reasons))));
        }
        table("TLS sessions", List.of("DOMAIN", "SECURE", "FAILED", "WHY"), rows, rows.size() - MOST);
        for (TlsResultType type : TlsResultType.values()) {
            if (overview.tls().stream().anyMatch(each -> each.reasons().containsKey(type.keyword()))) {
                out.println("  -> " + type.keyword() + ": " + type.remedy());
            }
        }
    }

    private void reporters(ReportOverview overview) {
        List<List<String>> rows = new ArrayList<>();
        for (ReporterSums each : overview.reporters()) {
            rows.add(List.of(
                    each.name().isEmpty() ? "(no name)" : shown(each.name()),
                    Numbers.of(each.reports()),
                    Numbers.of(each.messages()),
                    each.problems().isEmpty() ? "nothing" : VisibleText.of(String.join(", ", each.problems()), 300)));
        }
        table("Reporters", List.of("REPORTER", "REPORTS", "MESSAGES", "PASSED OVER"), rows, rows.size() - MOST);
    }

    private void refused(Map<String, Refusal> refused) {
        List<List<String>> rows = new ArrayList<>();
        refused.forEach((input, refusal) ->
                rows.add(List.of(VisibleText.of(input, 200), VisibleText.of(refusal.toString(), LONGEST_SENTENCE))));
        table("Refused", List.of("INPUT", "WHY"), rows, 0);
    }

    /** Columns as wide as what stands in them; a row of one cell is a line of its own. */
    private void table(String title, List<String> heads, List<List<String>> rows, int more) {
        if (rows.isEmpty()) {
            return;
        }
        int shown = more > 0 && rows.size() > MOST && rows.get(rows.size() - 1).size() > 1 ? MOST : rows.size();
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        all.addAll(rows.subList(0, shown));
        int[] widths = new int[heads.size()];
        for (List<String> row : all) {
            for (int i = 0; row.size() > 1 && i < row.size() - 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        out.println();
        out.println(title);
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                if (i < row.size() - 1) {
                    line.append(" ".repeat(Math.max(0, widths[i] - row.get(i).length()) + 2));
                }
            }
            out.println(line);
        }
        if (more > 0) {
            out.println("... and " + Numbers.of(more) + " more");
        }
    }

    private static String shown(String text) {
        return VisibleText.of(text, WIDEST);
    }

    private static String percent(long part, long whole) {
        if (whole == 0) {
            return "-";
        }
        // What is not nothing and not all is not shown as that.
        String shown = String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
        return part > 0 && shown.equals("0.0 %")
                ? "below 0.1 %"
                : part < whole && shown.equals("100.0 %") ? "above 99.9 %" : shown;
    }

    private static String day(Optional<Instant> time) {
        // Years that no calendar has are no days of anybody's mail.
        return time.filter(each -> Math.abs(each.getEpochSecond()) <= 253_402_300_799L)
                .map(each -> each.atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .orElse("-");
    }
}
