package org.signetmail.reports;

import java.util.Map;

/**
 * How the mail servers of one domain were reached. Immutable and thread-safe.
 *
 * @param domain whose, as A-labels; of what is no domain the beginning of its text, which is hostile
 * @param successful how many sessions were secure
 * @param failed how many were not
 * @param reasons how many sessions failed by reason, as the reporters name it; hostile text
 */
public record TlsSums(String domain, long successful, long failed, Map<String, Long> reasons) {

    /**
     * Copies the map.
     *
     * @param domain whose
     * @param successful sessions
     * @param failed sessions
     * @param reasons sessions
     */
    public TlsSums {
        reasons = Map.copyOf(reasons);
    }
}
