package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int signet(String... args) {
        return Main.run(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err, true), args);
    }

    @ParameterizedTest
    @CsvSource({"signet ver, verify", "signet verify --hel, --helo", "signet genkey --bi, --bits"})
    void bashCompletes(String typed, String completed) throws Exception {
        assertThat(signet("completion", "bash")).isZero();
        Path script = Files.writeString(folder.resolve("signet.bash"), out.toString());
        String[] words = typed.split(" ", -1);
        String line = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\";"
                + " COMP_TYPE=9; _complete_signet; printf '%s\\n' \"${COMPREPLY[@]}\"";
        String[] command = new String[5 + words.length];
        System.arraycopy(new String[] {"bash", "-c", line, "bash", script.toString()}, 0, command, 0, 5);
        System.arraycopy(words, 0, command, 5, words.length);
        Path printed = folder.resolve("printed");
        Process bash = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(printed).stream().map(String::strip)).contains(completed);
    }

    @Test
    void everyCommandIsInTheScript() {
        assertThat(signet("completion", "zsh")).isZero();
        Set<String> commands = Main.commandLine(
                        Console.of(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err)))
                .getSubcommands()
                .keySet();
        assertThat(out.toString()).contains("compinit").contains(commands);
        assertThat(signet("completion", "fish")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("fish");
    }
}
