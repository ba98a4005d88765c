package org.signetmail.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The mail of one source, as far as it fares alike. Texts are hostile unless they say otherwise. Immutable and thread-safe.
 *
 * @param name its network, as {@code 192.0.2.0/24} or {@code 2001:db8::/48}, or a confirmed host or domain name; printing ASCII
 * @param networks how many networks have this name
 * @param kind how it fares
 * @param addresses how many addresses were seen, in as many reports
 * @param messages how many messages
 * @param quarantined how many of them the reporters put aside
 * @param rejected how many of them the reporters rejected
 * @param overridden for how many of them a reporter gave a reason to do something else than the policy asks for
 * @param domains whose names were in From, at most five; as A-labels, or the beginning of a hostile text
 * @param firstSeen the beginning of the first period in which it was seen
 * @param lastSeen the end of the last one
 * @param advice what to change, one English sentence each, at most four; what a reporter wrote in them is
 *     shown by {@link VisibleText}
 */
public record SourceSums(
        String name,
        int networks,
        SourceKind kind,
        long addresses,
        long messages,
        long quarantined,
        long rejected,
        long overridden,
        List<String> domains,
        Optional<Instant> firstSeen,
        Optional<Instant> lastSeen,
        List<String> advice) {

    /**
     * Copies the lists.
     *
     * @param name its name
     * @param networks networks
     * @param kind how it fares
     * @param addresses addresses
     * @param messages messages
     * @param quarantined messages
     * @param rejected messages
     * @param overridden messages
     * @param domains names in From
     * @param firstSeen first seen
     * @param lastSeen last seen
     * @param advice what to change
     */
    public SourceSums {
        domains = List.copyOf(domains);
        advice = List.copyOf(advice);
    }
}
