package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Compares what a command prints with {@code --json} with its table in docs/command.md: the section {@code ## `signet NAME
 * --json`}. What several shapes are made of has its tables in the section {@code ## Parts of these objects}.
 */
final class JsonShape {

    private static final String PARTS = "## Parts of these objects";

    private final String section;
    private final Map<String, Set<String>> seen = new TreeMap<>();

    /** The shape of a command. */
    JsonShape(String command) {
        this.section = "## `signet " + command + " --json`";
    }

    /** Takes one object that the command printed. */
    void add(String json) {
        Object value = new Load(LoadSettings.builder().build()).loadFromString(json);
        assertThat(value).isInstanceOf(Map.class);
        assertThat(((Map<?, ?>) value).keySet().iterator().next()).isEqualTo("version");
        collect("", value);
    }

    /** Each key that was seen is in the tables with its type, and each key of the command's own table was seen with a value. */
    void assertIsDocumented() throws IOException {
        Map<String, String> own = documented(section);
        Map<String, String> parts = documented(PARTS);
        assertThat(own)
                .as(section)
                .isNotEmpty()
                .doesNotContainKeys(parts.keySet().toArray(new String[0]));
        seen.forEach((path, types) -> {
            String allowed = own.getOrDefault(path, parts.get(path));
            assertThat(allowed).as("a row for " + path).isNotNull();
            assertThat(Arrays.asList(allowed.split(", ", -1))).as(path).containsAll(types);
        });
        own.forEach((path, allowed) -> assertThat(seen.getOrDefault(path, Set.of()))
                .as(path + " is seen with a value")
                .contains(allowed.split(", ", -1)[0]));
    }

    /** What was seen of the parts, all of which one command at least must show. */
    void assertShowsEveryPart() throws IOException {
        assertThat(seen.keySet()).containsAll(documented(PARTS).keySet());
    }

    private void collect(String path, Object value) {
        if (!path.isEmpty() && !path.endsWith("[]")) {
            seen.computeIfAbsent(path, key -> new TreeSet<>()).add(type(value));
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(shared(path.isEmpty() ? (String) key : path + "." + key), each));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(path + "[]", each));
        }
    }

    /** What stands at several places has its keys in one table. */
    private static String shared(String path) {
        return path.replaceFirst("^helo\\.", "spf.")
                .replaceFirst("^(.*\\.)?findings\\[]\\.", "finding.")
                .replaceFirst("\\.steps\\[]\\.check\\.", ".")
                .replaceFirst("\\.terms\\[]\\.published\\.", ".")
                .replaceFirst("^.*\\.(cost|counts)\\.", "counts.");
    }

    private static String type(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "list";
        }
        return value instanceof Number ? "number" : value instanceof Boolean ? "boolean" : "text";
    }

    /** Key to its types, of one section. */
    private static Map<String, String> documented(String heading) throws IOException {
        Map<String, String> keys = new TreeMap<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Repository.file("docs/command.md"))) {
            inside = line.startsWith("## ") ? line.equals(heading) : inside;
            if (inside && line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                String key = cells[1].strip().replace("`", "");
                assertThat(keys.put(key, cells[cells.length - 2].strip()))
                        .as(key + " is there once")
                        .isNull();
            }
        }
        return keys;
    }
}
