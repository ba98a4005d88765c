package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
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
        assertThat(Envelope.from(client).helo("").mailFrom("").clientIp())
                .isEqualTo(InetAddress.getByName("192.0.2.1"));
    }

    @Test
    void dropsTheZoneOfALinkLocalAddress() throws UnknownHostException {
        byte[] octets = InetAddress.getByName("fe80::1").getAddress();
        InetAddress zoned = Inet6Address.getByAddress(null, octets, 2);
        assertThat(Envelope.from(zoned).helo("").mailFrom("").clientIp().getHostAddress())
                .isEqualTo("fe80:0:0:0:0:0:0:1");
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
        assertThat(Envelope.from(CLIENT).helo("mx.example").mailFrom(given).mailFrom())
                .isEqualTo(expected);
    }

    @Test
    @SuppressWarnings("NullAway") // the caller's bug is what is tested
    void nullIsTheCallersBug() {
        assertThatNullPointerException().isThrownBy(() -> Envelope.from(null)).withMessage("clientIp");
        assertThatNullPointerException()
                .isThrownBy(() -> Envelope.from(CLIENT).helo(null))
                .withMessage("helo");
        assertThatNullPointerException()
                .isThrownBy(() -> Envelope.from(CLIENT).mailFrom(null))
                .withMessage("mailFrom");
        Envelope envelope = Envelope.from(CLIENT).mailFrom("");
        assertThatNullPointerException()
                .isThrownBy(() -> envelope.withRecipients(null))
                .withMessage("recipients");
        assertThatNullPointerException()
                .isThrownBy(() -> envelope.withRecipients(Collections.singletonList(null)))
                .withMessage("recipient");
    }

    @Test
    void heloMayBeLeftOut() {
        assertThat(Envelope.from(CLIENT).mailFrom("bob@example.net"))
                .isEqualTo(Envelope.from(CLIENT).helo("").mailFrom("<bob@example.net>"));
    }

    @Test
    void recipientsAreKeptInOrderWithoutBrackets() {
        Envelope envelope = Envelope.from(CLIENT).helo("h.example").mailFrom("");
        assertThat(envelope.recipients()).isEmpty();
        assertThat(envelope.withRecipients(List.of("<b@example.org>", "a@example.org"))
                        .recipients())
                .containsExactly("b@example.org", "a@example.org");
    }

    @Test
    void aLogLineHasNothingHostileInIt() {
        assertThat(Envelope.from(CLIENT).helo("h\r\nx").mailFrom("a\u00a0b@example.net"))
                .hasToString("client 127.0.0.1, HELO h\\013\\010x, MAIL FROM <a\\160b@example.net>");
    }
}
