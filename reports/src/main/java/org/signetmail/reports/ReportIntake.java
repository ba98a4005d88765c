package org.signetmail.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcAlignment;
import org.signetmail.dmarc.DmarcEvaluator;
import org.signetmail.dmarc.DmarcIdentifier;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.reports.mime.EncodedText;
import org.signetmail.reports.mime.MailParts;
import org.signetmail.reports.octets.Refused;

/**
 * Decides whether to believe the reports of a mail: whether it is from whom it says, about a domain of ours, and of a time that
 * has been (RFC 9990 §3.5.2 and §8.2, RFC 8460 §3). Forged reports in numbers are an attack that has a name.
 *
 * <pre>{@code
 * ReportIntake intake = ReportIntake.using(resolver, List.of(DomainName.of("example.org")));
 * Authentication verdict = authenticator.authenticate(mail, envelope);
 * for (ReceivedReport each : intake.receive(mail, verdict, ReportReader.DEFAULT.read(mail))) {
 *     sums.add(each);
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
                ? tlsSignature(mail, verdict.dmarc())
                : TlsSignature.NONE;
        List<Claim> claims = claims(mail);
        List<ReceivedReport> received = new ArrayList<>();
        for (Report report : reports) {
            received.add(new Judgement(verdict, signature, claims, report).judge());
        }
        return List.copyOf(received);
    }

    /** RFC 8460 §3: whether the submitter signed by a key for {@code tlsrpt}, and whether the key names it. */
    private enum TlsSignature {
        NONE,
        NOT_NAMED,
        NAMED
    }

    private TlsSignature tlsSignature(Message mail, DmarcOutcome verdict) {
        TlsrptKeys keys = new TlsrptKeys(resolver);
        List<DmarcIdentifier> passed = new ArrayList<>();
        for (DkimOutcome outcome : DkimVerifier.using(keys).verify(mail)) {
            if (outcome.result() == DkimResult.PASS) {
                DmarcIdentifier.of(outcome).ifPresent(passed::add);
            }
        }
        TlsSignature best = TlsSignature.NONE;
        for (DomainName domain : aligned(verdict, passed)) {
            best = keys.isNamed(domain)
                    ? TlsSignature.NAMED
                    : best == TlsSignature.NONE ? TlsSignature.NOT_NAMED : best;
        }
        return best;
    }

    /**
     * The signing domains that are aligned with From as DMARC has it (RFC 9989 §4.4): a name above or below it may be
     * somebody else's. Where no policy applies, nobody says which names belong together, and only the same one is.
     */
    private List<DomainName> aligned(DmarcOutcome verdict, List<DmarcIdentifier> passed) {
        Optional<DomainName> author = verdict.authorDomain();
        List<DomainName> aligned = new ArrayList<>();
        boolean others = false;
        for (DmarcIdentifier each : passed) {
            if (author.filter(each.domain()::equals).isPresent()) {
                aligned.add(each.domain());
            } else {
                others |= author.isPresent();
            }
        }
        // Asks DNS, so only if it might matter.
        if (aligned.isEmpty() && others) {
            for (DmarcAlignment each : DmarcEvaluator.using(resolver)
                    .evaluate(verdict.author(), passed)
                    .alignments()) {
                if (each.aligned()) {
                    aligned.add(each.identifier().domain());
                }
            }
        }
        return aligned;
    }

    /**
     * Who the mail says that it is from, beside its author.
     *
     * @param where a clause that says where
     * @param submitter as written
     */
    private record Claim(String where, String submitter) {}

    /** RFC 9990 §3.5.2, RFC 8460 §5.1 and §5.3: the submitter in fields, and in the names of files. */
    private static List<Claim> claims(Message mail) {
        List<Claim> claims = new ArrayList<>();
        for (HeaderField field : mail.fields("TLS-Report-Submitter")) {
            claims.add(new Claim("The mail names", FieldText.trim(field.value())));
        }
        for (HeaderField field : mail.fields("Subject")) {
            Carrier.submitter(EncodedText.decode(field.value()))
                    .ifPresent(each -> claims.add(new Claim("The subject of the mail names", each)));
        }
        byte[] octets = mail.octets();
        ReportLimits limits = ReportLimits.DEFAULT;
        try {
            MailParts.walk(octets, 0, octets.length, limits.mimeParts(), limits.mimeDepth(), code -> {})
                    .parts()
                    .stream()
                    .flatMap(part -> Optional.ofNullable(part.fileName()).stream())
                    .flatMap(name -> Carrier.receiver(name).stream())
                    .forEach(each -> claims.add(new Claim("The name of the attached file has", each)));
        } catch (Refused e) {
            // A mail of more parts than are read has no more to say.
        }
        return claims;
    }

    /** Near enough not to be told as different; nothing is decided by it. */
    private static boolean areRelated(DomainName one, DomainName other) {
        return one.isEqualOrBelow(other) || other.isEqualOrBelow(one);
    }

    /** One report. */
    private final class Judgement {
        private final Authentication verdict;
        private final TlsSignature signature;
        private final List<Claim> claims;
        private final Report report;
        private final List<Finding> findings = new ArrayList<>();
        private ReportTrust trust = ReportTrust.ACCEPT;
        private @Nullable Finding decisive;

        Judgement(Authentication verdict, TlsSignature signature, List<Claim> claims, Report report) {
            this.verdict = verdict;
            this.signature = signature;
            this.claims = claims;
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
            forwarded();
            Optional<DomainName> reporter = trust == ReportTrust.ACCEPT ? author : Optional.empty();
            domain();
            period();
            submitter(author);
            aboutReports();
            // What is not believed must not stand in the way of the same report when it comes and is.
            ReportStanding standing = ledger.note(report, trust == ReportTrust.ACCEPT ? reporter : Optional.empty());
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

        /** RFC 9990 §3.5.2: the mail is an aligned pass. */
        private void mail(boolean passes) {
            if (!passes) {
                boolean fails = verdict.dmarc().result() == DmarcResult.FAIL;
                lower(
                        fails ? ReportTrust.FORGED : ReportTrust.DOUBTFUL,
                        Finding.error(
                                fails ? "report-mail-fails-dmarc" : "report-mail-unproved",
                                "RFC 9990 §3.5.2",
                                "The mail that brought the report is not a DMARC pass: "
                                        + verdict.dmarc().reason()));
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
            if (signature == TlsSignature.NONE) {
                boolean fails = !passes && verdict.dmarc().result() == DmarcResult.FAIL;
                lower(
                        fails ? ReportTrust.FORGED : ReportTrust.DOUBTFUL,
                        Finding.error(
                                fails ? "report-mail-fails-dmarc" : "report-mail-unsigned",
                                "RFC 8460 §3",
                                "The mail has no DKIM signature of its author's domain by a key for TLS reports"
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

        /** The mail that brought it is the attached one, and nothing proves whom that is from. */
        private void forwarded() {
            if (report.problems().stream().anyMatch(each -> each.fault() == ReportFault.FORWARDED)) {
                lower(
                        ReportTrust.DOUBTFUL,
                        Finding.warning(
                                "report-forwarded",
                                "RFC 9990 §3.5.2",
                                "The report came in a message that is attached to the mail, and nothing proves whom that"
                                        + " message is from."));
            }
        }

        /** RFC 9990 §3.5.2, RFC 8460 §5.3: a difference is told and no more. */
        private void submitter(Optional<DomainName> author) {
            List<Claim> all = new ArrayList<>(claims);
            Optional<String> address = report instanceof AggregateReport aggregate
                    ? aggregate.email()
                    : report instanceof TlsReport tls ? tls.contactInfo() : Optional.empty();
            // Of a mail that is not proved to be from anybody it would say nothing.
            address.filter(each -> trust == ReportTrust.ACCEPT && each.indexOf('@') >= 0)
                    .map(FieldText::withoutBrackets)
                    .ifPresent(each -> all.add(
                            new Claim("The report's own address has", each.substring(each.lastIndexOf('@') + 1))));
            for (Claim claim : all) {
                Optional<DomainName> domain = DomainName.parse(claim.submitter());
                if (author.isPresent()
                        && domain.filter(each -> areRelated(each, author.get())).isEmpty()) {
                    findings.add(Finding.info(
                            "report-submitter-differs",
                            "RFC 9990 §3.5.2",
                            claim.where() + " " + shown(Optional.of(claim.submitter()))
                                    + " as its submitter, and the mail is from " + author.get() + "."));
                    return;
                }
            }
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
