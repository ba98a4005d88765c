package org.signetmail.spf;

import java.util.Objects;
import org.signetmail.spf.record.Qualifier;

/**
 * The result of {@code check_host()} (RFC 7208 §2.6), by the keywords of RFC 8601 §2.7.2.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum SpfResult {
    /** RFC 7208 §8.1: there is no domain to check, or it has no SPF record. */
    NONE("none"),
    /** RFC 7208 §8.2: the domain says nothing about the client. To be treated exactly like {@link #NONE}. */
    NEUTRAL("neutral"),
    /** RFC 7208 §8.3: the client may send for the domain, which answers for the message. */
    PASS("pass"),
    /** RFC 7208 §8.4: the client may not send for the domain. */
    FAIL("fail"),
    /** RFC 7208 §8.5: the client probably may not send for the domain; no reason to reject for. */
    SOFTFAIL("softfail"),
    /** RFC 7208 §8.6: the check could not be done now; later it may. */
    TEMPERROR("temperror"),
    /** RFC 7208 §8.7: the published records are wrong; somebody has to repair them. */
    PERMERROR("permerror");

    private final String keyword;

    SpfResult(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The result of a record whose mechanism with this qualifier matches (RFC 7208 §4.6.2).
     *
     * @param qualifier of the directive
     * @return pass, fail, softfail or neutral
     */
    public static SpfResult of(Qualifier qualifier) {
        return switch (Objects.requireNonNull(qualifier, "qualifier")) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case SOFTFAIL -> SOFTFAIL;
            case NEUTRAL -> NEUTRAL;
        };
    }

    /**
     * The result as header fields spell it.
     *
     * @return the lower-case keyword
     */
    public String keyword() {
        return keyword;
    }
}
