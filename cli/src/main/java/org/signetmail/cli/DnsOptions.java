package org.signetmail.cli;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where answers come from: options of every command that asks DNS. */
final class DnsOptions {

    private static final String TCP = "tcp://";

    /** How long a server may take to show that it is there. */
    private static final Duration PROBE = Duration.ofSeconds(2);

    private static final Set<DnsFailure> NO_SERVER = EnumSet.of(DnsFailure.TIMEOUT, DnsFailure.NETWORK);

    @ArgGroup
    private Source source = new Source();

    /** At most one of the two. */
    static final class Source {
        @Option(names = "--dns", paramLabel = "ZONE", description = "Answer from this zone file instead of DNS.")
        private @Nullable String zone;

        @Option(
                names = "--server",
                paramLabel = "SERVER",
                // Lines of their own, as help would break one within a URL.
                description = {
                    "Ask this DNS server instead of the system's: HOST or HOST:PORT (53),",
                    "tcp://HOST over TCP alone, tls://HOST over TLS,",
                    "https://HOST/dns-query over HTTPS. Once more for another."
                })
        private List<String> servers = List.of();
    }

    /**
     * The resolver that is named, a new one with a cache of its own: a command takes it once and keeps it.
     *
     * @throws UsageException when a zone cannot be read, an address is none, or the system names no server
     */
    DnsResolver resolver() throws UsageException {
        if (source.zone != null) {
            return FakeDns.of(ZoneFile.read(source.zone));
        }
        return asking(source.servers);
    }

    /**
     * A resolver that asks the servers that {@code --server} names, or those of the system when there are none.
     *
     * @throws UsageException when an address is none, or the system names no server
     */
    static DnsResolver asking(List<String> servers) throws UsageException {
        try {
            return builder(servers).build();
        } catch (IllegalStateException e) {
            throw new UsageException(e.getMessage() + "; name one with --server");
        }
    }

    private static DnsJavaResolver.Builder builder(List<String> servers) throws UsageException {
        List<String> addresses = servers.stream()
                .map(server -> isTcp(server) ? server.substring(TCP.length()) : server)
                .toList();
        long tcp = servers.stream().filter(DnsOptions::isTcp).count();
        if (tcp > 0 && tcp < servers.size()) {
            throw new UsageException("--server: over TCP alone are all servers or none; say tcp:// before each");
        }
        if (tcp > 0 && addresses.stream().anyMatch(address -> address.contains("://"))) {
            throw new UsageException("--server: tcp:// takes HOST or HOST:PORT");
        }
        try {
            return DnsJavaResolver.builder()
                    .servers(addresses.toArray(String[]::new))
                    .tcpOnly(tcp > 0);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--server: " + withoutName(String.valueOf(e.getMessage())));
        }
    }

    /** What the builder says, without the name that it has for the same thing. */
    private static String withoutName(String message) {
        return (message.startsWith("servers: ") ? message.substring("servers: ".length()) : message)
                .replace(", must ", " must ");
    }

    /**
     * Whether there is a DNS server at all, to be asked when a command came to a temporary error: what it says then of the
     * servers of a domain is wrong when none of those that it asks is there. Nobody has to be asked about the name but the server
     * itself (RFC 6761 §6.4).
     *
     * @return what to tell; empty when a server answers, whatever it says
     */
    Optional<String> unreachable() throws UsageException {
        if (source.zone != null) {
            return Optional.empty();
        }
        DnsAnswer answer = builder(source.servers)
                .timeout(PROBE)
                .attempts(1)
                .build()
                .lookup(DomainName.of("signet.invalid"), RecordType.TXT)
                .toCompletableFuture()
                .join();
        if (!(answer instanceof DnsAnswer.Failed failed) || !NO_SERVER.contains(failed.reason())) {
            return Optional.empty();
        }
        String asked = source.servers.isEmpty()
                ? "no DNS server of this system answers"
                : "no answer from --server " + Printable.of(String.join(", ", source.servers));
        return Optional.of(asked + " (" + failed.describe() + "), so nothing is known of the servers of any domain; "
                + (source.servers.isEmpty()
                        ? "name one that does with --server"
                        : "is one at that address and port (over TCP alone it is tcp://HOST:PORT)?"));
    }

    private static boolean isTcp(String server) {
        return server.regionMatches(true, 0, TCP, 0, TCP.length());
    }
}
