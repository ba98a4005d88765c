package org.signetmail.spf.address;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * Reads the addresses of {@code ip4} and {@code ip6}. The JDK's own parser takes more: octal, hexadecimal and shortened
 * forms, zones, names.
 */
public final class IpParser {

    private IpParser() {}

    /**
     * {@code ip4-network = qnum "." qnum "." qnum "." qnum}, each 0 to 255 without leading zeros.
     *
     * @param text the record
     * @param start where the address begins
     * @param end where it ends
     * @return the 32 bits, or -1 when it is none
     */
    public static long ip4(String text, int start, int end) {
        long bits = 0;
        int i = start;
        for (int n = 0; n < 4; n++) {
            int value = 0;
            int from = i;
            while (i < end && Ascii.isDigit(text.charAt(i)) && i - from < 3) {
                value = value * 10 + text.charAt(i++) - '0';
            }
            if (i == from || value > 255 || (i - from > 1 && text.charAt(from) == '0')) {
                return -1;
            }
            bits = bits << 8 | value;
            if (n < 3 && (i >= end || text.charAt(i++) != '.')) {
                return -1;
            }
        }
        return i == end ? bits : -1;
    }

    /**
     * {@code ip6-network = <as per Section 2.2 of [RFC4291]>}: eight groups of one to four hexadecimal digits, one run
     * of zero groups as {@code ::}, the last two groups as an IPv4 address if so wished.
     *
     * @param text the record
     * @param start where the address begins
     * @param end where it ends
     * @return the address, or null when it is none
     */
    public static @Nullable IpAddress ip6(String text, int start, int end) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int i = start;
        if (end - start >= 2 && text.startsWith("::", start)) {
            gap = 0;
            i += 2;
        }
        while (i < end) {
            int from = i;
            int value = 0;
            while (i < end && i - from < 4 && hexDigit(text.charAt(i)) >= 0) {
                value = value << 4 | hexDigit(text.charAt(i++));
            }
            if (i == from || count == 8) {
                return null;
            }
            if (i < end && text.charAt(i) == '.') {
                long ip4 = ip4(text, from, end);
                if (ip4 < 0 || count > 6) {
                    return null;
                }
                groups[count++] = (int) (ip4 >>> 16);
                groups[count++] = (int) (ip4 & 0xFFFF);
                break;
            }
            groups[count++] = value;
            if (i == end) {
                break;
            }
            if (text.charAt(i++) != ':' || i == end) {
                return null;
            }
            if (text.charAt(i) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                i++;
            }
        }
        // RFC 4291 §2.2: "::" stands for one group of zeros or more.
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        return IpAddress.v6(half(groups, count, gap, 0), half(groups, count, gap, 4));
    }

    /** Four of the eight groups, when those from the gap on stand at the right end. */
    private static long half(int[] groups, int count, int gap, int first) {
        long bits = 0;
        for (int i = first; i < first + 4; i++) {
            int zeros = gap < 0 ? 0 : 8 - count;
            int group = i < gap || zeros == 0 ? groups[i] : i < gap + zeros ? 0 : groups[i - zeros];
            bits = bits << 16 | group;
        }
        return bits;
    }

    private static int hexDigit(char c) {
        if (Ascii.isDigit(c)) {
            return c - '0';
        }
        char lower = Ascii.lowerCase(c);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
