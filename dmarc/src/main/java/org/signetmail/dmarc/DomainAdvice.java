package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.core.internal.FailureText;

/** One check of a domain: the walk, what receivers make of it, who gets reports, and what is wrong. */
final class DomainAdvice {

    /** Of a name with a hundred TXT records, what is said of the first tells enough. */
    private static final int MAX_TEXTS = 5;

    private static final DomainName DMARC = DomainName.of("dmarc");

    private final DomainName domain;
    private final DnsLookups lookups;
    private final @Nullable PublicSuffixList list;
    private final RecordsAtName.Reader reader;
    private final LintDestinations destinations;
    private final Set<Finding> findings = new LinkedHashSet<>();

    DomainAdvice(
            DomainName domain,
            DnsLookups lookups,
            @Nullable PublicSuffixList list,
            RecordCache<DmarcRecordParser.Text> records) {
        this.domain = domain;
        this.lookups = lookups;
        this.list = list;
        this.reader = new RecordsAtName.Reader(lookups, records);
        this.destinations = new LintDestinations(lookups, records);
    }

    /** Asks ahead of need for what a report waits for, and waits for the walk alone. */
    TreeWalk ahead() {
        TreeWalk.names(domain).forEach(reader::prefetch);
        lookups.prefetch(domain, RecordType.TXT);
        TreeWalk walk = TreeWalk.from(domain, reader);
        if (walk.ownRecord() == null) {
            misplaced().forEach(name -> lookups.prefetch(name, RecordType.TXT));
            lookups.prefetch(domain, RecordType.A);
        }
        RecordsAtName at = walk.policyRecord();
        if (at != null && at.record() != null) {
            destinations.prefetch(at.domain(), at.record());
        }
        return walk;
    }

    DmarcReport report() {
        TreeWalk walk = ahead();
        List<DmarcStep> steps = steps(walk);
        Readings readings = new Readings(walk, reader, list, this::exists);
        DmarcReading rfc9989 = readings.rfc9989();
        DmarcReading rfc7489 = readings.rfc7489();
        RecordAdvice advice = texts(steps, rfc9989);
        whichRecord(walk, steps, rfc9989, rfc7489);
        wrongPlaces(walk.ownRecord() != null);
        if (advice != null && rfc9989.record().isPresent()) {
            DomainName at = rfc9989.recordDomain().orElse(domain);
            organization(walk, advice, rfc9989);
            destinations.verify(at, rfc9989.record().get(), advice);
            destinations.findings().forEach(each -> add(each, at));
        }
        return new DmarcReport(
                domain,
                steps,
                rfc9989,
                rfc7489,
                Readings.differences(domain, rfc9989, rfc7489, list != null),
                destinations.of(ReportKind.AGGREGATE),
                destinations.of(ReportKind.FAILURE),
                gravestFirst());
    }

    /** By severity, and of the same one in the order of saying. */
    private List<Finding> gravestFirst() {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Finding.gravestFirst());
        return sorted;
    }

    private void add(Finding finding, DomainName at) {
        findings.add(at.prepend(RecordsAtName.PREFIX).map(finding::about).orElse(finding));
    }

    private static String published(DomainName at) {
        return RecordsAtName.PREFIX + "." + at;
    }

    /** RFC 9989 §3.2.13; after an error nothing shows that it does not. */
    private boolean exists() {
        return !(lookups.await(domain, RecordType.A) instanceof DnsAnswer.NxDomain);
    }

    // ---- The walk --------------------------------------------------------------------------------------------------

    private List<DmarcStep> steps(TreeWalk walk) {
        List<DmarcStep> steps = new ArrayList<>();
        for (RecordsAtName at : walk.steps()) {
            DomainName name = at.domain().prepend(RecordsAtName.PREFIX).orElse(null);
            // The answer is there: the walk has waited for it.
            DnsAnswer answer =
                    name == null || at.failure() != null ? DnsAnswer.NX_DOMAIN : lookups.await(name, RecordType.TXT);
            steps.add(DmarcStep.of(name == null ? at.domain() : name, at, answer));
        }
        return steps;
    }

    /** What the texts say that matter for the domain; what there is to say of the record that applies, or would. */
    private @Nullable RecordAdvice texts(List<DmarcStep> steps, DmarcReading reading) {
        RecordAdvice applies = null;
        for (DmarcStep step : steps) {
            boolean own = step.domain().equals(domain);
            boolean matters = own
                    || reading.recordDomain()
                            .map(step.domain()::equals)
                            .orElse(step.domain().labelCount() > 1);
            if (!matters) {
                continue;
            }
            if (step.kind() == DmarcStep.Kind.SEVERAL) {
                several(step, reading);
            }
            RecordAdvice advice = texts(step, own);
            applies = step.kind() == DmarcStep.Kind.RECORD && advice != null ? advice : applies;
        }
        return applies;
    }

    private void several(DmarcStep step, DmarcReading reading) {
        List<String> texts = step.texts().stream()
                .filter(text -> DmarcRecordParser.parse(text).hasVersion())
                .toList();
        boolean same = texts.stream().distinct().count() == 1;
        add(
                DmarcCode.SEVERAL_RECORDS
                        .finding("There are " + texts.size() + " DMARC records at " + step.name()
                                + (same ? ", with the same text" : "")
                                + ". An RFC 9989 receiver ignores all of them and goes on to the names above; an RFC"
                                + " 7489 receiver applies no DMARC."
                                + (reading.record().isEmpty()
                                                && reading.failure().isEmpty()
                                        ? " No other record applies to " + domain
                                                + ", so whoever sends in its name is not stopped."
                                        : ""))
                        .remedy("Keep one of them" + (same ? "." : ": " + kept(texts) + ".")),
                step.domain());
    }

    private static String kept(List<String> texts) {
        List<String> shown = new ArrayList<>();
        for (String text : texts.subList(0, Math.min(texts.size(), 2))) {
            shown.add("\"" + Lints.show(text) + "\"");
        }
        return String.join(", or ", shown) + (texts.size() > 2 ? ", or another" : "");
    }

    /** What there is to say of the record at a name; null when there is none. */
    private @Nullable RecordAdvice texts(DmarcStep step, boolean own) {
        RecordAdvice record = null;
        int told = 0;
        for (String text : step.texts()) {
            boolean isRecord = record == null
                    && step.record().map(DmarcRecord::text).filter(text::equals).isPresent();
            if (!isRecord && told == MAX_TEXTS) {
                continue;
            }
            RecordAdvice advice = RecordAdvice.of(text, step.domain());
            record = isRecord ? advice : record;
            told++;
            if (advice.kind() == Parsed.Kind.UNRELATED) {
                if (own) {
                    unrelated(step, text);
                }
            } else if (isRecord || step.kind() == DmarcStep.Kind.OTHER_TXT || step.kind() == DmarcStep.Kind.INVALID) {
                advice.findings().forEach(each -> add(each, step.domain()));
            } else if (advice.kind() == Parsed.Kind.NEAR_MISS) {
                add(advice.findings().get(0), step.domain());
            }
        }
        return record;
    }

    private void unrelated(DmarcStep step, String text) {
        Finding finding = DmarcCode.UNRELATED_TXT
                .finding("\"" + Lints.show(text) + "\" at " + step.name()
                        + " is no DMARC record, and receivers pass it over.")
                .at(new Position(text, 0, text.length()));
        // RFC 4592 §2.2.1: a wildcard answers for names that do not exist, and for none that has a record.
        boolean alone = step.kind() == DmarcStep.Kind.OTHER_TXT;
        add(
                alone
                        ? finding.remedy(
                                "Take it away from this name. If it is a wildcard that answers, it does so no more when"
                                        + " there is a DMARC record at " + step.name() + ".")
                        : finding,
                step.domain());
    }

    private void whichRecord(TreeWalk walk, List<DmarcStep> steps, DmarcReading reading, DmarcReading rfc7489) {
        DnsAnswer.Failed failure = walk.failure();
        if (failure != null) {
            notAnswered(walk, failure);
        }
        if (walk.ownRecord() != null || reading.failure().isPresent()) {
            return;
        }
        if (steps.get(0).kind() == DmarcStep.Kind.NO_NAME && !exists()) {
            findings.add(DmarcCode.NO_SUCH_DOMAIN
                    .finding(domain + " does not exist in DNS (NXDOMAIN). For mail in its name that fails, "
                            + applied(reading, rfc7489))
                    .about(domain));
        }
        DomainName at = reading.recordDomain().orElse(null);
        if (at == null) {
            noRecord(steps);
            return;
        }
        add(
                DmarcCode.RECORD_FROM_ABOVE.finding(domain + " has no DMARC record of its own. By that at "
                        + published(at) + ", " + applied(reading, rfc7489)),
                at);
        for (DmarcStep step : steps) {
            boolean between = step.record().isPresent()
                    && step.domain().labelCount() > at.labelCount()
                    && !step.domain().equals(domain);
            if (between) {
                passedOver(step, at);
            }
        }
    }

    /** What receivers of both RFCs do with mail of the domain that fails. */
    private static String applied(DmarcReading rfc9989, DmarcReading rfc7489) {
        String now = rfc9989.domain().map(Object::toString).orElse("no DMARC");
        String before = rfc7489.domain().map(Object::toString).orElse("no DMARC");
        return "an RFC 9989 receiver applies " + now
                + (now.equals(before)
                        ? ", and so does an RFC 7489 receiver."
                        : ", and an RFC 7489 receiver " + before + ".");
    }

    private void passedOver(DmarcStep step, DomainName at) {
        add(
                DmarcCode.RECORD_PASSED_OVER
                        .finding("The record at " + step.name() + " is not consulted for " + domain
                                + ": an RFC 9989 receiver takes the domain's own record or else that of its"
                                + " organizational domain, " + at + ". An RFC 7489 receiver does not ask for it.")
                        .remedy("Publish a record at " + published(domain) + " if another policy is meant for it."),
                step.domain());
    }

    private void noRecord(List<DmarcStep> steps) {
        if (findings.stream().anyMatch(DmarcCode.NOT_A_RECORD::is)) {
            return; // as below
        }
        List<String> asked = new ArrayList<>();
        for (DmarcStep step : steps) {
            // Who is told that the record there is ignored, and why, is told of the cause.
            if (step.kind() == DmarcStep.Kind.SEVERAL || step.kind() == DmarcStep.Kind.INVALID) {
                return;
            }
            asked.add(step.name() + " (" + step.shown() + ")");
        }
        add(
                DmarcCode.NO_RECORD
                        .finding("No DMARC record applies to " + domain
                                + ", so receivers apply no DMARC, by RFC 9989 and by"
                                + " RFC 7489, and whoever sends in its name is not stopped by it. Asked were "
                                + String.join(", ", asked) + ".")
                        .remedy(
                                alias().isPresent()
                                        ? "The name " + published(domain) + " is a CNAME to " + alias().get()
                                                + ", which has no DMARC record: take the CNAME out, as no record can"
                                                + " stand beside it, and publish a TXT record there, to begin with"
                                                + " \"v=DMARC1; p=none; rua=mailto:dmarc@" + domain + "\"."
                                        : "Publish a TXT record at " + published(domain)
                                                + ", to begin with \"v=DMARC1; p=none; rua=mailto:dmarc@"
                                                + domain
                                                + "\"."),
                domain);
    }

    /** Where the name of the record leads, when it is a CNAME. */
    private Optional<DomainName> alias() {
        return domain.prepend(RecordsAtName.PREFIX)
                .flatMap(name -> lookups.await(name, RecordType.TXT).canonical());
    }

    private void notAnswered(TreeWalk walk, DnsAnswer.Failed failure) {
        DomainName at = walk.steps().stream()
                .filter(step -> step.failure() != null)
                .findFirst()
                .map(RecordsAtName::domain)
                .orElse(domain);
        DmarcCode code =
                failure.reason().temporary() || walk.ownRecord() != null ? DmarcCode.NOT_ANSWERED : DmarcCode.UNDECIDED;
        String consequence = walk.ownRecord() != null
                ? " The domain has its own record, but a receiver that gets no answer either cannot tell which is its"
                        + " organizational domain."
                : " A receiver that gets no answer either can judge no mail of the domain.";
        Finding finding = code.finding(
                "DNS did not tell what is at " + published(at) + ": " + failure.describe() + "." + consequence);
        add(
                code == DmarcCode.NOT_ANSWERED
                        ? finding.remedy(FailureText.advice(failure.reason(), at.toString()))
                        : finding,
                at);
    }

    // ---- Records where nobody looks
    // ----------------------------------------------------------------------------------

    private List<DomainName> misplaced() {
        List<DomainName> names = new ArrayList<>();
        // RFC 8020 §2: below a name that does not exist, none does.
        if (lookups.await(domain, RecordType.TXT) instanceof DnsAnswer.NxDomain) {
            return names;
        }
        domain.prepend(RecordsAtName.PREFIX)
                .flatMap(name -> name.prepend(RecordsAtName.PREFIX))
                .ifPresent(names::add);
        domain.prepend(DMARC).ifPresent(names::add);
        // The name with its domain, to which the form of a DNS host added the domain once more.
        domain.prepend(domain)
                .flatMap(name -> name.prepend(RecordsAtName.PREFIX))
                .ifPresent(names::add);
        return names;
    }

    private void wrongPlaces(boolean hasRecord) {
        boolean none = findings.stream().anyMatch(DmarcCode.NO_RECORD::is);
        wrongPlace(domain, hasRecord, none);
        if (!hasRecord) {
            misplaced().forEach(name -> wrongPlace(name, false, none));
        }
    }

    /** @param none whether no record applies to the domain */
    private void wrongPlace(DomainName name, boolean hasRecord, boolean none) {
        if (!(lookups.await(name, RecordType.TXT) instanceof DnsAnswer.Found found)) {
            return;
        }
        for (DnsRecord record : found.records()) {
            String text = record instanceof DnsRecord.Txt txt ? txt.octets() : "";
            Parsed.Kind kind = DmarcRecord.parse(text).kind();
            if (kind == Parsed.Kind.UNRELATED) {
                continue;
            }
            // It is there, and has to be put elsewhere: that is the cause, and no other record is to be made up.
            findings.removeIf(DmarcCode.NO_RECORD::is);
            findings.add((none ? DmarcCode.WRONG_PLACE : DmarcCode.STRAY_RECORD)
                    .finding("A DMARC record stands at " + name + (name.equals(domain) ? " itself" : "")
                            + ". Receivers, by RFC 9989 and by RFC 7489, look at " + published(domain)
                            + ", and do not see it."
                            + (none
                                    ? " No other record applies to " + domain
                                            + ", so whoever sends in its name is not stopped."
                                    : ""))
                    .at(new Position(text, 0, text.length()))
                    .about(name)
                    .remedy(
                            hasRecord
                                    ? "Take it out; that at " + published(domain) + " applies."
                                    : "Publish it at " + published(domain) + " instead."));
            return;
        }
    }

    // ---- Organization ----------------------------------------------------------------------------------------------

    private void organization(TreeWalk walk, RecordAdvice advice, DmarcReading reading) {
        DmarcRecord own = walk.ownRecord();
        DomainName organization = reading.organizationalDomain().orElse(null);
        if (own != null && own.psd() == PublicSuffixFlag.YES) {
            noSuffix()
                    .map(because -> advice.psd(domain + " is", ", but " + because))
                    .ifPresent(each -> add(each, domain));
        }
        if (organization == null || organization.equals(domain)) {
            return;
        }
        if (own != null && own.psd() == PublicSuffixFlag.UNDECIDED) {
            findings.removeIf(DmarcCode.WEAKER_SUBDOMAINS::is);
            ignored("sp", own.sp().isPresent(), organization, advice);
            ignored("np", own.np().isPresent(), organization, advice);
        }
        if (isSuffix(organization)) {
            organizationAbove(organization, own != null);
        }
    }

    /** Why a domain that says so is no public suffix; nothing when it may be one. */
    private Optional<String> noSuffix() {
        if (list != null) {
            return list.publicSuffix(domain).equals(domain)
                    ? Optional.empty()
                    : Optional.of("the Public Suffix List does not have it");
        }
        boolean mail = domain.labelCount() > 1
                && lookups.await(domain, RecordType.MX) instanceof DnsAnswer.Found found
                && found.records().stream()
                        .anyMatch(record -> record instanceof DnsRecord.Mx mx
                                && !mx.exchange().equals(DomainName.ROOT));
        return mail ? Optional.of("it receives mail of its own (MX)") : Optional.empty();
    }

    private boolean isSuffix(DomainName name) {
        return name.labelCount() == 1
                || (list != null && list.publicSuffix(name).equals(name));
    }

    private void ignored(String tag, boolean present, DomainName organization, RecordAdvice advice) {
        if (!present) {
            return;
        }
        Finding finding = DmarcCode.SUBDOMAIN_POLICY_IGNORED.finding("The tag " + tag + " has no effect at "
                + published(domain) + ": " + domain
                + " is not an organizational domain, and for names below it receivers,"
                + " by RFC 9989 and by RFC 7489, go by the record at " + published(organization) + ".");
        add(advice.place(tag).map(finding::at).orElse(finding), domain);
    }

    private void organizationAbove(DomainName organization, boolean own) {
        DomainName registered = list != null
                ? list.organizationalDomain(domain).orElse(domain)
                : domain.suffix(Math.min(domain.labelCount(), organization.labelCount() + 1));
        boolean here = own && registered.equals(domain);
        add(
                DmarcCode.ORGANIZATION_ABOVE
                        .finding("The record at " + published(organization)
                                + " has no psd=y, so an RFC 9989 receiver takes "
                                + organization + " for the organizational domain of " + domain
                                + ": under relaxed alignment, mail that is authenticated for any other name below "
                                + organization + " passes for it. An RFC 7489 receiver takes " + registered + ".")
                        .remedy(
                                here
                                        ? "Add \"psd=n\"."
                                        : "Publish a record with psd=n at " + published(registered) + "."),
                domain);
    }
}
