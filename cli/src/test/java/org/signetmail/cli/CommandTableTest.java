package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands, options and exit statuses in docs/command.md are those of the command. */
class CommandTableTest {

    private static final String BEGIN = "<!-- commands: begin -->\n";
    private static final String END = "<!-- commands: end -->\n";

    @Test
    @DisplayName(
            "The tables of commands, options and exit statuses are those of the command; -Dsignet.docs.write=true writes them")
    void tablesAndCommandAreOne() throws IOException {
        Path file = Repository.file("docs/command.md");
        String text = Files.readString(file);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        String tables = tables();
        if (Boolean.getBoolean("signet.docs.write")) {
            Files.writeString(file, text.substring(0, from) + tables + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to)).isEqualTo(tables);
    }

    @Test
    @DisplayName("Each command with --json has the table of its keys, but report, whose shape has a page of its own")
    void everyJsonHasATable() throws IOException {
        List<String> headings = Files.readAllLines(Repository.file("docs/command.md")).stream()
                .filter(line -> line.matches("## `signet \\S+ --json`"))
                .toList();
        List<String> commands = HelpTest.signet().getSubcommands().entrySet().stream()
                .filter(each -> each.getValue().getCommandSpec().optionsMap().containsKey("--json"))
                .map(each -> "## `signet " + each.getKey() + " --json`")
                .filter(heading -> !heading.contains(" report "))
                .toList();
        assertThat(headings).containsExactlyInAnyOrderElementsOf(commands);
    }

    private static String tables() {
        StringBuilder text = new StringBuilder("\n");
        HelpTest.signet().getSubcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            text.append("### `signet ").append(name).append("`\n\n");
            text.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
            text.append("| option | what it is |\n|---|---|\n");
            spec.positionalParameters().forEach(each -> row(text, each.paramLabel(), each));
            spec.options().stream()
                    .filter(option -> !option.usageHelp() && !option.versionHelp())
                    .sorted(Comparator.comparing(OptionSpec::longestName))
                    .forEach(option -> row(text, label(option), option));
            Map<String, String> statuses = spec.usageMessage().exitCodeList();
            if (!statuses.isEmpty()) {
                text.append("\n| exit status | when |\n|---|---|\n");
                statuses.forEach((status, when) -> text.append("| ")
                        .append(status.strip())
                        .append(" | ")
                        .append(when)
                        .append(" |\n"));
            }
            text.append('\n');
        });
        return text.toString();
    }

    private static String label(OptionSpec option) {
        String names = String.join(", ", List.of(option.names()));
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    /** Not {@code | `}, with which the rows of JSON keys begin. */
    private static void row(StringBuilder text, String label, ArgSpec arg) {
        text.append("| **")
                .append(label.replace("|", "\\|"))
                .append("** | ")
                .append(String.join(" ", arg.description()).replace("|", "\\|"))
                .append(" |\n");
    }
}
