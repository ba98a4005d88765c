package org.signetmail.reports;

import java.util.Map;

/**
 * The sums of an aggregate report, in messages unless they say otherwise; they stay at {@link Long#MAX_VALUE} when they go over
 * it. Immutable and thread-safe.
 *
 * @param rows the records that were kept
 * @param droppedRows the records without a usable address or count
 * @param messages all messages
 * @param byDisposition messages by what was done with them; those that are not there have none
 * @param withoutDisposition messages whose disposition is absent or unknown
 * @param dkimPass messages with an aligned pass of DKIM
 * @param spfPass messages with an aligned pass of SPF
 * @param eitherPass messages with one of the two: DMARC passes
 * @param distinctIps the number of different sources
 */
public record ReportTotals(
        long rows,
        long droppedRows,
        long messages,
        Map<ReportedDisposition, Long> byDisposition,
        long withoutDisposition,
        long dkimPass,
        long spfPass,
        long eitherPass,
        int distinctIps) {

    /**
     * Copies the map.
     *
     * @param rows records
     * @param droppedRows records
     * @param messages messages
     * @param byDisposition messages
     * @param withoutDisposition messages
     * @param dkimPass messages
     * @param spfPass messages
     * @param eitherPass messages
     * @param distinctIps addresses
     */
    public ReportTotals {
        byDisposition = Map.copyOf(byDisposition);
    }
}
