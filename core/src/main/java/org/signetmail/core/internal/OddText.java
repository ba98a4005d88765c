package org.signetmail.core.internal;

import org.jspecify.annotations.Nullable;

/**
 * A character that no record may hold and that programs put into texts all the same: what it is called, and what was
 * meant.
 *
 * @param words what it is, with its octets
 * @param length how many octets it has
 * @param kind what it stands for
 */
public record OddText(String words, int length, Kind kind) {

    /** What a character stands for. */
    public enum Kind {
        /** White space that is no space. */
        BLANK,
        /** A quote that is not that of ASCII. */
        QUOTE,
        /** A dash that is no hyphen. */
        DASH,
        /** Something that nobody sees. */
        INVISIBLE,
        /** A control character. */
        CONTROL,
        /** Any other one. */
        OTHER;

        /**
         * What to do about it within a record.
         *
         * @return an English sentence
         */
        public String remedy() {
            return switch (this) {
                case BLANK -> "Put a space in its place.";
                case QUOTE -> "Take it out: the quotes of a zone file are not part of the record.";
                case DASH -> "Put a hyphen (-) in its place.";
                case INVISIBLE -> "Take it out; it is easily copied along from a web page or a document.";
                case CONTROL -> "Take it out.";
                case OTHER -> "Take it out, or write a domain name in its ASCII form (xn--).";
            };
        }
    }

    /**
     * The character at an index.
     *
     * @param text one {@code char} of 0 to 255 an octet, UTF-8 or not
     * @param index of the character's first octet
     * @return null when it is visible ASCII or a space
     */
    public static @Nullable OddText at(String text, int index) {
        int c = text.charAt(index);
        if (c >= ' ' && c <= '~') {
            return null;
        }
        int length = 1;
        if (c >= 0xC2 && c <= 0xDF && follows(text, index + 1)) {
            c = (c & 0x1F) << 6 | low(text, index + 1);
            length = 2;
        } else if (c >= 0xE0 && c <= 0xEF && follows(text, index + 1) && follows(text, index + 2)) {
            int three = (c & 0xF) << 12 | low(text, index + 1) << 6 | low(text, index + 2);
            // RFC 3629 §3: a character below U+0800 has no form of three octets.
            if (three >= 0x800) {
                c = three;
                length = 3;
            }
        }
        Kind kind = kind(c, length);
        String shown = Ascii.printable(text.substring(index, index + length), 40);
        return new OddText(name(c, kind) + " (" + shown + ")", length, kind);
    }

    private static boolean follows(String text, int index) {
        return index < text.length() && text.charAt(index) >= 0x80 && text.charAt(index) <= 0xBF;
    }

    private static int low(String text, int index) {
        return text.charAt(index) & 0x3F;
    }

    private static Kind kind(int c, int length) {
        return switch (c) {
            case '\t', '\r', '\n', 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000 -> Kind.BLANK;
            case 0xAB, 0xBB, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2033 -> Kind.QUOTE;
            case 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF -> Kind.INVISIBLE;
            case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212 -> Kind.DASH;
            // A single octet of Windows-1252.
            case 0x91, 0x92, 0x93, 0x94 -> length == 1 ? Kind.QUOTE : Kind.OTHER;
            case 0x96, 0x97 -> length == 1 ? Kind.DASH : Kind.OTHER;
            default -> c < ' ' || c == 0x7F ? Kind.CONTROL : Kind.OTHER;
        };
    }

    private static String name(int c, Kind kind) {
        return switch (c) {
            case '\t' -> "a tab";
            case '\r' -> "a carriage return";
            case '\n' -> "a line feed";
            case 0 -> "a NUL";
            case 0xA0 -> "a no-break space";
            case 0xFEFF -> "a byte order mark";
            default ->
                switch (kind) {
                    case BLANK -> "a blank that is no space";
                    case QUOTE -> "a curly quote";
                    case DASH -> "a dash that is no hyphen";
                    case INVISIBLE -> "an invisible character";
                    case CONTROL -> "a control character";
                    case OTHER -> "a character beyond ASCII";
                };
        };
    }
}
