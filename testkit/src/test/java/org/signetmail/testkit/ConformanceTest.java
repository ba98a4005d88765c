package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {

    @Test
    void looksBesideTheDirectoryAndItsParents(@TempDir Path root) throws IOException {
        Path suites = Files.createDirectories(root.resolve("shared/conformance"));
        Path module = Files.createDirectories(root.resolve("repository/module"));
        assertThat(Conformance.beside(module)).contains(suites);
        assertThat(Conformance.beside(root.resolve("repository"))).contains(suites);
        assertThat(Conformance.beside(Files.createDirectories(root.resolve("shared"))))
                .contains(suites);
    }

    @Test
    void findsNothingWhereNothingIs(@TempDir Path root) {
        assertThat(Conformance.beside(root.resolve("repository"))).isNotEqualTo(root.resolve("shared/conformance"));
        assertThat(Conformance.find("no/such/file")).isEmpty();
    }
}
