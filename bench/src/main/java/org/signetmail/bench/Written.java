package org.signetmail.bench;

import java.util.Random;

/** Writes text as people and their programs do, until there is no more room. */
final class Written {

    private static final int COLUMNS = 72;

    private final byte[] octets;
    private final Random random;
    private int length;
    private int column;
    private int lines;
    private int sentences;

    Written(byte[] octets, Random random) {
        this.octets = octets;
        this.random = random;
    }

    boolean isFull() {
        return length == octets.length;
    }

    /** A few sentences in lines that each begin alike, and an empty line. */
    void paragraph(String lineStart) {
        put(lineStart);
        for (int sentence = 3 + random.nextInt(4); sentence > 0; sentence--) {
            int words = 6 + random.nextInt(12);
            for (int i = 1; i <= words; i++) {
                String word = word() + (i == words ? "." : "");
                if (column + word.length() > COLUMNS) {
                    endLine();
                    put(lineStart);
                }
                put(word);
                boolean two = i == words && sentences++ % 2 == 0;
                put(two ? "  " : " ");
            }
        }
        endLine();
        put("\r\n");
        column = 0;
    }

    /** One line: an element with some words. */
    void element(int depth) {
        put("  ".repeat(depth) + "<td class=\"" + word() + "\">");
        for (int words = random.nextInt(8); words > 0; words--) {
            put(word() + " ");
        }
        put("</td>\r\n");
        column = 0;
    }

    private String word() {
        char[] letters = new char[1 + random.nextInt(9)];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (char) ('a' + random.nextInt(26));
        }
        return new String(letters);
    }

    /** The blank behind the last word goes, but in every twelfth line. */
    private void endLine() {
        while (length > 0 && length < octets.length && octets[length - 1] == ' ' && column > 0) {
            length--;
            column--;
        }
        put(lines++ % 12 == 11 ? " \r\n" : "\r\n");
        column = 0;
    }

    private void put(String text) {
        for (int i = 0; i < text.length() && length < octets.length; i++, column++) {
            octets[length++] = (byte) text.charAt(i);
        }
    }
}
