package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

class FakeDnsTest {

    private static final String ZONE = """
            ; a comment
            example.net          TXT    "v=spf1 ip4:192.0.2.1 " "-all"   ; joined
            Example.NET.    300  IN MX  10 mail.example.net.
            mail.example.net     IN 1h  A      192.0.2.1
            mail.example.net     AAAA   2001:db8::1
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.net | TXT | Found[records=[Txt[octets=v=spf1 ip4:192.0.2.1 -all]], ttl=PT1H, authentic=false]
            example.net | MX  | Found[records=[Mx[preference=10, exchange=mail.example.net]], ttl=PT5M, authentic=false]
            net         | TXT | NoData[ttl=PT1H, authentic=false]
            org         | TXT | NxDomain[ttl=PT1H, authentic=false]
            """)
    void answersOutOfItsZone(String name, RecordType type, String answer) {
        FakeDns dns = FakeDns.zone(ZONE);
        DnsAnswer told =
                dns.lookup(DomainName.of(name), type).toCompletableFuture().join();
        assertThat(told).hasToString(answer);
        assertThat(dns.queries()).hasToString("[" + name + " " + type + "]");
    }
}
