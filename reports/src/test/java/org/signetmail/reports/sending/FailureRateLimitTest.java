package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.reports.AuthFailureType;

/** RFC 9991 §2: "MUST implement a rate-limit". */
class FailureRateLimitTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static FailureNotice notice(String kind) {
        return new FailureNotice(
                DomainName.of("example.com"),
                DmarcRecord.parse("v=DMARC1; p=none").record().orElseThrow(),
                AuthFailureType.DMARC,
                kind,
                List.of(),
                FailureSampleText.whole(Message.of("From: a@example.com\r\n\r\n".getBytes(US_ASCII))));
    }

    @DisplayName("Steps: second, address, kind of failure, and for how many it stands")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a kind once in an hour                    | 9 9 | 0 r a 1; 0 r a -; 3599.999999999 r a -; 3600 r a 3; 7199 r a -; 7200 r a 2
        so many to an address                     | 2 9 | 0 r a 1; 1 r b 1; 2 r c -; 3599 r c -; 3600 r c 3; 3601 r a 1; 3602 r b -
        so many to all                            | 9 2 | 0 r a 1; 1 s a 1; 2 t a -; 3599 t a -; 3600 t a 3; 3600 r a 1; 3601 s a -
        one address is as good as another         | 1 9 | 0 r a 1; 0 s a 1; 0 r b -; 0 s b -
        letter case tells none apart              | 1 9 | 0 r a 1; 0 R b -
        the clock was set back: a kind            | 9 9 | 0 r a 1; -9000 r a -; -5401 r a -; -5400 r a 3
        the clock was set back: an address        | 1 9 | 0 r a 1; -9000 r b -; -5401 r b -; -5400 r b 3
        the clock was set back: all               | 9 1 | 0 r a 1; -9000 s a -; -5401 s a -; -5400 s a 3
        a clock that stands                       | 9 9 | 0 r a 1; 0 r b 1; 0 r c 1; 0 r a -
        """)
    void steps(String what, String limits, String steps) {
        String[] most = limits.split(" ", -1);
        AtomicReference<Instant> time = new AtomicReference<>(NOW);
        FailureRateLimit limit = FailureRateLimit.of(Integer.parseInt(most[0]), Integer.parseInt(most[1]), time::get);
        for (String step : steps.split("; ", -1)) {
            String[] word = step.split(" ", -1);
            time.set(NOW.plusNanos(Math.round(Double.parseDouble(word[0]) * 1e9)));
            OptionalLong expected =
                    word[3].equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(word[3]));
            assertThat(limit.admit(word[1] + "@example.com", notice(word[2])))
                    .as(step)
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("Ten thousand addresses are remembered, and the oldest is forgotten first")
    void remembered() {
        FailureRateLimit limit = FailureRateLimit.of(1, 100_000, () -> NOW);
        FailureNotice notice = notice("a");
        for (int i = 0; i < 10_000; i++) {
            assertThat(limit.admit(i + "@example.com", notice)).isPresent();
        }
        assertThat(limit.admit("0@example.com", notice)).isEmpty();
        assertThat(limit.admit("10000@example.com", notice)).isPresent();
        assertThat(limit.admit("1@example.com", notice)).isEmpty();
        assertThat(limit.admit("0@example.com", notice)).isEqualTo(OptionalLong.of(1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1"})
    void noLimit(int mostAnHour, int mostInAll) {
        assertThatThrownBy(() -> FailureRateLimit.of(mostAnHour, mostInAll, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a rate limit is 1 or more");
    }
}
