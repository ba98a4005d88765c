package org.signetmail.cli;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page shows of a command's output. One rule for what varies or is left out: {@code …} stands for any characters of
 * its line, and alone on a line for any number of lines.
 */
final class ShownOutput {

    private static final String ELLIPSIS = "…";
    private static final Pattern MILLIS = Pattern.compile("[0-9][0-9.,]* ms\\b");

    private ShownOutput() {}

    static boolean matches(List<String> shown, List<String> printed) {
        StringBuilder pattern = new StringBuilder();
        for (String line : shown) {
            pattern.append(line.strip().equals(ELLIPSIS) ? "(?:[^\n]*\n)+?" : lineOf(line) + "\n");
        }
        return Pattern.matches(pattern.toString(), String.join("\n", printed) + (printed.isEmpty() ? "" : "\n"));
    }

    private static String lineOf(String line) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (int at = line.indexOf(ELLIPSIS); at >= 0; at = line.indexOf(ELLIPSIS, from)) {
            pattern.append(Pattern.quote(line.substring(from, at))).append("[^\n]*");
            from = at + ELLIPSIS.length();
        }
        return pattern.append(Pattern.quote(line.substring(from))).toString();
    }

    /** The same without what differs in every run. */
    static List<String> masked(List<String> printed) {
        return printed.stream()
                .map(line -> MILLIS.matcher(line).replaceAll(ELLIPSIS + " ms"))
                .toList();
    }
}
