package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.testkit.FakeDns;

/** Names of addresses that lead back to them, shortened to whose they are. */
class ConfirmedNamesTest {

    @DisplayName("RFC 7208 §5.5: a name counts when it has the address; of several the first three are looked at")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        a.mail.example                               | a.mail.example        | mail.example
        mail.example                                 | mail.example          | mail.example
        example                                      | example               | example
        a.b.mail.example                             | a.b.mail.example      | mail.example
        a.mail.co.uk                                 | a.mail.co.uk          | mail.co.uk
        mail.uk                                      | mail.uk               | mail.uk
        a.mail.uk                                    | a.mail.uk             | mail.uk
        a.abc.uk                                     | a.abc.uk              | a.abc.uk
        a.mail.com.example                           | a.mail.com.example    | com.example
        a.mail.example                               | -                     | -
        -                                            | a.mail.example        | -
        x.example b.mail.example                     | b.mail.example        | mail.example
        x.example y.example b.mail.example           | b.mail.example        | mail.example
        x.example y.example z.example b.mail.example | b.mail.example        | -
        a_b.mail.example                             | a_b.mail.example      | mail.example
        """)
    void owners(String names, String confirmed, String owner) throws UnknownHostException {
        for (String address : new String[] {"192.0.2.1", "2001:db8::1"}) {
            boolean four = address.startsWith("192");
            String reverse = four
                    ? "1.2.0.192.in-addr.arpa"
                    : "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";
            StringBuilder zone = new StringBuilder();
            if (names != null) {
                for (String name : names.split(" ", -1)) {
                    zone.append(reverse + " PTR " + name + "\n");
                }
            }
            if (confirmed != null) {
                zone.append(confirmed + (four ? " A " : " AAAA ") + address + "\n");
            }
            zone.append("x.example " + (four ? "A 192.0.2.2" : "AAAA 2001:db8::2") + "\n");
            assertThat(ConfirmedNames.using(FakeDns.zone(zone.toString()))
                            .apply(InetAddress.getByName(address))
                            .orElse(null))
                    .isEqualTo(owner);
        }
    }

    @Test
    void noAnswerIsNoName() throws UnknownHostException {
        InetAddress address = InetAddress.getByName("192.0.2.1");
        assertThat(ConfirmedNames.using(FakeDns.zone("1.2.0.192.in-addr.arpa PTR !SERVFAIL"))
                        .apply(address))
                .isEmpty();
        assertThat(ConfirmedNames.using(
                                (name, type) -> CompletableFuture.failedFuture(new IllegalStateException("broken")))
                        .apply(address))
                .isEmpty();
        Thread.currentThread().interrupt();
        assertThat(ConfirmedNames.using((name, type) -> new CompletableFuture<>())
                        .apply(address))
                .isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
