package org.signetmail.testkit;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Makes the octets of messages out of text blocks, whose lines end in LF alone. */
public final class Messages {

    private Messages() {}

    /**
     * Makes every lone LF a CRLF and encodes in UTF-8.
     *
     * @param text a message, or a part of one
     * @return its octets as SMTP carries them
     */
    public static byte[] crlf(String text) {
        return encode(Objects.requireNonNull(text, "text"), StandardCharsets.UTF_8);
    }

    /**
     * Makes every lone LF a CRLF and takes every character for one octet: for messages in other charsets, or in none.
     *
     * @param octets a message, or a part of one, one {@code char} of 0 to 255 an octet
     * @return the octets as SMTP carries them
     * @throws IllegalArgumentException when a {@code char} is above 255
     */
    public static byte[] crlfOctets(String octets) {
        Objects.requireNonNull(octets, "octets");
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) > 0xFF) {
                throw new IllegalArgumentException("not an octet at index " + i);
            }
        }
        return encode(octets, StandardCharsets.ISO_8859_1);
    }

    private static byte[] encode(String text, Charset charset) {
        StringBuilder lines = new StringBuilder(text.length() + 64);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && (i == 0 || text.charAt(i - 1) != '\r')) {
                lines.append('\r');
            }
            lines.append(c);
        }
        return lines.toString().getBytes(charset);
    }
}
