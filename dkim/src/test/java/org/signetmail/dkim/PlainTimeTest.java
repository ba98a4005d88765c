package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths of time and dates as a sentence has them. */
class PlainTimeTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PT0S, 0 seconds",
        "PT1S, 1 second",
        "PT59S, 59 seconds",
        "PT1M, 1 minute",
        "PT1M1S, 1 minute 1 second",
        "PT2M, 2 minutes",
        "PT59M59S, 59 minutes 59 seconds",
        "PT1H, 1 hour",
        "PT1H59S, 1 hour",
        "PT1H1M, 1 hour 1 minute",
        "PT23H59M59S, 23 hours 59 minutes",
        "P1D, 1 day",
        "P1DT59M59S, 1 day",
        "P1DT1H, 1 day 1 hour",
        "P730DT23H59M59S, 730 days 23 hours",
        "P731D, 2 years",
        "P1094D, 2 years",
        "P1095D, 3 years",
        "P3650364D, 10000 years",
        "P3650365D, more than 10000 years"
    })
    void lengths(Duration duration, String words) {
        assertThat(PlainTime.words(duration)).isEqualTo(words);
        Instant start = Instant.ofEpochSecond(1_780_000_000);
        assertThat(PlainTime.between(start, start.plus(duration))).isEqualTo(words);
        assertThat(PlainTime.between(start.plus(duration), start)).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1970-01-01T00:00:00.9Z, 1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.1Z, beyond the year 9999"
    })
    void dates(Instant time, String words) {
        assertThat(PlainTime.date(time)).isEqualTo(words);
    }
}
