package org.signetmail.core;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.dns.DnsClient;
import org.signetmail.core.dns.DnsEndpoint;
import org.signetmail.core.dns.DnsLibrary;
import org.signetmail.core.internal.Ascii;

/**
 * The ready-made resolver: asks recursive DNS servers, those of the system or your own, and keeps what they answer for
 * as long as its TTL says.
 *
 * <pre>{@code
 * DnsResolver system = DnsJavaResolver.system();
 * DnsResolver own = DnsJavaResolver.builder()
 *         .servers("10.0.0.2", "10.0.0.3:5353", "[fd00::2]:53")
 *         .timeout(Duration.ofMillis(800))
 *         .build();
 * }</pre>
 *
 * <p>An answer is taken only if it has the ID and the question of its query (RFC 5452 §9.1), and of its records only
 * those that belong to the name asked for or to the end of its CNAMEs. Each question goes out at one of several ports, by
 * chance, and with an ID by chance; the ports change all the time (RFC 5452 §9.2). Other datagrams are ignored; if nothing
 * better comes, or too many of them, TCP is used. DNSSEC is left to the servers: whether one vouched for an answer (the AD
 * bit) is told in the answer, and means as much as the way to that server is trusted.
 *
 * <p>A server that leaves many queries in a row without an answer, and a queue that is full, are told in the log of this
 * class at WARN, each once in ten minutes at most; {@link #stats()} has the numbers.
 *
 * <p>Thread-safe, its options never change. Build one and keep it, as the cache is in it. Its one daemon thread runs
 * while there is something to wait for, so there is nothing to close; for {@code https://} servers the JDK's client has
 * threads of its own. Answers complete on that thread: what is chained to them must not block. A look-up that is cancelled
 * by its future ends there and then, unless somebody else waits for the same.
 */
public final class DnsJavaResolver implements DnsResolver {

    private final DnsClient client;
    private final List<DnsEndpoint> servers;

    private DnsJavaResolver(Builder builder) {
        DnsLibrary.check();
        servers = (builder.servers.isEmpty() ? systemServers() : builder.servers)
                .stream()
                        .map(server -> (builder.tcpOnly ? server.overTcp() : server).ready(builder.sslContext))
                        .toList();
        client = new DnsClient(new DnsClient.Settings(
                servers,
                builder.timeout,
                builder.attempts,
                builder.udpSize,
                builder.concurrency,
                builder.queue,
                builder.maxText,
                builder.cacheOctets,
                builder.minTtl,
                builder.maxTtl,
                builder.negativeCaching,
                builder.serveStale));
    }

    private static List<DnsEndpoint> systemServers() {
        List<DnsEndpoint> servers =
                DnsClient.systemServers().stream().map(DnsEndpoint::of).toList();
        if (servers.isEmpty()) {
            throw new IllegalStateException("the system names no DNS server");
        }
        return servers;
    }

    /**
     * A resolver that asks the system's DNS servers, as they are configured now.
     *
     * @return a new resolver with a cache of its own
     * @throws IllegalStateException when the system names none, or dnsjava is too old
     */
    public static DnsJavaResolver system() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        return client.lookup(name, type);
    }

    /**
     * {@inheritDoc} Where there is more to ask than {@link Builder#concurrency} allows, the messages take turns: next is the one
     * for which the fewest questions are under way.
     */
    @Override
    public DnsResolver forMessage() {
        return client.forMessage();
    }

    /**
     * Numbers for a dashboard.
     *
     * @return a snapshot; its numbers are taken one after the other while look-ups go on
     */
    public DnsStats stats() {
        DnsClient.Counts counts = client.counts();
        Map<InetSocketAddress, Long> failures = new LinkedHashMap<>();
        for (int i = 0; i < servers.size(); i++) {
            failures.merge(servers.get(i).address(), counts.failures().get(i), Long::sum);
        }
        return new DnsStats(
                counts.questions(),
                counts.hits(),
                counts.kept(),
                counts.inFlight(),
                counts.queued(),
                counts.strays(),
                failures);
    }

    /** Empties the cache, such as after a repaired zone. Answers that are under way now are kept when they come. */
    public void clear() {
        client.clear();
    }

    /** The servers and {@link #stats()}, on one line of printing ASCII. */
    @Override
    public String toString() {
        String shown = servers.stream().map(DnsEndpoint::show).collect(Collectors.joining(", "));
        return "DnsJavaResolver[" + Ascii.printable(shown, 500) + "; " + stats() + "]";
    }

    /**
     * Options of a resolver, each with a default that suits a mail server.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {
        private final List<DnsEndpoint> servers = new ArrayList<>();
        private boolean tcpOnly;
        private @Nullable SSLContext sslContext;
        private Duration timeout = Duration.ofSeconds(2);
        private int attempts = 3;
        private int udpSize = 1232;
        private int concurrency = 4096;
        private int queue = 100_000;
        private int maxText = DnsRecord.MAX_TEXT;
        private int cacheOctets = 10 << 20;
        private Duration minTtl = Duration.ZERO;
        private Duration maxTtl = Duration.ofDays(1);
        private boolean negativeCaching = true;
        private Duration serveStale = Duration.ZERO;

        /** More is a mistake, and two of them have to fit into an int. */
        private static final int MOST = 1_000_000_000;

        private Builder() {}

        /**
         * The servers to ask, in this order; the next one when one does not answer or answers with an error. Until set,
         * those of the system.
         *
         * <p>The form of each is an address and, where it is not 53, a port:
         *
         * <pre>
         * 192.0.2.53         192.0.2.53:5300
         * 2001:db8::53       [2001:db8::53]:5300       [2001:db8::53]
         * dns.example.net    dns.example.net:5300
         * tls://dns.example.net
         * tls://192.0.2.53#dns.example.net
         * tls://192.0.2.53:8853#sha256=wDbW8xYzR/rVlO5JyhVbDzSJXpLw8xQUEvxqbQYAAAA=
         * https://192.0.2.53/dns-query
         * https://dns.example.net:8443/dns-query#sha256=wDbW8xYzR/rVlO5JyhVbDzSJXpLw8xQUEvxqbQYAAAA=
         * </pre>
         *
         * <p>An IPv6 address with a port needs the brackets. A host name is looked up now, through the system, and never
         * again.
         *
         * <p>{@code tls://} asks over TLS alone (RFC 7858), at port 853 where none is given, so that nobody on the way can read or
         * change anything. The certificate has to be trusted and to name the host or the address, or what is behind the
         * number sign; or, behind {@code #sha256=}, the server has to have the key whose SubjectPublicKeyInfo has this SHA-256 in
         * base64 (RFC 7469 §2.4), whoever certifies it.
         *
         * <p>{@code https://} asks over HTTPS (RFC 8484), by POST, through the JDK's HTTP client, for networks where nothing else
         * goes out; the path is {@code /dns-query} where none is given. The certificate has to be trusted and to name the host
         * or the address of the URI, or the server has to have the key behind {@code #sha256=}. A host name is looked up by the
         * JDK each time it connects, so it must not be one that only this server knows: with an address there is nothing to
         * look up. The JDK's proxy settings hold; redirects are not followed. At most 100 questions are under way at a time,
         * whatever {@link #concurrency} says, and one that has no answer after a second is asked again when others wait: over
         * UDP, or TLS, far more can be asked. A program with modules of its own has to have {@code java.net.http} among
         * them, and the client's threads end some time after the resolver is not used any more.
         *
         * @param addresses one or more of that form; none to go back to the system's
         * @return this builder
         * @throws IllegalArgumentException when one is not of that form, or there is no such host
         */
        public Builder servers(String... addresses) {
            Objects.requireNonNull(addresses, "addresses");
            List<DnsEndpoint> parsed = new ArrayList<>();
            for (int i = 0; i < addresses.length; i++) {
                String address = Objects.requireNonNull(addresses[i], "addresses[" + i + "]");
                parsed.add(DnsEndpoint.parse(address));
            }
            servers.clear();
            servers.addAll(parsed);
            return this;
        }

        /**
         * The servers to ask, as {@link #servers(String...)}.
         *
         * @param addresses resolved addresses; none to go back to the system's
         * @return this builder
         * @throws IllegalArgumentException when one is not resolved
         */
        public Builder servers(List<InetSocketAddress> addresses) {
            Objects.requireNonNull(addresses, "addresses");
            for (int i = 0; i < addresses.size(); i++) {
                InetSocketAddress address = Objects.requireNonNull(addresses.get(i), "addresses[" + i + "]");
                check(!address.isUnresolved(), "addresses[" + i + "]: " + address + ", must be resolved");
            }
            servers.clear();
            addresses.forEach(address -> servers.add(DnsEndpoint.of(address)));
            return this;
        }

        /**
         * Asks over TCP alone (RFC 7766), for networks that carry no UDP, and for those where others could send datagrams in a
         * server's name. Connections are kept, and each carries many questions at a time.
         *
         * @param only false until set
         * @return this builder
         */
        public Builder tcpOnly(boolean only) {
            this.tcpOnly = only;
            return this;
        }

        /**
         * Which certificates are trusted of servers behind {@code tls://} and {@code https://}, where the JDK's own are
         * not the right ones. A server whose key is pinned needs none.
         *
         * @param context initialized; the JDK's default until set
         * @return this builder
         */
        public Builder sslContext(SSLContext context) {
            this.sslContext = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * How long to wait for one answer, over UDP and again over TCP.
         *
         * @param timeout a millisecond to a minute; 2 seconds until set
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout");
            check(
                    timeout.toMillis() > 0 && timeout.compareTo(Duration.ofMinutes(1)) <= 0,
                    "timeout: " + timeout + ", must be a millisecond to a minute");
            this.timeout = timeout;
            return this;
        }

        /**
         * How often a question is asked, at all servers together, before the look-up fails.
         *
         * @param attempts 1 to 16; 3 until set
         * @return this builder
         */
        public Builder attempts(int attempts) {
            checkRange("attempts", attempts, 1, 16);
            this.attempts = attempts;
            return this;
        }

        /**
         * The longest answer to ask for over UDP (EDNS, RFC 6891 §6.2.3). A server that does not know EDNS is asked
         * again without.
         *
         * @param octets 512 to 4096, or zero to use no EDNS; 1232 until set, which passes every network in one piece
         * @return this builder
         */
        public Builder ednsSize(int octets) {
            check(
                    octets == 0 || (octets >= 512 && octets <= 4096),
                    "ednsSize: " + octets + ", must be 0 or 512 to 4096");
            this.udpSize = octets;
            return this;
        }

        /**
         * How many look-ups may be under way at a time. Further ones wait their turn, which comes by message and not by the
         * order of asking ({@link DnsJavaResolver#forMessage}). Those with the same question are one. A look-up whose server has
         * been silent for a quarter of a second gives up its place when another one needs it, and goes on waiting; there are
         * at most four times as many of these.
         *
         * @param lookups 1 to 1,000,000,000; 4096 until set
         * @return this builder
         */
        public Builder concurrency(int lookups) {
            checkRange("concurrency", lookups, 1, MOST);
            this.concurrency = lookups;
            return this;
        }

        /**
         * How many look-ups may wait their turn. Further ones fail at once with {@link DnsFailure#OVERLOADED}, and so does
         * one whose turn, be it the first or one after a timeout, has not come in the time that a look-up itself may take: for
         * every attempt, twice the timeout.
         *
         * @param lookups zero to 1,000,000,000; 100,000 until set: the questions of 10,000 messages and more. Each takes about half
         *     a kilobyte while it waits, and twice that for the oddest names
         * @return this builder
         */
        public Builder queue(int lookups) {
            checkRange("queue", lookups, 0, MOST);
            this.queue = lookups;
            return this;
        }

        /**
         * How long a TXT record may be that is given whole. A longer one becomes a {@link DnsRecord.LongTxt}, which matters
         * only to who looks for a record that begins like it. Keep it at or above what the limits of SPF and DKIM let a
         * record have. An answer as a whole may have 65,535 octets, as DNS over TCP has it, in any number of records; one
         * with more fails with {@link DnsFailure#TOO_LARGE}: a part of an answer would be a wrong one.
         *
         * @param octets 512 to 65535; 16384 until set
         * @return this builder
         * @throws IllegalArgumentException when out of range
         */
        public Builder maxTextOctets(int octets) {
            checkRange("maxTextOctets", octets, DnsRecord.LongTxt.START, 0xFFFF);
            this.maxText = octets;
            return this;
        }

        /**
         * How much memory the answers may take that are kept, their names and all else counted.
         *
         * @param octets zero for no cache, at most 1,000,000,000; 10 MiB until set, which is some 15,000 ordinary answers
         * @return this builder
         */
        public Builder cacheOctets(int octets) {
            checkRange("cacheOctets", octets, 0, MOST);
            this.cacheOctets = octets;
            return this;
        }

        /**
         * How long answers are kept at least. An answer with a TTL of zero is never kept.
         *
         * @param ttl zero until set
         * @return this builder
         */
        public Builder minTtl(Duration ttl) {
            Objects.requireNonNull(ttl, "minTtl");
            check(!ttl.isNegative(), "minTtl: " + ttl + ", must not be negative");
            this.minTtl = ttl;
            return this;
        }

        /**
         * How long answers are kept at most.
         *
         * @param ttl a day until set
         * @return this builder
         */
        public Builder maxTtl(Duration ttl) {
            Objects.requireNonNull(ttl, "maxTtl");
            check(!ttl.isNegative(), "maxTtl: " + ttl + ", must not be negative");
            this.maxTtl = ttl;
            return this;
        }

        /**
         * Whether the answer that there are no such records, or no such name, is kept too (RFC 2308). Failures never
         * are.
         *
         * @param keep true until set
         * @return this builder
         */
        public Builder negativeCaching(boolean keep) {
            this.negativeCaching = keep;
            return this;
        }

        /**
         * How long an answer may be used beyond its time when servers do not answer, or answer SERVFAIL or REFUSED (RFC 8767), so
         * that mail from those one knows is judged as before while DNS is down. The trace tells of each such answer
         * ({@link DnsQuery#stale}). Servers are asked first, and again after 30 seconds.
         *
         * @param longest zero for never, which is so until set; RFC 8767 §5 suggests one to three days
         * @return this builder
         */
        public Builder serveStale(Duration longest) {
            Objects.requireNonNull(longest, "longest");
            check(!longest.isNegative(), "serveStale: " + longest + ", must not be negative");
            this.serveStale = longest;
            return this;
        }

        /**
         * Makes the resolver.
         *
         * @return a resolver with an empty cache
         * @throws IllegalArgumentException when the minimum TTL is above the maximum
         * @throws IllegalStateException when no servers were set and the system names none, when the dnsjava that the program
         *     runs with is too old (the message has the version found and the version needed), or when there is an
         *     {@code https://} server and no module java.net.http
         */
        public DnsJavaResolver build() {
            check(
                    minTtl.compareTo(maxTtl) <= 0,
                    "minTtl: " + minTtl + ", must not be above maxTtl, which is " + maxTtl);
            return new DnsJavaResolver(this);
        }

        private static void checkRange(String name, int value, int least, int most) {
            check(value >= least && value <= most, name + ": " + value + ", must be " + least + " to " + most);
        }

        private static void check(boolean condition, String problem) {
            if (!condition) {
                throw new IllegalArgumentException(problem);
            }
        }
    }
}
