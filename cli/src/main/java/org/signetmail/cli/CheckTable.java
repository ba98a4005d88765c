package org.signetmail.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Severity;
import org.signetmail.dmarc.domain.DomainReport;
import org.signetmail.spf.SpfReport;

/** What was found out about many domains, for a person: a line each, and what is wrong most often. */
final class CheckTable implements CheckPrinter {

    /** A longer name makes its own line longer, not all of them. */
    private static final int WIDEST = 40;

    private static final int[] WIDTHS = {6, 8, 5, 5, 10};

    private static final int MOST_FREQUENT = 10;

    private final PrintWriter out;
    private final Colors colors;
    private final int width;
    private final Map<String, Integer> frequent = new TreeMap<>();
    private int domains;
    private int errors;
    private int warnings;
    private int good;
    private int unanswered;

    CheckTable(PrintWriter out, Colors colors, List<DomainName> names) {
        this.out = out;
        this.colors = colors;
        this.width = Math.min(
                WIDEST,
                Math.max(
                        "DOMAIN".length(),
                        names.stream()
                                .mapToInt(name -> name.toString().length())
                                .max()
                                .orElse(0)));
        out.println(colors.bold(row("DOMAIN", "ERRORS", "WARNINGS", "SPF", "DKIM", "DMARC") + "GRAVEST"));
    }

    @Override
    public void take(CheckedDomain checked) {
        DomainReport report = checked.report();
        List<Finding> wrong = checked.told().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        wrong.stream().map(Finding::code).distinct().forEach(code -> frequent.merge(code, 1, Integer::sum));
        domains++;
        long bad = checked.count(Severity.ERROR);
        long doubtful = checked.count(Severity.WARNING);
        errors += bad > 0 ? 1 : 0;
        warnings += bad == 0 && doubtful > 0 ? 1 : 0;
        good += wrong.isEmpty() && !checked.isUnanswered() ? 1 : 0;
        unanswered += checked.isUnanswered() ? 1 : 0;
        String row = row(
                report.domain().toString(),
                Numbers.of(bad),
                Numbers.of(doubtful),
                report.spf().map(CheckTable::spf).orElse("-"),
                report.dkim().map(dkim -> keys(dkim.keys().size())).orElse("-"),
                report.dmarc()
                        .flatMap(dmarc -> dmarc.rfc9989().domain())
                        .map(policy -> policy.policy().keyword())
                        .orElse("-"));
        out.println(row + gravest(checked, wrong));
    }

    private String gravest(CheckedDomain checked, List<Finding> wrong) {
        if (wrong.isEmpty()) {
            return checked.isUnanswered() ? colors.warning("not answered in full") : colors.good("nothing");
        }
        String code = wrong.get(0).code();
        return (wrong.get(0).severity() == Severity.ERROR ? colors.bad(code) : colors.warning(code))
                + (checked.isUnanswered() ? ", not answered in full" : "");
    }

    private static String keys(int count) {
        return count == 0 ? "-" : Numbers.counted(count, "key");
    }

    private static String spf(SpfReport spf) {
        if (spf.record().isPresent()) {
            return spf.lookups() + "/10";
        }
        return spf.tree().text().isPresent() ? "bad" : "-";
    }

    @Override
    public void end(List<AllowList.OfLine> lines) {
        out.println();
        List<String> parts = new ArrayList<>();
        part(parts, errors, "with errors");
        part(parts, warnings, "with warnings alone");
        part(parts, good, "in order");
        part(parts, unanswered, "not answered in full");
        out.println(Numbers.counted(domains, "domain") + ": " + String.join(", ", parts));
        frequent();
        if (!lines.isEmpty()) {
            out.println();
            FindingText.print(
                    out, colors, lines.stream().map(AllowList.OfLine::finding).toList());
        }
    }

    private static void part(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(Numbers.of(count) + " " + what);
        }
    }

    private void frequent() {
        if (frequent.isEmpty()) {
            return;
        }
        Map<String, String> meanings = new HashMap<>();
        for (FindingCode code : FindingCodes.all()) {
            meanings.put(code.code(), code.meaning());
        }
        out.println();
        out.println(colors.bold("DOMAINS  FINDING"));
        frequent.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_FREQUENT)
                .forEach(each -> out.println(padded(Numbers.of(each.getValue()), "DOMAINS".length()) + each.getKey()
                        + ": " + meanings.getOrDefault(each.getKey(), "")));
        if (frequent.size() > MOST_FREQUENT) {
            out.println("... and " + Numbers.of(frequent.size() - MOST_FREQUENT) + " more");
        }
    }

    private String row(String domain, String... cells) {
        StringBuilder row = new StringBuilder(padded(domain, width));
        for (int i = 0; i < cells.length; i++) {
            row.append(padded(cells[i], WIDTHS[i]));
        }
        return row.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
}
