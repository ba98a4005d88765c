package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
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

    /** What is typed before Tab is pressed, and the line after that. */
    private static final String LINES = """
            signet ver                        | signet verify
            ./signet ver                      | ./signet verify
            signet verify --hop               | signet verify --hops
            signet verify message.eml --exp   | signet verify message.eml --explain
            signet verify mess                | signet verify message.eml
            signet verify --dns zo            | signet verify --dns zone.txt
            signet verify --dns zone.txt mess | signet verify --dns zone.txt message.eml
            signet verify --color al          | signet verify --color always
            signet genkey r                   | signet genkey rsa
            signet genkey rsa --as ro         | signet genkey rsa --as route53
            signet lint --kind b              | signet lint --kind bimi
            signet lint --fail-on w           | signet lint --fail-on warning
            signet check --profile g          | signet check --profile google
            signet help fl                    | signet help flatten
            signet completion z               | signet completion zsh
            """;

    /** A shell on a terminal of its own, made by zsh: what a person sees who types a line and Tab. */
    private static final String ON_A_TERMINAL = """
            zmodload zsh/zpty
            zpty shell "$1"
            zpty -w shell "$2"
            while zpty -r shell line; do [[ $line == *'ready'$'\\r'* ]] && break; done
            while read -r typed; do
              zpty -w -n shell "$typed"$'\\t\\030'
              while zpty -r shell line; do
                if [[ $line == *'GOT<'*'>'* ]]; then print -r -- "${${line#*GOT<}%%>*}"; break; fi
              done
            done
            zpty -d shell
            """;

    /** After Ctrl-X the line is printed and gone. */
    private static final String ZSH =
            "PS1=; cd FOLDER; source SCRIPT; got() { print -r -- \"GOT<$BUFFER>\"; BUFFER=; }; zle -N got;"
                    + " bindkey '^X' got; print re''ady";

    private static final String BASH =
            "PS1=; cd FOLDER; source SCRIPT; got() { echo \"GOT<$READLINE_LINE>\"; READLINE_LINE=; };"
                    + " bind -x '\"\\C-x\": got'; echo re''ady";

    @ParameterizedTest
    @CsvSource({"zsh, zsh -f -i", "bash, bash --norc --noprofile -i", "_signet, zsh -f -i"})
    @DisplayName("Tab completes commands, options, values and files in a real shell")
    void aRealShellCompletes(String shell, String command) throws Exception {
        Assumptions.assumeTrue(
                isThere("zsh") && isThere("bash"), "NOT TESTED: completion, as there is no zsh, or no bash");
        Path script;
        if (shell.equals("_signet")) {
            // As installed: found on the fpath by its name.
            script = Files.writeString(
                    folder.resolve("script"),
                    "fpath=(" + folder.resolve("zsh") + " $fpath); autoload -Uz compinit; compinit -u");
            Files.createDirectory(folder.resolve("zsh"));
            Files.copy(Repository.file("cli/src/main/dist/completion/_signet"), folder.resolve("zsh/_signet"));
        } else {
            assertThat(signet("completion", shell)).isZero();
            script = Files.writeString(folder.resolve("script"), out.toString());
        }
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.createFile(files.resolve("message.eml"));
        Files.createFile(files.resolve("zone.txt"));
        String start = (shell.equals("bash") ? BASH : ZSH)
                .replace("FOLDER", files.toString())
                .replace("SCRIPT", script.toString());
        List<String> typed = new ArrayList<>();
        List<String> completed = new ArrayList<>();
        LINES.lines().forEach(line -> {
            typed.add(line.substring(0, line.indexOf('|')).strip());
            completed.add(line.substring(line.indexOf('|') + 1).strip());
        });
        Path terminal = Files.writeString(folder.resolve("terminal"), ON_A_TERMINAL);
        Path lines = Files.write(folder.resolve("typed"), typed);
        Path printed = folder.resolve("printed");
        ProcessBuilder process = new ProcessBuilder("zsh", "-f", terminal.toString(), command, start)
                .redirectErrorStream(true)
                .redirectInput(lines.toFile())
                .redirectOutput(printed.toFile());
        // Where compinit keeps what it found out.
        process.environment().put("ZDOTDIR", folder.toString());
        process.environment().put("TERM", "dumb");
        Process run = process.start();
        boolean ended = run.waitFor(120, TimeUnit.SECONDS);
        run.destroyForcibly();
        assertThat(Files.readAllLines(printed).stream().map(String::strip)).containsExactlyElementsOf(completed);
        assertThat(ended).isTrue();
    }

    private static boolean isThere(String shell) {
        return Stream.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/")
                .anyMatch(place -> Files.isExecutable(Path.of(place + shell)));
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
