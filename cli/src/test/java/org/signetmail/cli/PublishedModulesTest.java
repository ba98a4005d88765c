package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What POMs say of modules is what the modules are: OSGi and japicmp have it from there. */
class PublishedModulesTest {

    private static final Pattern EXPORT = Pattern.compile("exports\\s+([\\w.]+)(\\s+to\\s[^;]*)?;");

    static Stream<String> libraries() throws IOException {
        return modules().stream()
                .filter(module -> Files.exists(Repository.file(module + "/src/main/java/module-info.java")));
    }

    private static List<String> modules() throws IOException {
        return all(Files.readString(Repository.file("pom.xml")), "<module>([^<]+)</module>");
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String property(String pom, String name) {
        List<String> found = all(pom, "<" + Pattern.quote(name) + ">([^<]*)</");
        return found.isEmpty() ? "" : found.get(0);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void exportsWhatItsModuleExports(String module) throws IOException {
        String pom = Files.readString(Repository.file(module + "/pom.xml"));
        String info = Files.readString(Repository.file(module + "/src/main/java/module-info.java"));
        List<MatchResult> exports = EXPORT.matcher(info).results().toList();
        assertThat(property(pom, "signet.module"))
                .isEqualTo(all(info, "\\nmodule\\s+([\\w.]+)").get(0));
        assertThat(property(pom, "signet.exports").split(","))
                .containsExactlyInAnyOrderElementsOf(exports.stream()
                        .filter(each -> each.group(2) == null)
                        .map(each -> each.group(1))
                        .toList());
        List<String> friends = exports.stream()
                .filter(each -> each.group(2) != null)
                .map(each -> each.group(1))
                .toList();
        // For bundles that ask for that attribute, as ours do.
        assertThat(property(pom, "signet.friends"))
                .isEqualTo(friends.isEmpty() ? "" : String.join(";", friends) + ";signet=internal;mandatory:=signet");
    }

    @Test
    @DisplayName("The BOM has every module that is published, and central publishing leaves out every other")
    void bom() throws IOException {
        String parent = Files.readString(Repository.file("pom.xml"));
        List<String> bom = all(Files.readString(Repository.file("bom/pom.xml")), "<artifactId>(signet-[^<]+)</");
        List<String> leftOut = all(parent, "<excludeArtifact>([^<]+)</");
        for (String module : modules()) {
            String pom = Files.readString(Repository.file(module + "/pom.xml"));
            String artifact = all(pom, "<artifactId>(signet-[^<]+)</").get(1);
            boolean published = !property(pom, "signet.unpublished").equals("true");
            assertThat(leftOut.contains(artifact)).as(artifact).isEqualTo(!published);
            if (!module.equals("bom")) {
                assertThat(bom.contains(artifact)).as(artifact).isEqualTo(published);
            }
        }
    }

    @Test
    @DisplayName("Where the project lives is told in one place; NOTICE has it too")
    void onePlace() throws IOException {
        String home = property(Files.readString(Repository.file("pom.xml")), "signet.home");
        assertThat(Files.readString(Repository.file("NOTICE"))).contains(home);
        try (Stream<Path> poms = Files.find(
                Repository.top(),
                3,
                (path, attributes) -> path.getFileName().toString().equals("pom.xml")
                        && !path.equals(Repository.file("pom.xml"))
                        && Arrays.stream(path.toString().split("/")).noneMatch(part -> part.startsWith("target")))) {
            assertThat(poms).allSatisfy(pom -> assertThat(Files.readString(pom)).doesNotContain(home));
        }
    }
}
