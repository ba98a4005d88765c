package org.signetmail.spf;

import java.util.List;
import java.util.Objects;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Parsed;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.spf.record.SpfRecord;

/**
 * Makes a domain's SPF record over so that a check keeps to the 10 look-ups that there may be (RFC 7208 §4.6.4): includes are
 * replaced by the networks they let pass. For every client the new record gives what the old one would without that limit.
 *
 * <p>It goes stale: whoever was included changes networks, and who copied them is not told. So what was copied has to be
 * compared and published again, as often as its TTL says. Taking out who does not send any more is better, where it is enough.
 * <pre>{@code
 * SpfFlattened flattened = SpfFlattener.using(DnsJavaResolver.system()).flatten(DomainName.of("example.com"));
 * flattened.records().forEach(System.out::println);
 * flattened.copied().forEach(System.out::println);
 * }</pre>
 *
 * <p>Immutable and thread-safe. It blocks its thread, at most for 20 seconds, and never throws for what DNS says.
 */
public final class SpfFlattener {

    private final DnsResolver resolver;
    private final RecordCache<Parsed<SpfRecord>> records = new RecordCache<>();

    private SpfFlattener(DnsResolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
    }

    /**
     * A flattener of what domains publish.
     *
     * @param resolver asks DNS
     * @return the flattener
     */
    public static SpfFlattener using(DnsResolver resolver) {
        return new SpfFlattener(resolver);
    }

    /**
     * Makes the record of a domain over. Terms with macros of the mail, {@code exists}, {@code ptr}, and includes that lead to
     * such stay; {@code a} and {@code mx} are replaced only where the limit is not kept otherwise; an include that makes every
     * check a permerror is left out.
     *
     * @param domain whose record
     * @return the records to publish, or why there are none
     */
    public SpfFlattened flatten(DomainName domain) {
        Objects.requireNonNull(domain, "domain");
        DnsLookups lookups = DnsLookups.join(resolver);
        RecordNode root = RecordWalk.of(new LintDns(lookups), domain, records).root();
        lookups.leave(resolver);
        if (root.record() != null) {
            return Flattening.of(root).outcome();
        }
        return new SpfFlattened(
                domain,
                "",
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                Objects.requireNonNull(root.problem()),
                root.answer instanceof DnsAnswer.Failed);
    }
}
