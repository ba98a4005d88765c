package org.signetmail.core.internal;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * U-labels to A-labels: the one place that knows how. A label is taken only when it comes back from the encoding as itself
 * but for letter case (RFC 5891 §5 lets nothing else be mapped either), so no mapping ever picks a domain.
 *
 * <p>{@link IDN} is IDNA2003 with the letters of Unicode 3.2. It maps characters before it encodes them, so that
 * {@code faß.de} would become {@code fass.de}, another domain; that is refused. U-labels that only IDNA2008 knows, with
 * {@code ß} or {@code ς} or younger letters, are taken by ICU4J where the host has it, else refused; their A-labels are
 * taken anyway.
 */
public final class IdnConverter {

    /** Longer text than any name can be in U-labels is not worth converting: twice the 253 octets of RFC 1035 §2.3.4. */
    private static final int MAX_CHARS = 506;

    private static final String LIBRARY = "com.ibm.icu:icu4j";

    private IdnConverter() {}

    /** What encodes labels that IDNA2003 does not know. */
    interface LabelEncoder {
        /** The A-label, or null when there is none. */
        @Nullable
        String toALabel(String label);

        /** The label that an A-label stands for, or null when it is none. */
        @Nullable
        String toULabel(String aLabel);
    }

    /** Looks for ICU4J once, and only when a label needs it. */
    private static final class Younger {
        static final @Nullable LabelEncoder ENCODER = find();

        private static @Nullable LabelEncoder find() {
            try {
                return new IcuLabels();
            } catch (LinkageError | RuntimeException e) {
                // Absent, or too old, or cut down so far that it does not start: all the same to us.
                return null;
            }
        }
    }

    /**
     * Converts the labels that are not ASCII.
     *
     * @param name any text
     * @return the name in A-labels, or null when a label has none that means exactly the same
     */
    public static @Nullable String toAscii(String name) {
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

    /**
     * Says why a name has no A-labels, for a person.
     *
     * @param name any text
     * @return a clause with the label in question, ended by a stop; nothing when the name has A-labels
     */
    public static Optional<String> refusal(String name) {
        if (name.length() > MAX_CHARS) {
            return Optional.of("it is too long.");
        }
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                String label = name.substring(start, i);
                if (labelToAscii(label) == null) {
                    return Optional.of("the label \"" + Ascii.printable(utf8(label), 80) + "\" " + fault(label));
                }
                start = i + 1;
            }
        }
        return Optional.empty();
    }

    private static String fault(String label) {
        return Younger.ENCODER == null && isExact(label)
                ? "is not of IDNA2003; where IDNA2008 knows it, " + LIBRARY + " on the class path makes it readable."
                : "has no A-label that means exactly the same.";
    }

    /** One char an octet, so that all of a label is shown in one way. */
    private static String utf8(String label) {
        return new String(label.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String labelToAscii(String label) {
        if (isAscii(label)) {
            return label;
        }
        if (!isExact(label)) {
            return null;
        }
        String aLabel = byIdna2003(label);
        return aLabel == null && Younger.ENCODER != null ? exact(label, Younger.ENCODER) : aLabel;
    }

    private static boolean isAscii(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    // RFC 5891 §5.3: a U-label is in Normalization Form C. Others look the same and are another one after mapping.
    private static boolean isExact(String label) {
        return Normalizer.isNormalized(label, Normalizer.Form.NFC) && !hasAsciiLookAlike(label);
    }

    private static @Nullable String byIdna2003(String label) {
        try {
            String aLabel = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            return isALabel(aLabel) && isSame(IDN.toUnicode(aLabel, IDN.USE_STD3_ASCII_RULES), label) ? aLabel : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String exact(String label, LabelEncoder encoder) {
        String aLabel = encoder.toALabel(label);
        return aLabel != null && isALabel(aLabel) && isSame(encoder.toULabel(aLabel), label) ? aLabel : null;
    }

    /** A label that is not ASCII has an A-label; anything else was made from it by mapping. */
    private static boolean isALabel(String label) {
        return Ascii.startsWithIgnoreCase(label, 0, "xn--") && label.indexOf('.') < 0 && isAscii(label);
    }

    /** Letter case is all that may change on the way, as in DNS. */
    private static boolean isSame(@Nullable String back, String label) {
        return label.toLowerCase(Locale.ROOT).equals(back);
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
