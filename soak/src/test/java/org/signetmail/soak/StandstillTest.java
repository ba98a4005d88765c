package org.signetmail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StandstillTest {

    @Test
    @DisplayName("a tick that took too long tells that the process stood still, and no other does")
    void tells() {
        try (Standstill standstill = new Standstill()) {
            long before = standstill.lost();
            standstill.took(Standstill.LEAST_NANOS);
            assertThat(standstill.since(before)).isFalse();
            standstill.took(Standstill.LEAST_NANOS + 1);
            assertThat(standstill.since(before)).isTrue();
            assertThat(standstill.since(standstill.lost())).isFalse();
        }
    }
}
