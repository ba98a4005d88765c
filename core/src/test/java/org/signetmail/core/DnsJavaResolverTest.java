package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options; what the resolver does with them is tested in the testkit, against a server. */
class DnsJavaResolverTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.53            | 192.0.2.53:53
            192.0.2.53:5300       | 192.0.2.53:5300
            [192.0.2.53]:5300     | 192.0.2.53:5300
            2001:db8::53          | [2001:db8:0:0:0:0:0:53]:53
            [2001:db8::53]        | [2001:db8:0:0:0:0:0:53]:53
            [2001:db8::53]:5300   | [2001:db8:0:0:0:0:0:53]:5300
            ::1                   | [0:0:0:0:0:0:0:1]:53
            tls://192.0.2.53      | tls://192.0.2.53:853
            tls://192.0.2.53:8853 | tls://192.0.2.53:8853
            tls://[2001:db8::53]#dns.example | tls://[2001:db8:0:0:0:0:0:53]:853
            tls://192.0.2.53#sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | tls://192.0.2.53:853
            https://192.0.2.53                      | https://192.0.2.53:443
            https://192.0.2.53:8443/a/b?key=secret  | https://192.0.2.53:8443
            https://[2001:db8::53]/dns-query{?dns}  | https://[2001:db8:0:0:0:0:0:53]:443
            https://192.0.2.53/q#sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | https://192.0.2.53:443
            https://192.0.2.53#sha256=//////////////////////////////////////////8= | https://192.0.2.53:443
            """)
    void readsServerAddresses(String text, String address) {
        assertThat(DnsJavaResolver.builder().servers(text).build())
                .hasToString(
                        "DnsJavaResolver[" + address
                                + "; 0 questions, 0 hits, 0 octets kept, 0 in flight, 0 queued, 0 queries without an answer, 0 datagrams that answered nothing]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":53",
                "[]:53",
                "[::1",
                "[::1]53",
                "192.0.2.53:",
                "192.0.2.53:0",
                "192.0.2.53:65536",
                "192.0.2.53:-1",
                "192.0.2.53:x",
                "192.0.2.53: 53",
                "[::1]:",
                "no such host.invalid",
                "http://192.0.2.53/dns-query",
                "udp://192.0.2.53",
                "https://192.0.2.53/dns query",
                "https://192.0.2.53/dns-query#dns.example",
                "https://192.0.2.53/dns-query#sha256=AAAA",
                "tls://192.0.2.53#",
                "tls://192.0.2.53#sha256=AAAA",
                "tls://192.0.2.53#sha256=?"
            })
    void refusesWhatIsNoServerAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsJavaResolver.builder().servers(text))
                .withMessageStartingWith("servers: ")
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no such host.invalid", "user@192.0.2.53"})
    void refusesWhatIsNoHost(String host) {
        for (String text : List.of(host, "tls://" + host, "https://" + host + "/dns-query")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DnsJavaResolver.builder().servers(text))
                    .withMessage("servers: no such host: "
                            + text.replace("tls://", "").replace("https://", "").replace("/dns-query", ""));
        }
    }

    @Test
    void refusesUnresolvedAddresses() {
        List<InetSocketAddress> unresolved = List.of(InetSocketAddress.createUnresolved("dns.invalid", 53));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsJavaResolver.builder().servers(unresolved));
    }

    @Test
    void takesTheServersOfTheSystem() {
        assertThat(DnsJavaResolver.system().toString())
                .startsWith("DnsJavaResolver[")
                .endsWith("]")
                .contains(":");
    }

    static Stream<Arguments> wrongOptions() {
        List<Map.Entry<String, UnaryOperator<DnsJavaResolver.Builder>>> wrong = List.of(
                Map.entry("timeout: PT0S, ", builder -> builder.timeout(Duration.ZERO)),
                Map.entry("timeout: PT1M1S, ", builder -> builder.timeout(Duration.ofSeconds(61))),
                Map.entry("attempts: 0, must be 1 to 16", builder -> builder.attempts(0)),
                Map.entry("attempts: 17, ", builder -> builder.attempts(17)),
                Map.entry("ednsSize: 511, ", builder -> builder.ednsSize(511)),
                Map.entry("ednsSize: 4097, ", builder -> builder.ednsSize(4097)),
                Map.entry("concurrency: 0, ", builder -> builder.concurrency(0)),
                Map.entry("concurrency: 1000000001, ", builder -> builder.concurrency(1_000_000_001)),
                Map.entry("queue: -1, ", builder -> builder.queue(-1)),
                Map.entry("maxTextOctets: 511, ", builder -> builder.maxTextOctets(511)),
                Map.entry("maxTextOctets: 65536, ", builder -> builder.maxTextOctets(65_536)),
                Map.entry("cacheOctets: -1, ", builder -> builder.cacheOctets(-1)),
                Map.entry("minTtl: PT-1S, ", builder -> builder.minTtl(Duration.ofSeconds(-1))),
                Map.entry("serveStale: PT-1S, ", builder -> builder.serveStale(Duration.ofSeconds(-1))),
                Map.entry("maxTtl: PT-1S, ", builder -> builder.maxTtl(Duration.ofSeconds(-1))),
                Map.entry("minTtl: PT48H, ", builder -> builder.minTtl(Duration.ofDays(2))));
        return wrong.stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOptions")
    void refusesWrongOptionsByName(String problem, UnaryOperator<DnsJavaResolver.Builder> wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.apply(DnsJavaResolver.builder()).build())
                .withMessageStartingWith(problem);
    }

    @Test
    void takesOptionsUpToTheirBounds() throws Exception {
        int most = 1_000_000_000;
        DnsJavaResolver.Builder least = DnsJavaResolver.builder()
                .servers("192.0.2.53", "192.0.2.54")
                .servers(List.of(new InetSocketAddress("192.0.2.55", 53)))
                .servers("192.0.2.56")
                .servers(List.of(new InetSocketAddress("192.0.2.57", 5300)))
                .tcpOnly(true)
                .sslContext(SSLContext.getDefault())
                .timeout(Duration.ofMillis(1))
                .attempts(1)
                .ednsSize(0)
                .concurrency(1)
                .queue(0)
                .maxTextOctets(512)
                .cacheOctets(0)
                .minTtl(Duration.ZERO)
                .maxTtl(Duration.ZERO)
                .negativeCaching(false)
                .serveStale(Duration.ZERO);
        assertThat(least.build().toString()).startsWith("DnsJavaResolver[192.0.2.57:5300; ");
        DnsJavaResolver.Builder greatest = DnsJavaResolver.builder()
                .servers("192.0.2.53")
                .timeout(Duration.ofMinutes(1))
                .attempts(16)
                .ednsSize(512)
                .ednsSize(4096)
                .concurrency(most)
                .queue(most)
                .maxTextOctets(65_535)
                .cacheOctets(most)
                .maxTtl(Duration.ofDays(3))
                .minTtl(Duration.ofDays(3));
        assertThat(greatest.build().toString()).startsWith("DnsJavaResolver[192.0.2.53:53; ");
    }

    static Stream<Arguments> missing() {
        DnsJavaResolver.Builder builder = DnsJavaResolver.builder();
        DnsJavaResolver resolver = builder.servers("192.0.2.53").build();
        DomainName name = DomainName.of("a.example");
        List<Map.Entry<String, ThrowingCallable>> calls = List.of(
                Map.entry("name", () -> resolver.lookup(null, RecordType.A)),
                Map.entry("type", () -> resolver.lookup(name, null)),
                Map.entry("addresses", () -> builder.servers((String[]) null)),
                Map.entry("addresses[1]", () -> builder.servers("192.0.2.53", null)),
                Map.entry("addresses[0]", () -> builder.servers(Collections.singletonList(null))),
                Map.entry("timeout", () -> builder.timeout(null)),
                Map.entry("context", () -> builder.sslContext(null)),
                Map.entry("minTtl", () -> builder.minTtl(null)),
                Map.entry("maxTtl", () -> builder.maxTtl(null)),
                Map.entry("longest", () -> builder.serveStale(null)),
                Map.entry("lookup", () -> DnsResolver.blocking(null, Runnable::run)),
                Map.entry("executor", () -> DnsResolver.blocking((any, type) -> DnsAnswer.NO_DATA, null)),
                Map.entry("octets", () -> new DnsRecord.Txt(null)),
                Map.entry("start", () -> new DnsRecord.LongTxt(null, 600, 512)),
                Map.entry("ip", () -> new DnsRecord.Address(null)),
                Map.entry("exchange", () -> new DnsRecord.Mx(0, null)),
                Map.entry("records", () -> new DnsAnswer.Found(null, Duration.ZERO, false)),
                Map.entry("ttl", () -> new DnsAnswer.NoData(null, false)),
                Map.entry("reason", () -> new DnsAnswer.Failed(null, "")),
                Map.entry("detail", () -> new DnsAnswer.Failed(DnsFailure.TIMEOUT, null)));
        return calls.stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void refusesNullByTheNameOfWhatIsMissing(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }
}
