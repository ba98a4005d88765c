package org.signetmail.cli;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Java in a page, and the same in a test: in a page below {@code <!-- example: NAME -->}, in a test between {@code // example:
 * NAME} and {@code // end}, in one piece or in several.
 */
final class MarkedCode {

    private static final String TEST_MARK = "// example: ";

    private MarkedCode() {}

    /** The names of the pieces that the source of a test has for pages. */
    static Set<String> namesOf(String source) {
        return source.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(TEST_MARK))
                .map(line -> line.substring(TEST_MARK.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What stands between the marks of this name in the source of a test; empty when there are none. */
    static String ofTest(String source, String name) {
        StringBuilder marked = new StringBuilder();
        boolean inside = false;
        for (String line : source.lines().toList()) {
            String words = line.strip();
            if (words.equals(TEST_MARK + name)) {
                inside = true;
            } else if (words.equals("// end")) {
                inside = false;
            } else if (inside) {
                marked.append(line).append('\n');
            }
        }
        return marked.toString();
    }

    /** Without the white space, which two formats have differently. */
    static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
