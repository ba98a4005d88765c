package org.signetmail.reports.sending;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcReading;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.PublicSuffixList;
import org.signetmail.dmarc.ReportDestination;
import org.signetmail.dmarc.ReportDestinations;
import org.signetmail.dmarc.ReportKind;
import org.signetmail.dmarc.ReportUri;

/**
 * Finds out whom reports may be mailed to when they are about to be sent: the record is looked up again, as it may have changed, and
 * whoever is not the owner of the domain must have consented (RFC 9990 §4, RFC 9991 §5). The size limits of RFC 7489 mean nothing
 * any more (RFC 9989 §4.8).
 *
 * <pre>{@code
 * for (String address : RecipientFinder.using(resolver).find(key.policyDomain(), ReportKind.AGGREGATE).addresses()) {
 *     send(address, ReportMail.of(document, signer).to(address, now));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class RecipientFinder {

    /** No record of good sense names more. */
    private static final int DEFAULT_MOST = 5;

    private final DnsResolver resolver;
    private final @Nullable PublicSuffixList suffixes;
    private final int most;
    private final Set<String> suppressed;

    private RecipientFinder(
            DnsResolver resolver, @Nullable PublicSuffixList suffixes, int most, Set<String> suppressed) {
        this.resolver = resolver;
        this.suffixes = suffixes;
        this.most = most;
        this.suppressed = suppressed;
    }

    /**
     * At most five recipients, with organizational domains by the DNS tree walk.
     *
     * @param resolver asked for records and consents
     * @return finds recipients
     */
    public static RecipientFinder using(DnsResolver resolver) {
        return new RecipientFinder(Objects.requireNonNull(resolver, "resolver"), null, DEFAULT_MOST, Set.of());
    }

    /**
     * The same with organizational domains by a Public Suffix List (RFC 7489 §7.1), for whoever evaluates by it.
     *
     * @param newSuffixes the list
     * @return a new finder
     */
    public RecipientFinder withPublicSuffixList(PublicSuffixList newSuffixes) {
        return new RecipientFinder(resolver, Objects.requireNonNull(newSuffixes, "suffixes"), most, suppressed);
    }

    /**
     * The same with another number of recipients, "the receiver's limits on supported URIs" of RFC 9990 §3.5.
     *
     * @param newMost the first of those that may have reports, 1 or more
     * @return a new finder
     * @throws IllegalArgumentException when it is less
     */
    public RecipientFinder withMost(int newMost) {
        if (newMost < 1) {
            throw new IllegalArgumentException("most must be 1 or more, not " + newMost);
        }
        return new RecipientFinder(resolver, suffixes, newMost, suppressed);
    }

    /**
     * The same without addresses that want no reports, or from which they come back.
     *
     * @param addresses in any letter case
     * @return a new finder
     */
    public RecipientFinder withoutAddresses(Set<String> addresses) {
        Set<String> lower = new TreeSet<>();
        addresses.forEach(each -> lower.add(Ascii.lowerCase(each)));
        return new RecipientFinder(resolver, suffixes, most, Set.copyOf(lower));
    }

    /**
     * Looks up the record of a domain, and who it may have reports sent to.
     *
     * @param policyDomain where the record is, as {@link AggregateKey} has it
     * @param kind which reports
     * @return nobody when there is no record any more, or DNS fails
     */
    public ReportRecipients find(DomainName policyDomain, ReportKind kind) {
        DmarcLint lint = DmarcLint.using(resolver);
        DmarcReading reading = suffixes == null
                ? lint.check(policyDomain).rfc9989()
                : lint.withPublicSuffixList(suffixes).check(policyDomain).rfc7489();
        Optional<DmarcRecord> record =
                reading.record().filter(found -> reading.recordDomain().equals(Optional.of(policyDomain)));
        if (record.isEmpty()) {
            boolean temporary =
                    reading.failure().map(failed -> failed.reason().temporary()).orElse(false);
            return new ReportRecipients(List.of(), List.of(), temporary);
        }
        return find(policyDomain, record.get(), kind);
    }

    /**
     * The same for a record that was just looked up.
     *
     * @param policyDomain where the record is
     * @param record the record
     * @param kind which reports
     * @return who gets them
     */
    public ReportRecipients find(DomainName policyDomain, DmarcRecord record, ReportKind kind) {
        ReportDestinations destinations = ReportDestinations.using(resolver);
        List<ReportDestination> judged = (suffixes == null ? destinations : destinations.withPublicSuffixList(suffixes))
                .verify(policyDomain, record, kind);
        Set<String> addresses = new TreeSet<>();
        List<String> inOrder = new ArrayList<>();
        List<RefusedUri> refused = new ArrayList<>();
        boolean temporary = false;
        for (ReportDestination each : judged) {
            temporary |= each.status() == ReportDestination.Status.UNKNOWN;
            if (each.targets().isEmpty()) {
                refused.add(new RefusedUri(each.published(), each.reason()));
            }
            for (ReportUri target : each.targets()) {
                String why = refusal(target, addresses);
                if (why == null) {
                    addresses.add(Ascii.lowerCase(target.address()));
                    inOrder.add(target.address());
                } else {
                    refused.add(new RefusedUri(target, why));
                }
            }
        }
        return new ReportRecipients(inOrder, refused, temporary);
    }

    private @Nullable String refusal(ReportUri uri, Set<String> taken) {
        if (!uri.isMail()) {
            return "Reports are sent to mailto: alone.";
        }
        String address = Ascii.lowerCase(uri.address());
        if (!MailAddresses.isPlain(uri.address())) {
            return "Its address is no plain one: a dot-atom and a domain in ASCII.";
        }
        if (suppressed.contains(address)) {
            return "The receiver sends no reports to this address.";
        }
        if (taken.contains(address)) {
            return "The address is named before.";
        }
        return taken.size() >= most ? "The receiver sends to the first " + most + " addresses." : null;
    }
}
