package org.signetmail.reports.sending;

import java.util.List;

/**
 * Who gets the reports of a domain. Immutable and thread-safe.
 *
 * @param addresses each gets a mail of its own, in the order of the record (RFC 9990 §3.5); plain addresses in ASCII, each once
 * @param refused the URIs of the record that get none, with the reason
 * @param isTemporary whether DNS did not tell all just now, so that a later attempt may find more
 */
public record ReportRecipients(List<String> addresses, List<RefusedUri> refused, boolean isTemporary) {

    /**
     * Copies the lists.
     *
     * @param addresses addresses
     * @param refused URIs
     * @param isTemporary whether to look again
     */
    public ReportRecipients {
        addresses = List.copyOf(addresses);
        refused = List.copyOf(refused);
    }
}
