package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The trial does what it says; how long it takes is no matter here. */
class FirstVerdictTest {

    @Test
    @DisplayName("A fresh Java finds its message authentic")
    void verdict() throws Exception {
        assertThat(FirstVerdict.report(1)).startsWith("- median of 1 starts: ").contains(" ms from the first call");
    }
}
