package org.signetmail.dmarc;

/**
 * The checks of a {@link MailAuthenticator}. More constants may come; have a default branch.
 *
 * <p>Immutable and thread-safe.
 */
public enum MailCheck {
    /**
     * SPF of the MAIL FROM identity, which for the null reverse-path is the HELO name (RFC 7208 §2.4); DMARC goes without
     * it when it is off.
     */
    SPF,
    /**
     * SPF of the HELO identity beside it, on which nothing depends. Off by default, as a client whose HELO name has silent
     * DNS would only make for more questions; when it is on, nothing waits for it ({@link AuthenticationLimits#heloTime}),
     * and it is a temperror when it has no result by the time the rest is done.
     */
    HELO,
    /** DKIM; DMARC goes without it when it is off. */
    DKIM,
    /** DMARC. */
    DMARC
}
