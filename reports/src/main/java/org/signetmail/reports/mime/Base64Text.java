package org.signetmail.reports.mime;

import org.signetmail.core.internal.Ascii;

/** The alphabet of base64 (RFC 4648 §4). */
final class Base64Text {

    private Base64Text() {}

    /** Its six bits, or -1. */
    static int value(int c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (Ascii.isDigit(c)) {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
