package org.signetmail.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes what many reports say as one page of HTML that stands alone: no script, no request to anywhere, plots in SVG, light and
 * dark, to be printed or read on a phone. It answers how much passes, who sends, what a stricter policy would cost, and what the
 * reporters got wrong. Whatever a reporter wrote is shown as text.
 */
public final class ReportPage {

    /** So many rows of a table are open, and go to the printer; the others unfold in pieces, without a script. */
    private static final int OPEN_ROWS = 50;

    private static final int FOLDED_ROWS = 1000;
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_LINES = 50;
    private static final int MOST_PLOTS = 6;
    private static final int PLOTTED_DAYS = 92;
    private static final int LEAST_DAYS = 7;
    private static final int MOST_GAP = 366;
    private static final int LONGEST = 200;

    /** What to do stands at its end, behind two or three names of 253 characters at most. */
    private static final int LONGEST_SENTENCE = 1200;

    private static final String STYLE = """
        :root{color-scheme:light dark;--back:#fff;--text:#1c2024;--soft:#5a6068;--line:#d8dce0;--card:#f5f6f8;\
        --good:#1a7f4b;--warn:#b35c00;--bad:#c0262d}
        @media screen and (prefers-color-scheme:dark){:root{--back:#14171a;--text:#e6e8ea;--soft:#a0a7ae;--line:#363c42;\
        --card:#1d2125;--good:#4cc38a;--warn:#f0a04b;--bad:#ff6b70}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:64rem;padding:1rem;background:var(--back);color:var(--text);\
        font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
        h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
        p{margin:.25rem 0 .75rem;max-width:48rem}.soft{color:var(--soft)}
        .cards{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}
        .card{flex:1 1 10rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem}
        .card b{display:block;font-size:1.4rem;white-space:nowrap}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:600;overflow-wrap:normal}td.warn,td.bad{white-space:nowrap}td.n,th.n{text-align:right;white-space:nowrap}
        td.n+td:not(.n),th.n+th:not(.n){padding-left:.6rem}
        td.w{min-width:10rem}.d{white-space:nowrap}span.d{padding-right:1.5rem}ul{margin:0;padding-left:1.1rem}
        details{margin:.25rem 0}summary{cursor:pointer;color:var(--soft);padding:.25rem 0}
        dt{font-weight:600}dd{margin:0 0 .25rem 1rem}
        .good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}
        tr.a td{padding-top:0}tr.a ul{position:sticky;left:0;max-width:min(100%,calc(100vw - 1.4rem))}tr.s td{border-bottom:0}
        svg{display:block;width:100%;height:9rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
        svg .g{fill:var(--good)}svg .b{fill:var(--bad)}
        .ends{display:flex;justify-content:space-between;color:var(--soft);font-size:.82rem;margin:0 0 .5rem;max-width:none}
        @media (max-width:40rem){body{padding:.6rem}table{font-size:.8rem}th,td{padding-right:.4rem}td.w{min-width:7rem}\
        th.n{white-space:normal}.wide:has(tr.r) thead{display:none}tr.r{display:flex;flex-wrap:wrap;column-gap:1rem}\
        tr.r td{border-bottom:0;padding-bottom:0}tr.r td.n+td:not(.n){padding-left:0}tr.r td.w{flex:1 1 55%}tr.r td.w:last-child{flex-basis:100%}tr.r td.n::after{content:attr(data-l)}\
        tr.r td.d br,tr.r.s br{display:none}tr.r bdi::after{content:" "}tr.a,tr.a td{display:block}\
        tr.r:not(.s){border-bottom:1px solid var(--line);padding-bottom:.3rem}}
        @media print{:root{color-scheme:light}body{max-width:none;padding:0}.wide{overflow:visible}h2,h3,h3+p,.ends{break-after:avoid}\
        tr,svg,.card{break-inside:avoid}tr.s{break-after:avoid}*{print-color-adjust:exact}}
        """;

    private static final String SENDERS = """
        <p>Whoever can write to your report address can write reports. These count where the mail that brought them was \
        judged before, and where it was not, forged ones count like others: see a source in reports of several \
        reporters before you act on it.</p>
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
        return text(text, LONGEST);
    }

    private static String text(String text, int most) {
        String visible = VisibleText.of(text, most);
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

    /** What a reporter wrote, which runs in its own direction and changes no other's. */
    private static String theirs(String text) {
        return "<bdi>" + text(text) + "</bdi>";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String counted(long number, String what) {
        return number(number) + " " + what + plural(number);
    }

    private static String plural(long number) {
        return number == 1 ? "" : "s";
    }

    /** What is not nothing and not all is not shown as that. */
    static String percent(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        String shown = String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
        return part > 0 && shown.equals("0.0 %")
                ? "below 0.1 %"
                : part < whole && shown.equals("100.0 %") ? "above 99.9 %" : shown;
    }

    private static String day(Optional<Instant> time) {
        // Years that no calendar has are no days of anybody's mail.
        return time.filter(each -> Math.abs(each.getEpochSecond()) <= 253_402_300_799L)
                .map(each -> each.atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .orElse("–");
    }

    private void page(ReportOverview overview, Map<String, Refusal> refused) {
        put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'\">\n");
        put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        put("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Mail reports</title>\n");
        put("<style>\n").put(STYLE).put("</style>\n</head>\n<body>\n");
        put("<h1>What others report of your mail</h1>\n");
        put("<p class=\"soft\">Days are in UTC. Names of reporters, domains and texts are as the reporters wrote them;"
                + " nothing has confirmed them.</p>\n");
        put(SENDERS);
        told(overview);
        cards(overview, refused);
        passing(overview);
        senders(overview);
        cost(overview);
        reporters(overview, refused);
        tls(overview);
        put("</body>\n</html>\n");
    }

    /** What the sums below are to be taken with. */
    private void told(ReportOverview overview) {
        if (overview.unproved() > 0) {
            put("<p>" + counted(overview.unproved(), "report")
                    + " more came in mail that does not prove who sent it, and "
                    + (overview.unproved() == 1 ? "is" : "are") + " not in the sums.</p>\n");
        }
        if (overview.unevaluated() > 0) {
            put("<p>Of " + counted(overview.unevaluated(), "message")
                    + " the reporter does not say whether they pass; they are among those that fail.</p>\n");
        }
        if (overview.differing() > 0) {
            put("<p>" + counted(overview.differing(), "report")
                    + " with the reporter, id, domain and period of one that came before "
                    + (overview.differing() == 1 ? "says" : "say") + " something else, and "
                    + (overview.differing() == 1 ? "is" : "are") + " left out.</p>\n");
        }
        if (overview.partial() > 0) {
            put("<p>" + counted(overview.partial(), "report") + " " + (overview.partial() == 1 ? "is" : "are")
                    + " partial: the rows before the damage or the limit.</p>\n");
        }
    }

    private void cards(ReportOverview overview, Map<String, Refusal> refused) {
        put("<div class=\"cards\">\n");
        if (overview.messages() > 0 || (overview.tls().isEmpty() && overview.failureReports() == 0)) {
            card(number(overview.messages()), "messages");
            card(percent(overview.passing(), overview.messages()), "pass DMARC");
            card(number(overview.failing()), "fail");
        }
        card(
                number(overview.reports()),
                overview.leftOut() == 0 ? "reports" : "reports; " + number(overview.leftOut()) + " came again");
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
        if (overview.days().isEmpty() && overview.undated().isEmpty()) {
            put("<p>No aggregate report tells of a day.</p>\n");
            return;
        }
        List<DomainSums> domains = overview.domains();
        if (!overview.days().isEmpty()) {
            plots(overview.days(), domains);
        }
        put("<h3>By domain</h3>\n");
        table(
                heads("Domain", "#Pass", "#Fail", "#Pass of all"),
                "domains",
                domains,
                each -> row(
                        wide(theirs(each.domain())),
                        number(each.passing()),
                        number(each.failing()),
                        percent(each.passing(), each.messages())));
        put("<h3>By day</h3>\n");
        List<DaySums> days = new ArrayList<>(overview.days());
        days.sort(Comparator.comparing(DaySums::day).reversed().thenComparing(DaySums::domain));
        if (!overview.undated().isEmpty()) {
            put("<p class=\"soft\">Reports without a usable period are of no day:</p>\n");
            table(
                    heads("Domain", "#Pass", "#Fail", "#Pass of all"),
                    "domains",
                    overview.undated(),
                    each -> row(
                            wide(theirs(each.domain())),
                            number(each.passing()),
                            number(each.failing()),
                            percent(each.passing(), each.messages())));
        }
        if (days.isEmpty()) {
            return;
        }
        table(
                heads("Day and domain", "#Pass", "#Fail", "#Pass of all"),
                "days and domains",
                days,
                each -> row(
                        // In one cell, which breaks between them where there is no room.
                        wide("<span class=\"d\">" + each.day() + "</span> " + theirs(each.domain())),
                        number(each.passing()),
                        number(each.failing()),
                        percent(each.passing(), Tally.sum(each.passing(), each.failing()))));
    }

    /** One plot of all, and one for each of the largest domains where there are several. */
    private void plots(List<DaySums> all, List<DomainSums> domains) {
        TreeSet<LocalDate> days = new TreeSet<>(all.stream().map(DaySums::day).toList());
        LocalDate last = lastOfMost(all);
        boolean later = last.isBefore(days.last());
        boolean cut = days.first().isBefore(last.minusDays(PLOTTED_DAYS - 1));
        // Bars that fill the whole plot look like an area.
        LocalDate week = last.minusDays(LEAST_DAYS - 1);
        LocalDate first = cut ? last.minusDays(PLOTTED_DAYS - 1) : days.first().isBefore(week) ? days.first() : week;
        plot(all, first, last);
        put("<p class=\"soft\"><span class=\"good\">Green</span>, below: passes."
                + " <span class=\"bad\">Red</span>, on top: fails."
                + (cut ? " The last " + PLOTTED_DAYS + " days; all are in the table." : "")
                + (later ? " Days after " + last + " are far from the others, and in the table alone." : "")
                + "</p>\n");
        List<DomainSums> largest = domains.size() < 2
                ? List.of()
                : domains.stream()
                        .sorted(Comparator.comparingLong(DomainSums::messages).reversed())
                        .limit(MOST_PLOTS)
                        .toList();
        for (DomainSums domain : largest) {
            List<DaySums> its = all.stream()
                    .filter(each -> each.domain().equals(domain.domain()))
                    .toList();
            // One of which no report has a day has nothing to draw.
            if (!its.isEmpty()) {
                put("<h3>" + theirs(domain.domain()) + "</h3>\n");
                plot(its, first, last);
            }
        }
    }

    /** The last day but for those a year and more behind the others with less mail: one false date would leave nothing to be seen. */
    private static LocalDate lastOfMost(List<DaySums> all) {
        TreeMap<LocalDate, Long> days = new TreeMap<>();
        all.forEach(each -> days.merge(each.day(), Tally.sum(each.passing(), each.failing()), Tally::sum));
        long sum = days.values().stream().mapToLong(each -> each).reduce(0, Tally::sum);
        LocalDate last = days.lastKey();
        long behind = 0;
        for (Map.Entry<LocalDate, Long> day = days.lastEntry(); day != null; day = days.lowerEntry(day.getKey())) {
            behind = Tally.sum(behind, day.getValue());
            LocalDate before = days.lowerKey(day.getKey());
            if (before != null && before.isBefore(day.getKey().minusDays(MOST_GAP)) && behind < sum - behind) {
                last = before;
            }
        }
        return last;
    }

    /** Bars of one day each, passing below and failing on top; the words around it are no part of the drawing. */
    private void plot(List<DaySums> sums, LocalDate first, LocalDate last) {
        TreeMap<LocalDate, long[]> byDay = new TreeMap<>();
        for (DaySums each : sums) {
            if (!each.day().isBefore(first) && !each.day().isAfter(last)) {
                long[] day = byDay.computeIfAbsent(each.day(), key -> new long[2]);
                day[0] = Tally.sum(day[0], each.passing());
                day[1] = Tally.sum(day[1], each.failing());
            }
        }
        long most = byDay.values().stream()
                .mapToLong(day -> Tally.sum(day[0], day[1]))
                .reduce(1, Math::max);
        put("<p class=\"ends\"><span>Most on a day: " + number(most) + "</span></p>\n");
        put("<svg viewBox=\"0 0 720 150\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Messages by day from "
                + first + " to " + last + ": passing and failing; the figures are in the table\">\n");
        double step = 720.0 / (last.toEpochDay() - first.toEpochDay() + 1);
        byDay.forEach(
                (date, day) -> bars(date, day, step * (date.toEpochDay() - first.toEpochDay()), step, 145.0 / most));
        put("</svg>\n<p class=\"ends\"><span>" + first + "</span><span>" + last + "</span></p>\n");
    }

    private void bars(LocalDate date, long[] day, double x, double step, double scale) {
        double good = day[0] * scale;
        double bad = day[1] * scale;
        put("<g><title>" + date + ": " + number(day[0]) + " pass, " + number(day[1]) + " fail</title>");
        bar("g", x, 150 - good, step, good);
        bar("b", x, 150 - good - bad, step, bad);
        put("</g>\n");
    }

    private void bar(String kind, double x, double y, double width, double height) {
        if (height > 0) {
            put(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    kind,
                    x,
                    y,
                    Math.max(1, width * 0.92),
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
                "SPF or DKIM passes for another domain: a service that is not set up for yours, or somebody who"
                        + " forwards.");
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
        table(heads("Source", "#Messages", "Seen", "From"), "sources", sources, each -> source(each, advise));
    }

    /** What to change has a row of its own: on a phone, too, it is read without going sideways. */
    private void source(SourceSums source, boolean advise) {
        String networks = source.networks() > 1 ? " (" + number(source.networks()) + " networks)" : "";
        put((advise ? "<tr class=\"r s\">" : "<tr class=\"r\">") + wide(text(source.name()) + networks)
                + "<td class=\"n\" data-l=\" message" + plural(source.messages()) + "\">"
                + number(source.messages()) + "</td><td class=\"d\">" + day(source.firstSeen()) + "<br> to "
                + day(source.lastSeen()) + "</td>" + wide(lines(source.domains())) + "</tr>\n");
        if (advise) {
            put("<tr class=\"a\"><td class=\"w\" colspan=\"4\"><ul>");
            source.advice().forEach(sentence -> put("<li>" + text(sentence, LONGEST_SENTENCE) + "</li>"));
            put("</ul></td></tr>\n");
        }
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
                + " For " + number(nothing) + " nothing passes: these are what a policy is for.</p>\n");
        if (failing.isEmpty()) {
            return;
        }
        table(
                heads(
                        "Source",
                        "Kind",
                        "#Would be hit",
                        "#Put aside already",
                        "#Refused already",
                        "#Let through by the reporter"),
                "sources",
                failing,
                each -> {
                    boolean known = each.kind() == SourceKind.AUTHENTICATED;
                    put("<tr class=\"r\">" + wide(text(each.name()))
                            + (known ? "<td class=\"warn\">not aligned</td>" : "<td class=\"bad\">nothing passes</td>")
                            + number(each.messages(), " would be hit")
                            + number(each.quarantined(), " put aside already")
                            + number(each.rejected(), " refused already")
                            + number(each.overridden(), " let through by the reporter") + "</tr>\n");
                });
    }

    private void reporters(ReportOverview overview, Map<String, Refusal> refused) {
        put("<h2>4. What did each reporter get wrong?</h2>\n");
        Set<ReportFault> faults = new TreeSet<>();
        table(heads("Reporter", "#Reports", "#Messages", "Passed over"), "reporters", overview.reporters(), each -> {
            String name = each.name().isEmpty() ? "(no name)" : each.name();
            each.faults().forEach(faults::add);
            put("<tr class=\"r\">" + wide(theirs(name)) + "<td class=\"n\" data-l=\" report" + plural(each.reports())
                    + "\">"
                    + number(each.reports())
                    + "</td><td class=\"n\" data-l=\" message" + plural(each.messages()) + "\">"
                    + number(each.messages()) + "</td>"
                    + wide(each.problems().isEmpty() ? "nothing" : lines(each.problems())) + "</tr>\n");
        });
        if (!faults.isEmpty()) {
            put("<h3>What was passed over</h3>\n<dl>");
            faults.forEach(each -> put("<dt>" + each.code() + "</dt><dd>" + text(each.meaning()) + "</dd>\n"));
            put("</dl>\n");
        }
        if (!refused.isEmpty()) {
            put("<h3>Refused</h3>\n");
            table(
                    heads("Input", "Why"),
                    "inputs",
                    List.copyOf(refused.entrySet()),
                    each -> row(wide(theirs(each.getKey()))
                            + wide(text(each.getValue().toString(), LONGEST_SENTENCE))));
        }
    }

    private void tls(ReportOverview overview) {
        if (overview.failureReports() > 0) {
            put("<p>" + counted(overview.failureReports(), "failure report")
                    + (overview.failureReports() == 1 ? ", of one message, is" : ", each of one message, are")
                    + " not in the sums above.</p>\n");
        }
        if (overview.tls().isEmpty()) {
            return;
        }
        put("<h2>5. How did others reach my mail servers?</h2>\n");
        table(heads("Domain", "#Secure sessions", "#Failed", "Why"), "domains", overview.tls(), each -> {
            List<String> reasons = new ArrayList<>();
            new TreeMap<>(each.reasons()).forEach((reason, count) -> reasons.add(number(count) + " " + reason));
            put("<tr>" + wide(theirs(each.domain())) + "<td class=\"n\">" + number(each.successful())
                    + "</td><td class=\"n\">" + number(each.failed()) + "</td>" + wide(lines(reasons)) + "</tr>\n");
        });
        List<TlsResultType> told = Stream.of(TlsResultType.values())
                .filter(type ->
                        overview.tls().stream().anyMatch(each -> each.reasons().containsKey(type.keyword())))
                .toList();
        if (!told.isEmpty()) {
            put("<h3>What to do</h3>\n<dl>");
            told.forEach(each -> put("<dt>" + each.keyword() + "</dt><dd>" + text(each.remedy()) + "</dd>\n"));
            put("</dl>\n");
        }
    }

    /** The heads of a table; those of numbers are marked. */
    private static String heads(String... names) {
        StringBuilder heads = new StringBuilder();
        for (String name : names) {
            heads.append(name.startsWith("#") ? "<th class=\"n\">" + name.substring(1) : "<th>" + name)
                    .append("</th>");
        }
        return heads.toString();
    }

    /** A table whose first rows are open and whose others unfold. */
    private <T> void table(String heads, String what, List<T> all, Consumer<T> row) {
        int most = Math.min(all.size(), MOST_ROWS);
        for (int from = 0; from < most; ) {
            // Hardly more than what is open is not worth a fold.
            int open = most <= OPEN_ROWS * 2 ? most : OPEN_ROWS;
            int to = Math.min(most, from == 0 ? open : from + FOLDED_ROWS);
            if (from > 0) {
                put("<details><summary>" + number(from + 1) + " to " + number(to) + " of " + number(all.size()) + " "
                        + what + "</summary>\n");
            }
            put("<div class=\"wide\"><table><thead><tr>" + heads + "</tr></thead><tbody>\n");
            all.subList(from, to).forEach(row);
            put(from > 0 ? "</tbody></table></div></details>\n" : "</tbody></table></div>\n");
            from = to;
        }
        if (all.size() > most) {
            put("<p class=\"soft\">" + number(all.size() - most) + " more " + what + " are not on this page.</p>\n");
        }
    }

    /** A cell of a number, with what it is of where the row is shown as lines. */
    private static String number(long number, String what) {
        return "<td class=\"n\" data-l=\"" + what + "\">" + number(number) + "</td>";
    }

    private void row(String first, String... numbers) {
        put("<tr>" + first);
        for (String each : numbers) {
            put("<td class=\"n\">" + each + "</td>");
        }
        put("</tr>\n");
    }

    private static String wide(String markup) {
        return "<td class=\"w\">" + markup + "</td>";
    }

    private static String lines(List<String> texts) {
        return String.join(
                "<br>", texts.stream().limit(MOST_LINES).map(ReportPage::theirs).toList());
    }
}
