package org.signetmail.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcAlignment;
import org.signetmail.dmarc.DmarcEvaluator;
import org.signetmail.dmarc.DmarcIdentifier;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.PublicSuffixFlag;

/**
 * Decides whether to believe the reports of a mail: whether it is from whom it says, about a domain of ours, and of a time that
 * has been (RFC 9990 §3.5.2 and §8.2, RFC 8460 §3). Forged reports in numbers are an attack that has a name.
 *
 * <pre>{@code
 * ReportIntake intake = ReportIntake.using(resolver, List.of(DomainName.of("example.org")));
 * Authentication verdict = authenticator.authenticate(mail, envelope);
 * for (ReceivedReport each : intake.receive(mail, verdict, ReportReader.DEFAULT.read(mail))) {
 *     sums.add(each); // counts what is accepted, and came for the first time
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe but for its ledger, which is thread-safe.
 */
public final class ReportIntake {

    /** Clocks differ, and so do days. */
    private static final Duration SLACK = Duration.ofDays(1);

    /** As many as a year of daily reports from a few hundred reporters. */
    private static final int REMEMBERED = 100_000;

    private static final int MOST_NAMES = 3;

    private final DnsResolver resolver;
    private final Set<DomainName> ours;
    private final InstantSource clock;
    private final ReportLedger ledger;

    private ReportIntake(DnsResolver resolver, Set<DomainName> ours, InstantSource clock, ReportLedger ledger) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.ours = Set.copyOf(ours);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
    }

    /**
     * An intake by the system's clock, which remembers the last 100,000 reports.
     *
     * @param resolver asked for the DKIM keys of TLS reports
     * @param ours the domains that reports may be about, with all that is below them
     * @return an intake
     */
    public static ReportIntake using(DnsResolver resolver, Collection<DomainName> ours) {
        return new ReportIntake(
                resolver,
                Set.copyOf(Objects.requireNonNull(ours, "ours")),
                InstantSource.system(),
                ReportLedger.ofLast(REMEMBERED));
    }

    /**
     * The same with another clock.
     *
     * @param newClock tells what the future is
     * @return a new intake
     */
    public ReportIntake withClock(InstantSource newClock) {
        return new ReportIntake(resolver, ours, newClock, ledger);
    }

    /**
     * The same with another memory.
     *
     * @param newLedger knows which reports were here
     * @return a new intake
     */
    public ReportIntake withLedger(ReportLedger newLedger) {
        return new ReportIntake(resolver, ours, clock, newLedger);
    }

    /**
     * Judges the reports of a mail.
     *
     * @param mail the mail
     * @param verdict our own verdict on it
     * @param outcome what was read of it
     * @return one for each report, in their order
     */
    public List<ReceivedReport> receive(Message mail, Authentication verdict, ReadOutcome outcome) {
        Objects.requireNonNull(mail, "mail");
        Objects.requireNonNull(verdict, "verdict");
        List<Report> reports = Objects.requireNonNull(outcome, "outcome").reports();
        // Once for them all, and never where nobody wants to know: it hashes the mail and asks DNS.
        TlsSignature signature = reports.stream().anyMatch(TlsReport.class::isInstance)
                ? tlsSignature(mail, verdict)
                : TlsSignature.NONE;
        List<Submitters.Named> named = reports.isEmpty() ? List.of() : Submitters.of(mail);
        List<ReceivedReport> received = new ArrayList<>();
        for (Report report : reports) {
            received.add(new Judgement(named, verdict, signature, report).judge());
        }
        return List.copyOf(received);
    }

    /** RFC 8460 §3: whether the submitter signed by a key for {@code tlsrpt}, and whether the key names it. */
    private enum TlsSignature {
        NONE,
        /** There is one of a domain of which DNS does not tell whether it is aligned. */
        UNKNOWN,
        NOT_NAMED,
        NAMED
    }

    private TlsSignature tlsSignature(Message mail, Authentication verdict) {
        TlsrptKeys keys = new TlsrptKeys(resolver);
        List<DmarcIdentifier> passed = new ArrayList<>();
        for (DkimOutcome outcome : DkimVerifier.using(keys).verify(mail)) {
            if (outcome.result() == DkimResult.PASS) {
                DmarcIdentifier.of(outcome).ifPresent(passed::add);
            }
        }
        TlsSignature best = TlsSignature.NONE;
        List<DmarcIdentifier> open = new ArrayList<>();
        for (DmarcIdentifier each : passed) {
            switch (alignment(each, verdict.dmarc())) {
                case ALIGNED -> best = better(best, signature(each, keys));
                case NOT_ALIGNED -> {}
                case OPEN -> open.add(each);
            }
        }
        if (open.isEmpty() || best == TlsSignature.NAMED) {
            return best;
        }
        AuthorDomain author = verdict.dmarc().author();
        for (DmarcAlignment each :
                DmarcEvaluator.using(resolver).evaluate(author, open).alignments()) {
            switch (each.verdict()) {
                case ALIGNED -> best = better(best, signature(each.identifier(), keys));
                case TEMPORARILY_UNKNOWN, PERMANENTLY_UNKNOWN, OVER_LIMIT -> best = better(best, TlsSignature.UNKNOWN);
                default -> {}
            }
        }
        return best;
    }

    private enum Alignment {
        ALIGNED,
        NOT_ALIGNED,
        OPEN
    }

    /**
     * RFC 9989 §4.4: what the verdict on the mail says. It is open only of a key that is for TLS reports and not for e-mail, which
     * to the verdict is none, and whose domain is another than that in From while the record asks for relaxed alignment.
     */
    private static Alignment alignment(DmarcIdentifier identifier, DmarcOutcome dmarc) {
        if (dmarc.author().domains().size() == 1
                && dmarc.authorDomain().filter(identifier.domain()::equals).isPresent()) {
            return Alignment.ALIGNED;
        }
        boolean strict = dmarc.record().isEmpty()
                || dmarc.record().get().adkim() == AlignmentMode.STRICT
                || dmarc.author().domains().size() != 1;
        Alignment told = strict ? Alignment.NOT_ALIGNED : Alignment.OPEN;
        for (DmarcAlignment each : dmarc.alignments()) {
            if (each.identifier().mechanism() == identifier.mechanism()
                    && each.identifier().domain().equals(identifier.domain())) {
                switch (each.verdict()) {
                    case ALIGNED -> {
                        return Alignment.ALIGNED;
                    }
                    case NOT_IDENTICAL, OTHER_ORGANIZATION, PUBLIC_SUFFIX -> told = Alignment.NOT_ALIGNED;
                    default -> {}
                }
            }
        }
        return told;
    }

    private static TlsSignature signature(DmarcIdentifier identifier, TlsrptKeys keys) {
        return keys.isNamed(identifier.domain()) ? TlsSignature.NAMED : TlsSignature.NOT_NAMED;
    }

    private static TlsSignature better(TlsSignature one, TlsSignature other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** One report. */
    private final class Judgement {
        private final List<Submitters.Named> named;
        private final Authentication verdict;
        private final TlsSignature signature;
        private final Report report;
        private final List<Finding> findings = new ArrayList<>();
        private ReportTrust trust = ReportTrust.ACCEPT;
        private @Nullable Finding decisive;

        Judgement(List<Submitters.Named> named, Authentication verdict, TlsSignature signature, Report report) {
            this.named = named;
            this.verdict = verdict;
            this.signature = signature;
            this.report = report;
        }

        ReceivedReport judge() {
            Optional<DomainName> author = verdict.dmarc().authorDomain();
            boolean passes = verdict.dmarc().result() == DmarcResult.PASS;
            if (report instanceof TlsReport) {
                tls(passes);
            } else {
                mail(passes);
            }
            forwarded(author);
            Optional<DomainName> reporter = trust == ReportTrust.ACCEPT ? author : Optional.empty();
            domain();
            period();
            submitter(author);
            aboutReports();
            // What is not believed keeps nothing out that comes later: neither the real one nor itself, when its time
            // has come.
            ReportStanding standing =
                    trust == ReportTrust.ACCEPT ? ledger.note(report, reporter) : ledger.look(report, reporter);
            standing(standing);
            String reason = decisive == null
                    ? "The mail is proved to be from "
                            + reporter.map(DomainName::toString).orElse("its author") + ", and the report is about "
                            + shown(report.domain()) + "."
                    : decisive.message();
            return new ReceivedReport(report, trust, reason, reporter, standing, verdict, findings);
        }

        private void lower(ReportTrust to, Finding why) {
            findings.add(why);
            if (to.compareTo(trust) > 0) {
                trust = to;
                decisive = why;
            }
        }

        /** RFC 9990 §3.5.2: the mail is an aligned pass. RFC 9991 asks for it less firmly, so what fails is no forgery yet. */
        private void mail(boolean passes) {
            if (!passes) {
                boolean fails = verdict.dmarc().result() == DmarcResult.FAIL;
                boolean single = report instanceof FailureReport;
                lower(
                        fails && !single ? ReportTrust.FORGED : ReportTrust.DOUBTFUL,
                        Finding.error(
                                fails ? "report-mail-fails-dmarc" : "report-mail-unproved",
                                single ? "RFC 9991 §5.1" : "RFC 9990 §3.5.2",
                                "The mail that brought the report is not a DMARC pass: "
                                        + verdict.dmarc().reason()));
            }
        }

        /** The verdict is on the mail around it: of an attached message nobody has checked who sent it. */
        private void forwarded(Optional<DomainName> author) {
            boolean attached = report.problems().stream().anyMatch(each -> each.fault() == ReportFault.FORWARDED);
            if (attached && trust == ReportTrust.ACCEPT) {
                lower(
                        ReportTrust.DOUBTFUL,
                        Finding.warning(
                                "report-forwarded",
                                "RFC 9990 §3.5.2",
                                "The report came in an attached message, which nothing proves: the mail around it is from "
                                        + author.map(DomainName::toString).orElse("somebody else")
                                        + ". Have the message itself delivered to where reports are received."));
            }
        }

        /** RFC 8460 §3: a signature of the submitter by a key for {@code tlsrpt}. */
        private void tls(boolean passes) {
            if (signature == TlsSignature.NOT_NAMED) {
                findings.add(Finding.info(
                        "report-key-not-named",
                        "RFC 8460 §3",
                        "The key of the signature does not name the service tlsrpt, as hardly any does; it is taken"
                                + " because it names no other one either."));
            }
            if (signature == TlsSignature.UNKNOWN) {
                lower(
                        ReportTrust.DOUBTFUL,
                        Finding.error(
                                "report-mail-unproved",
                                "RFC 8460 §3",
                                "The mail is signed by a key for TLS reports, and DNS does not tell whether its domain is"
                                        + " aligned with that in From: try again later."));
            } else if (signature == TlsSignature.NONE) {
                boolean fails = !passes && verdict.dmarc().result() == DmarcResult.FAIL;
                lower(
                        fails ? ReportTrust.FORGED : ReportTrust.DOUBTFUL,
                        Finding.error(
                                fails ? "report-mail-fails-dmarc" : "report-mail-unsigned",
                                "RFC 8460 §3",
                                "The mail has no DKIM signature that is aligned with its author's domain by a key for TLS reports"
                                        + (fails ? ", and fails DMARC." : ".")));
            }
        }

        private void domain() {
            List<String> domains = new ArrayList<>();
            if (report instanceof TlsReport tls) {
                tls.policies().forEach(policy -> policy.domain().ifPresent(domains::add));
            } else {
                report.domain().ifPresent(domains::add);
            }
            if (domains.isEmpty()) {
                lower(
                        ReportTrust.DOUBTFUL,
                        Finding.warning("report-domain-missing", "RFC 9990 §3.1", "The report names no domain."));
            }
            for (String text : domains) {
                boolean isOurs = DomainName.parse(text)
                        .filter(domain -> ours.stream().anyMatch(domain::isEqualOrBelow))
                        .isPresent();
                if (!isOurs) {
                    lower(
                            ReportTrust.DOUBTFUL,
                            Finding.warning(
                                    "report-domain-not-ours",
                                    "RFC 9990 §8.2",
                                    "The report is about " + shown(Optional.of(text)) + ", which is none of ours."));
                    return;
                }
            }
        }

        private void period() {
            Instant latest = clock.instant().plus(SLACK);
            Optional<Instant> end = report.end();
            if (end.filter(latest::isBefore).isPresent()) {
                lower(
                        ReportTrust.DOUBTFUL,
                        Finding.warning(
                                "report-of-the-future",
                                "RFC 9990 §3.1",
                                "The report is about a period that ends at " + end.get()
                                        + ", which is more than a day from now."));
            }
        }

        /** RFC 9990 §3.5.2, RFC 8460 §5.3: a difference is told and no more. */
        private void submitter(Optional<DomainName> author) {
            if (author.isEmpty()) {
                return;
            }
            Map<String, String> differing = new LinkedHashMap<>();
            List<Submitters.Named> all = new ArrayList<>(named);
            all.addAll(Submitters.of(report));
            for (Submitters.Named each : all) {
                boolean same = each.domain()
                        .filter(domain -> isOfOneOrganization(domain, author.get()))
                        .isPresent();
                if (!same && differing.size() < MOST_NAMES) {
                    differing.putIfAbsent(shown(Optional.of(each.name())), each.where());
                }
            }
            if (!differing.isEmpty()) {
                StringBuilder names = new StringBuilder();
                differing.forEach((name, where) -> names.append(names.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(" (")
                        .append(where)
                        .append(')'));
                findings.add(Finding.info(
                        "report-submitter-differs",
                        "RFC 9990 §3.5.2",
                        "The mail is from " + author.get() + ", and names as its submitter " + names + "."));
            }
        }

        /** By what the verdict knows: nobody is asked because of a name in a report. */
        private boolean isOfOneOrganization(DomainName domain, DomainName author) {
            DmarcOutcome dmarc = verdict.dmarc();
            DomainName organization = dmarc.organizationalDomain().orElse(author);
            // RFC 9989 §4.7: below a public suffix are others.
            boolean suffix = dmarc.recordDomain().filter(organization::equals).isPresent()
                    && dmarc.record()
                            .filter(record -> record.psd() == PublicSuffixFlag.YES)
                            .isPresent();
            return domain.equals(author) || (!suffix && domain.isEqualOrBelow(organization));
        }

        private void aboutReports() {
            boolean about = report instanceof FailureReport failure
                    && failure.sample()
                            .flatMap(FailureSample::subject)
                            .filter(subject -> Carrier.submitter(subject).isPresent())
                            .isPresent();
            if (about) {
                findings.add(Finding.info(
                        "report-about-a-report",
                        "RFC 9991 §5.1",
                        "The message that failed is itself a report: see that the two addresses do not answer each"
                                + " other."));
            }
        }

        private void standing(ReportStanding standing) {
            if (standing == ReportStanding.AGAIN) {
                findings.add(Finding.info(
                        "report-again", "RFC 9990 §3.5.4", "The same report came before; it does not count again."));
            } else if (standing == ReportStanding.DIFFERENT) {
                findings.add(Finding.warning(
                        "report-differs",
                        "RFC 9990 §3.5.4",
                        "A report with the same reporter, id, domain and period came before, and says something else."
                                + " Only the first counts."));
            }
        }

        private static String shown(Optional<String> text) {
            return text.map(each -> '"' + Ascii.printable(each, 80) + '"').orElse("no domain");
        }
    }
}
