package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A date of RFC 5322 §3.3 as other programs write it, against the formatter of the JDK. */
class DateGuessesTest {

    private static String written(String pattern, OffsetDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }

    /** All spellings of one time in its own zone. */
    private static List<String> spellings(OffsetDateTime time) {
        List<String> zones = time.getOffset().equals(ZoneOffset.UTC)
                ? List.of("+0000", "+0000 (UTC)", "+0000 (GMT)", "GMT", "UTC", "UT", "-0000", "Z")
                : List.of(written("xx", time));
        List<String> spellings = new ArrayList<>();
        for (String zone : zones) {
            for (String day : List.of("EEE, dd", "EEE, d", "dd", "d")) {
                spellings.add(written(day + " MMM yyyy HH:mm:ss ", time) + zone);
            }
            if (time.getSecond() == 0 && !zone.endsWith(")")) {
                spellings.add(written("EEE, dd MMM yyyy HH:mm ", time) + zone);
                spellings.add(written("d MMM yyyy HH:mm ", time) + zone);
            }
        }
        return spellings;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, -210, 330, 840, -720})
    @DisplayName(
            "however it is written, the other spellings and the other zones are among the guesses, and no other time")
    void spellings(int minutes) {
        Random random = new Random(minutes);
        for (int i = 0; i < 40; i++) {
            OffsetDateTime time = LocalDateTime.of(2024, 1, 1, 0, 0)
                    .plusSeconds(random.nextInt(100_000_000))
                    .withSecond(i % 2 == 0 ? 0 : 1 + random.nextInt(59))
                    .atOffset(ZoneOffset.ofTotalSeconds(60 * minutes));
            List<String> spellings = spellings(time);
            List<String> expected = new ArrayList<>(spellings);
            for (int hours = -11; hours <= 13; hours++) {
                expected.add(
                        written("EEE, dd MMM yyyy HH:mm:ss xx", time.withOffsetSameInstant(ZoneOffset.ofHours(hours))));
            }
            String received = spellings.get(random.nextInt(spellings.size()));
            List<String> guesses = DateGuesses.of(received);
            if (received.endsWith(")")) {
                assertThat(guesses.get(0)).isEqualTo(received.substring(0, received.indexOf(" (")));
            }
            assertThat(guesses).as(received).hasSameElementsAs(expected);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Mon,  24\tNov 2025 10:05:07  +0100  | Mon, 24 Nov 2025 10:05:07 +0100
            Fri, 24 Nov 2025 10:05:07 +0100     | Mon, 24 Nov 2025 10:05:07 +0100
            24 Nov 2025 10:05:07 +1400          | Mon, 24 Nov 2025 10:05:07 +1400
            24 Nov 2025 10:05:07 -0059          | Mon, 24 Nov 2025 10:05:07 -0059
            1 Jan 0001 00:00 +0000              | Mon, 01 Jan 0001 00:00:00 +0000
            29 Feb 2024 23:59:59 -0800          | Fri, 01 Mar 2024 07:59:59 +0000
            """)
    void reads(String received, String guess) {
        assertThat(DateGuesses.of(received)).contains(guess);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "24 Nov 2025 10:05:07",
                "24 Nov 2025 10:05:07 +0100 x",
                "24 Now 2025 10:05:07 +0100",
                "x Nov 2025 10:05:07 +0100",
                "24 Nov x 10:05:07 +0100",
                "24 Nov 20251 10:05:07 +0100",
                "24 Nov 2025 10 +0100",
                "24 Nov 2025 10:05:07:1 +0100",
                "24 Nov 2025 10:05: +0100",
                "24 Nov 2025 24:05:07 +0100",
                "24 Nov 2025 10:60:07 +0100",
                "24 Nov 2025 10:05:60 +0100",
                "31 Nov 2025 10:05:07 +0100",
                "24 Nov 2025 10:05:07 +1401",
                "24 Nov 2025 10:05:07 +0160",
                "24 Nov 2025 10:05:07 00100",
                "24 Nov 2025 10:05:07 +100",
                "24 Nov 2025 10:05:07 +00100",
                "24 Nov 2025 10:05:07 +01x0",
                "24 Nov 2025 10:05:07 EST"
            })
    void readsNoOther(String received) {
        assertThat(DateGuesses.of(received)).isEmpty();
        assertThat(DateGuesses.of(received + " (x)")).containsExactly(received);
    }

    @Test
    @DisplayName("a comment in front leaves nothing")
    void commentAlone() {
        assertThat(DateGuesses.of("(x)")).containsExactly("");
    }
}
