package org.signetmail.dkim.tags;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

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
}
