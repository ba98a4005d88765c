/**
 * Reports that others send of a domain's mail: aggregate (RFC 9990, 7489), failure (RFC 9991, 6591) and TLS (RFC 8460).
 * Start with {@link org.signetmail.reports.ReportReader}, which takes a file, a stream or a whole mail and gives typed
 * reports, or a typed refusal, with all that it passed over. What it works with is in rooms that are not exported:
 * {@code octets} (containers and their limits), {@code xml}, {@code mime}.
 */
@NullMarked
package org.signetmail.reports;

import org.jspecify.annotations.NullMarked;
