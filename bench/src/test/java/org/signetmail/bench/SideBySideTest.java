package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The trial does what it says; how long it takes is no matter here. */
class SideBySideTest {

    @Test
    @DisplayName("A row has its line, with the ratio beside its goal, and no other row has one")
    void oneRow() throws Exception {
        String table = SideBySide.report("^verify 2 KB prose, RSA, relaxed$", 0.001);
        assertThat(table.lines().filter(line -> line.startsWith("| verify")))
                .singleElement()
                .asString()
                .matches(
                        "\\| verify 2 KB prose, RSA, relaxed \\| [0-9.]+ µs \\| [0-9.]+ µs \\| ×[0-9.]+ \\| ×1\\.12 \\|");
    }
}
