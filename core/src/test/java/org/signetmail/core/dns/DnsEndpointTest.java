package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that were found; addresses as text are tested with the resolver's options. */
class DnsEndpointTest {

    private static InetSocketAddress found(String host) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}), 443);
    }

    @ParameterizedTest
    @CsvSource({
        "dns.example,   https://dns.example/dns-query",
        "127.0.0.1,     https://127.0.0.1/dns-query",
        "::1,           https://[::1]/dns-query",
        "fe80::1%lo,    https://[fe80::1%lo]/dns-query",
        "dns-1.example, https://dns-1.example/dns-query"
    })
    void makesAUri(String host, String uri) throws UnknownHostException {
        assertThat(DnsEndpoint.uri("https://" + host, found(host), "")).hasToString(uri);
    }

    @Test
    void isAskedOverTcpWhereItHasNoOtherConnections() {
        DnsEndpoint plain = DnsEndpoint.parse("192.0.2.53");
        assertThat(plain.isStream()).isFalse();
        assertThat(plain.ready(null)).isSameAs(plain);
        assertThat(List.of(plain.stream(), plain.overTcp().stream())).containsExactly("TCP", "TCP");
        assertThat(plain.overTcp().isStream()).isTrue();
        assertThat(plain.overTcp().show()).isEqualTo(plain.show());
        assertThat(plain.overTcp().engine()).isNull();
        for (String text : List.of("tls://192.0.2.53", "https://192.0.2.53")) {
            DnsEndpoint other = DnsEndpoint.parse(text);
            assertThat(other.overTcp()).isSameAs(other);
            assertThat(other.isHttps()).isEqualTo(text.startsWith("https"));
            assertThat(other.stream()).isEqualTo(other.isHttps() ? "HTTPS" : "TLS");
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 8310 §8.1: a certificate has the name, or the address; a key that is pinned has none")
    @CsvSource({
        "tls://192.0.2.53,             192.0.2.53, HTTPS",
        "tls://192.0.2.53#dns.example, dns.example, HTTPS",
        "tls://192.0.2.53#sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, 192.0.2.53,"
    })
    void asksTlsForWhomItIs(String text, String peer, @Nullable String identification) throws Exception {
        SSLContext given = SSLContext.getInstance("TLS");
        given.init(null, null, null);
        DnsEndpoint endpoint = DnsEndpoint.parse(text);
        assertThat(endpoint.engine()).isNull();
        DnsEndpoint ready = endpoint.ready(given);
        SSLEngine engine = Objects.requireNonNull(ready.engine());
        assertThat(engine.getUseClientMode()).isTrue();
        assertThat(engine.getPeerHost()).isEqualTo(peer);
        assertThat(engine.getPeerPort()).isEqualTo(853);
        assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo(identification);
        assertThat(ready.context() == given).isEqualTo(identification != null);
        assertThat(endpoint.ready(null).context()).isNotSameAs(given);
    }

    @Test
    void httpsHasAContextAndNoEngine() throws Exception {
        DnsEndpoint ready = DnsEndpoint.parse("https://192.0.2.53").ready(null);
        assertThat(ready.context()).isSameAs(SSLContext.getDefault());
        assertThat(ready.engine()).isNull();
        assertThat(ready.uri()).hasToString("https://192.0.2.53/dns-query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_dns.example", "-.example", "dns.example.1"})
    void refusesAHostThatNoUriHas(String host) throws UnknownHostException {
        InetSocketAddress address = found(host);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsEndpoint.uri("https://" + host + "/q", address, "/q"))
                .withMessage("servers: https://" + host + "/q, must have an IP address, or a name of letters,"
                        + " digits and hyphens whose last label begins with a letter");
    }
}
