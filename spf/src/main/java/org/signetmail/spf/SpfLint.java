package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Parsed;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.spf.record.SpfRecord;

/**
 * Looks for what is wrong, or might be better, with an SPF record (RFC 7208): of a text alone, or of what a domain publishes,
 * with all that it leads to.
 * <pre>{@code
 * SpfReport report = SpfLint.using(DnsJavaResolver.system()).check(DomainName.of("example.com"));
 * for (Finding finding : report.findings()) {
 *     System.out.println(finding.message() + " " + finding.remedy());
 * }
 * System.out.println(report.lookups() + " of 10 look-ups; " + report.permitted() + " may send");
 * }</pre>
 *
 * <p>Immutable and thread-safe. A check blocks its thread, at most for 20 seconds; it asks at most 100 questions, overlapped,
 * and never throws for what DNS says.
 */
public final class SpfLint {

    private final DnsResolver resolver;
    private final RecordCache<Parsed<SpfRecord>> records = new RecordCache<>();

    private SpfLint(DnsResolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
    }

    /**
     * A lint of what domains publish.
     *
     * @param resolver asks DNS
     * @return the lint
     */
    public static SpfLint using(DnsResolver resolver) {
        return new SpfLint(resolver);
    }

    /**
     * Looks at a record as text, without DNS: one that is not published yet, say.
     *
     * @param octets the record: all strings of the TXT record, joined with nothing, one {@code char} an octet
     * @return what was found, the gravest first; the parser's own findings (see {@link SpfRecord#parse(String)}) among them
     * @throws IllegalArgumentException when a {@code char} is above 255
     */
    public static List<Finding> of(String octets) {
        return of(new DnsRecord.Txt(octets));
    }

    /**
     * Looks at a TXT record, without asking DNS for more.
     *
     * @param txt the record
     * @return as above; besides, words that two of its strings make where they meet
     */
    public static List<Finding> of(DnsRecord.Txt txt) {
        return sorted(TextLint.of(Objects.requireNonNull(txt, "txt")));
    }

    /**
     * All kinds of findings about SPF: of this class, of {@link SpfRecord#parse}, and of {@link SpfOutcome#findings}.
     *
     * @return in an order that stays; new ones may come
     */
    public static List<FindingCode> codes() {
        List<FindingCode> codes = new ArrayList<>(SpfRecord.codes());
        for (LintCode code : LintCode.values()) {
            codes.add(code.code());
        }
        codes.add(OutcomeFindings.PRIVATE_CLIENT);
        return List.copyOf(codes);
    }

    /**
     * Looks at what a domain publishes, and at all that its record leads to.
     *
     * @param domain the domain of senders, such as {@code example.com}
     * @return what was found
     */
    public SpfReport check(DomainName domain) {
        Objects.requireNonNull(domain, "domain");
        DnsLookups lookups = DnsLookups.join(resolver);
        SpfReport report = new LintRun(new LintDns(lookups), domain, records).report();
        lookups.leave(resolver);
        return report;
    }

    /** The gravest first; what is as grave stays in its order. Nothing is said twice. */
    static List<Finding> sorted(List<Finding> findings) {
        return findings.stream().distinct().sorted(Finding.gravestFirst()).toList();
    }
}
