/**
 * Reports to others on mail that was received: DMARC aggregate reports (RFC 9990) and failure reports (RFC 9991), counted,
 * written and put into mails. Start with {@link org.signetmail.reports.sending.AggregateReportBuilder}.
 *
 * <p>It stands on the root package of the module, which does not know of it: nobody who reads reports comes by here. Nothing in
 * here sends: what comes out is octets, a name or a list of addresses.
 */
@NullMarked
package org.signetmail.reports.sending;

import org.jspecify.annotations.NullMarked;
