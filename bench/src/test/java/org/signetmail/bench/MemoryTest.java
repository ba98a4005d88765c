package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A body larger than the heap. */
class MemoryTest {

    @Test
    @DisplayName("64 MB go through Signet with 32 MB of heap")
    void streams() throws Exception {
        assertThat(Memory.run(Engine.SIGNET, 64, 32).orElseThrow()).contains("signed", "verified: pass");
    }

    @Test
    @DisplayName("What does not fit is told")
    void doesNotFit() throws Exception {
        assertThat(Memory.run(Engine.UTILS_MAIL_DKIM, 64, 32)).isEmpty();
    }

    @Test
    @DisplayName("A mail with a file of 25 MB is signed in a heap that has no room for it twice")
    void attached() throws Exception {
        assertThat(Memory.run(64, Attached.class.getName(), "25")).isPresent();
        assertThat(Memory.run(32, Attached.class.getName(), "25")).isEmpty();
    }
}
