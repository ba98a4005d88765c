package org.signetmail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static final long MB = 1 << 20;

    private static Optional<String> after(int samples, IntFunction<Sample> of) {
        Drift drift = new Drift();
        Optional<String> found = Optional.empty();
        for (int i = 0; i < samples && found.isEmpty(); i++) {
            found = drift.add(of.apply(i));
        }
        return found;
    }

    @Test
    @DisplayName("what stays is not told, however it goes up and down, nor what grows while it warms up")
    void stays() {
        Random dice = new Random(1);
        assertThat(after(
                        1000,
                        i -> new Sample(
                                20 * MB + dice.nextInt((int) (5 * MB)),
                                80 + dice.nextInt(10),
                                150 + dice.nextInt(40),
                                Course.CACHE_OCTETS)))
                .isEmpty();
        assertThat(after(100, i -> new Sample(Math.min(i, 3) * 10L * MB, 0, 0, 0)))
                .isEmpty();
    }

    @Test
    @DisplayName("what grows is told")
    void grows() {
        assertThat(after(100, i -> new Sample(20 * MB + i * 300_000L, 80, 150, 0)))
                .contains("the heap has grown from 21.9 MB to 26.4 MB");
        assertThat(after(100, i -> new Sample(20 * MB, 80 + i, 150, 0))).contains("threads have grown from 83 to 96");
        assertThat(after(100, i -> new Sample(20 * MB, 80, 150 + i, 0)))
                .contains("open files have grown from 153 to 178");
        assertThat(after(1, i -> new Sample(20 * MB, 80, 150, Course.CACHE_OCTETS + 1)))
                .contains("the cache of DNS takes 1048577 octets, over its bound of 1048576");
    }
}
