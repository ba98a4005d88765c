package org.signetmail.testkit;

/**
 * What a {@link DnsServer} does wrong, to every query, so that a resolver can be tested against it.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum PacketFault {
    /** Over UDP, answers come with another ID than their queries'. */
    WRONG_ID,
    /** Over UDP, answers come with another question than their queries'. */
    WRONG_QUESTION,
    /** Over UDP, what comes is not a DNS message. */
    GARBAGE,
    /** Over UDP, a false answer with another ID comes before the true one, as from a stranger who guesses. */
    FORGERY_FIRST,
    /**
     * Over UDP, before each answer, false answers with other IDs come to every port that has asked, far more than come by
     * accident, as from a stranger who knows the ports.
     */
    FORGERY_FLOOD,
    /** Over UDP, every answer is truncated; over TCP it comes whole. */
    TRUNCATED_OVER_UDP,
    /** Over UDP, every answer is truncated; nobody listens for TCP. */
    REFUSED_OVER_TCP,
    /** Over UDP, every answer is truncated; over TCP the connection is taken and no answer ever comes. */
    SILENT_OVER_TCP,
    /** Over UDP, every answer is truncated; over TCP the connection ends in the middle of it. */
    BROKEN_OFF_OVER_TCP,
    /** Over UDP, every answer is truncated; over TCP it is SERVFAIL. */
    SERVFAIL_OVER_TCP,
    /** Over UDP, every answer is truncated; over TCP the connection ends without one. */
    HANG_UP_OVER_TCP,
    /** Every answer has records of the type asked for that belong to another name. */
    STRANGE_RECORDS,
    /**
     * An answer ends at the first CNAME, as from a server that does not know the zone of its target; the target has to
     * be asked for.
     */
    FIRST_ALIAS_ONLY,
    /** The server is older than EDNS and answers FORMERR to queries that use it. */
    NO_EDNS;

    /** Whether answers over UDP are truncated, however short. */
    boolean truncates() {
        return switch (this) {
            case TRUNCATED_OVER_UDP,
                    REFUSED_OVER_TCP,
                    SILENT_OVER_TCP,
                    BROKEN_OFF_OVER_TCP,
                    SERVFAIL_OVER_TCP,
                    HANG_UP_OVER_TCP -> true;
            default -> false;
        };
    }
}
