package org.signetmail.dkim.tags;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.internal.Ascii;

/** What the values of tags are made of: lists with colons and decimal numbers (RFC 6376 §3.5, §3.6.1). */
public final class TagValues {

    private TagValues() {}

    /**
     * Takes a list apart, and FWS off both ends of each element.
     *
     * @param value elements with colons between them
     * @return at least one element; elements may be empty
     */
    public static List<String> colonSeparated(String value) {
        List<String> elements = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || value.charAt(i) == ':') {
                elements.add(withoutFws(value, start, i));
                start = i + 1;
            }
        }
        return elements;
    }

    private static String withoutFws(String value, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isFws(value.charAt(start))) {
            start++;
        }
        while (end > start && isFws(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    // CR and LF are in a tag list as part of FWS only.
    private static boolean isFws(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /**
     * Reads a decimal number of any length.
     *
     * @param digits 1*DIGIT
     * @return the number, {@link Long#MAX_VALUE} for any larger; -1 when the text is anything else
     */
    public static long number(String digits) {
        long number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (!Ascii.isDigit(digits.charAt(i))) {
                return -1;
            }
            number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
        }
        return number;
    }
}
