package org.signetmail.dkim.tags;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signetmail.core.internal.Ascii;

/**
 * What most signatures say, so that no text has to be made for it each time: names of fields, of which {@code h=} has ten
 * or more, spelled as usual or in lower case, and a few values.
 */
public final class UsualTexts {

    private static final String[] NAMES = {
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Sender",
        "Reply-To",
        "Message-ID",
        "Message-Id",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Mime-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "List-Id",
        "List-ID",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Feedback-ID",
        "Resent-Date",
        "Resent-From",
        "Resent-To",
        "DKIM-Signature"
    };

    private static final String[] VALUES = {
        "1", "rsa-sha256", "ed25519-sha256", "relaxed/relaxed", "relaxed/simple", "simple/simple", "dns/txt"
    };

    /** From each spelling to that in lower case. */
    private static final Map<String, String> LOWER_CASE = lowerCase();

    /** All by their length. */
    private static final String[][] BY_LENGTH = byLength();

    private UsualTexts() {}

    private static Map<String, String> lowerCase() {
        Map<String, String> lowerCase = new HashMap<>();
        for (String name : NAMES) {
            String lower = lowerCase.computeIfAbsent(Ascii.lowerCase(name), same -> same);
            lowerCase.put(name, lower);
        }
        return Map.copyOf(lowerCase);
    }

    private static String[][] byLength() {
        Set<String> texts = new HashSet<>(LOWER_CASE.keySet());
        texts.addAll(List.of(VALUES));
        int longest = texts.stream().mapToInt(String::length).max().orElse(0);
        String[][] byLength = new String[longest + 1][];
        Arrays.setAll(
                byLength,
                length -> texts.stream().filter(name -> name.length() == length).toArray(String[]::new));
        return byLength;
    }

    /**
     * Makes a text of octets, or finds the one that is there.
     *
     * @param octets hold it
     * @param from where it starts
     * @param to where it ends
     * @return the text as it is written, one {@code char} an octet
     */
    static String of(byte[] octets, int from, int to) {
        if (to - from < BY_LENGTH.length) {
            for (String text : BY_LENGTH[to - from]) {
                if (isAt(octets, from, text)) {
                    return text;
                }
            }
        }
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isAt(byte[] octets, int from, String text) {
        int i = 0;
        while (i < text.length() && octets[from + i] == text.charAt(i)) {
            i++;
        }
        return i == text.length();
    }

    /**
     * The name in lower case, not made anew where it is a usual one.
     *
     * @param name of a field
     * @return the same in lower case
     */
    public static String lowerCase(String name) {
        String lower = LOWER_CASE.get(name);
        return lower == null ? Ascii.lowerCase(name) : lower;
    }
}
