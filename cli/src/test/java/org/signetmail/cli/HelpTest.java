package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Help that teaches: what every command says of itself. */
class HelpTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int signet(String... args) {
        return Main.run(console(), args);
    }

    private Console console() {
        return Console.of(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err, true));
    }

    /** The command to be looked at, away from any stream. */
    static CommandLine signet() {
        StringWriter nowhere = new StringWriter();
        return Main.commandLine(
                Console.of(InputStream.nullInputStream(), new PrintWriter(nowhere), new PrintWriter(nowhere)));
    }

    private static List<String> commands() {
        return List.copyOf(signet().getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("help NAME and NAME --help are one, with examples, in 100 columns")
    void helpTeaches(String name) {
        assertThat(signet("help", name)).isZero();
        String help = out.toString();
        assertThat(err.toString()).isEmpty();
        assertThat(help).startsWith("Usage: signet " + name).contains("Example");
        assertThat(help.lines())
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(100)
                        .as("a URL is not broken")
                        .doesNotContainPattern("^ *//|(tcp|tls|https):$"));
        assertThat(help).contains("Exit status:").containsPattern("(?m)^  70 +the \\S|^  70 +where it listens");
        out.getBuffer().setLength(0);
        assertThat(signet(name, "--help")).isZero();
        assertThat(out.toString()).isEqualTo(help);
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("Examples are command lines that the command takes, and every option is explained in a sentence")
    void examplesWork(String name) {
        CommandLine command = signet().getSubcommands().get(name);
        List<String> examples = List.of(command.getCommandSpec().usageMessage().footer());
        assertThat(examples).anySatisfy(line -> assertThat(line).startsWith("  signet " + name));
        for (String example : examples) {
            if (example.startsWith("  signet ")) {
                List<String> words = words(example);
                assertThatCode(() -> signet().parseArgs(
                                        words.subList(1, words.size()).toArray(new String[0])))
                        .as(example)
                        .doesNotThrowAnyException();
            }
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(String.join(" ", option.description()))
                    .as(option.longestName())
                    .endsWith(".");
        }
    }

    @Test
    @DisplayName("The list of commands is the same whether one, some or all of them were looked at")
    void theListOfCommands() {
        assertThat(signet("--help")).isZero();
        String list = out.toString();
        out.getBuffer().setLength(0);
        signet().usage(new PrintWriter(out));
        assertThat(list).isEqualTo(out.toString());
        out.getBuffer().setLength(0);
        // The name of a command among the words makes all of them real.
        assertThat(signet("--help", "verify")).isZero();
        assertThat(out.toString()).isEqualTo(list);
        signet().getSubcommands()
                .forEach((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    }

    /** What follows a redirection, a pipe or a # is not the command's. */
    private static List<String> words(String line) {
        return ShellWords.of(line.split(" [<>|#] ", 2)[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            verfy             ~ there is no command verfy; did you mean verify? The commands are verify,
            VERIFY            ~ there is no command VERIFY; did you mean verify? The commands are verify,
            rep               ~ there is no command rep; the commands are
            dance             ~ there is no command dance; the commands are verify,
            help dance        ~ there is no command dance; the commands are verify,
            help veryfi       ~ did you mean verify?
            ''                ~ there is no command ; the commands are
            --nonsense        ~ there is no option --nonsense (see signet --help)
            report r --partal ~ there is no option --partal; did you mean --partial? (see signet report --help)
            report r --jsn=1  ~ there is no option --jsn; did you mean --json? (see signet report --help)
            report            ~ signet: report needs INPUT, or --store with a file to show (see signet report --help)
            verify            ~ signet: verify needs MSG (see
            genkey            ~ signet: genkey needs rsa|ed25519, --domain DOMAIN and --selector SELECTOR (see
            genkey rsa -s s   ~ signet: genkey needs --domain DOMAIN (see
            sign m --ke k     ~ signet: there is no option --ke; did you mean --key? (see
            sign m -k k       ~ signet: there is no option -k (see
            verify m -v       ~ signet: there is no option -v; did you mean -V? (see
            verify EMPTY      ~ signet: an empty text names no file; this folder is .
            sign m -sx -dy.example ~ signet: sign needs --key KEY.PEM (see
            sign m --key      ~ signet: --key needs KEY.PEM behind it (see
            sign m --key -d x ~ signet: --key needs KEY.PEM behind it (see
            spf a --ip        ~ signet: --ip needs ADDRESS behind it (see
            spf a --ip=1      ~ signet: --ip: not an IP address: 1 (see
            spf a..b          ~ signet: DOMAIN: a..b is no domain name (see
            spf a --ip ::1 --ip ::2 ~ signet: --ip is given twice, and counts once (see
            spf a --dns x --server y ~ signet: --dns and --server exclude each other (see
            spf a.example b.example ~ signet: b.example is too much: spf takes one DOMAIN (see
            spf a.example jsno ~ signet: jsno is too much: spf takes one DOMAIN; did you mean --json? (see
            demo x            ~ signet: x is too much: demo takes options alone (see
            help verify dkim  ~ signet: dkim is too much: help takes one COMMAND (see
            verify m --color=red ~ signet: --color takes always, never or auto, not red (see
            verify m --color=nevr ~ not nevr; did you mean never? (see
            check a --fail-on x ~ signet: --fail-on takes info, warning or error, not x (see
            completion fish   ~ signet: bash|zsh takes bash or zsh, not fish (see
            genkey ras -d a -s s ~ signet: rsa|ed25519 takes rsa or ed25519, not ras; did you mean rsa? (see
            genkey rsa -d a -s s --as zon ~ route53, terraform or cloudformation, not zon; did you mean zone? (see
            verify m --hops x ~ signet: --hops takes a number, not x (see
            verify m --hops 99999999999 ~ signet: --hops takes a number, not 99999999999 (see
            verify m --json=yes ~ signet: --json takes no value (see
            """)
    void wrongUsageIsOneLineThatHelps(String args, String expected) {
        assertThat(signet(args.replace("EMPTY", "").split(" ", -1))).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith("signet: ").contains(expected);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @DisplayName("What a program may want has --json; docs/command.md says why the others have none")
    void json() {
        assertThat(signet().getSubcommands().values())
                .filteredOn(command -> !command.getCommandSpec().optionsMap().containsKey("--json"))
                .extracting(CommandLine::getCommandName)
                .containsExactly("demo", "completion", "help");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --dns    | sign,genkey,lint,report,serve-dns,demo,completion,help
            --server | sign,genkey,lint,serve-dns,demo,completion,help
            """)
    @DisplayName("What asks DNS has --dns and --server; of reports only the names of sources are asked for")
    void dns(String option, String without) {
        assertThat(signet().getSubcommands().values())
                .filteredOn(command -> !command.getCommandSpec().optionsMap().containsKey(option))
                .extracting(CommandLine::getCommandName)
                .containsExactly(without.split(","));
    }

    @Test
    void anEscapeSequenceIsNotSentToTheTerminal() {
        assertThat(signet("\u001B[31mred\u202E")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("\\u001b[31mred\\u202e");
    }

    @Test
    void ofSeveralTheWorst() {
        int[] order = {ExitStatus.OK, ExitStatus.TEMPORARY, ExitStatus.FAIL, ExitStatus.USAGE, ExitStatus.BROKEN};
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < order.length; j++) {
                assertThat(ExitStatus.worst(order[i], order[j])).isEqualTo(order[Math.max(i, j)]);
            }
        }
    }
}
