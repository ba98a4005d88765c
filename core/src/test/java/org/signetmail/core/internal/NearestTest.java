package org.signetmail.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES = List.of("rua", "ruf", "adkim", "aspf", "quarantine", "reject");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rua            | rua
            RUA            | rua
            rau            | rua
            ru             | rua
            adkmi          | adkim
            dakmi          | -
            dkim           | adkim
            asfp           | aspf
            quarentine     | quarantine
            quaranteen     | quarantine
            rejct          | reject
            rrejject       | reject
            xyz            | -
            r              | -
            reporting      | -
            ''             | -
            """)
    void nearest(String typed, String name) {
        assertThat(Nearest.of(typed, NAMES).orElse("-")).isEqualTo(name);
    }

    @Test
    void isLookedForUpToFortyCharacters() {
        assertThat(Nearest.of("x".repeat(40), List.of("x".repeat(41)))).isPresent();
        assertThat(Nearest.of("x".repeat(41), List.of("x".repeat(41)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rua, 1000000", "'', 0"})
    void whatIsLongIsNoSlip(String piece, int times) {
        assertThat(Nearest.of(piece.repeat(times), NAMES)).isEmpty();
    }
}
