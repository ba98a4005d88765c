package org.signetmail.core;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * U-labels to A-labels: the one place that knows how. {@link IDN} is IDNA2003, which maps characters before it encodes
 * them, so that {@code faß.de} would become {@code fass.de}: another domain. A label is taken only when it comes back
 * from the encoding as itself (RFC 5891 §5.2 lets nothing be mapped either), so the mapping never picks a domain.
 */
final class IdnConverter {

    /** Longer text than any name can be in U-labels is not worth converting. */
    private static final int MAX_CHARS = DomainName.MAX_OCTETS * 2;

    private IdnConverter() {}

    /**
     * Converts the labels that are not ASCII.
     *
     * @return the name in A-labels, or null when a label has none that means exactly the same
     */
    static @Nullable String toAscii(String name) {
        if (name.length() > MAX_CHARS) {
            return null;
        }
        StringBuilder ascii = new StringBuilder(name.length() + 8);
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i < name.length() && name.charAt(i) != '.') {
                continue;
            }
            String label = labelToAscii(name.substring(start, i));
            if (label == null) {
                return null;
            }
            ascii.append(label);
            if (i < name.length()) {
                ascii.append('.');
            }
            start = i + 1;
        }
        return ascii.toString();
    }

    private static @Nullable String labelToAscii(String label) {
        boolean ascii = true;
        for (int i = 0; i < label.length(); i++) {
            ascii &= label.charAt(i) <= 0x7F;
        }
        if (ascii) {
            return label;
        }
        try {
            String aLabel = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            // A label that is not ASCII has an A-label; anything else was made from it by mapping.
            if (!Ascii.startsWithIgnoreCase(aLabel, 0, "xn--") || aLabel.indexOf('.') >= 0) {
                return null;
            }
            String same = Normalizer.normalize(label.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
            return IDN.toUnicode(aLabel, IDN.USE_STD3_ASCII_RULES).equals(same) ? aLabel : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
