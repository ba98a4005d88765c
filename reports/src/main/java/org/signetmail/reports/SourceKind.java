package org.signetmail.reports;

/**
 * How the mail of a source fares.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum SourceKind {
    /** DMARC passes: SPF or DKIM is aligned. */
    ALIGNED,
    /** SPF or DKIM passes, for another domain than that in From: a service that is not set up, or a forwarder. */
    AUTHENTICATED,
    /** Nothing passes: forged, or forgotten. */
    NOTHING
}
