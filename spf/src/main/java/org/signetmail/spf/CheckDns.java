package org.signetmail.spf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Parsed;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.SpfRecord;

/** The DNS of one check: asks, and counts what the check uses of its limits (RFC 7208 §4.6.4). */
final class CheckDns {

    private final DnsLookups lookups;
    private final SpfLimits limits;
    private final RecordCache<Parsed<SpfRecord>> records;
    private final Tracer tracer;
    private final long deadline;
    private final Set<Question> questions = new HashSet<>();

    /** Makes the prefetcher when the check has to wait for the first time; null while nothing is to be asked ahead. */
    private @Nullable Supplier<Prefetcher> prefetching;

    private @Nullable Prefetcher prefetcher;

    /** What the check has reached since it last had to wait. */
    private final List<Consumer<Prefetcher>> reached = new ArrayList<>();

    private int terms;
    private int voids;
    private @Nullable Duration minTtl;
    private boolean authentic = true;

    CheckDns(DnsLookups lookups, SpfLimits limits, RecordCache<Parsed<SpfRecord>> records, Tracer tracer) {
        this.lookups = lookups;
        this.limits = limits;
        this.records = records;
        this.tracer = tracer;
        this.deadline = lookups.deadlineIn(limits.time());
    }

    /** From now on asks ahead of need, too. */
    void prefetch(Client client, MacroExpander macros) {
        prefetching = () -> new Prefetcher(lookups, limits, records, deadline, client, macros, questions);
    }

    /** Waits for an answer and uses it. */
    DnsAnswer await(DomainName name, RecordType type) {
        Question question = new Question(name, type);
        boolean first = questions.add(question);
        if (prefetcher != null) {
            prefetcher.need(question);
        }
        DnsAnswer answer = lookups.await(name, type, deadline, () -> askAhead(question));
        tracer.asked(question, answer, first);
        if (answer instanceof DnsAnswer.Found found) {
            use(found.ttl(), found.authentic());
        } else if (answer instanceof DnsAnswer.NoData noData) {
            use(noData.ttl(), noData.authentic());
        } else if (answer instanceof DnsAnswer.NxDomain nxDomain) {
            use(nxDomain.ttl(), nxDomain.authentic());
        } else {
            use(Duration.ZERO, false);
        }
        return answer;
    }

    /** The check is about to wait. */
    private void askAhead(Question awaited) {
        if (prefetching != null) {
            if (prefetcher == null) {
                prefetcher = prefetching.get();
                prefetcher.need(awaited);
            }
            for (Consumer<Prefetcher> each : reached) {
                each.accept(prefetcher);
            }
            reached.clear();
            prefetcher.ask();
        }
    }

    private void use(Duration ttl, boolean isAuthentic) {
        if (minTtl == null || ttl.compareTo(minTtl) < 0) {
            minTtl = ttl;
        }
        authentic &= isAuthentic;
    }

    /** Selects and parses the record in the answer for a domain. */
    Selection select(DomainName domain, DnsAnswer answer) {
        Selection selection = prefetcher == null ? null : prefetcher.selection(domain);
        return selection != null ? selection : Selection.of(domain, answer, limits, records);
    }

    /** The check is about to evaluate a record. */
    void reached(SpfRecord record, DomainName domain) {
        if (prefetching != null) {
            int termsBefore = terms;
            reached.add(to -> to.plan(record, domain, termsBefore));
        }
    }

    /** The check is about to look at the hosts in an answer for MX. */
    void reachedHosts(DnsAnswer answer) {
        if (prefetching != null) {
            reached.add(to -> to.planHosts(answer));
        }
    }

    /** The check is about to look at those names within a domain that an answer for PTR has. */
    void reachedNames(DnsAnswer answer, DomainName target) {
        if (prefetching != null) {
            reached.add(to -> to.planNames(answer, target));
        }
    }

    /** From now on asks for nothing ahead of need any more. */
    void endPrefetching() {
        prefetching = null;
        if (prefetcher != null) {
            prefetcher.close();
        }
    }

    /** The check is over. */
    void end() {
        tracer.end(lookups, limits, prefetcher == null ? Set.of() : prefetcher.close());
    }

    /** Counts a term that needs DNS; false when it is one too many. */
    boolean countTerm() {
        tracer.countedTerm();
        return ++terms <= limits.terms();
    }

    /** Counts a void look-up; false when it is one too many. */
    boolean countVoid() {
        tracer.countedVoid();
        return ++voids <= limits.voids();
    }

    /** RFC 7208 §4.6.4: RCODE 0 with an answer count of 0, or RCODE 3. */
    static boolean isVoid(DnsAnswer answer) {
        return answer instanceof DnsAnswer.NoData || answer instanceof DnsAnswer.NxDomain;
    }

    /**
     * The hosts in an answer for MX, by preference and then by name. RFC 7208 §5.4 names no order; with that of DNS,
     * which is at random, the order would decide whether a host that matches or one whose look-up fails comes first.
     */
    static List<DomainName> hosts(DnsAnswer.Found found) {
        return found.records().stream()
                .map(DnsRecord.Mx.class::cast)
                .sorted(Comparator.comparingInt(DnsRecord.Mx::preference)
                        .thenComparing(mx -> mx.exchange().toString()))
                .map(DnsRecord.Mx::exchange)
                .toList();
    }

    /** The addresses in an answer for A or AAAA. */
    static List<IpAddress> addresses(DnsAnswer.Found found) {
        return found.records().stream()
                .map(record -> IpAddress.of(((DnsRecord.Address) record).ip()))
                .toList();
    }

    SpfCounts counts() {
        return new SpfCounts(terms, voids, questions.size());
    }

    Optional<Duration> minTtl() {
        return Optional.ofNullable(minTtl);
    }

    boolean authentic() {
        return authentic && minTtl != null;
    }
}
