package org.signetmail.dmarc;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;

/** Whether an author domain exists, which is asked only where {@code np=} makes it matter. */
final class AuthorExistence {

    private final DomainName domain;
    private final DnsLookups lookups;
    private DnsAnswer.@Nullable Failed unknown;

    AuthorExistence(DomainName domain, DnsLookups lookups) {
        this.domain = domain;
        this.lookups = lookups;
    }

    /**
     * RFC 9989 §3.2.13: NXDOMAIN for any type means that a domain does not exist; a name without records exists, and
     * after an error nothing shows that it does not.
     */
    boolean exists() {
        DnsAnswer answer = lookups.await(domain, RecordType.A);
        unknown = answer instanceof DnsAnswer.Failed failed && isOurs(failed) ? failed : null;
        return !(answer instanceof DnsAnswer.NxDomain);
    }

    /** Interpretation of RFC 9989 §5.3.6: a bound of this side, which a sender may have used up, is no sign of anything. */
    private static boolean isOurs(DnsAnswer.Failed failed) {
        return switch (failed.reason()) {
            case DEADLINE, QUERY_LIMIT, OCTET_LIMIT, OVERLOADED, INTERRUPTED -> true;
            default -> false;
        };
    }

    /** Why that was asked and is not known at all. */
    DnsAnswer.@Nullable Failed unknown() {
        return unknown;
    }
}
