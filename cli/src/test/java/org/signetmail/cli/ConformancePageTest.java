package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.testkit.Conformance;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docs/conformance.md} and {@code docs/decisions}: figures are those of the suites, deviations those of the sources. */
class ConformancePageTest {

    private static final Pattern SUITE = Pattern.compile("(?m)^\\| ([^|]+) \\| (\\d+) \\| `(\\w+)` \\| ");
    private static final Pattern MARKED = Pattern.compile(
            "(Deviation from|Interpretation of) (RFC \\d+) §([0-9.]*\\d)(?: and (RFC \\d+) §([0-9.]*\\d))?");
    private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)(?:\\(\\w*\\))?`");

    /** Classes of those that one migrates from. */
    private static final Set<String> PEERS = Set.of("Result", "SignatureRecord", "SPFResult");

    private static final List<String> MODULES = List.of("core", "spf", "dkim", "dmarc");

    private static String page() {
        return Pages.text(Repository.file("docs/conformance.md"));
    }

    private static List<MatchResult> suites() {
        return SUITE.matcher(page()).results().toList();
    }

    private static String casesOf(String test) {
        return suites().stream()
                .filter(suite -> suite.group(3).equals(test))
                .map(suite -> suite.group(2))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "OpenSpfSuiteTest, spf/src/test/java/org/signetmail/spf",
        "Rfc9989SuiteTest, dmarc/src/test/java/org/signetmail/dmarc",
        "PublicSuffixListTest, dmarc/src/test/java/org/signetmail/dmarc",
        "ReportSuiteTest, reports/src/test/java/org/signetmail/reports"
    })
    @DisplayName("The number of cases is the one that the suite's test demands")
    void numbersAreThoseOfTheTests(String test, String folder) {
        assertThat(Pages.text(Repository.file(folder + "/" + test + ".java")))
                .contains("hasSize(" + casesOf(test) + ")");
    }

    @ParameterizedTest
    @CsvSource({"OpenSpfSuiteTest, spf/rfc7208-tests.yml", "DkimConformanceTest, dkim/manifest.json"})
    @DisplayName("The number of cases is that of the suite")
    void numbersAreThoseOfTheSuites(String test, String file) throws IOException {
        Path suite = Conformance.find(file).orElse(Path.of(""));
        assumeTrue(Files.isRegularFile(suite), Conformance.MISSING);
        Load load = new Load(LoadSettings.builder().setCodePointLimit(1 << 25).build());
        Iterable<Object> documents = load.loadAllFromString(Files.readString(suite, UTF_8));
        int cases = StreamSupport.stream(documents.spliterator(), false)
                .mapToInt(document -> document instanceof List<?> list
                        ? list.size()
                        : ((Map<?, ?>) ((Map<?, ?>) document).get("tests")).size())
                .sum();
        assertThat(cases).hasToString(casesOf(test));
    }

    @Test
    @DisplayName("Every suite of the page has its number looked at")
    void everySuiteIsLookedAt() {
        assertThat(suites())
                .extracting(suite -> suite.group(3))
                .containsExactlyInAnyOrder(
                        "OpenSpfSuiteTest",
                        "DkimConformanceTest",
                        "Rfc9989SuiteTest",
                        "PublicSuffixListTest",
                        "ReportSuiteTest");
    }

    @Test
    @DisplayName("Messages that are judged otherwise than in the corpus are those of the test")
    void correctionsAreThoseOfTheTest() {
        String test = Pages.text(Repository.file("dkim/src/test/java/org/signetmail/dkim/DkimConformanceTest.java"));
        Set<String> corrected = found(Pattern.compile("\"([a-z-]+/[^\"]+\\.eml)\""), test);
        assertThat(found(Pattern.compile("(?m)^\\| ([a-z-]+/\\S+\\.eml) \\|"), page()))
                .isEqualTo(corrected)
                .hasSizeGreaterThan(5);
        assertThat(page()).contains("| " + corrected.size() + " messages, below;");
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(each -> found.add(each.group(1)));
        return found;
    }

    static Stream<String> marked() {
        return MODULES.stream()
                .flatMap(module -> Pages.files(Repository.file(module + "/src/main/java"), ".java").stream())
                .flatMap(file -> MARKED.matcher(Pages.text(file)).results())
                .flatMap(mark -> Stream.of(
                        mark.group(1) + " " + mark.group(2) + " §" + mark.group(3),
                        mark.group(4) == null ? "" : mark.group(1) + " " + mark.group(4) + " §" + mark.group(5)))
                .filter(mark -> !mark.isEmpty())
                .distinct()
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("marked")
    @DisplayName("What a source marks as a deviation or an interpretation is in the page's table of these")
    void markedInTheSources(String mark) {
        String[] parts = mark.split(" (?=RFC)", 2);
        String heading = parts[0].startsWith("Deviation") ? "\n## Deviations\n" : "\n## Interpretations\n";
        String table =
                page().substring(page().indexOf(heading) + heading.length()).split("\n## ", 2)[0];
        assertThat(table.lines().filter(line -> line.startsWith("| RFC")).map(line -> line.split("\\|", -1)[1]))
                .anyMatch(cell -> (cell.strip() + ",").contains(parts[1] + ","));
    }

    @Test
    void thereAreMarks() {
        assertThat(marked()).hasSizeGreaterThan(15);
    }

    @Test
    @DisplayName("Decisions are numbered without a gap, are in the index, and have the four parts")
    void decisions() {
        List<Path> pages = Pages.files(Repository.file("docs/decisions"), ".md").stream()
                .filter(page -> !page.endsWith("README.md"))
                .toList();
        String index = Pages.text(Repository.file("docs/decisions/README.md"));
        for (int i = 0; i < pages.size(); i++) {
            String name = String.valueOf(pages.get(i).getFileName());
            assertThat(name).startsWith(String.format(Locale.ROOT, "%04d-", i + 1));
            assertThat(index).contains("](" + name + ")");
            assertThat(Pages.text(pages.get(i)))
                    .startsWith("# " + name.substring(0, 4) + " ")
                    .containsPattern(
                            "\nDate: \\d{4}-\\d\\d-\\d\\d\\. Kind: (interpretation|deviation|local policy|architecture)\\.")
                    .contains("\n## Context\n", "\n## Decision\n", "\n## Consequence\n");
        }
        assertThat(pages).hasSizeGreaterThan(12);
    }

    @Test
    @DisplayName("A method or constant that a page of these names is there")
    void membersAreThere() {
        Set<String> missing = new TreeSet<>();
        List<Path> pages = Stream.concat(
                        Stream.of(Repository.file("docs/conformance.md"), Repository.file("docs/migration.md")),
                        Pages.files(Repository.file("docs/decisions"), ".md").stream())
                .filter(Files::exists)
                .toList();
        List<Path> sources = MODULES.stream()
                .flatMap(module -> Pages.files(Repository.file(module + "/src/main/java"), ".java").stream())
                .toList();
        for (Path page : pages) {
            MEMBER.matcher(Pages.text(page))
                    .results()
                    .filter(member -> !PEERS.contains(member.group(1)))
                    .filter(member -> sources.stream()
                            .filter(source -> source.endsWith(member.group(1) + ".java"))
                            .noneMatch(source -> Pattern.compile("\\b" + member.group(2) + "\\b")
                                    .matcher(Pages.text(source))
                                    .find()))
                    .forEach(member -> missing.add(member.group()));
        }
        assertThat(missing).isEmpty();
    }
}
