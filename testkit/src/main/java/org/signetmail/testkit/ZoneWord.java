package org.signetmail.testkit;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.DomainName;

/**
 * A word of zone text with its escapes resolved.
 *
 * @param raw as written, without quotes
 * @param octets what it stands for, one {@code char} of 0 to 255 an octet
 * @param plain the same, but every octet that was not written as the ASCII character it is has become {@link #ESCAPED}:
 *     tells the dots that part labels from those that do not
 * @param quoted whether it was written in quotes
 */
record ZoneWord(String raw, String octets, String plain, boolean quoted) {

    static final char ESCAPED = 'x';

    byte[] bytes() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An absolute name, with or without the final dot. */
    DomainName name() {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) > 0x7F) {
                return uLabels();
            }
        }
        int end = octets.length();
        if (end > 0 && plain.charAt(end - 1) == '.') {
            end--;
        }
        if (end == 0) {
            expect(!octets.isEmpty(), "an empty name; the root is a dot");
            return DomainName.ROOT;
        }
        expect(end <= DomainName.MAX_OCTETS, "a name has at most 253 octets");
        return DomainName.ofWire(wire(end));
    }

    private DomainName uLabels() {
        if (!raw.startsWith("*.")) {
            return DomainName.of(raw);
        }
        DomainName wildcard = DomainName.ofOctets("*").orElseThrow();
        return DomainName.of(raw.substring(2))
                .prepend(wildcard)
                .orElseThrow(() -> new IllegalArgumentException("a name has at most 253 octets"));
    }

    /** RFC 1035 §3.1: every label has its length in front of it, and the last one is empty. */
    private byte[] wire(int end) {
        byte[] wire = new byte[end + 2];
        int labelStart = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || plain.charAt(i) == '.') {
                int length = i - labelStart;
                expect(length > 0 && length <= DomainName.MAX_LABEL_OCTETS, "a label has 1 to 63 octets");
                wire[labelStart] = (byte) length;
                labelStart = i + 1;
            } else {
                wire[i + 1] = (byte) octets.charAt(i);
            }
        }
        return wire;
    }

    private static void expect(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
