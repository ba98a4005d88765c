package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.core.internal.Ascii;

/**
 * What is wrong with the DMARC of a domain, why, and what to write instead: for its owner. Each finding says what a
 * receiver makes of it that goes by RFC 9989, and where one that goes by RFC 7489 differs, what that one does.
 *
 * <pre>{@code
 * DmarcReport report = DmarcLint.using(resolver).check(DomainName.of("example.com"));
 * report.findings().forEach(System.out::println);
 * report.rfc9989().subdomain();                                 // what becomes of forged mail of a subdomain
 * List<Finding> findings = DmarcLint.of("v=DMARC1; p=jerect");  // a text alone, without DNS
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class DmarcLint {

    private final DnsResolver resolver;
    private final @Nullable PublicSuffixList list;
    private final RecordCache<DmarcRecordParser.Text> records;

    private DmarcLint(
            DnsResolver resolver, @Nullable PublicSuffixList list, RecordCache<DmarcRecordParser.Text> records) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.list = list;
        this.records = records;
    }

    /**
     * A lint that asks DNS. RFC 7489 receivers are taken to draw the lines between organizations where the tree walk does.
     *
     * @param resolver asked for records, consents and the hosts of report addresses
     * @return the lint
     */
    public static DmarcLint using(DnsResolver resolver) {
        return new DmarcLint(resolver, null, new RecordCache<>());
    }

    /**
     * The same with the Public Suffix List by which RFC 7489 receivers go. It also tells what is a public suffix, and what
     * only says so ({@code psd=y}).
     *
     * @param suffixes the list
     * @return a new lint
     */
    public DmarcLint withPublicSuffixList(PublicSuffixList suffixes) {
        return new DmarcLint(resolver, Objects.requireNonNull(suffixes, "suffixes"), records);
    }

    /**
     * Checks what DNS says of a domain, in look-ups that overlap: in about a dozen questions for an ordinary domain.
     *
     * @param domain the domain of a sender, such as {@code example.com}, without {@code _dmarc}
     * @return what there is, and what is wrong; {@link DmarcReport#failure} when DNS did not tell
     */
    public DmarcReport check(DomainName domain) {
        Objects.requireNonNull(domain, "domain");
        DnsLookups lookups = DnsLookups.join(resolver);
        DmarcReport report = new DomainAdvice(domain, lookups, list, records).report();
        lookups.leave(resolver);
        return report;
    }

    /**
     * Asks ahead of need for what {@link #check} will wait for, so that it overlaps with what others ask in between: for a
     * lint whose resolver is look-ups that are shared. Waits for the records of the walk alone.
     *
     * @param domain the domain that will be checked
     */
    public void prefetch(DomainName domain) {
        Objects.requireNonNull(domain, "domain");
        if (resolver instanceof DnsLookups lookups) {
            new DomainAdvice(domain, lookups, list, records).ahead();
        }
    }

    /**
     * Looks at the text of a record, without DNS. A text that is no record because of its beginning is looked at as if that
     * were mended, so that all its faults are told at once.
     *
     * @param octets the strings of the TXT record joined, one {@code char} of 0 to 255 an octet
     * @return what is wrong: the gravest first, and of the same severity in the order of the text
     */
    public static List<Finding> of(String octets) {
        return findings(octets, RecordAdvice.of(octets, null));
    }

    /**
     * The same for the record of a domain whose name is known.
     *
     * @param octets the strings of the TXT record joined, one {@code char} of 0 to 255 an octet
     * @param domain whose record it is or will be: it belongs at {@code _dmarc} below that
     * @return what is wrong, as above
     */
    public static List<Finding> of(String octets, DomainName domain) {
        return findings(octets, RecordAdvice.of(octets, Objects.requireNonNull(domain, "domain")));
    }

    private static List<Finding> findings(String octets, RecordAdvice advice) {
        List<Finding> findings = new ArrayList<>(advice.findings());
        if (advice.kind() == Parsed.Kind.UNRELATED) {
            findings.add(DmarcCode.NOT_A_RECORD
                    .finding("\"" + Lints.show(octets)
                            + "\" is not a DMARC record, because it does not begin with \"v=DMARC1\"."
                            + (Ascii.startsWithIgnoreCase(octets, 0, "v=spf1") ? " It is an SPF record." : "")
                            + Lints.DISCARDED)
                    .at(new Position(octets, 0, octets.length())));
        }
        findings.sort(Finding.gravestFirst());
        return List.copyOf(findings);
    }

    /**
     * All kinds of findings that there can be.
     *
     * @return an immutable list in an order that stays, to which more may join
     */
    public static List<FindingCode> codes() {
        return DmarcCode.kinds();
    }
}
