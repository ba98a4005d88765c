package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;

/** How large an answer is on the wire, and how much of the memory it takes. */
class AnswerMeasureTest {

    private static final DomainName NAME = DomainName.of("a.example");

    @Test
    void anAnswerFillsItsMessage() {
        // RFC 1035 §4.1: 12 octets of header, 11 and 4 of question, 12 for each record beside its data.
        int room = 65_535 - 12 - 11 - 4 - 2 * 12;
        AnswerSize exact = new AnswerSize(NAME);
        exact.add(room - 5);
        exact.add(5);
        assertThat(exact.isTooLarge()).isFalse();
        AnswerSize over = new AnswerSize(NAME);
        over.add(room - 5);
        over.add(6);
        assertThat(over.isTooLarge()).isTrue();
        assertThat(over.failure())
                .isEqualTo(new DnsAnswer.Failed(
                        DnsFailure.TOO_LARGE, "an answer of 65536 octets, over the bound of 65535"));
        // Past what an int holds.
        for (int i = 0; i < 40_000; i++) {
            over.add(65_535);
        }
        assertThat(over.isTooLarge()).isTrue();
    }

    private static int found(DnsRecord... records) {
        return AnswerWeight.of(new DnsAnswer.Found(List.of(records), Duration.ZERO, false));
    }

    @Test
    void whatAnAnswerHoldsWeighs() throws Exception {
        int nothing = AnswerWeight.of(DnsAnswer.NO_DATA);
        int name = AnswerWeight.of(NAME);
        assertThat(nothing).isPositive();
        assertThat(AnswerWeight.of(DomainName.of("aaa.example"))).isEqualTo(name + 2);
        assertThat(AnswerWeight.of(new DnsAnswer.NxDomain(Duration.ZERO, false, Optional.of(NAME))))
                .isEqualTo(nothing + name);
        assertThat(AnswerWeight.of(new DnsAnswer.Failed(DnsFailure.TIMEOUT, "12345")))
                .isEqualTo(nothing + 5);
        int empty = found(new DnsRecord.Txt("")) - nothing;
        assertThat(empty).isPositive();
        assertThat(found(new DnsRecord.Txt("abc"))).isEqualTo(nothing + empty + 3);
        assertThat(found(new DnsRecord.Txt("abc"), new DnsRecord.Txt("abc"))).isEqualTo(nothing + 2 * (empty + 3));
        assertThat(found(new DnsRecord.Txt("abc", List.of(1, 2)))).isEqualTo(nothing + empty + 3 + 2 * 20);
        assertThat(found(new DnsRecord.LongTxt("x".repeat(512), 9999, 512))).isEqualTo(nothing + empty + 512);
        assertThat(found(new DnsRecord.Mx(1, NAME))).isEqualTo(nothing + empty + name);
        assertThat(found(new DnsRecord.Ptr(NAME))).isEqualTo(nothing + empty + name);
        assertThat(found(new DnsRecord.Address(InetAddress.getByAddress(new byte[4]))))
                .isEqualTo(nothing + 160);
    }
}
