package org.signetmail.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.signetmail.reports.ConfirmedNames;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.Refusal;
import org.signetmail.reports.RefusalType;
import org.signetmail.reports.Report;
import org.signetmail.reports.ReportJson;
import org.signetmail.reports.ReportLimits;
import org.signetmail.reports.ReportOverview;
import org.signetmail.reports.ReportPage;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportStanding;
import org.signetmail.reports.ReportSums;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet report}: reads reports and shows what they say. */
@Command(
        name = "report",
        description = {
            "Reads DMARC and TLS reports, in whatever they come, and shows what they say together.",
            "Nobody checks here who sent a report: a forged one counts like any other.",
            "On a terminal a line on standard error tells which file is read; a last line there counts what was read."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet report reports/",
            "  signet report inbox.mbox --server 192.0.2.53 --html > report.html",
            "  signet report report.xml.gz --json",
            "  signet report --store reports.db inbox.mbox --retain 400",
            "  signet report --store reports.db --domain example.org --since 2026-01-01"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all was read",
            "1:something was refused",
            "2:wrong usage, or a file that cannot be read; the others are read all the same",
            "70:the output, or the file of --store, could not be written"
        })
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "INPUT",
            arity = "0..*",
            description = "Reports, containers, mails, mbox files, gzipped or not, folders with all that is in them but"
                    + " links, or - for standard input.")
    private List<String> inputs = List.of();

    @ArgGroup
    private Form form = new Form();

    /** At most one of them. */
    static final class Form {
        @Option(names = "--json", description = "One JSON object a line for each input, with all that was read.")
        private boolean json;

        @Option(names = "--csv", description = "The rows of aggregate reports as CSV.")
        private boolean csv;

        @Option(names = "--html", description = "One page of HTML that stands alone.")
        private boolean html;
    }

    @Option(names = "--records", paramLabel = "N", description = "With --json: the most records of a report to print.")
    private @Nullable Integer records;

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            description =
                    "Ask this DNS server, named as for verify, for the names of sources, and group them by these.")
    private @Nullable String server;

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "Move a limit: input, output, ratio, nesting, entries, depth, text, rows or parts.")
    private Map<String, Long> limits = Map.of();

    @Option(names = "--partial", description = "Use the complete rows of a report that is damaged behind them.")
    private boolean partial;

    @Mixin
    private StoreOptions store = new StoreOptions();

    /** So many reports that say something else than one before them are named. */
    private static final int MOST_TOLD = 20;

    private final Map<String, Refusal> refused = new LinkedHashMap<>();
    private long reports;
    private long differing;

    /** What is to be said when all is read. */
    private final List<String> notes = new ArrayList<>();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException, IOException, OutputException {
        store.check();
        if (inputs.isEmpty() && !store.isAsked()) {
            throw new UsageException("report needs INPUT, or --store with a file to show (see signet report --help)");
        }
        if (records != null && !form.json) {
            throw new UsageException("--records goes with --json alone");
        }
        int shown = records == null ? Integer.MAX_VALUE : records;
        if (shown < 0) {
            throw new UsageException("--records must be 0 or more, not " + shown);
        }
        ReportLimits within = limits();
        ReportReader reader = ReportReader.DEFAULT.withLimits(within).withPartialReports(partial);
        Function<InetAddress, Optional<String>> names = names();
        PrintWriter out = console.out();
        PrintWriter err = console.err();
        ReportInputs source;
        try (Progress progress = new Progress(console)) {
            source = new ReportInputs(reader, within.inputOctets(), console, progress);
            show(source, names, shown, out);
        }
        notes.forEach(err::println);
        if (!inputs.isEmpty()) {
            err.println("signet: " + Numbers.counted(source.count(), "input") + " read, "
                    + Numbers.counted(reports, "report") + ", " + refused.size() + " refused");
        }
        return source.unreadable() > 0 ? ExitStatus.USAGE : refused.isEmpty() ? ExitStatus.OK : ExitStatus.FAIL;
    }

    private void show(ReportInputs source, Function<InetAddress, Optional<String>> names, int shown, PrintWriter out)
            throws UsageException, IOException, OutputException {
        if (store.isAsked()) {
            showStored(source, names, shown, out);
        } else if (form.json) {
            ReportJson json = ReportJson.DEFAULT.withRecords(shown);
            read(source, (input, outcome) -> json.write(input, outcome, out));
        } else if (form.csv) {
            ReportCsv csv = new ReportCsv(out);
            read(source, csv::write);
            tellRowless(csv);
        } else {
            ReportSums sums = new ReportSums();
            read(source, (input, outcome) -> {
                for (Report report : outcome.reports()) {
                    if (sums.add(report) == ReportStanding.DIFFERENT) {
                        differs(input, report);
                    }
                }
            });
            tellMoreDiffering();
            show(sums.overview(names), out);
        }
    }

    /** Puts what is read into the file, and shows what is in the file. */
    private void showStored(
            ReportInputs source, Function<InetAddress, Optional<String>> names, int shown, PrintWriter out)
            throws UsageException, IOException, OutputException {
        StoredReports kept = store.open(!inputs.isEmpty());
        try {
            read(source, (input, outcome) -> {
                for (Report report : outcome.reports()) {
                    if (kept.add(report) == ReportStanding.DIFFERENT) {
                        differs(input, report);
                    }
                }
            });
        } catch (StoredReports.Failed e) {
            throw kept.told(e);
        }
        LocalDate first = store.first(console);
        if (first != null) {
            kept.deleteBefore(first);
        }
        tellMoreDiffering();
        if (form.json) {
            ReportJson json = ReportJson.DEFAULT.withRecords(shown);
            kept.each((input, outcome) -> json.write(input, outcome, out));
        } else if (form.csv) {
            ReportCsv csv = new ReportCsv(out);
            kept.each(csv::write);
            tellRowless(csv);
        } else {
            show(kept.overview(names), out);
        }
        notes.addAll(kept.notes());
    }

    private void tellRowless(ReportCsv csv) {
        if (csv.rowless() > 0) {
            notes.add("signet: " + Numbers.counted(csv.rowless(), "report") + " of TLS or of a single failure "
                    + (csv.rowless() == 1 ? "has" : "have") + " no rows and no place in CSV; --json has all");
        }
    }

    private void tellMoreDiffering() {
        if (differing > MOST_TOLD) {
            notes.add("signet: ... and " + Numbers.of(differing - MOST_TOLD) + " more like these");
        }
    }

    /** RFC 9990 §3.5.4: a report is taken or dropped whole. */
    private void differs(String input, Report report) {
        if (differing++ < MOST_TOLD) {
            notes.add("signet: " + Printable.of(input) + ": report "
                    + Printable.of(report.reportId().orElse("(no id)"))
                    + " says something else than one with the same reporter, id, domain and period that came before;"
                    + " only the first counts");
        }
    }

    private void show(ReportOverview overview, PrintWriter out) throws IOException {
        if (form.html) {
            ReportPage.write(overview, refused, out);
        } else {
            new ReportTable(out).print(overview, refused);
        }
    }

    private void read(ReportInputs source, ReportInputs.Taker taker) throws UsageException, IOException {
        source.read(inputs, (input, outcome) -> {
            reports += outcome.reports().size();
            List<Refusal> all = together(
                    outcome.refusals().stream().map(ReportCommand::withRemedy).toList());
            if (!partial && outcome.refusals().stream().anyMatch(ReportCommand::isDamage)) {
                Refusal told = all.get(0);
                all = List.of(new Refusal(
                        told.type(),
                        told.limit(),
                        told.reason() + "; to use the complete rows before the damage, if there are any: --partial"));
            }
            all.forEach(refusal -> refused.put(unlike(input), refusal));
            taker.take(input, new ReadOutcome(outcome.reports(), all, outcome.problems(), outcome.remarks()));
        });
    }

    /** Behind rows that may be whole. */
    private static boolean isDamage(Refusal refusal) {
        return refusal.type() == RefusalType.MALFORMED_XML || refusal.type() == RefusalType.DAMAGED_CONTAINER;
    }

    /** An input that is named twice is refused twice. */
    private String unlike(String input) {
        String name = input;
        for (int time = 2; refused.containsKey(name); time++) {
            name = input + " (" + time + ")";
        }
        return name;
    }

    /** Those of one input as one: of the first kind, with the reasons of the others behind its own. */
    private static List<Refusal> together(List<Refusal> refusals) {
        if (refusals.size() < 2) {
            return refusals;
        }
        StringBuilder reasons = new StringBuilder(refusals.get(0).reason());
        for (Refusal other : refusals.subList(1, Math.min(refusals.size(), MOST_TOLD))) {
            reasons.append("; and ").append(other);
        }
        if (refusals.size() > MOST_TOLD) {
            reasons.append("; and ")
                    .append(Numbers.of(refusals.size() - MOST_TOLD))
                    .append(" more");
        }
        Refusal first = refusals.get(0);
        return List.of(new Refusal(first.type(), first.limit(), reasons.toString()));
    }

    /** What goes over a limit may be meant: then the limit is moved. */
    private static Refusal withRemedy(Refusal refusal) {
        return refusal.limit().isEmpty()
                ? refusal
                : new Refusal(
                        refusal.type(),
                        refusal.limit(),
                        refusal.reason() + "; if it is to be read, move the limit: --limit "
                                + refusal.limit().get().keyword() + "=N");
    }

    private Function<InetAddress, Optional<String>> names() throws UsageException {
        if (server == null) {
            return address -> Optional.empty();
        }
        return ConfirmedNames.using(DnsOptions.asking(List.of(server)));
    }

    private ReportLimits limits() throws UsageException {
        ReportLimits changed = ReportLimits.DEFAULT;
        for (Map.Entry<String, Long> each : limits.entrySet()) {
            try {
                changed = with(changed, each.getKey(), each.getValue());
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new UsageException("--limit " + each.getKey() + ": " + e.getMessage());
            }
        }
        return changed;
    }

    private static ReportLimits with(ReportLimits limits, String name, long most) throws UsageException {
        return switch (name) {
            case "input" -> limits.withInputOctets(most);
            case "output" -> limits.withOutputOctets(most);
            case "ratio" -> limits.withRatio(Math.toIntExact(most));
            case "nesting" -> limits.withNesting(Math.toIntExact(most));
            case "entries" -> limits.withZipEntries(Math.toIntExact(most));
            case "depth" -> limits.withXmlDepth(Math.toIntExact(most)).withJsonDepth(Math.toIntExact(most));
            case "text" -> limits.withTextLength(Math.toIntExact(most));
            case "rows" -> limits.withRecords(most);
            case "parts" -> limits.withMimeParts(Math.toIntExact(most));
            default ->
                throw new UsageException("--limit: there is no limit called " + name
                        + "; there are input, output, ratio, nesting, entries, depth, text, rows and parts");
        };
    }
}
