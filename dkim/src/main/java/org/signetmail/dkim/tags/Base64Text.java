package org.signetmail.dkim.tags;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/** The base64 of tag values (RFC 6376 §2.10), white space already taken out. */
public final class Base64Text {

    private Base64Text() {}

    /**
     * Decodes. RFC 6376 §2.10 leaves padding optional, and real key records leave it out.
     *
     * @param text starts with base64 without white space
     * @param length of the base64
     * @return the octets; null when there are none, or this is no base64
     */
    public static byte @Nullable [] decode(byte[] text, int length) {
        if (length == 0) {
            return null;
        }
        try {
            ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(text, 0, length));
            return decoded.limit() == decoded.capacity()
                    ? decoded.array()
                    : Arrays.copyOf(decoded.array(), decoded.limit());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * One of the characters that stand for six bits.
     *
     * @param c any character
     * @return whether it is one; an equals sign is none
     */
    public static boolean isBase64(int c) {
        return Ascii.isLetterOrDigit(c) || c == '+' || c == '/';
    }

    /**
     * Decodes as much as there is, whatever comes behind: to tell what was cut off, or what has something behind it.
     *
     * @param text base64, perhaps with white space in it
     * @return the octets before the first character that is no base64; may be empty
     */
    public static byte[] decodeStart(byte[] text) {
        byte[] dense = new byte[text.length];
        int length = 0;
        for (byte octet : text) {
            if (isBase64(octet)) {
                dense[length++] = octet;
            } else if (octet < 0 || octet > ' ') {
                break;
            }
        }
        // One character more than a group of four has no whole octet.
        byte[] octets = decode(dense, length % 4 == 1 ? length - 1 : length);
        return octets == null ? new byte[0] : octets;
    }

    /**
     * Looks for what is no base64.
     *
     * @param text base64, perhaps with white space in it, one {@code char} an octet
     * @return the index of the first character that is none, or of an equals sign with base64 behind it; negative when
     *     there is none, and only the number of characters may be wrong
     */
    public static int firstOdd(String text) {
        int padding = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                padding = padding < 0 ? i : padding;
            } else if (isBase64(c)) {
                if (padding >= 0) {
                    return padding;
                }
            } else if (c > ' ') {
                return i;
            }
        }
        return -1;
    }
}
