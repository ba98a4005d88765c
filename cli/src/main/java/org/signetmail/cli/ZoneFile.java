package org.signetmail.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.signetmail.testkit.Zone;

/** Reads a zone from a file. */
final class ZoneFile {

    private ZoneFile() {}

    /**
     * Reads a zone.
     *
     * @throws UsageException when there is no such file, it cannot be read, or a line of it is wrong
     */
    static Zone read(String name) throws UsageException {
        String text;
        try {
            text = Files.readString(Path.of(name), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(name, e);
        }
        try {
            return Zone.parse(text);
        } catch (IllegalArgumentException e) {
            throw UsageException.in(name, e);
        }
    }
}
