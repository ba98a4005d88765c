package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options; what the resolver does with them is tested in the testkit, against a server. */
class DnsJavaResolverTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.53            | /192.0.2.53:53
            192.0.2.53:5300       | /192.0.2.53:5300
            [192.0.2.53]:5300     | /192.0.2.53:5300
            2001:db8::53          | /[2001:db8:0:0:0:0:0:53]:53
            [2001:db8::53]        | /[2001:db8:0:0:0:0:0:53]:53
            [2001:db8::53]:5300   | /[2001:db8:0:0:0:0:0:53]:5300
            ::1                   | /[0:0:0:0:0:0:0:1]:53
            """)
    void readsServerAddresses(String text, String address) {
        assertThat(DnsJavaResolver.builder().servers(text).build()).hasToString("DnsJavaResolver[" + address + "]");
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
                "no such host.invalid"
            })
    void refusesWhatIsNoServerAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsJavaResolver.builder().servers(text))
                .withMessageContaining(text);
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

    static List<UnaryOperator<DnsJavaResolver.Builder>> wrongOptions() {
        return List.of(
                builder -> builder.timeout(Duration.ZERO),
                builder -> builder.timeout(Duration.ofSeconds(61)),
                builder -> builder.attempts(0),
                builder -> builder.attempts(17),
                builder -> builder.ednsSize(511),
                builder -> builder.ednsSize(4097),
                builder -> builder.concurrency(0),
                builder -> builder.queue(-1),
                builder -> builder.maxRecords(0),
                builder -> builder.cacheSize(-1),
                builder -> builder.minTtl(Duration.ofSeconds(-1)),
                builder -> builder.maxTtl(Duration.ofSeconds(-1)),
                builder -> builder.minTtl(Duration.ofDays(2)));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void refusesWrongOptions(UnaryOperator<DnsJavaResolver.Builder> options) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.apply(DnsJavaResolver.builder()).build());
    }
}
