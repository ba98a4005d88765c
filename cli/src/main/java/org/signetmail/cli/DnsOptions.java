package org.signetmail.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.testkit.FakeDns;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where answers come from: options of every command that asks DNS. */
final class DnsOptions {

    private static final String TCP = "tcp://";

    @ArgGroup
    private Source source = new Source();

    /** At most one of the two. */
    static final class Source {
        @Option(names = "--dns", paramLabel = "ZONE", description = "Answer from this zone file instead of DNS.")
        private @Nullable String zone;

        @Option(
                names = "--server",
                paramLabel = "SERVER",
                description =
                        "Ask this DNS server instead of the system's: HOST or HOST:PORT (53), tcp://HOST over TCP alone, tls://HOST"
                                + " over TLS, https://HOST/dns-query over HTTPS. Once more for another.")
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
                    .tcpOnly(tcp > 0)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--server: " + e.getMessage());
        } catch (IllegalStateException e) {
            throw new UsageException(e.getMessage() + "; name one with --server");
        }
    }

    private static boolean isTcp(String server) {
        return server.regionMatches(true, 0, TCP, 0, TCP.length());
    }
}
