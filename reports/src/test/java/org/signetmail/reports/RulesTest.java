package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code RULES.md} names is there. */
class RulesTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.([a-z][A-Za-z]+))?`");

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        List<MatchResult> named =
                NAMED.matcher(Files.readString(Path.of("RULES.md"))).results().toList();
        assertThat(named).hasSizeGreaterThan(100);
        Map<String, Path> files = files();
        for (MatchResult each : named) {
            assertThat(files).containsKey(each.group(1));
            if (each.group(2) != null) {
                assertThat(Files.readString(files.get(each.group(1))))
                        .as(each.group())
                        // Tests are the methods of a test class that are neither private nor static.
                        .containsPattern("(?m)^    (?:void|Stream<DynamicTest>) " + each.group(2) + "\\(");
            }
        }
    }

    private static Map<String, Path> files() throws IOException {
        try (Stream<Path> here = Files.walk(Path.of("src/test/java"));
                Stream<Path> command = Files.walk(Path.of("../cli/src/test/java"))) {
            return Stream.concat(here, command)
                    .filter(path -> path.toString().endsWith(".java")
                            && !path.getFileName().toString().equals("package-info.java"))
                    .collect(Collectors.toMap(
                            path -> path.getFileName().toString().replace(".java", ""),
                            path -> path,
                            (one, other) -> one));
        }
    }
}
