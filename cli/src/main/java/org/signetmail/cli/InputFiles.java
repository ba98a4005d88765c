package org.signetmail.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files that a name on the command line stands for. */
final class InputFiles {

    private InputFiles() {}

    /** The path itself; of a folder, all files in it and in what is in it, in order. Links in it are not followed. */
    static List<Path> at(Path path) throws IOException {
        return Files.isDirectory(path)
                ? in(path, each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                : List.of(path);
    }

    /** How many links there are in a folder and in what is in it, which are not followed; of anything else none. */
    static long linksIn(Path path) throws IOException {
        return Files.isDirectory(path) ? in(path, Files::isSymbolicLink).size() : 0;
    }

    private static List<Path> in(Path folder, Predicate<Path> wanted) throws IOException {
        // Of a folder that is named by a link, what is in it: the link itself was meant.
        Path real = folder.toRealPath();
        try (Stream<Path> walk = Files.walk(real)) {
            return walk.filter(wanted)
                    .map(each -> folder.resolve(real.relativize(each)))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            // A folder in it that cannot be read.
            throw e.getCause();
        }
    }
}
