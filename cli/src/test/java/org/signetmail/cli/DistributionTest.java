package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published beside the jar of the command is made of the command; {@code -Dsignet.docs.write=true} writes it. */
class DistributionTest {

    @ParameterizedTest
    @ValueSource(strings = {"man/signet.1", "completion/signet.bash", "completion/_signet"})
    void isOfTheCommand(String name) throws Exception {
        String made = switch (name) {
            case "man/signet.1" -> ManPage.of(HelpTest.signet());
            case "completion/signet.bash" -> completion();
            // What zsh takes from a folder of its fpath: the first Tab defines all, and completes.
            default -> "#compdef signet\n" + completion() + "\n_bash_complete -F _complete_signet -o default\n";
        };
        Path file = Repository.file("cli/src/main/dist/" + name);
        if (Boolean.getBoolean("signet.docs.write")) {
            Files.writeString(file, made);
            return;
        }
        assertThat(Files.readString(file)).isEqualTo(made);
    }

    @Test
    @DisplayName("Every word of every option stands in the man page")
    void nothingIsLeftOut() throws Exception {
        String page = Files.readString(Repository.file("cli/src/main/dist/man/signet.1"));
        HelpTest.signet().getSubcommands().forEach((name, command) -> {
            assertThat(page).contains(".SS signet " + name.replace("-", "\\-"));
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.usageHelp() && !option.versionHelp())
                    .forEach(option -> assertThat(page).contains("\\fB" + option.names()[0].replace("-", "\\-")));
        });
        // A line that starts with a dot is a macro, and an unknown one is left out silently.
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("\\.(\\\\\".*|TH .*|SH .*|SS .*|TP|PP|RS|RE|nf|fi|B .*|I .*|IR .*)"));
    }

    static String completion() {
        StringWriter out = new StringWriter();
        assertThat(Main.run(
                        InputStream.nullInputStream(),
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        "completion",
                        "bash"))
                .isZero();
        return out.toString();
    }
}
