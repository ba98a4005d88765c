package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;

class DnsArrivalsTest {

    private static final DnsAnswer ANSWER =
            new DnsAnswer.Found(List.of(new DnsRecord.Txt("x".repeat(1000))), Duration.ofMinutes(1), false);

    private final DnsArrivals<String> arrivals = new DnsArrivals<>(3 * AnswerWeight.of(ANSWER));

    private void add(String to, boolean needed) {
        arrivals.add(to, ANSWER, false, needed);
    }

    private void takes(String to, boolean whole) {
        DnsArrivals.Arrival<String> taken = arrivals.poll();
        assertThat(taken).isNotNull();
        assertThat(taken.to()).isEqualTo(to);
        assertThat(taken.answer()).isEqualTo(whole ? ANSWER : null);
        assertThat(taken.octets()).isEqualTo(AnswerWeight.of(ANSWER));
    }

    @Test
    @DisplayName(
            "keeps no more than there is room for, but for what is waited for, and has room again for what was taken")
    void isBounded() {
        for (String to : List.of("a", "b", "c", "d")) {
            add(to, false);
        }
        add("e", true);
        takes("a", true);
        add("f", false);
        takes("b", true);
        takes("c", true);
        add("g", false);
        takes("d", false);
        takes("e", true);
        takes("f", false);
        takes("g", true);
        assertThat(arrivals.isEmpty()).isTrue();
        assertThat(arrivals.poll()).isNull();
    }
}
