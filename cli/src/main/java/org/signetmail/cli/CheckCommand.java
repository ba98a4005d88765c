package org.signetmail.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dmarc.domain.DomainCheck;
import org.signetmail.dmarc.domain.MtaStsFetcher;
import org.signetmail.dmarc.domain.SenderProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code signet check}: everything that DNS shows of a domain's mail, and what to change. */
@Command(
        name = "check",
        description = {
            "Looks at everything that DNS shows of a domain's mail: SPF, DKIM, DMARC, its mail hosts, MTA-STS, TLS"
                    + " reports and BIMI. What is wrong comes first, the gravest on top, each with the place in the record"
                    + " and what to publish instead; then what is in order, a line each.",
            "Which selectors a domain signs with DNS does not tell: usual ones are tried, --guess adds to these, and"
                    + " --selector names yours.",
            "Of several domains there is a line each and a summary, and the exit status is the worst: 70, 2, 1, 3, 0."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet check example.com",
            "  signet check example.com --selector s2026,s2027 --profile google --https",
            "  signet check @domains.txt --guess mailjet,zoho",
            "  signet check example.com --mail-from bounce.sender.example --signing-domain example.com",
            "  signet check @domains.txt --csv > domains.csv",
            "  signet check example.com example.net --fail-on warning --allow allowed.txt --sarif",
            "  signet check example.com --dns zone.txt      # before it is published"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:there is a finding of severity error, or of the one of --fail-on",
            "2:wrong usage, or what is no domain among others that were checked",
            "3:DNS gave no answer to a part of it, and there is no such finding in the rest",
            "70:the output could not be written"
        })
final class CheckCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "DOMAIN",
            arity = "1..*",
            description =
                    "What stands behind the @ of From addresses, such as example.com; @FILE with a domain on each line,"
                            + " or - for these on standard input.")
    private List<String> domains = List.of();

    @Option(
            names = {"-s", "--selector"},
            paramLabel = "SELECTOR",
            split = ",",
            converter = KeyNameOptions.Selector.class,
            description = "A selector (s=) that the domains sign with; several with commas, or the option again.")
    private List<DomainName> selectors = List.of();

    @Option(
            names = "--guess",
            paramLabel = "SELECTOR",
            split = ",",
            converter = KeyNameOptions.Selector.class,
            description =
                    "A selector that the domains may sign with: tried in front of the usual ones, and no fault when it"
                            + " has no key; several with commas, or the option again.")
    private List<DomainName> guesses = List.of();

    @Option(
            names = "--profile",
            paramLabel = "RECEIVER",
            completionCandidates = Words.Profiles.class,
            description = "What google, yahoo or outlook asks of bulk senders, too.")
    private @Nullable SenderProfile profile;

    @Option(
            names = "--mail-from",
            paramLabel = "MAILBOX",
            converter = BehindAt.class,
            description =
                    "A MAIL FROM address (Return-Path) that the mail has, or its domain: whether it can align. Once"
                            + " more for another.")
    private List<DomainName> mailFrom = List.of();

    @Option(
            names = "--signing-domain",
            paramLabel = "DOMAIN",
            converter = DomainConverter.class,
            description = "A domain (d=) that signs the mail: whether it can align. Once more for another.")
    private List<DomainName> signing = List.of();

    @Option(
            names = "--suffixes",
            paramLabel = "FILE",
            description = "The Public Suffix List by which RFC 7489 receivers go, as of signet dmarc.")
    private @Nullable String suffixes;

    @Option(
            names = "--https",
            description = "Fetch the policy of MTA-STS over HTTPS, too. Without it nothing but DNS is asked.")
    private boolean https;

    @Option(names = "--details", description = "Of several domains, tell of each what is told of one.")
    private boolean details;

    @Option(names = "--csv", description = "Print the findings as CSV, one a row, instead.")
    private boolean csv;

    @Mixin
    private FindingOptions faults = new FindingOptions();

    @Mixin
    private DnsOptions dns = new DnsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        faults.requireOneForm(output.json(), csv);
        AllowList allowed = faults.allowList(console);
        List<String> wrong = new ArrayList<>();
        List<DomainName> names = names(wrong);
        if (names.isEmpty()) {
            throw new UsageException(wrong.get(0));
        }
        DomainCheck check = check();
        wrong.forEach(line -> console.err().println("signet: " + line));
        int status = wrong.isEmpty() ? ExitStatus.OK : ExitStatus.USAGE;
        try (Progress progress = new Progress(console)) {
            CheckPrinter printer = printer(names, allowed);
            Told told = new Told(printer, progress, names.size());
            progress.tell(told.line());
            InOrder.each(
                    names,
                    check::check,
                    report -> told.take(new CheckedDomain(report, allowed.of(report.domain()), faults)));
            progress.clear();
            List<AllowList.OfLine> lines = new ArrayList<>(allowed.expired());
            lines.addAll(told.unused(allowed));
            printer.end(lines);
            List<Finding> ofLines =
                    lines.stream().map(AllowList.OfLine::finding).toList();
            return ExitStatus.worst(status, ExitStatus.worst(told.status, faults.status(ofLines)));
        }
    }

    private DomainCheck check() throws UsageException {
        DomainCheck check =
                DomainCheck.using(dns.resolver()).withSelectors(selectors).withGuesses(guesses());
        if (profile != null) {
            check = check.withProfile(profile);
        }
        if (suffixes != null) {
            check = check.withPublicSuffixList(DmarcCommand.list(suffixes));
        }
        for (DomainName domain : mailFrom) {
            check = check.withMailFrom(domain);
        }
        for (DomainName domain : signing) {
            check = check.withSigningDomain(domain);
        }
        return https ? check.withMtaStsPolicy(MtaStsFetcher.https()) : check;
    }

    /** Those that were named, and the usual ones, as far as there are questions for them. */
    private List<DomainName> guesses() {
        Set<DomainName> all = new LinkedHashSet<>(guesses);
        all.addAll(DkimLint.usualSelectors());
        return List.copyOf(all);
    }

    /** The domain of an address, or a domain. */
    static final class BehindAt implements ITypeConverter<DomainName> {
        @Override
        public DomainName convert(String text) {
            return new DomainConverter().convert(text.substring(text.lastIndexOf('@') + 1));
        }
    }

    /** How far it is, and the worst so far. */
    private static final class Told {
        private final CheckPrinter printer;
        private final Progress progress;
        private final int all;
        private final Set<AllowList.Line> used = new HashSet<>();
        private final Set<DomainName> answered = new HashSet<>();
        private int done;
        private int status = ExitStatus.OK;

        private Told(CheckPrinter printer, Progress progress, int all) {
            this.printer = printer;
            this.progress = progress;
            this.all = all;
        }

        private void take(CheckedDomain checked) {
            progress.clear();
            printer.take(checked);
            status = ExitStatus.worst(status, checked.status());
            used.addAll(checked.allowed().used(checked.report().findings()));
            if (!checked.isUnanswered()) {
                answered.add(checked.report().domain());
            }
            done++;
            progress.tell(line());
        }

        /**
         * The lines for a domain that was looked at, or what is below it. Those for all names may be for domains of another
         * time; their last day ends them.
         */
        private List<AllowList.OfLine> unused(AllowList allowed) {
            return allowed.unused(
                    used,
                    name -> name.filter(at -> answered.stream().anyMatch(at::isEqualOrBelow))
                            .isPresent());
        }

        private String line() {
            return Numbers.of(done) + " of " + Numbers.counted(all, "domain") + " checked";
        }
    }

    private CheckPrinter printer(List<DomainName> names, AllowList allowed) throws IOException {
        if (output.json()) {
            return new CheckJson(console);
        }
        if (csv) {
            return new CheckCsv(console.out());
        }
        if (faults.sarif()) {
            return new CheckSarif(console.out(), allowed);
        }
        return names.size() == 1 || details
                ? new CheckTexts(console.out(), output.colors(console))
                : new CheckTable(console.out(), output.colors(console), names);
    }

    // ---- Which domains -----------------------------------------------------------------------------------------

    /**
     * The domains, each once.
     *
     * @param wrong takes a sentence for each that is none
     */
    private List<DomainName> names(List<String> wrong) throws UsageException {
        Set<DomainName> names = new LinkedHashSet<>();
        for (String argument : domains) {
            if (!InputLines.isNamedBy(argument)) {
                name(argument, "", wrong).ifPresent(names::add);
                continue;
            }
            String file = argument.equals("-") ? "standard input" : Printable.of(argument.substring(1));
            for (InputLines.Line line : InputLines.of(InputLines.octets(argument, console), argument, "domain")) {
                name(line.text(), file + ", line " + line.number() + ": ", wrong)
                        .ifPresent(names::add);
            }
        }
        return List.copyOf(names);
    }

    private static Optional<DomainName> name(String text, String where, List<String> wrong) {
        try {
            DomainName name = new DomainConverter().convert(text.strip());
            DomainName mail = behindRecordLabels(name);
            if (mail.equals(name)) {
                return Optional.of(name);
            }
            wrong.add(where + name + " is where a record stands: give the domain that it is of"
                    + (mail.equals(DomainName.ROOT) ? "" : ", " + mail));
        } catch (TypeConversionException e) {
            wrong.add(where + e.getMessage());
        }
        return Optional.empty();
    }

    /** What is behind the last label with an underscore, which no domain of mail has (RFC 8552 §1.1). */
    private static DomainName behindRecordLabels(DomainName name) {
        List<String> labels = name.labels();
        for (int i = labels.size() - 1; i >= 0; i--) {
            if (labels.get(i).startsWith("_")) {
                return name.suffix(labels.size() - 1 - i);
            }
        }
        return name;
    }
}
