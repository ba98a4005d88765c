package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.IpParser;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkKind;

/** One check of a domain. */
final class CheckRun {

    /** What SPF, whose records may lead anywhere, leaves to the rest beside what each mail host leads to. */
    private static final int LEFT_BY_SPF = 4;

    /** So many selectors are named in a sentence. */
    private static final int MAX_SHOWN = 20;

    /** How many hosts of a domain are looked at. */
    private static final int MAX_HOSTS = 6;

    /** Of how many hosts the name of the address is looked at. */
    private static final int MAX_PTR = 2;

    /** How many names of an address are tried. */
    private static final int MAX_PTR_NAMES = 3;

    private final QuestionBound bound;
    private final DnsLookups lookups;
    private final DomainName domain;
    private final CheckOptions options;
    private final AskAhead ahead;
    private final RegistrableDomain registrable;
    private @Nullable MtaStsPolicy policy;
    private final List<Finding> findings = new ArrayList<>();
    private final List<DomainName> hosts = new ArrayList<>();
    private List<DomainName> untried = List.of();
    private boolean nullMx;
    private boolean noMx;

    /** Whether there is no MX record and an address, to which mail goes then. */
    private boolean implicitMx;

    CheckRun(DnsResolver resolver, DomainName domain, CheckOptions options) {
        this.bound = new QuestionBound(resolver);
        // What the bound does not let through counts here too, and must not take the place of answers that are there.
        this.lookups = DnsLookups.start(bound, DnsLookups.MAX_QUERIES, DnsLookups.TIME_LIMIT);
        this.domain = domain;
        this.options = options;
        this.ahead = new AskAhead(bound, lookups, domain);
        this.registrable = new RegistrableDomain(domain, options.suffixes());
    }

    DomainReport run() {
        PolicyCheck policyCheck = PolicyCheck.begin(options.fetcher(), domain, lookups, findings::add);
        bound.allow(DomainCheck.MAX_QUESTIONS);
        ahead.first(options.selectors());
        DmarcLint dmarcLint = dmarcLint();
        dmarcLint.prefetch(domain);
        DnsAnswer mx = lookups.await(domain, RecordType.MX);
        if (mx instanceof DnsAnswer.NxDomain) {
            findings.add(DomainCode.DOMAIN_MISSING
                    .finding("The domain " + domain
                            + " does not exist: no mail reaches it, and it has no record of its own.")
                    .about(domain));
            return report(null, null, null);
        }
        List<DnsRecord.Mx> exchanges = exchanges(mx);
        List<DomainName> first = exchanges.stream()
                .map(DnsRecord.Mx::exchange)
                .filter(host -> !host.equals(DomainName.ROOT) && !isAddress(host))
                .distinct()
                .limit(MAX_HOSTS)
                .toList();
        ahead.hosts(first, MAX_PTR, registrable);
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
        mail(mx, exchanges);
        Standing sts = record(
                AskAhead.MTA_STS,
                MtaStsLint.VERSION,
                DomainCode.MTA_STS_SEVERAL,
                DomainCode.MTA_STS_MISSING,
                MtaStsLint::of);
        if (policyCheck != null) {
            List<DomainName> receiving = implicitMx ? List.of(domain) : hosts;
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
        boolean parked = spf.deniesAll() && (nullMx || noMx);
        if (parked) {
            parked(dmarc, dkim);
        } else if (nullMx && spf.record().isPresent()) {
            sendsWithoutMail(spf);
        }
        profile(spf, dmarc, dkim);
        findings.addAll(spf.findings());
        findings.addAll(dmarc.findings());
        for (Finding finding : dkim.findings()) {
            // Of a domain that sends nothing, a key that is revoked is as it should be.
            boolean revoked = finding.code().equals("dkim-key-revoked");
            if (!parked || !(isNoKey(finding) || revoked)) {
                findings.add(finding);
            }
        }
        return report(spf, dmarc, dkim);
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
        return new DomainReport(domain, once, spf, dmarc, dkim, hosts, policy, bound.asked(), temporary);
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
                && failed.reason().temporary();
    }

    private void add(DomainCode code, DomainName name, String message) {
        findings.add(code.finding(message).about(name));
    }

    // ---- Mail hosts -------------------------------------------------------------------------------------------------

    private static List<DnsRecord.Mx> exchanges(DnsAnswer answer) {
        List<DnsRecord.Mx> exchanges = new ArrayList<>();
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Mx mx) {
                    exchanges.add(mx);
                }
            }
        }
        exchanges.sort(Comparator.comparingInt(DnsRecord.Mx::preference));
        return exchanges;
    }

    private void mail(DnsAnswer answer, List<DnsRecord.Mx> exchanges) {
        if (answer instanceof DnsAnswer.Failed failed) {
            failed(domain, failed);
            return;
        }
        if (!(answer instanceof DnsAnswer.Found)) {
            noMx = true;
            noMx();
            return;
        }
        // RFC 7505 §3: nothing but the root says that the domain takes no mail.
        nullMx = !exchanges.isEmpty()
                && exchanges.stream().allMatch(mx -> mx.exchange().equals(DomainName.ROOT));
        if (nullMx) {
            add(DomainCode.MX_NULL, domain, "The domain " + domain + " has a null MX: it takes no mail.");
            return;
        }
        Set<DomainName> seen = new HashSet<>();
        for (DnsRecord.Mx record : exchanges) {
            DomainName host = record.exchange();
            if (host.equals(DomainName.ROOT)) {
                add(
                        DomainCode.MX_NULL_BESIDE_OTHERS,
                        domain,
                        "The domain " + domain + " has a null MX beside other MX records.");
            } else if (!seen.add(host)) {
                add(DomainCode.MX_TWICE, domain, "The domain " + domain + " names " + host + " in several MX records.");
            } else if (hosts.size() < MAX_HOSTS) {
                hosts.add(host);
            }
        }
        int pointers = 0;
        for (DomainName host : hosts) {
            if (isAddress(host)) {
                add(DomainCode.MX_ADDRESS, domain, "The MX of " + domain + " holds the address " + host + '.');
            } else {
                pointers += host(host, pointers < MAX_PTR && host.isEqualOrBelow(domain)) ? 1 : 0;
            }
        }
    }

    /** RFC 5321 §5.1: without an MX record, mail goes to the address. */
    private void noMx() {
        DnsAnswer.Failed failed = null;
        for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
            DnsAnswer answer = lookups.await(domain, type);
            if (answer instanceof DnsAnswer.Found) {
                implicitMx = true;
                add(
                        DomainCode.MX_IMPLICIT,
                        domain,
                        "The domain " + domain + " has no MX record, so its mail goes to its own address.");
                return;
            }
            failed = failed == null && answer instanceof DnsAnswer.Failed failure ? failure : failed;
        }
        if (failed != null) {
            failed(domain, failed);
        } else {
            add(DomainCode.MX_NONE, domain, "The domain " + domain + " has neither an MX record nor an address.");
        }
    }

    private static boolean isAddress(DomainName host) {
        String text = host.toString();
        return IpParser.ip4(text, 0, text.length()) >= 0 || IpParser.ip6(text, 0, text.length()) != null;
    }

    /** Whether a PTR record was asked for. */
    private boolean host(DomainName host, boolean pointer) {
        DnsAnswer answer = lookups.await(host, RecordType.A);
        Optional<DomainName> end = answer.canonical();
        end.ifPresent(name -> add(
                DomainCode.MX_CNAME,
                host,
                "The MX of " + domain + " names " + host + ", which is a CNAME to " + name + '.'));
        String named = "The MX of " + domain + " names " + host
                + end.map(name -> ", a CNAME to " + name).orElse("");
        if (answer instanceof DnsAnswer.NxDomain) {
            missing(host, end.orElse(host), named);
        } else if (answer instanceof DnsAnswer.Failed failed) {
            failed(host, failed);
        } else if (answer instanceof DnsAnswer.NoData) {
            DnsAnswer second = lookups.await(host, RecordType.AAAA);
            if (second instanceof DnsAnswer.NoData) {
                add(DomainCode.MX_NO_ADDRESS, host, named + ", which has neither an A nor an AAAA record.");
            } else if (second instanceof DnsAnswer.Failed failed) {
                failed(host, failed);
            } else if (second instanceof DnsAnswer.Found found) {
                isPrivate(host, found);
            }
        } else if (answer instanceof DnsAnswer.Found found
                && found.records().get(0) instanceof DnsRecord.Address first
                && !isPrivate(host, found)
                && pointer) {
            pointer(host, first, IpAddress.of(first.ip()));
            return true;
        }
        return false;
    }

    /** Whether an address is not on the Internet, among those that were asked for. */
    private boolean isPrivate(DomainName host, DnsAnswer.Found there) {
        List<DnsRecord> addresses = new ArrayList<>(there.records());
        if (lookups.isAsked(host, RecordType.AAAA)
                && lookups.await(host, RecordType.AAAA) instanceof DnsAnswer.Found ip6) {
            addresses.addAll(ip6.records());
        }
        for (DnsRecord record : addresses) {
            if (record instanceof DnsRecord.Address address) {
                IpAddress ip = IpAddress.of(address.ip());
                NetworkKind kind = NetworkKind.of(Network.of(ip));
                if (kind != null) {
                    add(
                            DomainCode.MX_PRIVATE_ADDRESS,
                            host,
                            "The mail host " + host + " has the address " + ip + ", which is in " + kind.words()
                                    + " and not on the Internet.");
                    return true;
                }
            }
        }
        return false;
    }

    private void missing(DomainName host, DomainName end, String named) {
        DomainName top = registrable.whose(end).orElse(end);
        boolean free =
                registrable.whose(end).isPresent() && lookups.await(top, RecordType.A) instanceof DnsAnswer.NxDomain;
        String taken = top.equals(end)
                ? ": who registers it gets the mail."
                : ", as " + top + " does not: who registers that gets the mail.";
        add(
                free ? DomainCode.MX_TAKEOVER : DomainCode.MX_MISSING,
                host,
                named + ", which does not exist" + (free ? taken : "."));
    }

    private void pointer(DomainName host, DnsRecord.Address address, IpAddress ip) {
        DomainName reverse = ip.reverseName();
        DnsAnswer answer = lookups.await(reverse, RecordType.PTR);
        String shown = "The address " + ip + " of " + host;
        if (answer instanceof DnsAnswer.Failed failed) {
            failed(reverse, failed);
            return;
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            add(DomainCode.MX_PTR_MISSING, reverse, shown + " has no PTR record.");
            return;
        }
        List<String> names = new ArrayList<>();
        for (DnsRecord record : found.records()) {
            if (record instanceof DnsRecord.Ptr ptr && names.size() < MAX_PTR_NAMES) {
                names.add(ptr.name().toString());
                DnsAnswer back = lookups.await(ptr.name(), ip.addressType());
                // A name that may lead back is not held against it.
                if (back instanceof DnsAnswer.Failed
                        || (back instanceof DnsAnswer.Found there
                                && there.records().contains(address))) {
                    return;
                }
            }
        }
        int count = found.records().size();
        String all = String.join(", ", names);
        String what = count == 1
                ? " has the name " + all + ", which does not lead back to it."
                : count > names.size()
                        ? " has " + count + " names, of which the first " + names.size() + " (" + all
                                + ") do not lead back to it."
                        : " has the names " + all + ", none of which leads back to it.";
        add(DomainCode.MX_PTR_UNCONFIRMED, reverse, shown + what);
    }

    private void failed(DomainName name, DnsAnswer.Failed failed) {
        if (failed.reason() != DnsFailure.QUERY_LIMIT) {
            add(
                    DomainCode.DOMAIN_LOOKUP_FAILED,
                    name,
                    "The name " + name + " could not be looked up: " + failed.describe() + '.');
        }
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
            failed(name.get(), failed);
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
                    "There are " + records.size() + " records at " + name.get() + ", and none is taken.");
        }
        String text = records.size() == 1 ? records.get(0) : near;
        if (text != null) {
            List<Finding> faults = lint.apply(text);
            faults.forEach(finding -> findings.add(finding.about(name.get())));
            boolean broken = faults.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
            return broken ? Standing.FAULTY : Standing.VALID;
        }
        if (records.isEmpty() && missing != null && !hosts.isEmpty()) {
            add(missing, name.get(), "There is no record at " + name.get() + '.');
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
        if (implicitMx) {
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
        if (!reject) {
            add(
                    DomainCode.PARKED_DMARC,
                    domain,
                    "The domain " + domain
                            + " sends no mail, and DMARC does not ask receivers to reject mail in its name.");
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
