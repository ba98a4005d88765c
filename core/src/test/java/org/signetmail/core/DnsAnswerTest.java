package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.internal.FailureText;

class DnsAnswerTest {

    private static DnsAnswer found(DnsRecord... records) {
        return new DnsAnswer.Found(List.of(records), Duration.ofMinutes(5), true);
    }

    @Test
    void describesItselfOnOneLine() throws UnknownHostException {
        assertThat(found(new DnsRecord.Txt("a"), new DnsRecord.Txt("b\r\n\u00ff"))
                        .describe())
                .isEqualTo("\"a\", \"b\\013\\010\\255\"");
        assertThat(found(new DnsRecord.Address(InetAddress.getByName("192.0.2.1")))
                        .describe())
                .isEqualTo("192.0.2.1");
        assertThat(found(new DnsRecord.Mx(0, DomainName.ROOT), new DnsRecord.Ptr(DomainName.of("a.example")))
                        .describe())
                .isEqualTo("0 ., a.example");
        assertThat(DnsAnswer.NO_DATA.describe()).isEqualTo("no records of this type");
        assertThat(DnsAnswer.NX_DOMAIN.describe()).isEqualTo("no such name");
        Optional<DomainName> end = Optional.of(DomainName.of("a.example"));
        assertThat(new DnsAnswer.NxDomain(Duration.ZERO, false, end).describe())
                .isEqualTo("no such name (CNAME to a.example)");
        assertThat(new DnsAnswer.NoData(Duration.ZERO, false, end).describe())
                .isEqualTo("no records of this type (CNAME to a.example)");
        DnsAnswer.Failed none = new DnsAnswer.Failed(DnsFailure.SERVFAIL, "");
        assertThat(none.describe()).isEqualTo("SERVFAIL");
        assertThat(none.authentic()).isFalse();
        assertThat(none.canonical()).isEmpty();
        assertThat(new DnsAnswer.Failed(DnsFailure.TIMEOUT, "192.0.2.53").describe())
                .isEqualTo("TIMEOUT: 192.0.2.53");
        // What the detail says is not said twice.
        for (String detail : List.of("SERVFAIL", "SERVFAIL for a.example", "192.0.2.53: SERVFAIL, twice")) {
            DnsAnswer.Failed failed = new DnsAnswer.Failed(DnsFailure.SERVFAIL, detail);
            assertThat(failed.describe()).isEqualTo(detail);
            assertThat(FailureText.of(failed.reason(), failed.detail())).isEqualTo(detail);
        }
        DnsAnswer.Failed other = new DnsAnswer.Failed(DnsFailure.NETWORK, "MYNETWORKS\n");
        assertThat(other.describe()).isEqualTo("NETWORK: MYNETWORKS\\010");
        assertThat(FailureText.of(other.reason(), other.detail())).isEqualTo("NETWORK (MYNETWORKS\\010)");
        assertThat(FailureText.of(DnsFailure.TIMEOUT, "")).isEqualTo("TIMEOUT");
        assertThat(found(new DnsRecord.Txt("x".repeat(60_000))).describe()).hasSize(DnsAnswer.MAX_DESCRIPTION);
    }

    @Test
    @DisplayName("no records is NoData; a TXT record is octets")
    void refusesWhatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> found());
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsRecord.Txt("\u0100"));
    }

    @Test
    @DisplayName("a TXT record knows where its strings meet, and is equal by its octets alone")
    void knowsTheSeamsOfStrings() {
        DnsRecord.Txt txt = DnsRecord.Txt.of(List.of("", "ab", "", "c", "d", ""));
        assertThat(txt.octets()).isEqualTo("abcd");
        assertThat(txt.seams()).containsExactly(2, 3);
        assertThat(txt).isEqualTo(new DnsRecord.Txt("abcd")).hasSameHashCodeAs(new DnsRecord.Txt("abcd"));
        assertThat(DnsRecord.Txt.of(List.of())).isEqualTo(new DnsRecord.Txt(""));
        assertThat(DnsRecord.Txt.of(java.util.Collections.nCopies(60_000, "x")).seams())
                .hasSize(100);
        for (List<Integer> wrong : List.of(List.of(0), List.of(4), List.of(3, 3), List.of(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new DnsRecord.Txt("abcd", wrong));
        }
    }
}
