package org.signetmail.core;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * U-labels to A-labels: the one place that knows how. {@link IDN} is IDNA2003, which maps characters before it encodes
 * them, so that {@code faß.de} would become {@code fass.de}: another domain. A label is taken only when it comes back
 * from the encoding as itself but for letter case (RFC 5891 §5 lets nothing else be mapped either), so the mapping never
 * picks a domain. The price: U-labels that only IDNA2008 knows, with {@code ß} or {@code ς} or letters younger than
 * Unicode 3.2, are refused; their A-labels are taken.
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
        // RFC 5891 §5.3: a U-label is in Normalization Form C. Others look the same and are another one after mapping.
        if (!Normalizer.isNormalized(label, Normalizer.Form.NFC) || hasAsciiLookAlike(label)) {
            return null;
        }
        try {
            String aLabel = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            // A label that is not ASCII has an A-label; anything else was made from it by mapping.
            if (!Ascii.startsWithIgnoreCase(aLabel, 0, "xn--") || aLabel.indexOf('.') >= 0) {
                return null;
            }
            // Letter case is all that may change on the way, as in DNS.
            return IDN.toUnicode(aLabel, IDN.USE_STD3_ASCII_RULES).equals(label.toLowerCase(Locale.ROOT))
                    ? aLabel
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether a character beyond ASCII becomes an ASCII letter in lower case, as the Kelvin sign does. */
    private static boolean hasAsciiLookAlike(String label) {
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c > 0x7F && Character.toLowerCase(c) <= 0x7F) {
                return true;
            }
        }
        return false;
    }
}
