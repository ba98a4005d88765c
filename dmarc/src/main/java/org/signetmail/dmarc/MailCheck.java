package org.signetmail.dmarc;

/**
 * The checks of a {@link MailAuthenticator}.
 *
 * <p>Immutable and thread-safe.
 */
public enum MailCheck {
    /** SPF of the MAIL FROM identity; DMARC goes without it when it is off. */
    SPF,
    /** SPF of the HELO identity. */
    HELO,
    /** DKIM; DMARC goes without it when it is off. */
    DKIM,
    /** DMARC. */
    DMARC
}
