package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages with consoles: these show what the command prints, and their files are what {@link WalkthroughFiles} makes. With {@code -Dsignet.walkthroughs=rewrite} the pages and the files are written anew first.
 */
class WalkthroughsTest {

    private static final Path DOCS = Repository.file("docs");
    private static final Path MAIL = DOCS.resolve("walkthroughs/mail");

    @TempDir
    private static Path scratch;

    @BeforeAll
    static void rewrite() throws IOException {
        if (!System.getProperty("signet.walkthroughs", "").equals("rewrite")) {
            return;
        }
        for (Map.Entry<String, byte[]> message : WalkthroughFiles.messages().entrySet()) {
            Files.write(MAIL.resolve(message.getKey()), message.getValue());
        }
        for (Path page : pages()) {
            Walkthrough.of(page).rewrite(folderFor(page, "rewrite"));
        }
    }

    /** All pages with a console. */
    static List<Path> pages() {
        return Pages.all().stream()
                .filter(page -> Pages.blocks(page).stream()
                        .anyMatch(block -> block.language().equals("console")))
                .toList();
    }

    @TestFactory
    Stream<DynamicContainer> consoles() throws IOException {
        List<DynamicContainer> containers = new ArrayList<>();
        for (Path file : pages()) {
            Walkthrough page = Walkthrough.of(file);
            Walkthrough.Session session = new Walkthrough.Session(folderFor(file, "check"));
            List<DynamicTest> tests = new ArrayList<>();
            for (Walkthrough.Command command : page.commands()) {
                tests.add(DynamicTest.dynamicTest((command.line() + 1) + ": " + command.text(), () -> {
                    List<String> printed = session.run(command.text());
                    if (!ShownOutput.matches(command.shown(), printed)) {
                        assertThat(ShownOutput.masked(printed)).isEqualTo(command.shown());
                    }
                }));
            }
            containers.add(DynamicContainer.dynamicContainer(
                    Repository.top().relativize(file).toString(), tests));
        }
        return containers.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPromptIsRun(Path page) throws IOException {
        List<String> prompts = Files.readAllLines(page, UTF_8).stream()
                .filter(line -> line.startsWith("$ "))
                .toList();
        assertThat(Walkthrough.of(page).commands()).hasSameSizeAs(prompts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud-sender", "why-spam", "what-a-receiver-does", "private-subnet", "to-reject"})
    void theGuidesAreConsoles(String name) throws IOException {
        assertThat(Walkthrough.of(DOCS.resolve("walkthroughs/" + name + ".md")).commands())
                .hasSizeGreaterThan(10);
    }

    private static Path folderFor(Path page, String use) throws IOException {
        String name = Repository.top().relativize(page).toString().replace('/', '-');
        return Files.createDirectories(scratch.resolve(name + "-" + use));
    }

    @Test
    void messagesAreWhatTheMakerMakes() throws IOException {
        for (Map.Entry<String, byte[]> message : WalkthroughFiles.messages().entrySet()) {
            assertThat(MAIL.resolve(message.getKey())).hasBinaryContent(message.getValue());
        }
        try (Stream<Path> files = Files.list(MAIL)) {
            assertThat(files).hasSameSizeAs(WalkthroughFiles.messages().keySet());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        lint 'v=spf1 -all' --json       | lint,v=spf1 -all,--json
        --mail-from ''                  | --mail-from,
        a"b c"d                         | ab cd
        "a \\"b\\" 'c'"                 | a "b" 'c'
        a\\ b  c                        | a b,c
        '%{d2}!'                        | %{d2}!
        """)
    void wordsAreThoseOfAShell(String line, String words) {
        assertThat(String.join(",", ShellWords.of(line))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a!b", "a > b", "a | b", "'a", "\"a", "\"$a\"", "a; b", "v=spf1 ?all"})
    void whatAShellWouldTakeForSomethingElseIsRefused(String line) {
        assertThatThrownBy(() -> ShellWords.of(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a;b        | a;b           | true
        a;b        | a;b;c         | false
        a;…        | a;b;c         | true
        …;c        | a;b;c         | true
        a;…;c      | a;c           | false
        took … ms  | took 12.5 ms  | true
        took … ms  | took 1;2 ms   | false
        a.c        | abc           | false
        """)
    void anEllipsisStandsForWhatVaries(String shown, String printed, boolean matches) {
        assertThat(ShownOutput.matches(List.of(shown.split(";")), List.of(printed.split(";"))))
                .isEqualTo(matches);
    }
}
