package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.Severity;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dkim.DkimReport;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcReport;
import org.signetmail.dmarc.PublicSuffixList;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.SpfReport;

/** One check of a domain. */
final class CheckRun {

    /** What SPF, whose records may lead anywhere, leaves to the rest beside what each mail host leads to. */
    private static final int LEFT_BY_SPF = 4;

    /** So many selectors are named in a sentence. */
    private static final int MAX_SHOWN = 20;

    private final QuestionBound bound;
    private final DnsLookups lookups;
    private final DomainName domain;
    private final CheckOptions options;
    private final AskAhead ahead;
    private final RegistrableDomain registrable;
    private final MailHosts mail;
    private @Nullable MtaStsPolicy policy;
    private final List<Finding> findings = new ArrayList<>();
    private List<DomainName> untried = List.of();

    CheckRun(DnsResolver resolver, DomainName domain, CheckOptions options) {
        this.bound = new QuestionBound(resolver);
        // What the bound does not let through counts here too, and must not take the place of answers that are there.
        this.lookups = DnsLookups.start(bound, DnsLookups.MAX_QUERIES, DnsLookups.TIME_LIMIT);
        this.domain = domain;
        this.options = options;
        this.ahead = new AskAhead(bound, lookups, domain);
        this.registrable = new RegistrableDomain(domain, options.suffixes());
        this.mail = new MailHosts(lookups, domain, registrable, findings::add);
    }

    DomainReport run() {
        PolicyCheck policyCheck = PolicyCheck.begin(options.fetcher(), domain, lookups, findings::add);
        bound.allow(DomainCheck.MAX_QUESTIONS);
        ahead.first(options.selectors());
        ahead.walks(others(options.mailFrom()));
        ahead.walks(others(options.signing()));
        DmarcLint dmarcLint = dmarcLint();
        dmarcLint.prefetch(domain);
        DnsAnswer mx = lookups.await(domain, RecordType.MX);
        if (mx instanceof DnsAnswer.NxDomain) {
            findings.add(DomainCode.DOMAIN_MISSING
                    .finding("The domain " + domain
                            + mx.canonical()
                                    .map(end -> " is a CNAME to " + end + ", which does not exist")
                                    .orElse(" does not exist")
                            + ": no mail reaches it, and it has no record of its own.")
                    .about(domain));
            return report(null, null, null);
        }
        List<DnsRecord.Mx> exchanges = MailHosts.exchanges(mx);
        List<DomainName> first = exchanges.stream()
                .map(DnsRecord.Mx::exchange)
                .filter(host -> !host.equals(DomainName.ROOT) && !MailHosts.isAddress(host))
                .distinct()
                .limit(MailHosts.MAX_HOSTS)
                .toList();
        ahead.hosts(first, MailHosts.MAX_PTR, registrable);
        if (exchanges.isEmpty()) {
            ahead.ownAddresses();
        }
        int bySpf = DomainCheck.MAX_QUESTIONS - LEFT_BY_SPF - first.size();
        ahead.keys(bySpf - bound.asked() - ahead.expectedOfSpf(first.size()), options.guesses());
        bound.allow(bySpf);
        SpfReport spf = SpfLint.using(lookups).check(domain);
        bound.allow(DomainCheck.MAX_QUESTIONS);
        ahead.keys(questionsForGuesses() - LEFT_BY_SPF, options.guesses());
        DmarcReport dmarc = dmarcLint.check(domain);
        new AlignmentCheck(lookups, domain, options.suffixes(), findings::add)
                .check(options.mailFrom(), options.signing());
        mail.check(mx, exchanges);
        Standing sts = record(
                AskAhead.MTA_STS,
                MtaStsLint.VERSION,
                DomainCode.MTA_STS_SEVERAL,
                DomainCode.MTA_STS_MISSING,
                MtaStsLint::of);
        if (policyCheck != null) {
            List<DomainName> receiving = mail.isImplicit() ? List.of(domain) : mail.hosts();
            policy = policyCheck.end(sts, receiving);
        }
        record(
                AskAhead.TLS_RPT,
                TlsRptLint.VERSION,
                DomainCode.TLS_RPT_SEVERAL,
                DomainCode.TLS_RPT_MISSING,
                TlsRptLint::of);
        record(AskAhead.BIMI, BimiLint.VERSION, DomainCode.BIMI_SEVERAL, null, text -> {
            List<Finding> faults = new ArrayList<>(BimiLint.of(text));
            if (BimiPolicy.hasLogo(text)) {
                faults.addAll(BimiPolicy.of(dmarc));
            }
            return faults;
        });
        DkimReport dkim = dkim();
        boolean parked = spf.deniesAll() && (mail.isNullMx() || mail.isNoMx());
        if (parked) {
            parked(dmarc, dkim);
        } else if (mail.isNullMx() && spf.record().isPresent()) {
            sendsWithoutMail(spf);
        }
        profile(spf, dmarc, dkim);
        findings.addAll(spf.findings());
        for (Finding finding : dmarc.findings()) {
            // What a domain that sends nothing is to publish in place of no record has been said, and is more than for
            // others.
            if (!(parked && finding.code().equals("dmarc-record-missing"))) {
                findings.add(finding);
            }
        }
        for (Finding finding : dkim.findings()) {
            // Of a domain that sends nothing, a key that is revoked is as it should be.
            boolean revoked = finding.code().equals("dkim-key-revoked");
            if (!parked || !(isNoKey(finding) || revoked)) {
                findings.add(finding);
            }
        }
        return report(spf, dmarc, dkim);
    }

    /** A domain aligns with itself whatever is published. */
    private List<DomainName> others(List<DomainName> names) {
        return names.stream().filter(name -> !name.equals(domain)).toList();
    }

    /** What is left, without what the selectors need that were named. */
    private int questionsForGuesses() {
        int named = (int) options.selectors().stream()
                .distinct()
                .filter(selector -> !ahead.isAsked(selector))
                .count();
        return DomainCheck.MAX_QUESTIONS - bound.asked() - named;
    }

    private DkimReport dkim() {
        List<DomainName> guesses = options.guesses();
        List<DomainName> tried = ahead.asFarAs(questionsForGuesses(), guesses);
        untried = guesses.stream()
                .distinct()
                .filter(guess -> !tried.contains(guess))
                .toList();
        return DkimLint.using(lookups).withGuesses(tried).check(domain, options.selectors());
    }

    private DomainReport report(@Nullable SpfReport spf, @Nullable DmarcReport dmarc, @Nullable DkimReport dkim) {
        if (bound.refused()) {
            add(
                    DomainCode.DOMAIN_NOT_ALL_ASKED,
                    domain,
                    "The check of " + domain + " asked its " + DomainCheck.MAX_QUESTIONS
                            + " questions, or the share of a part of them, and left others unasked"
                            + (untried.isEmpty()
                                    ? "."
                                    : ", those for these selectors among them: " + list(untried) + '.'));
        } else if (!untried.isEmpty()) {
            findings.add(DomainCode.DOMAIN_NOT_ALL_ASKED
                    .finding("The check of " + domain + " had none of its " + DomainCheck.MAX_QUESTIONS
                            + " questions left for these of the selectors that it guesses at: " + list(untried) + '.')
                    .remedy("Name the selectors that the domain signs with: those are asked for first.")
                    .about(domain));
        }
        boolean temporary = lookups.queries().stream().anyMatch(CheckRun::isTemporary);
        lookups.end();
        Set<Finding> named = new LinkedHashSet<>();
        findings.forEach(finding -> named.add(concrete(finding)));
        List<Finding> once = new ArrayList<>(named);
        once.sort(Finding.gravestFirst());
        return new DomainReport(domain, once, spf, dmarc, dkim, mail.hosts(), policy, bound.asked(), temporary);
    }

    private static String list(List<DomainName> names) {
        return String.join(
                        ", ",
                        names.subList(0, Math.min(names.size(), MAX_SHOWN)).stream()
                                .map(DomainName::toString)
                                .toList())
                + (names.size() > MAX_SHOWN ? " and " + (names.size() - MAX_SHOWN) + " more" : "");
    }

    /** What this check advises, with the names in DNS as they are to be typed. */
    private Finding concrete(Finding finding) {
        String code = finding.code();
        boolean ofAProtocol = code.startsWith("spf-") || code.startsWith("dkim-") || code.startsWith("dmarc-");
        return ofAProtocol ? finding : finding.remedy(finding.remedy().replace(DomainCode.BELOW, "." + domain));
    }

    private static boolean isTemporary(DnsQuery query) {
        return query.used()
                && query.answer() instanceof DnsAnswer.Failed failed
                && failed.reason() != DnsFailure.QUERY_LIMIT
                && failed.reason() != DnsFailure.OCTET_LIMIT
                && failed.reason().temporary();
    }

    private void add(DomainCode code, DomainName name, String message) {
        findings.add(code.finding(message).about(name));
    }

    // ---- Records beside ---------------------------------------------------------------------------------------------

    private DmarcLint dmarcLint() {
        DmarcLint lint = DmarcLint.using(lookups);
        PublicSuffixList suffixes = options.suffixes();
        return suffixes == null ? lint : lint.withPublicSuffixList(suffixes);
    }

    private Standing record(
            DomainName prefix,
            String version,
            DomainCode several,
            @Nullable DomainCode missing,
            Function<String, List<Finding>> lint) {
        Optional<DomainName> name = domain.prepend(prefix);
        if (name.isEmpty()) {
            return Standing.NONE;
        }
        DnsAnswer answer = lookups.await(name.get(), RecordType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            MailHosts.failed(findings::add, "The record at " + name.get(), name.get(), failed);
            return Standing.UNKNOWN;
        }
        List<String> records = new ArrayList<>();
        String near = null;
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Txt txt) {
                    TagText.Start start = TagText.start(txt.octets(), version);
                    if (start == TagText.Start.RECORD) {
                        records.add(txt.octets());
                    } else if (start == TagText.Start.NEAR_MISS) {
                        near = txt.octets();
                    }
                }
            }
        }
        if (records.size() > 1) {
            add(
                    several,
                    name.get(),
                    "There are " + records.size() + " records at " + name.get() + ", where one may be.");
        }
        String text = records.size() == 1 ? records.get(0) : near;
        if (text != null) {
            List<Finding> faults = lint.apply(text);
            faults.forEach(finding -> findings.add(finding.about(name.get())));
            boolean broken = faults.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
            return broken ? Standing.FAULTY : Standing.VALID;
        }
        if (records.isEmpty() && missing != null && !mail.hosts().isEmpty()) {
            add(
                    missing,
                    name.get(),
                    "There is no record at " + name.get()
                            + answer.canonical()
                                    .map(end -> ", a CNAME to " + end + ", which has none.")
                                    .orElse("."));
        }
        return records.isEmpty() ? Standing.NONE : Standing.FAULTY;
    }

    // ---- All together ------------------------------------------------------------------------------------------

    private static boolean isNoKey(Finding finding) {
        return finding.code().equals("dkim-key-none") || finding.code().equals("dkim-key-not-found");
    }

    /** The domain takes no mail, and SPF does not say that it sends none. */
    private void sendsWithoutMail(SpfReport spf) {
        if (spf.findings().stream().anyMatch(finding -> finding.code().equals("spf-parked-domain"))) {
            return;
        }
        if (!spf.permitted().isEmpty() || !spf.unknown().isEmpty()) {
            add(
                    DomainCode.MX_NULL_AND_SENDS,
                    domain,
                    "The domain " + domain + " has a null MX, and its SPF record "
                            + (spf.permitted().isEmpty()
                                    ? "may let hosts send in its name: "
                                            + spf.unknown().get(0) + '.'
                                    : "lets hosts send in its name."));
        } else {
            add(
                    DomainCode.PARKED_SPF,
                    domain,
                    "The domain " + domain
                            + " takes no mail and lets no host pass SPF, and its record does not say that mail"
                            + " of all hosts is to be refused.");
        }
    }

    private void parked(DmarcReport dmarc, DkimReport dkim) {
        if (mail.isImplicit()) {
            findings.removeIf(finding -> finding.code().equals(DomainCode.MX_IMPLICIT.code()));
            add(
                    DomainCode.PARKED_MX,
                    domain,
                    "The domain " + domain + " sends no mail, and mail to it is tried at its own address.");
        }
        boolean reject = dmarc.rfc9989()
                .domain()
                .filter(policy -> policy.policy() == Disposition.REJECT)
                .isPresent();
        boolean none = dmarc.rfc9989().record().isEmpty() && dmarc.failure().isEmpty();
        if (!reject) {
            add(
                    DomainCode.PARKED_DMARC,
                    domain,
                    "The domain " + domain
                            + " sends no mail, and DMARC does not ask receivers to reject mail in its name"
                            + (none ? ": no record applies to it." : "."));
        }
        dkim.keys().stream()
                .filter(key -> key.record().problem().isEmpty())
                .findFirst()
                .ifPresent(key -> add(
                        DomainCode.PARKED_KEY,
                        key.name(),
                        "The domain " + domain + " sends no mail, and publishes a key at " + key.name() + '.'));
        Optional<DomainName> every = domain.prepend(AskAhead.EVERY_KEY);
        if (every.isPresent() && dkim.findings().stream().anyMatch(CheckRun::isNoKey)) {
            add(
                    DomainCode.PARKED_KEYS_OPEN,
                    every.get(),
                    "The domain " + domain + " sends no mail, and there is no record at " + every.get()
                            + " that says so to receivers of signed mail.");
        }
    }

    /** Whether a look-up failed that might have found a key. */
    private boolean isKeyUnanswered() {
        Optional<DomainName> keys = domain.prepend(AskAhead.DOMAIN_KEY);
        return lookups.queries().stream()
                .anyMatch(query -> isTemporary(query)
                        && keys.filter(query.name()::isEqualOrBelow).isPresent());
    }

    private void profile(SpfReport spf, DmarcReport dmarc, DkimReport dkim) {
        SenderProfile profile = options.profile();
        if (profile == null) {
            return;
        }
        String who = profile.title() + " refuses bulk mail (";
        if (spf.record().isEmpty() && !spf.isTemporary()) {
            add(
                    DomainCode.PROFILE_SPF,
                    domain,
                    who + profile.refusalWithoutSpf() + ") without SPF, and " + domain
                            + " has no SPF record that can be used.");
        }
        profileDkim(dkim, who + profile.refusalWithoutDkim() + ") without DKIM");
        if (dmarc.rfc9989().record().isEmpty() && dmarc.failure().isEmpty()) {
            add(
                    DomainCode.PROFILE_DMARC,
                    domain,
                    who + profile.refusalWithoutDmarc() + ") without DMARC, and no record applies to " + domain + '.');
        }
        add(
                DomainCode.PROFILE_NOT_IN_DNS,
                domain,
                profile.title() + " also asks " + profile.whom() + " for what DNS does not show: " + profile.beyondDns()
                        + '.');
    }

    private void profileDkim(DkimReport dkim, String refused) {
        if (dkim.keys().stream().anyMatch(key -> key.record().problem().isEmpty()) || isKeyUnanswered()) {
            return;
        }
        // Nothing below _domainkey is known for sure; that guesses found nothing is not.
        boolean sure = !options.selectors().isEmpty()
                || !dkim.keys().isEmpty()
                || dkim.findings().stream().anyMatch(finding -> finding.code().equals("dkim-key-none"));
        if (sure) {
            add(
                    DomainCode.PROFILE_DKIM,
                    domain,
                    refused + ", and no key of " + domain
                            + (dkim.keys().isEmpty() ? " was found." : " that can be used was found."));
        } else {
            add(
                    DomainCode.PROFILE_DKIM_UNKNOWN,
                    domain,
                    refused + ", and whether " + domain
                            + " has a key is not known: no selector was named, and the usual ones have none.");
        }
    }
}
