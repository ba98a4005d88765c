package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsFailure;

/** When another client is made; what is asked and answered is tested in the testkit. */
class DnsHttpsTest {

    private static final DnsExchange.Listener NOBODY = new DnsExchange.Listener() {
        @Override
        public boolean received(byte[] octets, long age) {
            return true;
        }

        @Override
        public void failed(DnsFailure reason, String detail, boolean disturbed) {}
    };

    /** Each client of the JDK has a thread of its own, with a number in its name. */
    private static Set<String> clients() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("HttpClient-") && name.endsWith("-SelectorManager"))
                .collect(Collectors.toSet());
    }

    @Test
    @DisplayName("questions to a silent server that went out together take one client from the next ones, not one each")
    void aSilentServerCostsFewClients() throws IOException {
        Set<String> before = clients();
        Set<String> seen = new HashSet<>();
        // The system takes its connections, and nobody ever reads from them.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            DnsEndpoint server = DnsEndpoint.parse("https://127.0.0.1:" + silent.getLocalPort())
                    .ready(null);
            DnsHttps https = new DnsHttps(server, task -> {});
            Queue<DnsExchange> waiting = new ArrayDeque<>();
            for (int question = 0; question < 20; question++) {
                if (waiting.size() == DnsHttps.FIRST) {
                    waiting.remove().giveUp("no answer in time");
                }
                DnsExchange exchange =
                        new DnsExchange(new byte[12], System.nanoTime(), question, NOBODY, new TreeSet<>());
                https.send(exchange);
                waiting.add(exchange);
                seen.addAll(clients());
            }
            waiting.forEach(exchange -> exchange.giveUp("no answer in time"));
        }
        seen.removeAll(before);
        assertThat(seen).hasSize(2);
    }
}
