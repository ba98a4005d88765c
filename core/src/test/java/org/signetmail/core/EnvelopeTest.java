package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

    @Test
    @DisplayName("RFC 7208 §5: an IPv4-mapped address is the IPv4 address")
    void mapsMappedAddresses() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 192, 0, 2, 1};
        InetAddress client = Inet6Address.getByAddress(null, mapped, -1);
        assertThat(client).isInstanceOf(Inet6Address.class);
        assertThat(new Envelope(client, "", "").clientIp()).isEqualTo(InetAddress.getByName("192.0.2.1"));
    }

    @Test
    void dropsTheZoneOfALinkLocalAddress() throws UnknownHostException {
        byte[] octets = InetAddress.getByName("fe80::1").getAddress();
        InetAddress zoned = Inet6Address.getByAddress(null, octets, 2);
        assertThat(new Envelope(zoned, "", "").clientIp().getHostAddress()).isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bob@example.net   | bob@example.net
            <bob@example.net> | bob@example.net
            <>                | ''
            ''                | ''
            <                 | <
            <bob@example.net  | <bob@example.net
            <<a@b>>           | <a@b>
            """)
    void takesTheBracketsOffTheReversePath(String given, String expected) {
        assertThat(new Envelope(CLIENT, "mx.example", given).mailFrom()).isEqualTo(expected);
    }

    @Test
    @SuppressWarnings("NullAway") // the caller's bug is what is tested
    void nullIsTheCallersBug() {
        assertThatNullPointerException().isThrownBy(() -> new Envelope(null, "", ""));
        assertThatNullPointerException().isThrownBy(() -> new Envelope(CLIENT, null, ""));
        assertThatNullPointerException().isThrownBy(() -> new Envelope(CLIENT, "", null));
    }
}
