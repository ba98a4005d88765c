package org.signetmail.dkim;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The base64 of tag values (RFC 6376 §2.10), white space already taken out. */
final class Base64Text {

    private Base64Text() {}

    /**
     * Decodes. RFC 6376 §2.10 leaves padding optional, and real key records leave it out.
     *
     * @param text base64 without white space
     * @return the octets; null when there are none, or this is no base64
     */
    static byte @Nullable [] decode(byte[] text) {
        if (text.length == 0) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
