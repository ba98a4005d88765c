package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cases in a file: each a zone, and behind "> " the lines that come of it; empty lines between cases, "# " for remarks.
 * {@code {1..3:x@ }} stands for x1 x2 x3, each in a line of its own where a line begins with it.
 */
final class ZoneCases {

    private static final String EXPECTED = "> ";

    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\.\\.(\\d+):([^}]*)}");

    /** One case. */
    record Case(String written, List<String> expected) {

        String zone() {
            return written.lines()
                    .map(line -> repeated(line, line.startsWith("{") ? "\n" : " "))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public String toString() {
            return written;
        }
    }

    private ZoneCases() {}

    static List<Case> read(String file) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = ZoneCases.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            for (String part : text.split("\n\n", -1)) {
                List<String> lines =
                        part.lines().filter(line -> !line.startsWith("#")).toList();
                String zone = lines.stream()
                        .filter(line -> !line.startsWith(EXPECTED))
                        .collect(Collectors.joining("\n"));
                if (!zone.isEmpty()) {
                    cases.add(new Case(
                            zone,
                            lines.stream()
                                    .filter(line -> line.startsWith(EXPECTED))
                                    .map(line -> repeated(line.substring(EXPECTED.length()), " "))
                                    .toList()));
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(10);
        return cases;
    }

    private static String repeated(String text, String between) {
        Matcher matcher = REPEATED.matcher(text);
        return matcher.replaceAll(found -> IntStream.rangeClosed(
                        Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
                .mapToObj(n -> found.group(3).replace("@", "" + n))
                .collect(Collectors.joining(between)));
    }
}
