package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/** Answers with many records or long ones: octets are bounded, and what is over a bound is permerror that names it. */
class LargeAnswersTest {

    private static final DomainName DOMAIN = DomainName.of("example.net");

    private final Zone.Builder zone = Zone.builder();

    private SpfOutcome check() {
        return SpfVerifier.using(FakeDns.of(zone.build()))
                .verify(Envelope.from(Addresses.of("192.0.2.1"))
                        .helo("h.example")
                        .mailFrom("bob@example.net"));
    }

    private void many(String name, String data) {
        // Of 16 octets each, in one message of 65,535.
        zone.text((name + " " + data + "\n").repeat(4_200));
    }

    @ParameterizedTest
    @DisplayName("other TXT records beside the one that counts, in any number")
    @CsvSource({"98", "99", "120", "2000"})
    void manyTextRecords(int others) {
        zone.txt(DOMAIN, "v=spf1 ip4:192.0.2.1 -all");
        zone.text("example.net TXT \"other\"\n".repeat(others));
        assertThat(check().result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    @DisplayName("a long record beside the SPF record is nothing to SPF")
    void longRecordBeside() {
        zone.txt(DOMAIN, "x".repeat(40_000)).txt(DOMAIN, "v=spf1 ip4:192.0.2.1 -all");
        assertThat(check().result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    @DisplayName("a long record that begins like an SPF record is one")
    void longRecordOfSpf() {
        zone.txt(DOMAIN, "v=spf1 -all x=" + "y".repeat(20_000));
        SpfOutcome outcome = check();
        assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(outcome.problem()).contains(SpfProblem.RECORD_TOO_LARGE);
        assertThat(outcome.reason()).contains("example.net has a TXT record of 20014 octets, over the bound of 16384");
    }

    @Test
    @DisplayName("RFC 7208 §4.5: two records are two, however long one is")
    void longRecordOfSpfBesideAnother() {
        zone.txt(DOMAIN, "v=spf1 +all").txt(DOMAIN, "v=spf1 -all x=" + "y".repeat(20_000));
        assertThat(check().problem()).contains(SpfProblem.SEVERAL_RECORDS);
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §4.5: v=spf10 is none, at any length")
    @CsvSource({"v=spf10 ", "xv=spf1 ", "spf2.0/pra "})
    void longRecordOfOthers(String start) {
        zone.txt(DOMAIN, start + "y".repeat(20_000));
        assertThat(check().problem()).contains(SpfProblem.NO_RECORD);
    }

    @ParameterizedTest
    @DisplayName("an answer over the bound is permerror in whatever term asks, and names the bound")
    @CsvSource(delimiter = '|', textBlock = """
            -all                           | example.net           | TXT "123"
            include:t.example +all         | t.example             | TXT "123"
            redirect=t.example             | t.example             | TXT "123"
            a:t.example +all               | t.example             | A 192.0.2.2
            exists:t.example +all          | t.example             | A 192.0.2.2
            mx:t.example +all              | t.example             | MX 1 m.
            mx:m.example +all              | t.example             | A 192.0.2.2
            ptr +all                       | 1.2.0.192.in-addr.arpa | PTR ab.
            exists:%{p}.t.example +all     | 1.2.0.192.in-addr.arpa | PTR ab.
            """)
    void answerOverTheBound(String terms, String name, String data) {
        zone.txt(DOMAIN, "v=spf1 " + terms);
        zone.text("m.example MX 1 t.example");
        many(name, data);
        SpfOutcome outcome = check();
        assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(outcome.problem()).contains(SpfProblem.DNS_ANSWER_TOO_LARGE);
        assertThat(outcome.reason()).contains(name).contains("over the bound of 65535");
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §6.2: no explanation changes a result")
    @CsvSource({"20000", "65000"})
    void longExplanation(int octets) {
        zone.txt(DOMAIN, "v=spf1 -all exp=why.example").txt(DomainName.of("why.example"), "y".repeat(octets));
        assertThat(check().result()).isEqualTo(SpfResult.FAIL);
        assertThat(check().explanation()).isEmpty();
    }
}
