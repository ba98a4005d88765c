package org.signetmail.dkim.tags;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The dkim-quoted-printable of {@code i=} and {@code z=} (RFC 6376 §2.11), white space already taken out. */
public final class QuotedPrintable {

    private QuotedPrintable() {}

    /**
     * Decodes text.
     *
     * @param encoded dkim-quoted-printable without white space
     * @return the text; null when an "=" has not two upper-case hexadecimal digits behind it, or the octets are no UTF-8
     */
    public static @Nullable String decode(byte[] encoded) {
        if (isPlain(encoded)) {
            return new String(encoded, StandardCharsets.US_ASCII);
        }
        byte[] octets = octets(encoded);
        if (octets == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Whether this is ASCII that stands for itself, as most is. */
    private static boolean isPlain(byte[] encoded) {
        for (byte octet : encoded) {
            if (octet < 0 || octet == '=') {
                return false;
            }
        }
        return true;
    }

    /**
     * Decodes octets.
     *
     * @param encoded dkim-quoted-printable without white space
     * @return the octets; null when an "=" has not two upper-case hexadecimal digits behind it
     */
    public static byte @Nullable [] octets(byte[] encoded) {
        byte[] octets = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '=') {
                octets[length++] = encoded[i];
                continue;
            }
            int high = i + 2 < encoded.length ? hexDigit(encoded[i + 1]) : -1;
            int low = high < 0 ? -1 : hexDigit(encoded[i + 2]);
            if (low < 0) {
                return null;
            }
            octets[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return Arrays.copyOf(octets, length);
    }

    /**
     * Encodes text.
     *
     * @param text any text
     * @return its UTF-8 in dkim-quoted-printable
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(encode(octet, ""));
        }
        return encoded.toString();
    }

    /**
     * Encodes an octet.
     *
     * @param octet any octet
     * @param unsafe the characters to encode beside those that always are
     * @return dkim-quoted-printable
     */
    public static String encode(byte octet, String unsafe) {
        boolean safe = octet > ' ' && octet < 0x7F && octet != ';' && octet != '=' && unsafe.indexOf(octet) < 0;
        return safe
                ? String.valueOf((char) octet)
                : "=" + HexFormat.of().withUpperCase().toHexDigits(octet);
    }

    // RFC 6376 §2.11: no lower-case digits.
    private static int hexDigit(byte octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        return octet >= 'A' && octet <= 'F' ? octet - 'A' + 10 : -1;
    }
}
