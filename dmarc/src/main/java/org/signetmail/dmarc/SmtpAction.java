package org.signetmail.dmarc;

/**
 * What an SMTP server does with a message. More constants may come; have a default branch.
 *
 * <p>Immutable and thread-safe. From mild to strict, so that {@link #compareTo} finds the stricter.
 */
public enum SmtpAction {
    /** It is delivered. */
    ACCEPT("accept"),
    /** It is taken and kept apart: in a spam folder, or for somebody to look at. */
    QUARANTINE("quarantine"),
    /** It is not taken now; the client comes again (a 4yz reply of RFC 5321 §4.2.1). */
    DEFER("defer"),
    /** It is not taken at all (a 5yz reply of RFC 5321 §4.2.1). */
    REFUSE("refuse");

    private final String keyword;

    SmtpAction(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The action as a log spells it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
