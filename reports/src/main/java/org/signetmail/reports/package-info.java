/**
 * Reports that others send of a domain's mail: aggregate (RFC 9990, 7489), failure (RFC 9991, 6591) and TLS (RFC 8460).
 * Start with {@link org.signetmail.reports.ReportReader}, which takes a file, a stream or a whole mail and gives typed
 * reports, or a typed refusal, with all that it passed over. What it works with is in rooms that are not exported:
 * {@code octets} (containers and their limits), {@code xml}, {@code mime}.
 *
 * <p>The records here are what was read and counted: made by Signet, read by users, and they may gain components. The
 * verdict on a message may not enter: it is asked of {@code org.signetmail.dmarc}.
 */
@NullMarked
package org.signetmail.reports;

import org.jspecify.annotations.NullMarked;
