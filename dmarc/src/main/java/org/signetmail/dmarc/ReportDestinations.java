package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.dmarc.ReportDestination.Status;

/**
 * Finds out where reports may be sent: to the owner of the record, and to others who have consented (RFC 9990 §4,
 * RFC 9991 §5). Nobody can have a flood of reports sent to a third party. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<ReportDestination> destinations = ReportDestinations.using(resolver).verify(
 *         outcome.recordDomain().get(), outcome.record().get(), ReportKind.AGGREGATE);
 * }</pre>
 */
public final class ReportDestinations {

    private static final DomainName PREFIX = DomainName.of("_report._dmarc");

    private final DnsResolver resolver;
    private final @Nullable PublicSuffixList list;
    private final RecordCache<DmarcRecordParser.Text> records;

    private ReportDestinations(
            DnsResolver resolver, @Nullable PublicSuffixList list, RecordCache<DmarcRecordParser.Text> records) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.list = list;
        this.records = records;
    }

    /**
     * With organizational domains by the DNS tree walk.
     *
     * @param resolver asked for records and consents
     * @return the verification
     */
    public static ReportDestinations using(DnsResolver resolver) {
        return new ReportDestinations(resolver, null, new RecordCache<>());
    }

    /**
     * The same with organizational domains by a Public Suffix List (RFC 7489 §7.1).
     *
     * @param suffixes the list
     * @return a new verification
     */
    public ReportDestinations withPublicSuffixList(PublicSuffixList suffixes) {
        return new ReportDestinations(resolver, Objects.requireNonNull(suffixes, "suffixes"), records);
    }

    /**
     * Looks at each URI of a record.
     *
     * @param recordDomain where the record was found
     * @param record the record
     * @param kind which of its URIs to look at
     * @return one destination for each, in the order of the record
     */
    public List<ReportDestination> verify(DomainName recordDomain, DmarcRecord record, ReportKind kind) {
        DnsLookups lookups = DnsLookups.join(resolver);
        List<ReportDestination> destinations =
                verify(recordDomain, record, kind, uris(record, kind), lookups, discovery(lookups));
        lookups.leave(resolver);
        return destinations;
    }

    private PolicyDiscovery discovery(DnsLookups lookups) {
        return list == null ? new TreeWalkDiscovery(lookups, records) : new SuffixListDiscovery(list, lookups, records);
    }

    /** The same for some URIs of a record, within look-ups that are under way. */
    static List<ReportDestination> verify(
            DomainName recordDomain,
            DmarcRecord record,
            ReportKind kind,
            List<ReportUri> uris,
            DnsLookups lookups,
            PolicyDiscovery discovery) {
        List<ReportDestination> destinations = new ArrayList<>();
        for (ReportUri uri : uris) {
            if (kind == ReportKind.FAILURE && record.psd() == PublicSuffixFlag.YES) {
                // RFC 9991 §2: the ruf of a public suffix MUST NOT be considered.
                destinations.add(refused(uri, "The record is that of a public suffix, which gets no failure reports."));
            } else if (uri.host().isEmpty()) {
                destinations.add(refused(uri, "The URI names no host that could consent."));
            } else {
                destinations.add(verify(recordDomain, uri, uri.host().get(), kind, discovery, lookups));
            }
        }
        return List.copyOf(destinations);
    }

    /** Asks ahead for the consent that a URI needs when its host is none of the owner's. */
    static void prefetch(DomainName recordDomain, ReportUri uri, DnsLookups lookups) {
        uri.host()
                .filter(host -> !host.isEqualOrBelow(recordDomain))
                .flatMap(host -> consentName(recordDomain, host))
                .ifPresent(name -> lookups.prefetch(name, RecordType.TXT));
    }

    private static Optional<DomainName> consentName(DomainName recordDomain, DomainName host) {
        return host.prepend(PREFIX).flatMap(report -> report.prepend(recordDomain));
    }

    static List<ReportUri> uris(DmarcRecord record, ReportKind kind) {
        return kind == ReportKind.AGGREGATE ? record.rua() : record.ruf();
    }

    private static ReportDestination verify(
            DomainName recordDomain,
            ReportUri uri,
            DomainName host,
            ReportKind kind,
            PolicyDiscovery discovery,
            DnsLookups lookups) {
        if (host.equals(recordDomain)) {
            return internal(uri);
        }
        // RFC 9990 §4: consent is needed when the organizational domains differ. That of the host can be the same one
        // only when the host is at or below it.
        PolicyDiscovery.Organization owner = discovery.organizationOf(recordDomain);
        if (owner.mayHave(host)) {
            PolicyDiscovery.Organization receiver = discovery.organizationOf(host);
            DnsAnswer.Failed failure = owner.failure() != null ? owner.failure() : receiver.failure();
            if (failure != null) {
                return failed(uri, failure);
            }
            if (owner.domain().equals(receiver.domain())) {
                return internal(uri);
            }
        }
        Optional<DomainName> name = consentName(recordDomain, host);
        if (name.isEmpty()) {
            return refused(uri, "The name of the consent of " + host + " would be too long for DNS.");
        }
        DnsAnswer answer = lookups.await(name.get(), RecordType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            return failed(uri, failed);
        }
        return answer instanceof DnsAnswer.Found found
                ? consent(uri, host, name.get(), found.records(), kind)
                : refused(uri, "There is no consent of " + host + " at " + name.get() + ".")
                        .withoutConsentAt(name.get());
    }

    /** RFC 9990 §4 steps 6 to 9. Unlike policy records, several consents are as good as one. */
    private static ReportDestination consent(
            ReportUri uri, DomainName host, DomainName name, List<DnsRecord> records, ReportKind kind) {
        boolean consent = false;
        List<ReportUri> instead = new ArrayList<>();
        for (DnsRecord each : records) {
            if (each instanceof DnsRecord.LongTxt large
                    && DmarcRecordParser.parse(large.start()).hasVersion()) {
                return refused(uri, "The consent of " + host + " is in " + large.problem() + ".");
            }
            DmarcRecordParser.Text parsed =
                    each instanceof DnsRecord.Txt txt ? DmarcRecordParser.parse(txt.octets()) : null;
            DmarcRecord record = parsed == null ? null : parsed.record();
            if (parsed == null || record == null) {
                continue;
            }
            consent = true;
            List<ReportUri> others = uris(record, kind);
            if (others.isEmpty() && parsed.tags().contains(kind == ReportKind.AGGREGATE ? "rua" : "ruf")) {
                // Interpretation of RFC 9990 §4: whoever wants reports elsewhere does not want them here, even when
                // nobody can tell where that is.
                return refused(uri, "The consent of " + host + " sends reports on to what is no valid URI.");
            }
            instead.addAll(others);
        }
        if (!consent) {
            return refused(uri, "There is no consent of " + host + " among the TXT records at " + name + ".")
                    .withoutConsentAt(name);
        }
        for (ReportUri other : instead) {
            if (!other.host().equals(Optional.of(host))) {
                // RFC 9990 §4: "MUST NOT generate a report to either the original or the override URI".
                return refused(uri, "The consent of " + host + " sends reports on to another host.");
            }
        }
        String reason = host + " consents at " + name + (instead.isEmpty() ? "." : ", to another URI of its own.");
        return new ReportDestination(uri, Status.AUTHORIZED, instead.isEmpty() ? List.of(uri) : instead, reason);
    }

    private static ReportDestination internal(ReportUri uri) {
        return new ReportDestination(
                uri, Status.INTERNAL, List.of(uri), "The URI belongs to the organization that publishes the record.");
    }

    private static ReportDestination refused(ReportUri uri, String reason) {
        return new ReportDestination(uri, Status.REFUSED, List.of(), reason);
    }

    private static ReportDestination failed(ReportUri uri, DnsAnswer.Failed failure) {
        // RFC 9990 §4 step 5: after a temporary error the test may be repeated later.
        Status status = failure.reason().temporary() ? Status.UNKNOWN : Status.REFUSED;
        String reason = "DNS did not tell whether reports may go there: " + failure.reason() + ".";
        return new ReportDestination(uri, status, List.of(), reason);
    }
}
