package org.signetmail.cli;

import java.util.List;
import org.signetmail.core.DnsRecord;

/** What the resolver takes on. */
final class DnsBounds {

    private static final String CACHE = "org.signetmail.testkit.DnsJavaResolverCacheTest#";
    static final String FAULTS = "org.signetmail.testkit.DnsJavaResolverFaultTest#";
    static final String DNS = "org.signetmail.core.dns.";

    private DnsBounds() {}

    /** As the builder has them; it has no getters. */
    static final List<String> DEFAULTS = List.of(
            "timeout = Duration.ofSeconds(2);",
            "attempts = 3;",
            "udpSize = 1232;",
            "concurrency = 4096;",
            "queue = 100_000;",
            "cacheOctets = 10 << 20;",
            "minTtl = Duration.ZERO;",
            "maxTtl = Duration.ofDays(1);",
            "serveStale = Duration.ZERO;");

    static List<Bound> resolver() {
        return List.of(
                Bound.held(
                        "DnsJavaResolver.Builder.timeout",
                        "2 s",
                        "the waiting for a server, in each attempt",
                        "the next server or attempt; in the end a temporary failure, `TIMEOUT`",
                        FAULTS + "keepsTimeLimitsBelowASecond"),
                Bound.held(
                        "DnsJavaResolver.Builder.attempts",
                        "3",
                        "rounds through the servers for one question",
                        "a temporary failure, `TIMEOUT` or that of the last answer",
                        FAULTS + "keepsTimeLimitsBelowASecond"),
                Bound.held(
                        "DnsJavaResolver.Builder.ednsSize",
                        "1,232 octets",
                        "a datagram (RFC 6891 §6.2.5)",
                        "the question goes over TCP",
                        FAULTS + "takesNoLongerDatagramThanItSaid"),
                Bound.held(
                        "DnsJavaResolver.Builder.concurrency",
                        "4,096",
                        "look-ups under way",
                        "further ones wait their turn, shared out by message",
                        CACHE + "boundsWhatIsUnderWayAndWhatWaits"),
                Bound.held(
                        "DnsJavaResolver.Builder.queue",
                        "100,000",
                        "look-ups that wait their turn",
                        "a temporary failure, `OVERLOADED`, of the message that asks for the most",
                        CACHE + "boundsWhatIsUnderWayAndWhatWaits"),
                Bound.held(
                        "DnsJavaResolver.Builder.maxTextOctets",
                        MessageBounds.number(DnsRecord.MAX_TEXT) + " octets",
                        "a TXT record that is given whole",
                        "a mark in its place: who needs that record has a permanent error, others nothing",
                        FAULTS + "readsGiantTextAndMarksWhatIsTooLong"),
                Bound.held(
                        "DnsJavaResolver.Builder.cacheOctets",
                        "10 MiB",
                        "answers that are kept, names and keys included",
                        "those not used for longest go",
                        DNS + "DnsCacheTest#isBoundedInOctets"),
                Bound.held(
                        "DnsJavaResolver.Builder.minTtl",
                        "0 s",
                        "the least that an answer is kept, unless its TTL is zero",
                        "kept that long",
                        DNS + "DnsCacheTest#clampsTheTtlButForZero"),
                Bound.held(
                        "DnsJavaResolver.Builder.maxTtl",
                        "1 day",
                        "the most that an answer is kept; a negative one 3 hours",
                        "asked again",
                        DNS + "DnsCacheTest#clampsTheTtlButForZero"),
                Bound.held(
                        "DnsJavaResolver.Builder.serveStale",
                        "0 s, which is off",
                        "how long beyond its time an answer serves while servers are down (RFC 8767)",
                        "the failure",
                        DNS + "DnsCacheTest#servesStaleAnswersWhenToldTo"));
    }
}
