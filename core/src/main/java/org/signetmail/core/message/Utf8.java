package org.signetmail.core.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 in texts that have one {@code char} of 0 to 255 an octet. */
final class Utf8 {

    private Utf8() {}

    /** The characters that the octets stand for, or null when they are no UTF-8. */
    static @Nullable String decode(String octets) {
        if (isAscii(octets, 0, octets.length())) {
            return octets;
        }
        CharBuffer out = CharBuffer.allocate(octets.length());
        return firstError(octets, out) < 0 ? out.flip().toString() : null;
    }

    /** The index of the first octet that belongs to no character, or -1. */
    static int firstError(String octets) {
        return isAscii(octets, 0, octets.length()) ? -1 : firstError(octets, CharBuffer.allocate(octets.length()));
    }

    private static int firstError(String octets, CharBuffer out) {
        ByteBuffer in = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
        // RFC 3629 §3: neither overlong forms nor surrogates; a decoder of the JDK stops at them.
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        return decoder.decode(in, out, true).isError() ? in.position() : -1;
    }

    /** Whether the octets are UTF-8 without U+0080 to U+009F. */
    static boolean isText(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (isC1(octets, i)) {
                return false;
            }
        }
        return firstError(octets) < 0;
    }

    /** Whether one of the control characters U+0080 to U+009F begins at an index of UTF-8. */
    static boolean isC1(String octets, int at) {
        return octets.charAt(at) == 0xC2
                && at + 1 < octets.length()
                && octets.charAt(at + 1) >= 0x80
                && octets.charAt(at + 1) < 0xA0;
    }

    static boolean isAscii(String octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
