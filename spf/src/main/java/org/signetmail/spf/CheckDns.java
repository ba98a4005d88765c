package org.signetmail.spf;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.DnsLookups;

/** The DNS of one check: asks, and counts what the check uses of its limits (RFC 7208 §4.6.4). */
final class CheckDns {

    private record Question(DomainName name, RecordType type) {}

    private final DnsLookups lookups;
    private final SpfLimits limits;
    private final long deadline;
    private final Set<Question> questions = new HashSet<>();
    private int terms;
    private int voids;
    private @Nullable Duration minTtl;
    private boolean authentic = true;

    CheckDns(DnsLookups lookups, SpfLimits limits) {
        this.lookups = lookups;
        this.limits = limits;
        this.deadline = lookups.deadlineIn(limits.time());
    }

    /** Waits for an answer and uses it. */
    DnsAnswer await(DomainName name, RecordType type) {
        DnsAnswer answer = lookups.await(name, type, deadline);
        questions.add(new Question(name, type));
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

    private void use(Duration ttl, boolean isAuthentic) {
        if (minTtl == null || ttl.compareTo(minTtl) < 0) {
            minTtl = ttl;
        }
        authentic &= isAuthentic;
    }

    /** Counts a term that needs DNS; false when it is one too many. */
    boolean countTerm() {
        return ++terms <= limits.terms();
    }

    /** Counts a void look-up; false when it is one too many. */
    boolean countVoid() {
        return ++voids <= limits.voids();
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
