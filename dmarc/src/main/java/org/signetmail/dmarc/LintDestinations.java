package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.dmarc.ReportDestination.Status;

/** Whether the reports that a record asks for arrive: whether they may be sent, and whether anybody takes them. */
final class LintDestinations {

    /** Of each kind, how many URIs are looked at: each costs DNS. */
    private static final int MAX_URIS = 5;

    /** Of each kind, how many URIs are asked for ahead of need: RFC 7489 §6.2 has reporters take two at least. */
    private static final int MAX_AHEAD = 2;

    private final DnsLookups lookups;
    private final PolicyDiscovery discovery;
    private final List<ReportDestination> aggregate = new ArrayList<>();
    private final List<ReportDestination> failure = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<DomainName> hosts = new HashSet<>();

    LintDestinations(DnsLookups lookups, RecordCache<DmarcRecordParser.Text> records) {
        this.lookups = lookups;
        this.discovery = new TreeWalkDiscovery(lookups, records);
    }

    List<ReportDestination> of(ReportKind kind) {
        return kind == ReportKind.AGGREGATE ? aggregate : failure;
    }

    List<Finding> findings() {
        return findings;
    }

    private static List<ReportUri> uris(DmarcRecord record, ReportKind kind) {
        List<ReportUri> uris = ReportDestinations.uris(record, kind);
        return uris.subList(0, Math.min(uris.size(), MAX_URIS));
    }

    /** Asks ahead for consents and for the MX records of the hosts, as far as ordinary records have URIs. */
    void prefetch(DomainName recordDomain, DmarcRecord record) {
        for (ReportKind kind : ReportKind.values()) {
            List<ReportUri> uris = uris(record, kind);
            for (ReportUri uri : uris.subList(0, Math.min(uris.size(), MAX_AHEAD))) {
                ReportDestinations.prefetch(recordDomain, uri, lookups);
                if (uri.isMail()) {
                    uri.host().ifPresent(host -> lookups.prefetch(host, RecordType.MX));
                }
            }
        }
    }

    void verify(DomainName recordDomain, DmarcRecord record, RecordAdvice advice) {
        for (ReportKind kind : ReportKind.values()) {
            String tag = kind == ReportKind.AGGREGATE ? "rua" : "ruf";
            boolean psd = kind == ReportKind.FAILURE && record.psd() == PublicSuffixFlag.YES;
            of(kind).addAll(ReportDestinations.verify(
                    recordDomain, record, kind, uris(record, kind), lookups, discovery));
            for (ReportDestination each : of(kind)) {
                if (psd) {
                    continue; // told of the whole tag
                }
                Optional<Finding> finding = each.status() == Status.REFUSED
                        ? Optional.of(refused(recordDomain, each))
                        : each.status() == Status.UNKNOWN ? Optional.of(unknown(each)) : host(each);
                finding.map(found -> advice.place(tag, each.published())
                                .map(found::at)
                                .orElse(found))
                        .ifPresent(findings::add);
            }
        }
    }

    private static Finding refused(DomainName recordDomain, ReportDestination destination) {
        Optional<DomainName> consent = destination.missingConsent();
        String other = "Name an address of " + recordDomain + " instead";
        return DmarcCode.REPORT_NOT_AUTHORIZED
                .finding("No report goes to "
                        + Lints.show(destination.published().text()) + ". " + destination.reason()
                        + " By RFC 9990 and by RFC 7489 a reporter sends nothing to those who have not agreed to it.")
                .remedy(consent.map(name -> "Have the owner of the destination publish: " + name + " TXT \"v=DMARC1\". "
                                + other + " if they do not.")
                        .orElse(other + "."));
    }

    private static Finding unknown(ReportDestination destination) {
        return DmarcCode.NOT_ANSWERED.finding("Whether reports may go to "
                + Lints.show(destination.published().text()) + " is not known. " + destination.reason());
    }

    /** What is the matter with the hosts of the addresses that reports do go to. */
    private Optional<Finding> host(ReportDestination destination) {
        for (ReportUri target : destination.targets()) {
            DomainName host = target.host().orElse(null);
            if (!target.isMail() || host == null || !hosts.add(host) || hosts.size() > 2 * MAX_URIS) {
                continue;
            }
            String problem = problem(host);
            if (!problem.isEmpty()) {
                return Optional.of(DmarcCode.REPORT_HOST_WITHOUT_MX
                        .finding("Reports to " + Lints.show(target.text()) + problem)
                        .remedy("Publish an MX record for " + host + ", or name an address that receives mail."));
            }
        }
        return Optional.empty();
    }

    /** Empty when mail arrives there, or nobody knows. */
    private String problem(DomainName host) {
        DnsAnswer answer = lookups.await(host, RecordType.MX);
        if (answer instanceof DnsAnswer.Found found) {
            boolean none = found.records().stream()
                    .allMatch(record ->
                            record instanceof DnsRecord.Mx mx && mx.exchange().equals(DomainName.ROOT));
            // RFC 7505: such a domain "does not accept mail".
            return none ? " do not arrive: " + host + " accepts no mail, as its MX record says (null MX)." : "";
        }
        if (answer instanceof DnsAnswer.NxDomain) {
            return " do not arrive: " + host + " does not exist in DNS (NXDOMAIN).";
        }
        if (answer instanceof DnsAnswer.Failed) {
            return "";
        }
        lookups.prefetch(host, RecordType.AAAA);
        boolean failed = false;
        for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
            DnsAnswer address = lookups.await(host, type);
            if (address instanceof DnsAnswer.Found) {
                return " may not arrive: " + host + " has no MX record, so they are sent to its own address.";
            }
            failed |= address instanceof DnsAnswer.Failed;
        }
        return failed ? "" : " do not arrive: " + host + " has neither an MX record nor an address.";
    }
}
