package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.signetmail.core.Finding;

/**
 * Tables of texts with all that is said of each, word for word: in a file, as they are many. A line begins with {@code ?} and
 * has a text; those behind it, with two blanks in front, have what is said of it. In a text, {@code \xNN} is an octet,
 * {@code \n}, {@code \r} and {@code \t} are what they are in Java, and <code>{9*ab}</code> is {@code ab} nine times.
 */
public final class Sentences {

    private Sentences() {}

    /** That of each text in a file is said what stands there. */
    public static void check(String file, Function<String, List<String>> said) throws IOException {
        List<List<String>> rows = rows(file);
        assertThat(rows).isNotEmpty();
        List<String> others = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> now = said.apply(unescape(row.get(0)));
            if (!now.equals(row.subList(1, row.size()))) {
                others.add("? " + row.get(0) + "\n  " + String.join("\n  ", now));
            }
        }
        assertThat(others)
                .as("texts of %s of which something else is said", file)
                .isEmpty();
    }

    /** The findings, one a line: code, place, sentence and remedy. */
    public static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.code()
                        + finding.position()
                                .map(at -> " " + at.offset() + "+" + at.length())
                                .orElse("")
                        + " | " + finding.message() + (finding.remedy().isEmpty() ? "" : " | " + finding.remedy()))
                .toList();
    }

    private static List<List<String>> rows(String file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Sentences.class.getResourceAsStream("sentences/" + file))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("? ")) {
                    rows.add(new ArrayList<>(List.of(line.substring(2))));
                } else if (line.startsWith("  ")) {
                    rows.get(rows.size() - 1).add(line.substring(2));
                } else {
                    assertThat(line).matches("(#.*)?");
                }
            }
        }
        return rows;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                int star = text.indexOf('*', i);
                int end = text.indexOf('}', star);
                plain.append(
                        unescape(text.substring(star + 1, end)).repeat(Integer.parseInt(text.substring(i + 1, star))));
                i = end;
            } else if (c == '\\') {
                i++;
                switch (text.charAt(i)) {
                    case 'n' -> plain.append('\n');
                    case 'r' -> plain.append('\r');
                    case 't' -> plain.append('\t');
                    case 'x' -> {
                        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    default -> plain.append(text.charAt(i));
                }
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
