package org.signetmail.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes what many reports say as one page of HTML that stands alone: no script, no request to anywhere, plots in SVG, light and
 * dark, to be printed or read on a phone. It answers how much passes, who sends, what a stricter policy would cost, and what the
 * reporters got wrong. Whatever a reporter wrote is shown as text.
 */
public final class ReportPage {

    private static final int MOST_SOURCES = 200;
    private static final int MOST_DAYS = 1000;
    private static final int PLOTTED_DAYS = 92;
    private static final int MOST_REPORTERS = 200;
    private static final int LONGEST = 200;

    private static final String STYLE = """
            :root{color-scheme:light dark;--back:#fff;--text:#1c2024;--soft:#5a6068;--line:#d8dce0;--card:#f5f6f8;\
            --good:#1a7f4b;--warn:#b35c00;--bad:#c0262d}
            @media (prefers-color-scheme:dark){:root{--back:#14171a;--text:#e6e8ea;--soft:#a0a7ae;--line:#363c42;\
            --card:#1d2125;--good:#4cc38a;--warn:#f0a04b;--bad:#ff6b70}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:64rem;padding:1rem;background:var(--back);color:var(--text);\
            font:16px/1.5 system-ui,sans-serif}
            h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
            p{margin:.25rem 0 .75rem}.soft{color:var(--soft)}
            .cards{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}
            .card{flex:1 1 9rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem}
            .card b{display:block;font-size:1.4rem}
            .wide{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
            th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}
            td.w{overflow-wrap:anywhere;min-width:10rem}ul{margin:0;padding-left:1.1rem}
            .good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}
            svg{width:100%;height:auto;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
            svg .g{fill:var(--good)}svg .b{fill:var(--bad)}svg text{fill:var(--soft);font:11px system-ui,sans-serif}
            svg line{stroke:var(--line)}
            @media (max-width:40rem){body{padding:.6rem}table{font-size:.82rem}}
            @media print{body{max-width:none;padding:0}.wide{overflow:visible}h2,h3{break-after:avoid}tr,svg{break-inside:avoid}}
            """;

    private final Appendable out;

    private ReportPage(Appendable out) {
        this.out = out;
    }

    /**
     * Writes the page.
     *
     * @param overview what to show
     * @param refused inputs that were refused, by name
     * @param out where the page goes, to be written as UTF-8
     * @throws IOException when {@code out} does
     */
    public static void write(ReportOverview overview, Map<String, Refusal> refused, Appendable out) throws IOException {
        Objects.requireNonNull(overview, "overview");
        Objects.requireNonNull(refused, "refused");
        try {
            new ReportPage(Objects.requireNonNull(out, "out")).page(overview, refused);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ReportPage put(String markup) {
        try {
            out.append(markup);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text, whatever it holds, for contents and for attributes in quotes. */
    private static String text(String text) {
        String visible = VisibleText.of(text, LONGEST);
        StringBuilder safe = new StringBuilder(visible.length() + 16);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String counted(long number, String what) {
        return number(number) + " " + what + (number == 1 ? "" : "s");
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String day(Optional<Instant> time) {
        return time.map(each -> each.atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .orElse("–");
    }

    private void page(ReportOverview overview, Map<String, Refusal> refused) {
        put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        put(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        put("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Mail reports</title>\n");
        put("<style>\n").put(STYLE).put("</style>\n</head>\n<body>\n");
        put("<h1>What others report of your mail</h1>\n");
        put("<p class=\"soft\">Days are in UTC. Names of reporters, domains and texts are as the reporters wrote them;"
                + " nothing has confirmed them.</p>\n");
        cards(overview, refused);
        passing(overview);
        senders(overview);
        cost(overview);
        reporters(overview, refused);
        tls(overview);
        put("</body>\n</html>\n");
    }

    private void cards(ReportOverview overview, Map<String, Refusal> refused) {
        put("<div class=\"cards\">\n");
        card(number(overview.messages()), "messages");
        card(percent(overview.passing(), overview.messages()), "pass DMARC");
        card(number(overview.failing()), "fail");
        card(number(overview.reports()), "reports, " + number(overview.leftOut()) + " more came twice");
        if (!refused.isEmpty()) {
            card(number(refused.size()), "inputs refused");
        }
        card(day(overview.begin()), "to " + day(overview.end()));
        put("</div>\n");
    }

    private void card(String value, String label) {
        put("<div class=\"card\"><b>" + text(value) + "</b>" + text(label) + "</div>\n");
    }

    private void passing(ReportOverview overview) {
        put("<h2>1. How much of my mail passes?</h2>\n");
        if (overview.days().isEmpty()) {
            put("<p>No aggregate report tells of a day.</p>\n");
            return;
        }
        plot(overview.days());
        put("<h3>By domain</h3>\n");
        table("Domain", "Pass", "Fail", "Pass of all");
        for (DomainSums each : overview.domains()) {
            row(
                    text(each.domain()),
                    number(each.passing()),
                    number(each.failing()),
                    percent(each.passing(), each.messages()));
        }
        end();
        put("<h3>By day</h3>\n");
        List<DaySums> days = new ArrayList<>(overview.days());
        Collections.reverse(days);
        table("Day, domain", "Pass", "Fail", "Pass of all");
        for (DaySums each : days.subList(0, Math.min(days.size(), MOST_DAYS))) {
            row(
                    each.day() + " " + text(each.domain()),
                    number(each.passing()),
                    number(each.failing()),
                    percent(each.passing(), Tally.sum(each.passing(), each.failing())));
        }
        end();
        more(days.size() - MOST_DAYS, "earlier days");
    }

    private void more(long count, String what) {
        if (count > 0) {
            put("<p class=\"soft\">And " + number(count) + " " + what + ".</p>\n");
        }
    }

    /** Bars of one day each, passing below and failing on top. */
    private void plot(List<DaySums> all) {
        TreeMap<LocalDate, long[]> byDay = new TreeMap<>();
        for (DaySums each : all) {
            long[] sums = byDay.computeIfAbsent(each.day(), key -> new long[2]);
            sums[0] = Tally.sum(sums[0], each.passing());
            sums[1] = Tally.sum(sums[1], each.failing());
        }
        LocalDate last = byDay.lastKey();
        LocalDate first = byDay.firstKey();
        if (first.isBefore(last.minusDays(PLOTTED_DAYS - 1))) {
            first = last.minusDays(PLOTTED_DAYS - 1);
        }
        int days = (int) (last.toEpochDay() - first.toEpochDay()) + 1;
        long most = 1;
        for (long[] sums : byDay.tailMap(first).values()) {
            most = Math.max(most, Tally.sum(sums[0], sums[1]));
        }
        put("<svg viewBox=\"0 0 720 200\" role=\"img\" aria-label=\"Messages by day from " + first + " to " + last
                + ": passing and failing\">\n");
        put("<line x1=\"60\" y1=\"20\" x2=\"710\" y2=\"20\"/><line x1=\"60\" y1=\"170\" x2=\"710\" y2=\"170\"/>\n");
        put("<text x=\"54\" y=\"24\" text-anchor=\"end\">" + number(most) + "</text>"
                + "<text x=\"54\" y=\"174\" text-anchor=\"end\">0</text>\n");
        double step = 650.0 / days;
        for (Map.Entry<LocalDate, long[]> each : byDay.tailMap(first).entrySet()) {
            long[] sums = each.getValue();
            double x = 60 + step * (each.getKey().toEpochDay() - first.toEpochDay());
            double good = 150.0 * sums[0] / most;
            double bad = 150.0 * sums[1] / most;
            put("<g><title>" + each.getKey() + ": " + number(sums[0]) + " pass, " + number(sums[1]) + " fail</title>");
            bar("g", x, 170 - good, Math.min(step, 40), good);
            bar("b", x, 170 - good - bad, Math.min(step, 40), bad);
            put("</g>\n");
        }
        put("<text x=\"60\" y=\"188\">" + first + "</text><text x=\"710\" y=\"188\" text-anchor=\"end\">" + last
                + "</text>\n</svg>\n");
        put("<p class=\"soft\"><span class=\"good\">Green</span> passes, <span class=\"bad\">red</span> fails.");
        put(
                first.isAfter(byDay.firstKey())
                        ? " The last " + PLOTTED_DAYS + " days; all are in the table.</p>\n"
                        : "</p>\n");
    }

    private void bar(String kind, double x, double y, double width, double height) {
        if (height > 0) {
            put(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    kind,
                    x,
                    y,
                    Math.max(1, width - 1),
                    height));
        }
    }

    private void senders(ReportOverview overview) {
        put("<h2>2. Who sends in my name?</h2>\n");
        senders(
                overview,
                SourceKind.AUTHENTICATED,
                "warn",
                "Authenticated, but not aligned",
                "SPF or DKIM passes for another domain: a service that is not set up for yours, or somebody who forwards.");
        senders(
                overview,
                SourceKind.NOTHING,
                "bad",
                "Nothing passes",
                "Forged, or a system of yours that was forgotten.");
        senders(overview, SourceKind.ALIGNED, "good", "Aligned", "DMARC passes.");
        if (overview.otherSources() > 0) {
            put("<p class=\"soft\">" + number(overview.otherSources())
                    + " messages are of networks beyond the number that is kept.</p>\n");
        }
    }

    private static List<SourceSums> of(ReportOverview overview, SourceKind kind) {
        return overview.sources().stream().filter(each -> each.kind() == kind).toList();
    }

    private void senders(ReportOverview overview, SourceKind kind, String style, String title, String what) {
        List<SourceSums> sources = of(overview, kind);
        long messages = sources.stream().mapToLong(SourceSums::messages).reduce(0, Tally::sum);
        put("<h3 class=\"" + style + "\">" + title + ": " + counted(sources.size(), "source") + ", "
                + counted(messages, "message") + "</h3>\n<p>" + what + "</p>\n");
        if (sources.isEmpty()) {
            return;
        }
        boolean advise = kind != SourceKind.ALIGNED;
        put(
                "<div class=\"wide\"><table><thead><tr><th>Source</th><th class=\"n\">Messages</th><th>Seen</th><th>From</th>"
                        + (advise ? "<th>What to change</th>" : "") + "</tr></thead><tbody>\n");
        for (SourceSums each : sources.subList(0, Math.min(sources.size(), MOST_SOURCES))) {
            put("<tr><td class=\"w\">" + text(each.name())
                    + (each.networks() > 1 ? " (" + number(each.networks()) + " networks)" : "")
                    + "</td><td class=\"n\">"
                    + number(each.messages()) + "</td><td>" + day(each.firstSeen()) + " to " + day(each.lastSeen())
                    + "</td><td class=\"w\">");
            put(String.join(
                            "<br>",
                            each.domains().stream().map(ReportPage::text).toList()) + "</td>");
            if (advise) {
                put("<td class=\"w\"><ul>");
                each.advice().forEach(sentence -> put("<li>" + text(sentence) + "</li>"));
                put("</ul></td>");
            }
            put("</tr>\n");
        }
        end();
        more(sources.size() - MOST_SOURCES, "more sources");
    }

    private void cost(ReportOverview overview) {
        put("<h2>3. What would p=quarantine or p=reject have cost?</h2>\n");
        List<SourceSums> failing = overview.sources().stream()
                .filter(each -> each.kind() != SourceKind.ALIGNED)
                .toList();
        long authenticated = of(overview, SourceKind.AUTHENTICATED).stream()
                .mapToLong(SourceSums::messages)
                .reduce(0, Tally::sum);
        long nothing = of(overview, SourceKind.NOTHING).stream()
                .mapToLong(SourceSums::messages)
                .reduce(0, Tally::sum);
        put("<p>Either touches what fails, and nothing else: " + number(overview.failing()) + " of "
                + number(overview.messages()) + " messages (" + percent(overview.failing(), overview.messages())
                + "). p=quarantine would have put them aside, p=reject would have refused them. Of these, "
                + number(authenticated) + " are authenticated by somebody: look at them first, they may be yours."
                + " With " + number(nothing) + " nothing passes: that is what a policy is for.</p>\n");
        if (failing.isEmpty()) {
            return;
        }
        put("<div class=\"wide\"><table><thead><tr><th>Source</th><th>Kind</th><th class=\"n\">Would be hit</th>"
                + "<th class=\"n\">Put aside already</th><th class=\"n\">Refused already</th>"
                + "<th class=\"n\">Let through by the reporter</th></tr></thead><tbody>\n");
        for (SourceSums each : failing.subList(0, Math.min(failing.size(), MOST_SOURCES))) {
            boolean known = each.kind() == SourceKind.AUTHENTICATED;
            put("<tr><td class=\"w\">" + text(each.name()) + "</td><td class=\"" + (known ? "warn" : "bad") + "\">"
                    + (known ? "not aligned" : "nothing passes") + "</td>");
            for (long count : new long[] {each.messages(), each.quarantined(), each.rejected(), each.overridden()}) {
                put("<td class=\"n\">" + number(count) + "</td>");
            }
            put("</tr>\n");
        }
        end();
        more(failing.size() - MOST_SOURCES, "more sources");
    }

    private void reporters(ReportOverview overview, Map<String, Refusal> refused) {
        put("<h2>4. What did each reporter get wrong?</h2>\n");
        List<ReporterSums> reporters = overview.reporters();
        if (!reporters.isEmpty()) {
            put("<div class=\"wide\"><table><thead><tr><th>Reporter</th><th class=\"n\">Reports</th>"
                    + "<th class=\"n\">Messages</th><th>Passed over</th></tr></thead><tbody>\n");
        }
        for (ReporterSums each : reporters.subList(0, Math.min(reporters.size(), MOST_REPORTERS))) {
            String name = each.name().isEmpty() ? "(no name)" : each.name();
            put("<tr><td class=\"w\">" + text(name) + "</td><td class=\"n\">" + number(each.reports())
                    + "</td><td class=\"n\">" + number(each.messages()) + "</td><td class=\"w\">"
                    + (each.problems().isEmpty() ? "nothing" : ""));
            put(String.join(
                    "<br>",
                    each.problems().stream().limit(50).map(ReportPage::text).toList()));
            put("</td></tr>\n");
        }
        if (!reporters.isEmpty()) {
            end();
        }
        more(reporters.size() - MOST_REPORTERS, "more reporters");
        if (!refused.isEmpty()) {
            put(
                    "<h3>Refused</h3>\n<div class=\"wide\"><table><thead><tr><th>Input</th><th>Why</th></tr></thead><tbody>\n");
            refused.entrySet().stream()
                    .limit(MOST_SOURCES)
                    .forEach(each -> put("<tr><td class=\"w\">" + text(each.getKey()) + "</td><td class=\"w\">"
                            + text(each.getValue().toString()) + "</td></tr>\n"));
            end();
            more(refused.size() - MOST_SOURCES, "more inputs");
        }
    }

    private void tls(ReportOverview overview) {
        if (overview.failureReports() > 0) {
            put("<p>" + number(overview.failureReports())
                    + " failure reports, each of one message, are not in the sums above.</p>\n");
        }
        if (overview.tls().isEmpty()) {
            return;
        }
        put("<h2>5. How did others reach my mail servers?</h2>\n<div class=\"wide\"><table><thead><tr><th>Domain</th>"
                + "<th class=\"n\">Secure sessions</th><th class=\"n\">Failed</th><th>Why</th></tr></thead><tbody>\n");
        for (TlsSums each : overview.tls().subList(0, Math.min(overview.tls().size(), MOST_SOURCES))) {
            put("<tr><td class=\"w\">" + text(each.domain()) + "</td><td class=\"n\">" + number(each.successful())
                    + "</td><td class=\"n\">" + number(each.failed()) + "</td><td class=\"w\">");
            put(String.join(
                    "<br>",
                    new TreeMap<>(each.reasons())
                            .entrySet().stream()
                                    .limit(20)
                                    .map(reason -> text(reason.getKey()) + ": " + number(reason.getValue()))
                                    .toList()));
            put("</td></tr>\n");
        }
        end();
        more(overview.tls().size() - MOST_SOURCES, "more domains");
    }

    private void table(String... heads) {
        put("<div class=\"wide\"><table><thead><tr>");
        for (int i = 0; i < heads.length; i++) {
            put((i == 0 ? "<th>" : "<th class=\"n\">") + heads[i] + "</th>");
        }
        put("</tr></thead><tbody>\n");
    }

    private void row(String first, String... numbers) {
        put("<tr><td class=\"w\">" + first + "</td>");
        for (String each : numbers) {
            put("<td class=\"n\">" + each + "</td>");
        }
        put("</tr>\n");
    }

    private void end() {
        put("</tbody></table></div>\n");
    }
}
