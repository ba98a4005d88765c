package org.signetmail.reports;

import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.spf.address.IpAddress;

/**
 * Adds reports up. A report that came before does not count again, nor does one that is not to be believed, where that is known:
 * of a {@link ReceivedReport}. Memory grows with the number of networks, domains, days and
 * reporters, each up to a bound, and not with that of rows. Not thread-safe.
 *
 * <pre>{@code
 * ReportSums sums = new ReportSums();
 * for (Path file : files) {
 *     ReportReader.DEFAULT.read(file).reports().forEach(sums::add);
 * }
 * ReportPage.write(sums.overview(), out);
 * }</pre>
 */
public final class ReportSums {

    private static final int MOST_NETWORKS = 25_000;

    /** Names in From and sentences about them, each kept once however many sources it is of. */
    private static final int MOST_CHARACTERS_OF_SOURCES = 1 << 22;

    private static final String TOO_MANY_NAMES =
            "There are too many different names in these reports to say here what is to be changed; see --json or"
                    + " --csv.";
    private static final int MOST_DAYS = 10_000;
    private static final int MOST_REPORTERS = 1000;
    private static final int MOST_PROBLEMS = 500;
    private static final int MOST_REPORTS = 100_000;
    private static final int MOST_DOMAINS = 5;
    private static final int MOST_ADVICE = 4;

    /** So many networks are looked up by name: the largest. */
    private static final int MOST_NAMES = 200;

    private static final int LONGEST = 253;

    /** The years 0001 to 9999. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private static final String OTHERS = "(others)";

    private final ReportLedger ledger = ReportLedger.ofLast(MOST_REPORTS);
    private final Map<String, Source> sources = new HashMap<>();
    private @Nullable Source lastSource;
    private @Nullable IpAddress lastNetwork;
    private final Map<String, String> texts = new HashMap<>();
    private int charactersOfTexts;
    private final Map<LocalDate, Map<String, long[]>> days = new TreeMap<>();
    private int dayEntries;
    private final Map<String, long[]> undated = new TreeMap<>();
    private final Map<String, Reporter> reporters = new LinkedHashMap<>();
    private final Map<String, Tls> tls = new TreeMap<>();
    private long reports;
    private long leftOut;
    private long differing;
    private long unproved;
    private long partial;
    private long messages;
    private long passing;
    private long unevaluated;
    private long otherSources;
    private long failureReports;
    private @Nullable Instant begin;
    private @Nullable Instant end;

    /** With no reports in it. */
    public ReportSums() {
        // Nothing yet.
    }

    /**
     * Adds a report that nobody has judged, unless it came before. Whoever has the mail that brought it uses
     * {@link #add(ReceivedReport)}: else a forged one counts, and keeps the real one out when it comes first.
     *
     * @param report the report; the rows of an aggregate report are read once more
     * @return whether it came before; it counts when it is {@link ReportStanding#FIRST}
     */
    public ReportStanding add(Report report) {
        return add(report, Optional.empty());
    }

    /**
     * Adds a report that was judged, if it is believed and did not come before.
     *
     * @param received what {@link ReportIntake} made of it
     * @return whether it counts
     */
    public boolean add(ReceivedReport received) {
        if (received.trust() != ReportTrust.ACCEPT) {
            unproved++;
            return false;
        }
        if (!received.counts()) {
            leaveOut(received.standing());
            return false;
        }
        return add(received.report(), received.reporter()) == ReportStanding.FIRST;
    }

    private ReportStanding add(Report report, Optional<DomainName> sender) {
        if (report instanceof AggregateReport aggregate
                && ledger.noteFirst(report, sender, row -> add(row, aggregate))) {
            // Its rows are in the sums by now.
            count(report, sender);
            return ReportStanding.FIRST;
        }
        ReportStanding standing = ledger.note(report, sender);
        if (standing == ReportStanding.FIRST) {
            count(report, sender);
        } else {
            leaveOut(standing);
        }
        return standing;
    }

    private void leaveOut(ReportStanding standing) {
        leftOut++;
        differing += standing == ReportStanding.DIFFERENT ? 1 : 0;
    }

    /** Adds a report that is known to be the first with its key. */
    void sum(Report report, Optional<DomainName> sender) {
        if (report instanceof AggregateReport aggregate) {
            try (Stream<AggregateRow> rows = aggregate.rows()) {
                rows.forEach(row -> add(row, aggregate));
            }
        }
        count(report, sender);
    }

    /** All of it but its rows. */
    private void count(Report report, Optional<DomainName> sender) {
        reports++;
        report.begin()
                .filter(ReportSums::isOfOurEra)
                .ifPresent(each -> begin = begin == null || each.isBefore(begin) ? each : begin);
        report.end()
                .filter(ReportSums::isOfOurEra)
                .ifPresent(each -> end = end == null || each.isAfter(end) ? each : end);
        long counted = 0;
        if (report instanceof AggregateReport aggregate) {
            counted = aggregate.totals().messages();
            partial += aggregate.isPartial() ? 1 : 0;
            add(aggregate);
        } else if (report instanceof TlsReport tlsReport) {
            counted = Tally.sum(tlsReport.successful(), tlsReport.failed());
            add(tlsReport);
        } else {
            failureReports++;
            counted = 1;
        }
        String name = shortened(name(report, sender));
        boolean room = reporters.size() < MOST_REPORTERS || reporters.containsKey(name);
        reporters.computeIfAbsent(room ? name : OTHERS, key -> new Reporter()).add(report, counted);
    }

    /** Who reports, in his own words, and beside them who is known to have sent it; one without a name has an address. */
    private static String name(Report report, Optional<DomainName> sender) {
        String own = FieldText.collapse(report.organization().orElse(""));
        String known = sender.map(DomainName::toString).orElse("");
        if (report instanceof FailureReport) {
            return (own.isEmpty() ? known : own) + " (failure reports)";
        }
        if (own.isEmpty() && known.isEmpty() && report instanceof AggregateReport aggregate) {
            String email = aggregate.email().orElse("");
            return email.isEmpty() ? "" : "(no name) " + email;
        }
        if (own.isEmpty() || known.isEmpty() || Ascii.equalsIgnoreCase(own, known)) {
            return own.isEmpty() ? known : own;
        }
        return own.length() > LONGEST / 2
                ? own.substring(0, LONGEST / 2) + "... (mail of " + known + ")"
                : own + " (mail of " + known + ")";
    }

    /** Of the years that calendars have: the others cannot be the time of mail, and not all of them can be shown as a day. */
    private static boolean isOfOurEra(Instant time) {
        return time.getEpochSecond() >= FIRST_SECOND && time.getEpochSecond() <= LAST_SECOND;
    }

    private void add(AggregateReport report) {
        ReportTotals totals = report.totals();
        messages = Tally.sum(messages, totals.messages());
        passing = Tally.sum(passing, totals.eitherPass());
        String domain = domain(report.domain().orElse(""));
        Map<String, long[]> byDomain = day(report)
                .map(day -> days.computeIfAbsent(day, key -> new TreeMap<>()))
                .orElse(undated);
        boolean room = byDomain.containsKey(domain) || dayEntries++ < MOST_DAYS;
        long[] sums = byDomain.computeIfAbsent(room ? domain : OTHERS, key -> new long[2]);
        sums[0] = Tally.sum(sums[0], totals.eitherPass());
        sums[1] = Tally.sum(sums[1], totals.messages() - totals.eitherPass());
    }

    /** The day in which the middle of the period lies: periods by a local clock begin the day before. */
    static Optional<LocalDate> day(Report report) {
        Optional<Instant> begin = report.begin().filter(ReportSums::isOfOurEra);
        Optional<Instant> end = report.end().filter(ReportSums::isOfOurEra);
        Optional<Instant> from = begin.or(() -> end);
        Optional<Instant> to = end.or(() -> begin);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        long middle = from.get().getEpochSecond()
                + (to.get().getEpochSecond() - from.get().getEpochSecond()) / 2;
        return Optional.of(
                Instant.ofEpochSecond(middle).atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private void add(AggregateRow row, AggregateReport report) {
        SourceKind kind = kind(row);
        unevaluated = Tally.sum(unevaluated, isEvaluated(row) ? 0 : row.count());
        IpAddress network = networkOf(row.sourceIp());
        Source source = lastSource;
        // Rows of one network are mostly behind each other.
        if (source == null || source.kind != kind || !network.equals(lastNetwork)) {
            String key = kind.name() + ' ' + shown(network);
            source = sources.get(key);
            if (source == null) {
                if (sources.size() >= MOST_NETWORKS) {
                    otherSources = Tally.sum(otherSources, row.count());
                    return;
                }
                source = new Source(shown(network), kind);
                sources.put(key, source);
            }
            lastSource = source;
            lastNetwork = network;
        }
        source.add(row, report, this::kept);
    }

    /** A text of a source, the same for all of them; nothing when it is a new one and there are too many. */
    private Optional<String> kept(String text) {
        String known = texts.get(text);
        if (known == null && charactersOfTexts + text.length() <= MOST_CHARACTERS_OF_SOURCES) {
            known = text;
            texts.put(text, text);
            charactersOfTexts += text.length();
        }
        return Optional.ofNullable(known);
    }

    /** As A-labels, in which look-alikes of other scripts are seen; of what is no domain the beginning of its text. */
    static String domain(String text) {
        return DomainName.parse(text).map(DomainName::toString).orElseGet(() -> Ascii.lowerCase(shortened(text)));
    }

    /** Nobody's name is so long, and a hostile one is not kept by the hundred thousand. */
    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static SourceKind kind(AggregateRow row) {
        if (row.passes()) {
            return SourceKind.ALIGNED;
        }
        boolean authenticated = row.dkimResults().stream()
                        .anyMatch(each -> each.result().is(AuthResult.PASS))
                || row.spfResults().stream()
                        .anyMatch(each -> isMailFrom(each) && each.result().is(AuthResult.PASS));
        return authenticated ? SourceKind.AUTHENTICATED : SourceKind.NOTHING;
    }

    /** RFC 9989 §4.3: the HELO identity counts for nothing, and whoever forges has one that passes. */
    private static boolean isMailFrom(SpfAuthResult result) {
        return !result.scope().is(SpfScope.HELO);
    }

    /** Whether the reporter says if it passed. */
    private static boolean isEvaluated(AggregateRow row) {
        return row.dkim().value().isPresent() || row.spf().value().isPresent();
    }

    /** What one owner has at least, mostly: 24 bits of IPv4, 48 of IPv6. */
    private static IpAddress networkOf(InetAddress address) {
        IpAddress ip = IpAddress.of(address);
        return ip.isV4()
                ? IpAddress.v4((int) ip.low() & 0xFFFF_FF00)
                : IpAddress.v6(ip.high() & 0xFFFF_FFFF_FFFF_0000L, 0);
    }

    private static String shown(IpAddress network) {
        return network + (network.isV4() ? "/24" : "/48");
    }

    private void add(TlsReport report) {
        for (TlsPolicy policy : report.policies()) {
            String domain = domain(policy.domain().orElse(""));
            Tls sums = tls.computeIfAbsent(
                    tls.size() < MOST_REPORTERS || tls.containsKey(domain) ? domain : OTHERS, key -> new Tls());
            sums.successful = Tally.sum(sums.successful, policy.successful().orElse(0L));
            sums.failed = Tally.sum(sums.failed, policy.failed().orElse(0L));
            for (TlsFailure failure : policy.failures()) {
                String reason = shortened(failure.resultType()
                        .keyword()
                        .or(failure.resultType()::text)
                        .orElse(""));
                boolean room = sums.reasons.size() < MOST_REPORTERS || sums.reasons.containsKey(reason);
                sums.reasons.merge(room ? reason : OTHERS, failure.count().orElse(0L), Tally::sum);
            }
        }
    }

    /**
     * What was added so far, sources by network.
     *
     * @return the sums
     */
    public ReportOverview overview() {
        return overview(address -> Optional.empty());
    }

    /**
     * What was added so far, sources by name where they have one, and by network else.
     *
     * @param names tells the confirmed name of an address, or nothing; asked for the largest networks only, 200 of them
     * @return the sums
     */
    public ReportOverview overview(Function<InetAddress, Optional<String>> names) {
        Objects.requireNonNull(names, "names");
        List<Source> largest = new ArrayList<>(sources.values());
        largest.sort(Comparator.comparingLong((Source source) -> source.messages)
                .reversed()
                .thenComparing(source -> source.network));
        Map<String, Optional<String>> known = new HashMap<>();
        Map<String, Source> byName = new LinkedHashMap<>();
        for (Source source : largest) {
            Optional<String> name = known.get(source.network);
            if (name == null) {
                name = known.size() < MOST_NAMES ? names.apply(source.example) : Optional.empty();
                known.put(source.network, name);
            }
            String label = name.map(each -> Ascii.printable(each, 80)).orElse(source.network);
            byName.merge(source.kind.name() + ' ' + label, source.named(label), Source::joined);
        }
        List<SourceSums> grouped = new ArrayList<>();
        byName.values().forEach(source -> grouped.add(source.sums()));
        grouped.sort(Comparator.comparingLong(SourceSums::messages).reversed().thenComparing(SourceSums::name));
        List<DaySums> daily = new ArrayList<>();
        days.forEach((day, byDomain) ->
                byDomain.forEach((domain, sums) -> daily.add(new DaySums(day, domain, sums[0], sums[1]))));
        List<DomainSums> dayless = new ArrayList<>();
        undated.forEach((domain, sums) -> dayless.add(new DomainSums(domain, sums[0], sums[1])));
        List<ReporterSums> who = new ArrayList<>();
        reporters.forEach((name, reporter) -> who.add(reporter.sums(name)));
        who.sort(Comparator.comparingLong(ReporterSums::reports).reversed().thenComparing(ReporterSums::name));
        List<TlsSums> sessions = new ArrayList<>();
        tls.forEach((domain, sums) -> sessions.add(new TlsSums(domain, sums.successful, sums.failed, sums.reasons)));
        return new ReportOverview(
                reports,
                leftOut,
                differing,
                unproved,
                partial,
                messages,
                passing,
                unevaluated,
                Optional.ofNullable(begin),
                Optional.ofNullable(end),
                daily,
                dayless,
                grouped,
                otherSources,
                who,
                sessions,
                failureReports);
    }

    private static final class Tls {
        private long successful;
        private long failed;
        private final Map<String, Long> reasons = new TreeMap<>();
    }

    private static final class Reporter {
        private long reports;
        private long messages;
        private final Map<String, Long> problems = new LinkedHashMap<>();
        private final Set<ReportFault> faults = EnumSet.noneOf(ReportFault.class);

        void add(Report report, long counted) {
            reports++;
            messages = Tally.sum(messages, counted);
            for (ReportProblem problem : report.problems()) {
                if (problems.size() < MOST_PROBLEMS || problems.containsKey(problem.code())) {
                    problems.merge(problem.code(), 1L, Long::sum);
                    faults.add(problem.fault());
                }
            }
        }

        ReporterSums sums(String name) {
            List<String> told = new ArrayList<>();
            problems.forEach((code, times) -> told.add(times == 1 ? code : code + " (" + times + " reports)"));
            return new ReporterSums(name, reports, messages, told, faults);
        }
    }

    /** One network, as far as it fares alike. */
    private static final class Source {
        private final String network;
        private final SourceKind kind;
        private int networks = 1;
        private InetAddress example = InetAddress.getLoopbackAddress();
        private long exampleMessages = -1;
        private long addresses;
        private long messages;
        private long quarantined;
        private long rejected;
        private long overridden;
        private final Set<String> domains = new LinkedHashSet<>();
        private String lastFrom = "";
        private final Set<String> advice = new LinkedHashSet<>();
        private @Nullable Instant first;
        private @Nullable Instant last;

        Source(String network, SourceKind kind) {
            this.network = network;
            this.kind = kind;
        }

        void add(AggregateRow row, AggregateReport report, Function<String, Optional<String>> kept) {
            if (row.count() > exampleMessages) {
                example = row.sourceIp();
                exampleMessages = row.count();
            }
            addresses++;
            messages = Tally.sum(messages, row.count());
            boolean aside = row.disposition().is(ReportedDisposition.QUARANTINE);
            quarantined = Tally.sum(quarantined, aside ? row.count() : 0);
            boolean refused = row.disposition().is(ReportedDisposition.REJECT);
            rejected = Tally.sum(rejected, refused ? row.count() : 0);
            overridden = Tally.sum(overridden, row.reasons().isEmpty() ? 0 : row.count());
            row.headerFrom().ifPresent(domain -> from(domain, kept));
            seen(
                    report.begin().filter(ReportSums::isOfOurEra).orElse(null),
                    report.end().filter(ReportSums::isOfOurEra).orElse(null));
            if (kind != SourceKind.ALIGNED && advice.size() < MOST_ADVICE) {
                Advice.on(row, report, each -> put(advice, kept.apply(each).orElse(TOO_MANY_NAMES), MOST_ADVICE));
            }
        }

        private void from(String domain, Function<String, Optional<String>> kept) {
            // Most rows repeat the domain of the row before.
            String text = shortened(domain);
            if (domains.size() < MOST_DOMAINS && !text.equals(lastFrom)) {
                lastFrom = text;
                domains.add(kept.apply(domain(domain)).orElse(OTHERS));
            }
        }

        private void seen(@Nullable Instant from, @Nullable Instant to) {
            if (from != null && (first == null || from.isBefore(first))) {
                first = from;
            }
            if (to != null && (last == null || to.isAfter(last))) {
                last = to;
            }
        }

        private static void put(Set<String> set, String value, int most) {
            if (set.size() < most) {
                set.add(value);
            }
        }

        Source named(String name) {
            Source copy = new Source(name, kind);
            copy.networks = 0;
            return copy.joined(this);
        }

        Source joined(Source other) {
            networks += other.networks;
            addresses += other.addresses;
            messages = Tally.sum(messages, other.messages);
            quarantined = Tally.sum(quarantined, other.quarantined);
            rejected = Tally.sum(rejected, other.rejected);
            overridden = Tally.sum(overridden, other.overridden);
            putAll(domains, other.domains, MOST_DOMAINS);
            putAll(advice, other.advice, MOST_ADVICE);
            seen(other.first, other.last);
            return this;
        }

        private static void putAll(Set<String> set, Collection<String> values, int most) {
            values.forEach(value -> put(set, value, most));
        }

        SourceSums sums() {
            return new SourceSums(
                    network,
                    networks,
                    kind,
                    addresses,
                    messages,
                    quarantined,
                    rejected,
                    overridden,
                    List.copyOf(domains),
                    Optional.ofNullable(first),
                    Optional.ofNullable(last),
                    List.copyOf(advice));
        }
    }

    /** What to change so that mail which fails would pass: sentences with the fact that decides. */
    private static final class Advice {

        private Advice() {}

        static void on(AggregateRow row, AggregateReport report, Consumer<String> told) {
            String from = row.headerFrom().orElse("");
            if (!isEvaluated(row)) {
                told.accept("The reporter does not say whether this mail of " + shown(from)
                        + " passed DMARC; it is counted as not passing. See what others report of this source.");
                return;
            }
            Optional<OverrideType> way = row.reasons().stream()
                    .flatMap(each -> each.type().value().stream())
                    .filter(Advice::isOnTheWay)
                    .findFirst();
            if (way.isPresent()) {
                told.accept("The reporter knows this source as one that passes mail on ("
                        + way.get().keyword()
                        + "): nothing to change here. Elsewhere only a DKIM signature of the domain in From that"
                        + " survives the way makes such mail pass.");
                return;
            }
            boolean any = false;
            for (DkimAuthResult result : row.dkimResults()) {
                String domain = result.domain().orElse("");
                if (result.result().is(AuthResult.PASS) && !domain.isEmpty()) {
                    told.accept(dkim(domain, from, report));
                    any = true;
                }
            }
            String helo = "";
            for (SpfAuthResult result : row.spfResults()) {
                String domain = result.domain().orElse("");
                boolean related = isRelated(domain, from, report);
                if (!isMailFrom(result)) {
                    helo = result.result().is(AuthResult.PASS) ? domain : helo;
                } else if (result.result().is(AuthResult.PASS) && !domain.isEmpty()) {
                    told.accept(spfPass(domain, from, related, report));
                    any = true;
                } else if (related && isNotCovered(result)) {
                    told.accept("SPF of " + shown(domain) + " does not cover this source ("
                            + result.result().keyword().orElse("") + "): if it is yours, add its include: or its"
                            + " address to the record.");
                    any = true;
                }
            }
            if (!any) {
                told.accept("Nothing passes for " + shown(from)
                        + (helo.isEmpty()
                                ? ""
                                : " (SPF passes for the HELO name " + shown(helo) + ", which DMARC does not count)")
                        + ": if this source is yours, give it a DKIM key and an SPF entry; if not, p=reject is what"
                        + " stops it.");
            }
        }

        /** What forwards mail breaks SPF always, and signatures often; whoever sent it cannot set it up. */
        private static boolean isOnTheWay(OverrideType type) {
            return type == OverrideType.FORWARDED
                    || type == OverrideType.TRUSTED_FORWARDER
                    || type == OverrideType.MAILING_LIST;
        }

        private static boolean isNotCovered(SpfAuthResult result) {
            return result.result().is(AuthResult.FAIL)
                    || result.result().is(AuthResult.SOFTFAIL)
                    || result.result().is(AuthResult.NEUTRAL);
        }

        private static String dkim(String domain, String from, AggregateReport report) {
            if (!isRelated(domain, from, report)) {
                return "DKIM passes for d=" + shown(domain) + ", which is not aligned with " + shown(from)
                        + ": have the service sign with d=" + shown(from) + ".";
            }
            return isStrict(report.policy().map(PublishedPolicy::adkim)) && !Ascii.equalsIgnoreCase(domain, from)
                    ? "DKIM passes for d=" + shown(domain) + ", and adkim=s wants exactly " + shown(from)
                            + ": sign with that name, or publish adkim=r."
                    : "DKIM passes for d=" + shown(domain) + ", and the reporter does not take it as aligned with "
                            + shown(from) + ": nothing to change here, ask the reporter.";
        }

        private static String spfPass(String domain, String from, boolean related, AggregateReport report) {
            if (!related) {
                return "SPF passes for " + shown(domain) + ", which is not aligned with " + shown(from)
                        + ": give the service a custom MAIL FROM below " + shown(from) + ", or let DKIM do it.";
            }
            return isStrict(report.policy().map(PublishedPolicy::aspf)) && !Ascii.equalsIgnoreCase(domain, from)
                    ? "SPF passes for " + shown(domain) + ", and aspf=s wants exactly " + shown(from)
                            + ": use that name in MAIL FROM, or publish aspf=r."
                    : "SPF passes for " + shown(domain) + ", and the reporter does not take it as aligned with "
                            + shown(from) + ": perhaps it is the HELO name, which DMARC does not count.";
        }

        private static boolean isStrict(Optional<Reported<AlignmentMode>> mode) {
            return mode.filter(each -> each.is(AlignmentMode.STRICT)).isPresent();
        }

        /**
         * Without DNS this is as near as it comes to one organizational domain (RFC 9989 §3.2.10.1): one below the other, or both
         * below the domain whose record applies.
         */
        private static boolean isRelated(String domain, String from, AggregateReport report) {
            String policy = report.domain().orElse("");
            return isEqualOrBelow(domain, from)
                    || isEqualOrBelow(from, domain)
                    || (isEqualOrBelow(domain, policy) && isEqualOrBelow(from, policy));
        }

        private static boolean isEqualOrBelow(String name, String parent) {
            return !name.isEmpty()
                    && !parent.isEmpty()
                    && (Ascii.equalsIgnoreCase(name, parent) || isBelow(name, parent));
        }

        private static boolean isBelow(String name, String parent) {
            int at = name.length() - parent.length();
            return at > 0 && name.charAt(at - 1) == '.' && Ascii.startsWithIgnoreCase(name, at, parent);
        }

        private static String shown(String domain) {
            return domain.isEmpty()
                    ? "(no domain)"
                    : DomainName.parse(domain).map(DomainName::toString).orElseGet(() -> VisibleText.of(domain, 80));
        }
    }
}
