package org.signetmail.reports;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.IpParser;

/** Small grammars that all kinds of reports share. */
final class FieldText {

    private FieldText() {}

    /** XML's white space, taken off both ends. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Each run of white space as one space. */
    static String collapse(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean pending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                pending = out.length() > 0;
            } else {
                if (pending) {
                    out.append(' ');
                    pending = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Each half of a pair that stands alone as U+FFFD. */
    static String wellFormed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return out.toString();
    }

    /** An address or an id without the angle brackets around it. */
    static String withoutBrackets(String text) {
        return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
    }

    /** Digits as a number, a plus in front allowed; -1 when it is none from 0 to 2^63-1. */
    static long number(String text) {
        int from = text.startsWith("+") ? 1 : 0;
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isDigit(c) || value > (Long.MAX_VALUE - (c - '0')) / 10) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return from == text.length() ? -1 : value;
    }

    /** IPv4 dotted without leading zeros, IPv6 as RFC 4291 §2.2 has it, or null. */
    static @Nullable IpAddress address(String text) {
        long four = IpParser.ip4(text, 0, text.length());
        if (four >= 0) {
            return IpAddress.v4((int) four);
        }
        return IpParser.ip6(text, 0, text.length());
    }

    /** RFC 4291 §2.5.5.2: an IPv6 address that stands for one of IPv4 as that one, any other as it is. */
    static IpAddress unmapped(IpAddress address) {
        return !address.isV4() && address.isMappedV4() ? IpAddress.v4((int) address.low()) : address;
    }

    /** RFC 9990 §3.5.1: {@code dot-atom-text [ "@" dot-atom-text ]}. */
    static boolean isReportId(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? isDotAtom(text, 0, text.length())
                : isDotAtom(text, 0, at) && isDotAtom(text, at + 1, text.length());
    }

    private static boolean isDotAtom(String text, int from, int to) {
        boolean afterDot = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' ? afterDot : !Ascii.isLetterOrDigit(c) && "!#$%&'*+-/=?^_`{|}~".indexOf(c) < 0) {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }
}
