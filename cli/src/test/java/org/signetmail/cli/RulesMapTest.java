package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.testkit.Conformance;

/** The map of rules: it leaves no section with a MUST out, what it names is there, and what names it is in it. */
class RulesMapTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| §([0-9A-Z.]+) \\| (.+) \\| (.+) \\| (.+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]+)(?:#([a-z][A-Za-z0-9]+))?`");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final String NONE = "–";

    /** A section, what is said of it, and which classes and tests are named. */
    private record Row(String section, String says, String kept, String shown) {}

    private static Map<String, List<Row>> rows() {
        Map<String, List<Row>> rows = new TreeMap<>();
        for (Path page : Pages.files(Repository.file("rules"), ".md")) {
            for (String part : Pages.text(page).split("(?m)^## ", -1)) {
                List<Row> found = ROW.matcher(part)
                        .results()
                        .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
                        .toList();
                if (part.startsWith("RFC ")) {
                    rows.put(part.substring(0, part.indexOf('\n')).strip(), found);
                } else {
                    assertThat(found).as("rows that belong to no RFC").isEmpty();
                }
            }
        }
        return rows;
    }

    static Set<String> rfcs() {
        return MustSections.rfcs();
    }

    @ParameterizedTest
    @MethodSource("rfcs")
    @DisplayName("No section with a MUST is left out")
    void everyMustIsThere(String rfc) {
        List<String> sections = rows().get(rfc).stream().map(Row::section).toList();
        assertThat(sections).containsAll(MustSections.of(rfc)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Every RFC of the map is held against its sections")
    void everyRfcHasItsSections() {
        assertThat(rows().keySet()).isEqualTo(MustSections.rfcs());
    }

    @ParameterizedTest
    @CsvSource({"7208", "6376", "8301", "8463", "7489"})
    @DisplayName("The list of these sections is what the text of the RFC has")
    void sectionsAreThoseOfTheText(String number) throws IOException {
        Path text = Conformance.directory()
                .map(suites -> suites.resolveSibling("rfc").resolve("rfc" + number + ".txt"))
                .filter(Files::exists)
                .orElse(Path.of(""));
        assumeTrue(
                Files.isRegularFile(text),
                "SKIPPED: no text of RFC " + number
                        + " in a folder rfc beside the conformance suites, so that nobody looks"
                        + " whether its list of sections with a MUST is whole");
        assertThat(MustSections.read(text)).isEqualTo(MustSections.of("RFC " + number));
    }

    @Test
    @DisplayName("A section is kept by a class and shown by a test, or it is said why not")
    void everySectionHasBoth() {
        rows().forEach((rfc, sections) -> assertThat(sections)
                .as(rfc)
                .isNotEmpty()
                .allSatisfy(row -> {
                    boolean applies = !row.says().contains("*Does not apply.*");
                    assertThat(NAMED.matcher(row.kept()).find()).as("kept by").isEqualTo(applies);
                    assertThat(NAMED.matcher(row.shown()).find()).as("shown by").isEqualTo(applies);
                    if (!applies) {
                        assertThat(row.kept() + row.shown()).isEqualTo(NONE + NONE);
                    }
                }));
    }

    @Test
    @DisplayName("What is named is there: classes, and tests with their methods")
    void whatIsNamedIsThere() {
        Map<String, List<Path>> classes = classes("main");
        Map<String, List<Path>> tests = classes("test");
        Set<String> missing = new TreeSet<>();
        rows().values().stream().flatMap(List::stream).forEach(row -> {
            NAMED.matcher(row.kept())
                    .results()
                    .filter(named -> !classes.containsKey(named.group(1)))
                    .forEach(named -> missing.add(named.group()));
            NAMED.matcher(row.shown())
                    .results()
                    .filter(named -> !isThere(named, tests))
                    .forEach(named -> missing.add(named.group()));
        });
        for (Path page : Pages.files(Repository.file("rules"), ".md")) {
            NAMED.matcher(Pages.text(page))
                    .results()
                    .filter(named -> named.group(2) != null && !isThere(named, tests))
                    .forEach(named -> missing.add(named.group()));
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isThere(MatchResult named, Map<String, List<Path>> tests) {
        Pattern method = Pattern.compile("(?m)^    (?:static )?(?:void|Stream<.+>) " + named.group(2) + "\\(");
        return tests.getOrDefault(named.group(1), List.of()).stream()
                .anyMatch(file -> named.group(2) == null
                        || method.matcher(Pages.text(file)).find());
    }

    /** Files by the names of their classes, of which two modules may have one. */
    private static Map<String, List<Path>> classes(String kind) {
        return Stream.of("core", "testkit", "spf", "dkim", "dmarc", "reports", "cli")
                .flatMap(module -> Pages.files(Repository.file(module + "/src/" + kind + "/java"), ".java").stream())
                .collect(Collectors.groupingBy(
                        file -> String.valueOf(file.getFileName()).replace(".java", "")));
    }

    /**
     * The names by which sources call rules, and the page that has them: a pattern, and what is put in front of a name to make
     * an anchor of it.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            spf;   (overlap )?rules? (\\d+(?:(?:, | and | to )\\d+)*); spf.md;   rule-;  60
            dkim;  ()rules? (\\d+(?:(?:, | and | to )\\d+)*);         dkim.md;  rule-;  40
            dmarc; ()\\b([ABOPRTW]\\d)\\b;                            dmarc.md; "";     40
            core;  ()\\b([ABOPRTW]\\d)\\b;                            dmarc.md; "";     10
            dmarc; ()(?m)^ +(1\\.\\d)(?= );                             dmarc.md; group-; 3
            """)
    void everyNameLeadsToARule(String module, String pattern, String page, String anchor, int atLeast) {
        Set<String> names = new TreeSet<>();
        for (Path file : Pages.files(Repository.file(module + "/src"), ".java")) {
            Pattern.compile(pattern).matcher(Pages.text(file)).results().forEach(found -> {
                String first = found.group(1) == null ? "" : found.group(1).replace(' ', '-');
                for (String name : numbers(found.group(2))) {
                    names.add(first + anchor + name.toLowerCase(Locale.ROOT));
                }
            });
        }
        Set<String> anchors = ANCHOR.matcher(Pages.text(Repository.file("rules/" + page)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(anchors).containsAll(names);
        assertThat(names.size()).as("names that are found").isGreaterThanOrEqualTo(Math.min(atLeast, anchors.size()));
    }

    /** {@code 4, 39} and {@code 28 and 31} are two, {@code 15 to 24} are ten. */
    private static List<String> numbers(String text) {
        List<String> numbers = new ArrayList<>();
        for (String part : text.split(", | and ", -1)) {
            String[] ends = part.split(" to ", -1);
            if (ends.length == 1) {
                numbers.add(part);
            } else {
                IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
                        .mapToObj(String::valueOf)
                        .forEach(numbers::add);
            }
        }
        return numbers;
    }

    @Test
    @DisplayName("Names of rules of reports are those of reports/RULES.md")
    void everyNameOfReportsLeadsToARule() {
        String rules = Pages.text(Repository.file("reports/RULES.md"));
        Set<String> names = new TreeSet<>();
        for (String folder : List.of("reports/src", "cli/src/test")) {
            for (Path file : Pages.files(Repository.file(folder), ".java")) {
                Pattern.compile("(?:\\*|//) ([DFI]\\d{1,2}): ")
                        .matcher(Pages.text(file))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        assertThat(names)
                .hasSizeGreaterThan(8)
                .allSatisfy(name ->
                        assertThat(rules).contains("\n| " + (name.startsWith("D") ? name.substring(1) : name) + ". "));
    }
}
