package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Java in a page, and the same in a test: in a page below {@code <!-- example: NAME -->}, in a test between {@code // example:
 * NAME} and {@code // end}, in one piece or in several.
 */
final class MarkedCode {

    private static final String OPENING = "```java\n";
    private static final String CLOSING = "```";
    private static final String PAGE_MARK = "<!-- example: ";
    private static final String TEST_MARK = "// example: ";

    private MarkedCode() {}

    /**
     * The Java blocks of a page by their names.
     *
     * @throws IllegalArgumentException when one has no name
     */
    static Map<String, String> ofPage(String page) {
        Map<String, String> blocks = new LinkedHashMap<>();
        for (int at = page.indexOf(OPENING); at >= 0; at = page.indexOf(OPENING, at + 1)) {
            int mark = page.lastIndexOf(PAGE_MARK, at);
            int end = page.indexOf(" -->\n", Math.max(mark, 0));
            if (mark < 0 || end + " -->\n".length() != at) {
                throw new IllegalArgumentException("no name above: " + page.substring(at, page.indexOf('\n', at + 8)));
            }
            int from = at + OPENING.length();
            blocks.put(
                    page.substring(mark + PAGE_MARK.length(), end), page.substring(from, page.indexOf(CLOSING, from)));
        }
        return blocks;
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
