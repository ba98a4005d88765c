package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the body, shown by a heap that has no room for growing. */
class LargeBodyTest {

    @Test
    @DisplayName("a body of 256 MiB is signed and verified with a heap of 32 MiB")
    void largerThanTheHeap(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeBody.class.getName(),
                        "256")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = process.waitFor();
        String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertThat(printed.lines()).as("exit %d", exit).containsExactly("PASS 264241152", "PASS 268435456", "true");
    }
}
