package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * The two canonical forms (RFC 6376 §3.4) as one would write them down without a thought for what they cost: the whole text at
 * once, by regular expressions. One {@code char} is one octet.
 */
final class NaiveCanonical {

    private NaiveCanonical() {}

    static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** RFC 6376 §3.4.3 and §3.4.4. */
    static String body(boolean relaxed, String body) {
        String text = body;
        if (relaxed) {
            // Ends of lines first, so that the white space that is left stands within a line.
            text = text.replaceAll("[ \t]+(?=\r\n)", "")
                    .replaceAll("[ \t]+\\z", "")
                    .replaceAll("[ \t]+", " ");
        }
        text = text.replaceAll("(\r\n)+\\z", "");
        return text.isEmpty() && relaxed ? "" : text + "\r\n";
    }

    /** RFC 6376 §3.4.1 and §3.4.2; without the CRLF at the end. */
    static String field(boolean relaxed, String field) {
        if (!relaxed) {
            return field;
        }
        int colon = field.indexOf(':');
        String name = field.substring(0, colon).replaceAll("[ \t]+\\z", "").toLowerCase(Locale.ROOT);
        String value = field.substring(colon + 1).replaceAll("\r\n", "").replaceAll("[ \t]+", " ");
        return name + ":" + value.replaceAll("\\A | \\z", "");
    }
}
