package org.signetmail.spf.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.spf.Addresses;

/** Addresses as bits, and back. */
class IpAddressTest {

    private static IpAddress ip(String literal) {
        return IpAddress.of(Addresses.of(literal));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("an address is the same as bits, as an InetAddress, and as text; its PTR records have one name")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1       | 1.2.0.192.in-addr.arpa
            255.254.128.127 | 127.128.254.255.in-addr.arpa
            2001:db8:1234:5678:9abc:def0:1122:3344 | 4.4.3.3.2.2.1.1.0.f.e.d.c.b.a.9.8.7.6.5.4.3.2.1.8.b.d.0.1.0.0.2.ip6.arpa
            fe80::ff:1      | 1.0.0.0.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.ip6.arpa
            """)
    void goesThereAndBack(String literal, String reverseName) {
        assertThat(ip(literal)).hasToString(literal);
        assertThat(ip(literal).toInetAddress()).isEqualTo(Addresses.of(literal));
        assertThat(ip(literal).reverseName()).hasToString(reverseName);
    }

    @ParameterizedTest(name = "{0}/{1}")
    @DisplayName("whether a bit behind the prefix is set, on both sides of each half")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1                  | 32  | false
            192.0.2.1                  | 31  | true
            192.0.2.0                  | 23  | false
            192.0.2.0                  | 22  | true
            0.0.0.0                    | 0   | false
            128.0.0.0                  | 0   | true
            2001:db8::1                | 128 | false
            2001:db8::1                | 127 | true
            2001:db8:0:0:8000::        | 65  | false
            2001:db8:0:0:8000::        | 64  | true
            2001:db8:0:1::             | 64  | false
            2001:db8:0:1::             | 63  | true
            2001:db8::                 | 29  | false
            2001:db8::                 | 28  | true
            8000::                     | 1   | false
            8000::                     | 0   | true
            ::                         | 0   | false
            """)
    void knowsBitsBehind(String literal, int prefixLength, boolean set) {
        assertThat(ip(literal).hasBitsBehind(prefixLength)).isEqualTo(set);
        assertThat(ip(literal).equals(ip(literal).first(prefixLength))).isEqualTo(!set);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 4291 §2.5.5.2: ::ffff:0:0/96 stands for IPv4")
    @CsvSource({
        "0, 0xFFFF00000000, true",
        "0, 0xFFFFFFFFFFFF, true",
        "0, 0x1000000000000, false",
        "0, 0xFFFEFFFFFFFF, false",
        "1, 0xFFFF00000000, false",
        "0, 0, false"
    })
    void knowsMappedAddresses(long high, String low, boolean mapped) {
        assertThat(IpAddress.v6(high, Long.decode(low)).isMappedV4()).isEqualTo(mapped);
        assertThat(IpAddress.v4(1).isMappedV4()).isFalse();
    }

    @ParameterizedTest(name = "{0} and {1}")
    @DisplayName("two networks overlap when one holds the other")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.0   | 24 | 192.0.2.77    | 32  | true
            192.0.2.77  | 32 | 192.0.2.0     | 24  | true
            192.0.2.0   | 24 | 192.0.2.0     | 24  | true
            192.0.2.0   | 25 | 192.0.2.128   | 25  | false
            0.0.0.0     | 0  | ::            | 0   | false
            2001:db8::  | 32 | 2001:db8:1::  | 48  | true
            """)
    void overlap(String one, int oneLength, String other, int otherLength, boolean overlaps) {
        assertThat(new Network(ip(one), oneLength).overlaps(new Network(ip(other), otherLength)))
                .isEqualTo(overlaps);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("where an address ends, and what stands around it")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1        | 192.0.2.1
            0.0.0.0          | 0.0.0.0
            255.255.255.255  | 255.255.255.255
            192.0.2.1000     |
            192.0.2.256      |
            192.0.2.01       |
            192.0.2          |
            192.0.2.         |
            .192.0.2.1       |
            192.0.2.1.       |
            """)
    void readsIp4WithinText(String literal, String expected) {
        String text = "99" + literal + "99";
        long bits = IpParser.ip4(text, 2, text.length() - 2);
        assertThat(bits < 0 ? null : IpAddress.v4((int) bits).toString()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 4291 §2.2: groups, a gap, four numbers at the end")
    @CsvSource(delimiter = '|', textBlock = """
            ::                       | ::
            :                        |
            ::1                      | ::1
            1::                      | 1::
            ::192.0.2.1              | ::c000:201
            ::0.0.0.0                | ::
            1:2:3:4:5:6:192.0.2.1    | 1:2:3:4:5:6:c000:201
            1:2:3:4:5:6:7:192.0.2.1  |
            1:2:3:4:5:192.0.2.1      |
            1:2:3:4:5::192.0.2.1     | 1:2:3:4:5:0:c000:201
            1:2:3:4:5:6::192.0.2.1   |
            ::2:3:4:5:6:192.0.2.1    | 0:2:3:4:5:6:c000:201
            1:2:3:4:5:6:7:8          | 1:2:3:4:5:6:7:8
            abcd:EF01::              | abcd:ef01::
            1:2:3:4:5:6:7::          | 1:2:3:4:5:6:7:0
            1:2:3:4:5:6:7:8::        |
            12345::                  |
            1::2::3                  |
            :1::                     |
            1:::2                    |
            1:                       |
            """)
    void readsIp6WithinText(String literal, String expected) {
        String text = ":" + literal + ":";
        IpAddress ip = IpParser.ip6(text, 1, text.length() - 1);
        assertThat(ip == null ? null : ip.toString()).isEqualTo(expected);
    }
}
