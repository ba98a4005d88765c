package org.signetmail.core;

/**
 * Why a DNS look-up gave neither records nor the certainty that there are none.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum DnsFailure {
    /** No server answered within the resolver's own time limit. */
    TIMEOUT(true),
    /** The server answered SERVFAIL (RFC 1035 §4.1.1, RCODE 2): broken zone, lame server, failed DNSSEC validation. */
    SERVFAIL(true),
    /** The server answered REFUSED (RCODE 5). */
    REFUSED(true),
    /** Any other RCODE than NOERROR and NXDOMAIN, such as FORMERR or NOTIMP. */
    OTHER_RCODE(false),
    /** An answer that is not a DNS message, or whose records do not fit the question. */
    MALFORMED(true),
    /** An answer over the resolver's bound of size, which asking again does not make smaller. */
    TOO_LARGE(false),
    /** A chain of CNAME records that is too long or comes back to itself; a zone in the making has such for a while. */
    CNAME_CHAIN(true),
    /** The servers could not be reached. */
    NETWORK(true),
    /** The resolver itself failed: it threw, or answered null. */
    RESOLVER(true),
    /** The resolver had more look-ups under way than it is allowed. */
    OVERLOADED(true),
    /** The check's own time limit was reached before the answer came. */
    DEADLINE(true),
    /** The check had used up the number of queries that it may make. */
    QUERY_LIMIT(true),
    /** The answers that the check had used took all the octets that they may take together. */
    OCTET_LIMIT(true),
    /** The checking thread was interrupted. */
    INTERRUPTED(true);

    private final boolean temporary;

    DnsFailure(boolean temporary) {
        this.temporary = temporary;
    }

    /**
     * Whether asking again later may succeed without anyone repairing a zone.
     *
     * @return true for failures of the moment, false for answers that will stay broken
     */
    public boolean temporary() {
        return temporary;
    }
}
