package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/** Says why a text is no domain name of a signature ({@code d=}, {@code s=}, {@code i=}, RFC 6376 §3.5). */
final class NameFault {

    private static final int MAX_LABEL = 63;

    private static final int MAX_NAME = 253;

    private NameFault() {}

    /**
     * What is wrong.
     *
     * @param name no domain name, or one of fewer labels than asked for
     * @return a clause without a subject and a final stop, in printing ASCII, such as {@code ends in a dot}
     */
    static String of(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.indexOf('@') >= 0) {
            return "is an address, where a domain name alone is expected";
        }
        if (name.contains("://")) {
            return "is a URL, where a domain name alone is expected";
        }
        String odd = oddCharacter(name);
        if (!odd.isEmpty()) {
            return odd;
        }
        if (name.endsWith(".")) {
            return "ends in a dot, which names in a signature do not";
        }
        String label = label(name);
        if (!label.isEmpty()) {
            return label;
        }
        if (name.length() > MAX_NAME) {
            return "has " + name.length() + " octets; a domain name has at most " + MAX_NAME;
        }
        // RFC 5894 §7.2: letters that IDNA has not, or has had two meanings for.
        return DomainName.parse(name).isPresent()
                ? "has one label; the domain of a signature has two or more, such as example.com"
                : "has a letter that IDNA does not take, or takes in two ways; its A-label (xn--...) is expected";
    }

    /** A character that no domain name has. Beyond ASCII it may be any that IDNA does not know. */
    private static String oddCharacter(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                return "has white space in it";
            }
            if (c < 0x80 && !Ascii.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
                return "has the character " + Ascii.printable(String.valueOf(c), 4) + ", which no domain name has";
            }
        }
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (c >= 0x80 && !Character.isLetterOrDigit(c)) {
                // As octets of UTF-8: a character up to 255 would be taken for one octet.
                byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                return "has the octets "
                        + Ascii.printable(new String(utf8, StandardCharsets.ISO_8859_1), 20)
                        + ", a character that no domain name has";
            }
        }
        return "";
    }

    private static String label(String name) {
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i == start) {
                    return "has an empty label: two dots one behind the other, or one at the start";
                }
                if (i - start > MAX_LABEL) {
                    return "has a label of " + (i - start) + " octets; a label has at most " + MAX_LABEL;
                }
                start = i + 1;
            }
        }
        return "";
    }
}
