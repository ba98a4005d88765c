package org.signetmail.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The files of the repository, wherever in it a test runs. */
public final class Repository {

    private Repository() {}

    /** Its folder. */
    public static Path top() {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("CONTRIBUTING.md"))) {
            top = Objects.requireNonNull(top.getParent(), "no repository here");
        }
        return top;
    }

    /** A file of it, such as {@code docs/command.md}. */
    public static Path file(String name) {
        return top().resolve(name);
    }
}
