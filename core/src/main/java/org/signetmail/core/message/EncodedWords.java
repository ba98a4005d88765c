package org.signetmail.core.message;

import org.signetmail.core.internal.Ascii;

/**
 * Encoded-words (RFC 2047 §2) in a display name that lacks its quotes. Some readers decode them before they part a list at
 * its commas, against §5 and §6.2: to them {@code =?utf-8?B?PGJAYmFuay5leGFtcGxlPg==?=,<a@b.example>} has two authors.
 */
final class EncodedWords {

    /**
     * How the names begin of the charsets in which nothing but the octet 64 is an at sign. In some it is also the second
     * octet of a character, which is then taken for one: better refused than hidden.
     */
    private static final String[] LIKE_ASCII = {
        "utf-8",
        "utf8",
        "iso-8859-",
        "latin",
        "windows-125",
        "cp125",
        "us-ascii",
        "ascii",
        "koi8-",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "euc-"
    };

    private EncodedWords() {}

    /**
     * Whether a decoded word has an at sign, or may have one. One pass.
     *
     * @param text one {@code char} of 0 to 255 an octet
     * @param end where the display name ends
     */
    static boolean mayHideAddress(String text, int end) {
        int from = 0;
        while (true) {
            int charset = text.indexOf("=?", from);
            int encoding = charset < 0 ? -1 : text.indexOf('?', charset + 2);
            int word = encoding < 0 ? -1 : text.indexOf('?', encoding + 1);
            if (word < 0 || word >= end) {
                return false;
            }
            if (word != encoding + 2) {
                from = encoding;
                continue;
            }
            int wordEnd = text.indexOf("?=", word + 1);
            if (wordEnd < 0 || wordEnd >= end) {
                return false;
            }
            if (isHidden(text, charset + 2, encoding + 1, word + 1, wordEnd)) {
                return true;
            }
            from = wordEnd + 2;
        }
    }

    private static boolean isHidden(String text, int charset, int encoding, int from, int to) {
        char how = Ascii.lowerCase(text.charAt(encoding));
        if (how != 'b' && how != 'q') {
            return false;
        }
        return !isLikeAscii(text, charset) || (how == 'b' ? hasAtInBase64(text, from, to) : hasAtInQ(text, from, to));
    }

    private static boolean isLikeAscii(String text, int charset) {
        for (String name : LIKE_ASCII) {
            if (Ascii.startsWithIgnoreCase(text, charset, name)) {
                return true;
            }
        }
        return false;
    }

    /** An at sign that stands there as it is was seen by the parser. */
    private static boolean hasAtInQ(String text, int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            if (text.startsWith("=40", i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAtInBase64(String text, int from, int to) {
        int bits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            int value = base64(text.charAt(i));
            if (value >= 0) {
                bits = (bits << 6 | value) & 0xFFFF;
                count += 6;
            }
            if (count >= 8) {
                count -= 8;
                if ((bits >> count & 0xFF) == '@') {
                    return true;
                }
            }
        }
        return false;
    }

    private static int base64(char c) {
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(c);
    }
}
