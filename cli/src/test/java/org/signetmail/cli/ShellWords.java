package org.signetmail.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command line as a shell (POSIX.1-2017 XCU §2.2) splits it: quotes, double quotes and backslashes. What a
 * shell would do more with is refused, so that a page never shows a line that its reader's shell takes for another.
 */
final class ShellWords {

    private static final String SPECIAL = "|&;<>()$`*?[]#~!{}";
    private static final String SPECIAL_IN_DOUBLE_QUOTES = "$`!";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * Splits a command line.
     *
     * @throws IllegalArgumentException when a quote is open at the end, or a character has a meaning that is not known here
     */
    static List<String> of(String line) {
        return new ShellWords(line).split();
    }

    private List<String> split() {
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == ' ') {
                end();
                i++;
            } else if (c == '\'') {
                i = literal(i + 1, closing(i)) + 1;
            } else if (c == '"') {
                i = doubleQuoted(i + 1);
            } else if (c == '\\' && i + 1 < line.length()) {
                add(line.charAt(i + 1));
                i += 2;
            } else if (SPECIAL.indexOf(c) >= 0) {
                throw refused(i);
            } else {
                add(c);
                i++;
            }
        }
        end();
        return List.copyOf(words);
    }

    private int closing(int opening) {
        int end = line.indexOf('\'', opening + 1);
        if (end < 0) {
            throw new IllegalArgumentException("an open quote: " + line);
        }
        return end;
    }

    private int literal(int from, int to) {
        inWord = true;
        word.append(line, from, to);
        return to;
    }

    private int doubleQuoted(int from) {
        inWord = true;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (SPECIAL_IN_DOUBLE_QUOTES.indexOf(c) >= 0) {
                throw refused(i);
            }
            if (c == '\\' && i + 1 < line.length() && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0) {
                i++;
            }
            add(line.charAt(i));
        }
        throw new IllegalArgumentException("an open quote: " + line);
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private IllegalArgumentException refused(int at) {
        return new IllegalArgumentException("quote the " + line.charAt(at) + " in: " + line);
    }
}
