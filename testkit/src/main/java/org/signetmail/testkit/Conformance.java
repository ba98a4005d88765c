package org.signetmail.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the third-party conformance suites, which lie beside the repository and not in it: the directory that the
 * system property {@code signet.conformance} or the environment variable {@code SIGNET_CONFORMANCE} names, else
 * {@code shared/conformance} beside the working directory or beside one of its parents.
 */
public final class Conformance {

    /** What a test that needs the suites says when it is skipped because they are not there. */
    public static final String MISSING =
            "SKIPPED: no conformance suites. They are looked for in shared/conformance beside"
                    + " the repository; set SIGNET_CONFORMANCE to their directory if they are elsewhere";

    private Conformance() {}

    /**
     * The directory of the suites.
     *
     * @return an existing directory, or nothing
     */
    public static Optional<Path> directory() {
        String named = System.getProperty("signet.conformance", System.getenv("SIGNET_CONFORMANCE"));
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        return beside(Path.of("").toAbsolutePath());
    }

    static Optional<Path> beside(Path start) {
        Path directory = start;
        while (directory != null) {
            Path suites = directory.resolveSibling("shared").resolve("conformance");
            if (Files.isDirectory(suites)) {
                return Optional.of(suites);
            }
            directory = directory.getParent();
        }
        return Optional.empty();
    }

    /**
     * One file or directory of the suites.
     *
     * @param path below {@link #directory}, such as {@code spf/rfc7208-tests.yml}
     * @return it, if it exists
     */
    public static Optional<Path> find(String path) {
        Objects.requireNonNull(path, "path");
        return directory().map(suites -> suites.resolve(path)).filter(Files::exists);
    }
}
