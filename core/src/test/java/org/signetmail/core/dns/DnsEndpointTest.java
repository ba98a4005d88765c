package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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
