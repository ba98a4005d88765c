package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,            192.0.2.1:53",
        "192.0.2.1:1,          192.0.2.1:1",
        "192.0.2.1:65535,      192.0.2.1:65535",
        "2001:db8::1,          [2001:db8:0:0:0:0:0:1]:53",
        "[2001:db8::1],        [2001:db8:0:0:0:0:0:1]:53",
        "[2001:db8::1]:5353,   [2001:db8:0:0:0:0:0:1]:5353"
    })
    void addressAndPort(String text, String shown) {
        assertThat(DnsServerAddress.show(DnsServerAddress.parse(text, 53))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:-1", "192.0.2.1:", "192.0.2.1:x", "[::1]:"})
    void refusesAPort(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsServerAddress.parse(text, 53))
                .withMessage("servers: " + text + ", must have a port from 1 to 65535 behind its last colon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":53", "[]", "[]:53", "[::1", "[::1]x", "[::1]53"})
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsServerAddress.parse(text, 53))
                .withMessage("servers: " + text + ", must be an address, or an address and a port");
    }

    @Test
    void aHostIsShownWithItsAddress() throws UnknownHostException {
        InetAddress found = InetAddress.getByAddress("dns.example", new byte[] {127, 0, 0, 1});
        assertThat(DnsServerAddress.show(new InetSocketAddress(found, 53))).isEqualTo("dns.example/127.0.0.1:53");
    }
}
