package org.signetmail.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a name on the command line stands for. */
final class InputFiles {

    private InputFiles() {}

    /** The path itself; of a folder, all files in it and in what is in it, in order. Links in it are not followed. */
    static List<Path> at(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            // A folder in it that cannot be read.
            throw e.getCause();
        }
    }

    /** How many links there are in a folder and in what is in it, which are not followed; of anything else none. */
    static long linksIn(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return 0;
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(each -> !each.equals(path) && Files.isSymbolicLink(each))
                    .count();
        } catch (UncheckedIOException e) {
            // Told where the files are listed.
            return 0;
        }
    }
}
