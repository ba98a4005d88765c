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
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dkim.DkimReport;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcReport;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.SpfReport;

/** One check of a domain. */
final class CheckRun {

    private static final DomainName MTA_STS = DomainName.of("_mta-sts");
    private static final DomainName TLS_RPT = DomainName.of("_smtp._tls");
    private static final DomainName BIMI = DomainName.of("default._bimi");

    /** What SPF, whose records may lead anywhere, leaves to the rest. */
    private static final int LEFT_BY_SPF = 12;

    /** How many hosts of a domain are looked at. */
    private static final int MAX_HOSTS = 6;

    private static final int MAX_PTR = 2;

    private final QuestionBound bound;
    private final DnsLookups lookups;
    private final DomainName domain;
    private final List<DomainName> selectors;
    private final @Nullable SenderProfile profile;
    private final List<Finding> findings = new ArrayList<>();
    private final List<DomainName> hosts = new ArrayList<>();
    private boolean nullMx;
    private boolean noMx;

    CheckRun(DnsResolver resolver, DomainName domain, List<DomainName> selectors, @Nullable SenderProfile profile) {
        this.bound = new QuestionBound(resolver.forMessage());
        this.lookups = DnsLookups.start(bound, DomainCheck.MAX_QUESTIONS, DnsLookups.TIME_LIMIT);
        this.domain = domain;
        this.selectors = selectors;
        this.profile = profile;
    }

    DomainReport run() {
        bound.allow(DomainCheck.MAX_QUESTIONS - LEFT_BY_SPF);
        lookups.prefetch(domain, RecordType.MX);
        lookups.prefetch(domain, RecordType.TXT);
        for (DomainName prefix : List.of(MTA_STS, TLS_RPT, BIMI)) {
            domain.prepend(prefix).ifPresent(name -> lookups.prefetch(name, RecordType.TXT));
        }
        DnsAnswer mx = lookups.await(domain, RecordType.MX);
        if (mx instanceof DnsAnswer.NxDomain) {
            findings.add(DomainCode.DOMAIN_MISSING
                    .finding("The domain " + domain + " does not exist: nothing can be sent to it or in its name.")
                    .about(domain));
            return report(null, null, null);
        }
        SpfReport spf = SpfLint.using(lookups).check(domain);
        bound.allow(DomainCheck.MAX_QUESTIONS);
        DmarcReport dmarc = DmarcLint.using(lookups).check(domain);
        mail(mx);
        record(MTA_STS, MtaStsLint.VERSION, DomainCode.MTA_STS_SEVERAL, DomainCode.MTA_STS_MISSING, MtaStsLint::of);
        record(TLS_RPT, TlsRptLint.VERSION, DomainCode.TLS_RPT_SEVERAL, DomainCode.TLS_RPT_MISSING, TlsRptLint::of);
        record(BIMI, BimiLint.VERSION, DomainCode.BIMI_SEVERAL, null, BimiLint::of);
        int left = DomainCheck.MAX_QUESTIONS - bound.asked() - selectors.size() - 2;
        List<DomainName> usual = DkimLint.usualSelectors();
        DkimReport dkim = DkimLint.using(lookups)
                .withGuesses(usual.subList(0, Math.max(0, Math.min(usual.size(), left))))
                .check(domain, selectors);
        boolean parked = denies(spf) && (nullMx || noMx);
        if (parked) {
            parked(dmarc, dkim);
        } else if (nullMx && spf.record().isPresent() && !denies(spf)) {
            add(
                    DomainCode.MX_NULL_AND_SENDS,
                    domain,
                    "The domain " + domain + " has a null MX, and its SPF record lets hosts send in its name.");
        }
        profile(spf, dmarc, dkim);
        findings.addAll(spf.findings());
        findings.addAll(dmarc.findings());
        for (Finding finding : dkim.findings()) {
            boolean noKey =
                    finding.code().equals("dkim-key-none") || finding.code().equals("dkim-key-not-found");
            if (!parked || !noKey) {
                findings.add(finding);
            }
        }
        return report(spf, dmarc, dkim);
    }

    private DomainReport report(@Nullable SpfReport spf, @Nullable DmarcReport dmarc, @Nullable DkimReport dkim) {
        if (bound.refused()) {
            add(
                    DomainCode.DOMAIN_NOT_ALL_ASKED,
                    domain,
                    "The check of " + domain + " asked its " + DomainCheck.MAX_QUESTIONS
                            + " questions, or the share of a part of them, and left others unasked.");
        }
        boolean temporary = false;
        for (DnsQuery query : lookups.queries()) {
            temporary |= query.used()
                    && query.answer() instanceof DnsAnswer.Failed failed
                    && failed.reason() != DnsFailure.QUERY_LIMIT
                    && failed.reason().temporary();
        }
        lookups.end();
        List<Finding> once = new ArrayList<>(new LinkedHashSet<>(findings));
        once.sort(Comparator.comparing(Finding::severity).reversed());
        return new DomainReport(domain, once, spf, dmarc, dkim, hosts, bound.asked(), temporary);
    }

    private void add(DomainCode code, DomainName name, String message) {
        findings.add(code.finding(message).about(name));
    }

    private static boolean denies(SpfReport spf) {
        return spf.record().isPresent()
                && Ascii.equalsIgnoreCase(Ascii.trimWsp(spf.tree().text().orElse("")), "v=spf1 -all");
    }

    // ---- Mail hosts -------------------------------------------------------------------------------------------------

    private void mail(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Failed failed) {
            failed(domain, failed);
            return;
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            noMx = true;
            boolean address = isFound(domain, RecordType.A) || isFound(domain, RecordType.AAAA);
            add(
                    address ? DomainCode.MX_IMPLICIT : DomainCode.MX_NONE,
                    domain,
                    address
                            ? "The domain " + domain + " has no MX record, so its mail goes to its own address."
                            : "The domain " + domain + " has neither an MX record nor an address.");
            return;
        }
        List<DnsRecord.Mx> records = new ArrayList<>();
        for (DnsRecord record : found.records()) {
            if (record instanceof DnsRecord.Mx mx) {
                records.add(mx);
            }
        }
        records.sort(Comparator.comparingInt(DnsRecord.Mx::preference));
        nullMx = records.size() == 1 && records.get(0).exchange().equals(DomainName.ROOT);
        if (nullMx) {
            add(DomainCode.MX_NULL, domain, "The domain " + domain + " has a null MX: it takes no mail.");
            return;
        }
        Set<DomainName> seen = new HashSet<>();
        Set<DomainName> twice = new HashSet<>();
        for (DnsRecord.Mx record : records) {
            DomainName host = record.exchange();
            if (host.equals(DomainName.ROOT)) {
                add(
                        DomainCode.MX_NULL_BESIDE_OTHERS,
                        domain,
                        "The domain " + domain + " has a null MX beside " + (records.size() - 1) + " others.");
            } else if (!seen.add(host)) {
                if (twice.add(host)) {
                    add(DomainCode.MX_TWICE, domain, "The domain " + domain + " names " + host + " in two MX records.");
                }
            } else if (hosts.size() < MAX_HOSTS) {
                hosts.add(host);
                lookups.prefetch(host, RecordType.A);
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

    private static boolean isAddress(DomainName host) {
        for (int i = 0; i < host.toString().length(); i++) {
            char c = host.toString().charAt(i);
            if (c != '.' && !Ascii.isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFound(DomainName name, RecordType type) {
        return lookups.await(name, type) instanceof DnsAnswer.Found;
    }

    /** Whether a PTR record was asked for. */
    private boolean host(DomainName host, boolean pointer) {
        DnsAnswer answer = lookups.await(host, RecordType.A);
        answer.canonical()
                .ifPresent(end -> add(
                        DomainCode.MX_CNAME,
                        host,
                        "The MX of " + domain + " names " + host + ", which is a CNAME to " + end + '.'));
        if (answer instanceof DnsAnswer.NxDomain) {
            DomainName top = host.suffix(Math.min(2, host.labelCount()));
            boolean free =
                    !domain.isEqualOrBelow(top) && lookups.await(top, RecordType.A) instanceof DnsAnswer.NxDomain;
            add(
                    free ? DomainCode.MX_TAKEOVER : DomainCode.MX_MISSING,
                    host,
                    "The MX of " + domain + " names " + host + ", which does not exist"
                            + (free ? ", as " + top + " does not: who registers that gets the mail." : "."));
        } else if (answer instanceof DnsAnswer.Failed failed) {
            failed(host, failed);
        } else if (answer instanceof DnsAnswer.NoData) {
            DnsAnswer second = lookups.await(host, RecordType.AAAA);
            if (second instanceof DnsAnswer.NoData) {
                add(
                        DomainCode.MX_NO_ADDRESS,
                        host,
                        "The MX of " + domain + " names " + host + ", which has neither an A nor an AAAA record.");
            } else if (second instanceof DnsAnswer.Failed failed) {
                failed(host, failed);
            }
        } else if (answer instanceof DnsAnswer.Found found
                && found.records().get(0) instanceof DnsRecord.Address first) {
            byte[] ip = first.ip().getAddress();
            if (first.ip().isSiteLocalAddress() || first.ip().isLoopbackAddress()) {
                add(
                        DomainCode.MX_PRIVATE_ADDRESS,
                        host,
                        "The mail host " + host + " has the address "
                                + first.ip().getHostAddress() + ", which is not one of the Internet.");
            } else if (pointer && ip.length == 4) {
                pointer(host, first, ip);
                return true;
            }
        }
        return false;
    }

    private void pointer(DomainName host, DnsRecord.Address address, byte[] ip) {
        DomainName reverse = DomainName.of(
                (ip[3] & 0xFF) + "." + (ip[2] & 0xFF) + "." + (ip[1] & 0xFF) + "." + (ip[0] & 0xFF) + ".in-addr.arpa");
        DnsAnswer answer = lookups.await(reverse, RecordType.PTR);
        String shown = address.ip().getHostAddress();
        if (answer instanceof DnsAnswer.Failed failed) {
            failed(reverse, failed);
        } else if (!(answer instanceof DnsAnswer.Found found)) {
            add(DomainCode.MX_PTR_MISSING, reverse, "The address " + shown + " of " + host + " has no PTR record.");
        } else if (found.records().get(0) instanceof DnsRecord.Ptr ptr) {
            DnsAnswer back = lookups.await(ptr.name(), RecordType.A);
            boolean confirmed = back instanceof DnsAnswer.Failed
                    || (back instanceof DnsAnswer.Found there && there.records().contains(address));
            if (!confirmed) {
                add(
                        DomainCode.MX_PTR_UNCONFIRMED,
                        reverse,
                        "The address " + shown + " of " + host + " has the name " + ptr.name()
                                + ", which does not lead back to it.");
            }
        }
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

    private void record(
            DomainName prefix,
            String version,
            DomainCode several,
            @Nullable DomainCode missing,
            Function<String, List<Finding>> lint) {
        Optional<DomainName> name = domain.prepend(prefix);
        if (name.isEmpty()) {
            return;
        }
        DnsAnswer answer = lookups.await(name.get(), RecordType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            failed(name.get(), failed);
            return;
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
            lint.apply(text).forEach(finding -> findings.add(finding.about(name.get())));
        } else if (records.isEmpty() && missing != null && !hosts.isEmpty()) {
            add(missing, name.get(), "There is no record at " + name.get() + '.');
        }
    }

    // ---- All together ------------------------------------------------------------------------------------------

    private void parked(DmarcReport dmarc, DkimReport dkim) {
        if (noMx && !nullMx && isFound(domain, RecordType.A)) {
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
    }

    private void profile(SpfReport spf, DmarcReport dmarc, DkimReport dkim) {
        if (profile == null) {
            return;
        }
        String who = profile.title() + " refuses bulk mail (" + profile.refusal() + ") without ";
        if (spf.record().isEmpty() && !spf.isTemporary()) {
            add(DomainCode.PROFILE_SPF, domain, who + "SPF, and " + domain + " has no SPF record that can be used.");
        }
        if (dkim.keys().stream().noneMatch(key -> key.record().problem().isEmpty())) {
            add(DomainCode.PROFILE_DKIM, domain, who + "DKIM, and no key of " + domain + " was found.");
        }
        if (dmarc.rfc9989().record().isEmpty() && dmarc.failure().isEmpty()) {
            add(DomainCode.PROFILE_DMARC, domain, who + "DMARC, and no record applies to " + domain + '.');
        }
        add(
                DomainCode.PROFILE_NOT_IN_DNS,
                domain,
                profile.title() + " also asks for what DNS does not show: " + profile.beyondDns() + '.');
    }
}
