package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.cli.Pages.Block;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The pages of the documentation: nothing in them is code that nobody compiles and runs. Java is what stands in a test under the
 * same name, a {@code console} is run by {@link WalkthroughsTest}, and what is neither must not look like one of them.
 */
class PagesTest {

    private static final Pattern MARK = Pattern.compile("<!-- example: ([a-z0-9-]+) -->");
    private static final Pattern OURS = Pattern.compile("<artifactId>(signet-[a-z-]+)</artifactId>");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern WORDS = Pattern.compile("[^a-z0-9 _-]");

    /** Programs whose line in a page would be a command that nobody runs. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^ *(?:\\$ |(?:\\./)?(?:signet|bench/run|interop/run|\\.ci/run)\\b |"
                    + "(?:mvn|java|javac|jlink|keytool|openssl|docker|curl|dig|git|echo|sudo) )");

    /** Where code of pages is compiled and run. */
    private static final List<String> TESTS = List.of(
            "cli/src/test/java", "examples/src", "examples/james/src", "interop/src/test/java", "bench/src/test/java");

    private static final Map<String, List<Path>> SOURCES = sources();

    /** The files in which a piece of this name stands. */
    private static Map<String, List<Path>> sources() {
        Map<String, List<Path>> sources = new TreeMap<>();
        for (String folder : TESTS) {
            for (Path file : Pages.files(Repository.file(folder), ".java")) {
                for (String name : MarkedCode.namesOf(Pages.text(file))) {
                    sources.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
                }
            }
        }
        return Map.copyOf(sources);
    }

    static List<Path> pages() {
        return Pages.all();
    }

    static Stream<Block> java() {
        return Pages.blocks().filter(block -> block.language().equals("java"));
    }

    static Stream<Block> xml() {
        return Pages.blocks().filter(block -> block.language().equals("xml"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("java")
    @DisplayName("Java of a page is that of a test")
    void javaIsThatOfATest(Block block) throws IOException {
        String name = name(block);
        assertThat(SOURCES.getOrDefault(name, List.of()))
                .as("the files with // example: %s", name)
                .hasSize(1);
        String there = Files.readString(SOURCES.get(name).get(0), UTF_8);
        assertThat(MarkedCode.squeezed(block.text()))
                .isNotEmpty()
                .isEqualTo(MarkedCode.squeezed(MarkedCode.ofTest(there, name)));
    }

    private static String name(Block block) {
        MatchResult mark = MARK.matcher(block.above())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        block + ": a Java block has <!-- example: NAME --> above it, and a test the same code"));
        return mark.group(1);
    }

    @Test
    @DisplayName("What a test has for a page stands in a page")
    void everyMarkedPieceStandsInAPage() {
        assertThat(java().map(PagesTest::name)).containsExactlyInAnyOrderElementsOf(SOURCES.keySet());
    }

    @Test
    @DisplayName("Every block is of a kind that is looked at")
    void languages() {
        assertThat(Pages.blocks())
                .allSatisfy(block -> assertThat(block.language())
                        .as("language")
                        .isIn("", "console", "java", "xml", "properties", "json", "dockerfile"));
    }

    @Test
    @DisplayName("A console is on a page whose consoles are run")
    void consolesAreRun() throws IOException {
        assertThat(WalkthroughsTest.pages())
                .containsAll(Pages.blocks()
                        .filter(block -> block.language().equals("console"))
                        .map(Block::page)
                        .distinct()
                        .toList());
    }

    @Test
    @DisplayName(
            "What looks like a command is in a console, but for the README's first block, which .ci/run holds and runs")
    void commandsAreInConsoles() {
        Block first = Pages.blocks(Repository.file("README.md")).get(0);
        assertThat(first.text()).startsWith("./signet demo").contains("\nmvn verify");
        assertThat(Pages.blocks()
                        .filter(block -> !block.language().equals("console"))
                        .filter(block -> !block.equals(first)))
                .allSatisfy(block ->
                        assertThat(COMMAND.matcher(block.text()).find()).isFalse());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("xml")
    @DisplayName("XML is well-formed, and what it names of ours is there")
    void xmlIsWellFormed(Block block) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<page>" + block.text() + "</page>")));
        String poms = Files.readString(Repository.file("pom.xml"), UTF_8);
        assertThat(OURS.matcher(block.text()).results().map(MatchResult::group))
                .allSatisfy(artifact -> assertThat(poms).contains(artifact));
    }

    @Test
    void propertiesAreProperties() throws IOException {
        for (Block block : Pages.blocks()
                .filter(each -> each.language().equals("properties"))
                .toList()) {
            Properties properties = new Properties();
            properties.load(new StringReader(block.text()));
            assertThat(properties).as(block.toString()).isNotEmpty();
            assertThat(properties.values()).as(block.toString()).doesNotContain("");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    @DisplayName("Links lead to a file that is there, and to a heading that it has")
    void linksLeadSomewhere(Path page) throws IOException {
        for (MatchResult link :
                LINK.matcher(Files.readString(page, UTF_8)).results().toList()) {
            String target = link.group(1);
            if (target.contains("://") || target.startsWith("mailto:")) {
                continue;
            }
            int hash = target.indexOf('#');
            String file = hash < 0 ? target : target.substring(0, hash);
            Path there = file.isEmpty() ? page : page.resolveSibling(file);
            assertThat(there).as("%s: %s", page, target).exists();
            if (hash >= 0) {
                assertThat(anchors(there)).as("%s: %s", page, target).contains(target.substring(hash + 1));
            }
        }
    }

    /** The anchors that a page has: those of its headings, as GitHub makes them, and those that are written. */
    private static List<String> anchors(Path page) throws IOException {
        List<String> anchors = new ArrayList<>();
        for (String line : Files.readAllLines(page, UTF_8)) {
            if (line.startsWith("#")) {
                String words = line.substring(line.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
                anchors.add(WORDS.matcher(words).replaceAll("").strip().replace(' ', '-'));
            }
            Pattern.compile("<a id=\"([^\"]+)\">").matcher(line).results().forEach(mark -> anchors.add(mark.group(1)));
        }
        return anchors;
    }

    /** A figure in the page that is not one of bench/results would be nobody's. */
    @Test
    @DisplayName("The table of docs/performance.md is that of the last measurement, and the README's headline is in it")
    void figuresAreMeasured() throws IOException {
        List<String> page = rows("docs/performance.md");
        // There: work, Signet, peer, limit, Signet / limit, goal, peer / Signet, and what is allocated.
        Pattern goal = Pattern.compile("^((?:[^|]*\\|){6})[^|]*\\|([^|]*\\|).*");
        List<String> measured = rows("bench/results/jdk17.md").stream()
                .map(row -> goal.matcher(row).replaceFirst("$1$2"))
                .toList();
        assertThat(page).hasSizeGreaterThan(10);
        assertThat(measured).containsAll(page);

        String readme = Files.readString(Repository.file("README.md"), UTF_8);
        assertThat(readme).contains("## How fast");
        String headline = readme.substring(readme.indexOf("## How fast")).split("\n## ", 2)[0];
        for (String row : List.of("| authenticate 2 KB", "| wait, SPF with 3")) {
            List<String> cells = List.of(page.stream()
                    .filter(line -> line.startsWith(row))
                    .findFirst()
                    .orElseThrow()
                    .split(" *\\| *"));
            assertThat(headline).contains(cells.get(2));
        }
    }

    private static List<String> rows(String page) throws IOException {
        return Files.readAllLines(Repository.file(page), UTF_8).stream()
                .filter(line -> line.startsWith("| ") && line.contains(" | ×"))
                .toList();
    }

    /** From the README, over any number of links. */
    @Test
    @DisplayName("Every page can be reached from the README")
    void pagesAreReached() throws IOException {
        List<Path> reached = new ArrayList<>(List.of(Repository.file("README.md")));
        for (int i = 0; i < reached.size(); i++) {
            Path page = reached.get(i);
            for (MatchResult link :
                    LINK.matcher(Files.readString(page, UTF_8)).results().toList()) {
                String target = link.group(1).split("#", 2)[0];
                Path there = page.resolveSibling(target).normalize();
                if (target.endsWith(".md") && !target.contains("://") && !reached.contains(there)) {
                    reached.add(there);
                }
            }
        }
        assertThat(reached).containsAll(Pages.all());
    }

    @Test
    @DisplayName("The blocks of a page are all found, also below an item of a list")
    void blocksAreFound(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(
                page,
                "<!-- example: x -->\n```java\nf();\n```\n- item\n  ```console\n  $ ./signet help\n  ```\n",
                UTF_8);
        List<Block> blocks = Pages.blocks(page);
        assertThat(blocks).extracting(Block::language).containsExactly("java", "console");
        assertThat(name(blocks.get(0))).isEqualTo("x");
        Files.writeString(page, "```\nopen\n", UTF_8);
        assertThatThrownBy(() -> Pages.blocks(page)).hasMessageContaining("line 1");
    }
}
