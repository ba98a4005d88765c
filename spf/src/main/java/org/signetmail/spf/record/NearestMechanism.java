package org.signetmail.spf.record;

import org.signetmail.core.internal.Ascii;

/** Which mechanism a misspelt name was meant to be. Without state. */
final class NearestMechanism {

    private static final String[] MECHANISMS = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"};

    private NearestMechanism() {}

    /** The mechanism whose name is the same or differs by one letter, by two that changed places, or by punctuation at the end. */
    static String of(String name) {
        int letters = name.length();
        while (letters > 0 && !Ascii.isLetterOrDigit(name.charAt(letters - 1))) {
            letters--;
        }
        String bare = name.substring(0, letters);
        for (String mechanism : MECHANISMS) {
            if (bare.equals(mechanism) || (mechanism.length() > 2 && isOneOff(bare, mechanism))) {
                return mechanism;
            }
        }
        return switch (bare) {
            case "ip", "ipv4" -> "ip4";
            case "ipv6" -> "ip6";
            case "includes", "included", "spf" -> "include";
            case "exist" -> "exists";
            case "host", "hostname", "server" -> "a";
            default -> "";
        };
    }

    private static boolean isOneOff(String a, String b) {
        int before = 0;
        while (before < Math.min(a.length(), b.length()) && a.charAt(before) == b.charAt(before)) {
            before++;
        }
        int behind = 0;
        while (behind < Math.min(a.length(), b.length()) - before
                && a.charAt(a.length() - 1 - behind) == b.charAt(b.length() - 1 - behind)) {
            behind++;
        }
        int ofA = a.length() - before - behind;
        int ofB = b.length() - before - behind;
        boolean swapped = ofA == 2
                && ofB == 2
                && a.charAt(before) == b.charAt(before + 1)
                && a.charAt(before + 1) == b.charAt(before);
        return swapped || (ofA <= 1 && ofB <= 1);
    }
}
