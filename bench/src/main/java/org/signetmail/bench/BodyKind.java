package org.signetmail.bench;

import java.util.Locale;
import java.util.Random;

/** The kinds of bodies that cost a canonicalizer differently. Every body ends in CRLF; the same octets in every run. */
enum BodyKind {
    /** Words of four to seven letters in lines of 72 columns: nothing that relaxed would change. */
    PROSE {
        @Override
        void fill(byte[] body, Random random) {
            int column = 0;
            int letters = 0;
            int word = 5;
            for (int i = 0; i < body.length; i++, column++) {
                if (column == 72 && i + 1 < body.length) {
                    body[i++] = '\r';
                    body[i] = '\n';
                    column = -1;
                    letters = 0;
                } else if (letters == word && column < 71) {
                    body[i] = ' ';
                    letters = 0;
                    word = 4 + random.nextInt(4);
                } else {
                    body[i] = (byte) ('a' + random.nextInt(26));
                    letters++;
                }
            }
        }
    },

    /**
     * Prose as people write it: words in lines of up to 72 columns, two blanks after every other sentence, a trailing blank
     * in every twelfth line, and every third paragraph quoted.
     */
    WRITTEN {
        @Override
        void fill(byte[] body, Random random) {
            Written text = new Written(body, random);
            for (int paragraph = 0; !text.isFull(); paragraph++) {
                text.paragraph(paragraph % 3 == 2 ? "> " : "");
            }
        }
    },

    /** HTML as programs write it: elements inside each other, each level indented by two blanks. */
    HTML {
        @Override
        void fill(byte[] body, Random random) {
            Written text = new Written(body, random);
            for (int depth = 0; !text.isFull(); depth = Math.max(0, Math.min(8, depth + random.nextInt(3) - 1))) {
                text.element(depth);
            }
        }
    },

    /** An attachment: lines of 76 characters without a space. */
    BASE64 {
        @Override
        void fill(byte[] body, Random random) {
            for (int i = 0; i < body.length; i++) {
                int column = i % 78;
                body[i] =
                        (byte) (column == 76 ? '\r' : column == 77 ? '\n' : BASE64_ALPHABET.charAt(random.nextInt(64)));
            }
        }
    },

    /** Very short lines, blank lines and lines of white space: relaxed changes something every few octets. */
    PATHOLOGICAL {
        @Override
        void fill(byte[] body, Random random) {
            int i = 0;
            while (i < body.length) {
                String line = LINES[random.nextInt(LINES.length)];
                for (int k = 0; k < line.length() && i < body.length; k++) {
                    body[i++] = (byte) line.charAt(k);
                }
            }
        }
    };

    private static final String BASE64_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final String[] LINES = {
        "\r\n", " \r\n", "\t\r\n", " \t \r\n", "a\r\n", "ab \r\n", " x\r\n", "a  b\r\n", "\ty\t\r\n", "a b c\t\td\r\n"
    };

    abstract void fill(byte[] body, Random random);

    /**
     * Makes a body.
     *
     * @param length in octets; four or more
     * @return a new array
     */
    byte[] body(int length) {
        byte[] body = new byte[length];
        fill(body, new Random(length));
        // Whatever was cut off there, the last line has an octet and an end, and no CR is left alone before it.
        if (body[length - 4] == '\r') {
            body[length - 4] = '.';
        }
        body[length - 3] = '.';
        body[length - 2] = '\r';
        body[length - 1] = '\n';
        return body;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
