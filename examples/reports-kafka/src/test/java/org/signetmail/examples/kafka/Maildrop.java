package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A command that keeps each mail in a file, and then does not end before it may. */
final class Maildrop {

    private final Path mails;
    private final Path go;

    /** Where it is; there must be nothing else. */
    Maildrop(Path directory) throws IOException {
        mails = Files.createDirectories(directory);
        go = directory.resolve("go");
    }

    /** It ends by itself when the directory is gone. */
    Path command() throws IOException {
        Path command = Files.writeString(mails.resolve("sendmail"), """
                #!/bin/sh
                cat > "%1$s/$$.tmp" && mv "%1$s/$$.tmp" "%1$s/$$.eml"
                tries=0
                while [ ! -e "%2$s" ] && [ -d "%1$s" ] && [ $tries -lt 600 ]; do sleep 0.2; tries=$((tries + 1)); done
                """.formatted(mails, go));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return command;
    }

    /** From now on it ends. */
    void go() throws IOException {
        Files.createFile(go);
    }

    List<String> mails() throws IOException {
        List<String> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(mails)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".eml")).toList()) {
                read.add(Files.readString(each, US_ASCII));
            }
        }
        return read;
    }
}
