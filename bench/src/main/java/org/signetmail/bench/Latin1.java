package org.signetmail.bench;

import java.nio.charset.StandardCharsets;

/** Octets as text, and back. */
final class Latin1 {

    private Latin1() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets, int from, int length) {
        return new String(octets, from, length, StandardCharsets.ISO_8859_1);
    }
}
