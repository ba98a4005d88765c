package org.signetmail.spf.record;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.OddText;

/**
 * Texts that a check passes over (RFC 7208 §4.5), though somebody meant them as a record: which octet keeps them from
 * being one.
 */
final class NearMiss {

    /** A version that begins further in is part of something else. */
    private static final int MAX_BEFORE = 200;

    private static final int MAX_SHOWN = 40;

    private static final String VERSION = SpfRecordParser.VERSION;

    private NearMiss() {}

    /** Null when the text has nothing of a record. It is none: the caller has looked. */
    static @Nullable Finding of(String text) {
        int version = -1;
        for (int i = 0; i < Math.min(text.length(), MAX_BEFORE) && version < 0; i++) {
            version = Ascii.startsWithIgnoreCase(text, i, VERSION) ? i : -1;
        }
        if (version == 0) {
            return behindVersion(text);
        }
        return version > 0 ? beforeVersion(text, version) : misspelt(text);
    }

    private static @Nullable Finding behindVersion(String text) {
        int at = VERSION.length();
        String version = shown(text, 0, at);
        OddText odd = OddText.at(text, at);
        if (odd != null) {
            return Code.VERSION_GLUED.finding(
                    text,
                    at,
                    odd.length(),
                    "Behind " + version + " stands " + odd.words() + ", where a space has to be.",
                    odd.kind() == OddText.Kind.BLANK
                            ? "Put a space in its place."
                            : "Put a space there, and take it out.");
        }
        char c = text.charAt(at);
        if (Ascii.isDigit(c) || c == '.') {
            int end = wordEnd(text, at);
            return wrongVersion(text, 0, end);
        }
        boolean punctuation = !Ascii.isLetterOrDigit(c) && "+-~?".indexOf(c) < 0;
        return Code.VERSION_GLUED.finding(
                text,
                at,
                punctuation ? 1 : 0,
                "Behind " + version + " stands " + (punctuation ? name(c) : shown(text, at, wordEnd(text, at)))
                        + ", where a space has to be.",
                punctuation
                        ? (marks(text) > 1 ? "Put a space in place of each." : "Put a space in its place.")
                                + Separators.then(text)
                        : "Put a space in front of it.");
    }

    private static long marks(String text) {
        return text.chars().filter(c -> c == ',' || c == ';').count();
    }

    private static String name(char punctuation) {
        String name = switch (punctuation) {
            case ';' -> "a semicolon";
            case ',' -> "a comma";
            case ':' -> "a colon";
            case '"' -> "a quote";
            default -> "a character that has no place there";
        };
        return name + " (" + punctuation + ")";
    }

    private static Finding beforeVersion(String text, int version) {
        boolean blanks = true;
        boolean quotes = true;
        int first = 0;
        for (int i = version - 1; i >= 0; i--) {
            char c = text.charAt(i);
            blanks &= c == ' ' || c == '\t';
            quotes &= c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\\' || c == '`';
        }
        while (first < version && text.charAt(first) == ' ') {
            first++;
        }
        if (blanks) {
            boolean tab = first < version;
            String what = tab ? "A tab stands" : version == 1 ? "A space stands" : version + " spaces stand";
            return Code.LEADING_SPACE.finding(
                    text,
                    0,
                    version,
                    what + " in front of v=spf1.",
                    (tab || version == 1 ? "Take it out" : "Take them out") + ": v=spf1 has to come first.");
        }
        if (quotes) {
            return Code.QUOTED.finding(
                    text,
                    first,
                    version - first,
                    "Quotes are part of the text, in front of v=spf1.",
                    "Take them out: the quotes of a zone file are not part of the record.");
        }
        OddText odd = OddText.at(text, first);
        if (odd != null && first + odd.length() <= version) {
            return Code.ODD_OCTET.finding(
                    text,
                    first,
                    odd.length(),
                    Character.toUpperCase(odd.words().charAt(0)) + odd.words().substring(1)
                            + " stands in front of v=spf1.",
                    "Take it out: v=spf1 has to come first.");
        }
        int last = version;
        while (last > 0 && text.charAt(last - 1) == ' ') {
            last--;
        }
        return Code.LEADING_TEXT.finding(
                text,
                0,
                version,
                "Other text stands in front of v=spf1: " + shown(text, 0, last) + ".",
                "Take it out, or publish it as a TXT record of its own: v=spf1 has to come first.");
    }

    /** What has the letters and digits of the version, in a near order, with anything between and in front of them. */
    private static @Nullable Finding misspelt(String text) {
        StringBuilder letters = new StringBuilder();
        int first = -1;
        int i = 0;
        while (i < Math.min(text.length(), MAX_SHOWN) && letters.length() < 5 && !"vsp1".contentEquals(letters)) {
            char c = Ascii.lowerCase(text.charAt(i));
            if (Ascii.isLetterOrDigit(c)) {
                first = first < 0 ? i : first;
                letters.append(c);
            } else if (c == '/') {
                break;
            }
            i++;
        }
        String begin = letters.toString();
        boolean oneWord = begin.startsWith("spf1") || Ascii.startsWithIgnoreCase(text, Math.max(0, first), "v=spf");
        int end = wordEnd(text, oneWord ? first : Math.max(0, i - 1));
        boolean senderId = Ascii.startsWithIgnoreCase(text, 0, "spf2.0/");
        if (first < 0 || senderId) {
            return null;
        }
        if (begin.startsWith("vspf") && Ascii.startsWithIgnoreCase(text, first, "v=spf")) {
            boolean versioned = begin.length() == 5 && Ascii.isDigit(begin.charAt(4));
            if (versioned && begin.charAt(4) != '1') {
                return wrongVersion(text, first, wordEnd(text, first));
            }
        }
        boolean near = Ascii.startsWithIgnoreCase(text, first, "v=spf")
                || begin.equals("vspf1")
                || begin.equals("vspfl")
                || begin.equals("vspfi")
                || begin.equals("vspfv")
                || begin.equals("vspf2")
                || begin.equals("vsfp1")
                || begin.equals("vpsf1")
                || begin.equals("vsp1")
                || begin.equals("spfv1")
                || (begin.startsWith("spf1") && !isDigitAt(text, first + 4));
        return near
                ? Code.VERSION_MISSPELT.finding(
                        text,
                        first,
                        Math.max(0, end - first),
                        shown(text, first, end) + " stands where v=spf1 has to be.",
                        "Begin the record with \"v=spf1\" and a space.")
                : null;
    }

    private static boolean isDigitAt(String text, int index) {
        return index < text.length() && Ascii.isDigit(text.charAt(index));
    }

    private static Finding wrongVersion(String text, int start, int end) {
        return Code.WRONG_VERSION.finding(
                text,
                start,
                end - start,
                shown(text, start, end) + " is no version of SPF; the only one is v=spf1.",
                "Begin the record with \"v=spf1\" and a space.");
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != ' ') {
            end++;
        }
        return end;
    }

    private static String shown(String text, int start, int end) {
        return Ascii.printable(text.substring(start, end), MAX_SHOWN);
    }
}
