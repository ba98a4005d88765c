package org.signetmail.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts zone text into words (RFC 1035 §5.1): blanks, quotes, escapes, comments and parentheses are dealt with here. */
final class ZoneWords {

    private final String text;
    private int at;
    private int line = 1;
    private int recordStart;
    private int recordLine = 1;

    ZoneWords(String text) {
        // Editors put a byte order mark in front of a file.
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    boolean hasNext() {
        return at < text.length();
    }

    /** The number of the line where the words that {@link #next} gave begin. */
    int line() {
        return recordLine;
    }

    /** That line. */
    String shownLine() {
        int end = recordStart;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return text.substring(recordStart, end).strip();
    }

    /**
     * The words up to the next line end outside of parentheses.
     *
     * @return the words, none for an empty line
     * @throws IllegalArgumentException when the text is wrong
     */
    List<ZoneWord> next() {
        List<ZoneWord> words = new ArrayList<>();
        recordStart = at;
        recordLine = line;
        int open = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                if (open == 0) {
                    return words;
                }
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == ';') {
                skipComment();
            } else if (c == '(') {
                open++;
                at++;
            } else if (c == ')') {
                at++;
                if (--open < 0) {
                    throw new IllegalArgumentException("a parenthesis closes that was not open");
                }
            } else {
                words.add(c == '"' ? quoted() : word(false));
            }
        }
        if (open > 0) {
            throw new IllegalArgumentException("a parenthesis is not closed");
        }
        return words;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private ZoneWord quoted() {
        at++;
        ZoneWord word = word(true);
        if (at == text.length() || text.charAt(at) != '"') {
            throw new IllegalArgumentException("a quote is not closed on its line");
        }
        at++;
        return word;
    }

    private ZoneWord word(boolean quoted) {
        int start = at;
        StringBuilder octets = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        while (at < text.length() && !endsWord(text.charAt(at), quoted)) {
            char c = text.charAt(at);
            if (c == '\\') {
                octets.append(escape());
                plain.append(ZoneWord.ESCAPED);
            } else if (c < 0x80) {
                at++;
                octets.append(c);
                plain.append(c);
            } else {
                String utf8 = utf8();
                octets.append(utf8);
                plain.append(String.valueOf(ZoneWord.ESCAPED).repeat(utf8.length()));
            }
        }
        return new ZoneWord(text.substring(start, at), octets.toString(), plain.toString(), quoted);
    }

    private static boolean endsWord(char c, boolean quoted) {
        if (quoted) {
            return c == '"' || isLineEnd(c);
        }
        return c == ' ' || c == '\t' || isLineEnd(c) || c == ';' || c == '"' || c == '(' || c == ')';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** The octets of the character at hand, one {@code char} each. */
    private String utf8() {
        int end = text.offsetByCodePoints(at, 1);
        byte[] octets = text.substring(at, end).getBytes(StandardCharsets.UTF_8);
        at = end;
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** {@code \DDD} is the octet of that decimal number, {@code \X} the character itself. */
    private char escape() {
        at++;
        if (at == text.length() || isLineEnd(text.charAt(at))) {
            throw new IllegalArgumentException("a backslash at the end of the line");
        }
        char c = text.charAt(at);
        if (c > 0x7F) {
            throw new IllegalArgumentException("a backslash before " + c + ", which is not ASCII");
        }
        if (c < '0' || c > '9') {
            at++;
            return c;
        }
        int octet = 0;
        for (int i = 0; i < 3; i++, at++) {
            char digit = at < text.length() ? text.charAt(at) : ' ';
            if (digit < '0' || digit > '9') {
                throw new IllegalArgumentException("a backslash and a digit are followed by two more digits");
            }
            octet = octet * 10 + digit - '0';
        }
        if (octet > 255) {
            throw new IllegalArgumentException("\\" + octet + " is not an octet");
        }
        return (char) octet;
    }
}
