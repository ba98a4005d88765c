package org.signetmail.dkim;

import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;

/** Octets that get into a record by copy and paste, and that nobody sees: found a name for and shown. */
final class OddOctets {

    private static final String[][] NAMES = {
        {"\u00ef\u00bb\u00bf", "a byte order mark"},
        {"\u00c2\u00a0", "a no-break space"},
        {"\u00a0", "a no-break space of Latin-1"},
        {"\u00c2\u00ad", "a soft hyphen"},
        {"\u00e2\u0080\u008b", "a space of no width"},
        {"\u00e2\u0080\u008e", "a mark for the direction of text"},
        {"\u00e2\u0080\u0093", "a dash that is no hyphen"},
        {"\u00e2\u0080\u0098", "a typographic quotation mark"},
        {"\u00e2\u0080\u0099", "a typographic quotation mark"},
        {"\u00e2\u0080\u009c", "a typographic quotation mark"},
        {"\u00e2\u0080\u009d", "a typographic quotation mark"},
        {"\u00e2\u0080\u009e", "a typographic quotation mark"},
        {"\u00e2\u0080\u00a6", "an ellipsis"},
        {"\t", "a tab"},
        {"\0", "NUL"}
    };

    /** How much of a text is shown. */
    private static final int SHOWN = 60;

    /** The longest run that is shown. */
    private static final int MOST_ODD = 6;

    private OddOctets() {}

    /** A quotation mark in a record. */
    static Finding quotes(String text, int at) {
        return KeyCode.QUOTES.finding(
                text,
                at,
                at + 1,
                "The record has a quotation mark in it, at octet " + (at + 1) + ": "
                        + Ascii.printable(text.substring(at), SHOWN) + '.');
    }

    /** Octets that are no ASCII, at a place where they break a record. */
    static Finding finding(String text, int at, String tag) {
        int end = at + 1;
        while (end < text.length() && end < at + MOST_ODD && isOdd(text.charAt(end))) {
            end++;
        }
        String octets = text.substring(at, end);
        String where = at == 0 ? " at its start" : " at octet " + (at + 1);
        String tagged = tag.isEmpty() ? "" : ", in or behind the tag " + Ascii.printable(tag, SHOWN) + '=';
        return KeyCode.OCTETS.finding(
                text,
                at,
                end,
                "The record has the octet" + (octets.length() == 1 ? " " : "s ") + Ascii.printable(octets, SHOWN)
                        + inWords(octets) + where + tagged + '.');
    }

    /** Whether an octet is neither printing ASCII nor a blank. */
    static boolean isOdd(char c) {
        return c < ' ' || c > '~';
    }

    /** What a text begins with, such as {@code (a byte order mark)}, with a space in front. */
    private static String inWords(String octets) {
        for (String[] name : NAMES) {
            if (octets.startsWith(name[0])) {
                return " (" + name[1] + ")";
            }
        }
        return "";
    }
}
