package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.signetmail.core.internal.Ascii;

/**
 * The field names that most mail has, so that no text has to be made for them each time: {@code h=} names ten of them or
 * more, spelled as usual or in lower case.
 */
final class UsualNames {

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

    /** From each spelling to that in lower case. */
    private static final Map<String, String> LOWER_CASE = lowerCase();

    /** The spellings by their length. */
    private static final String[][] BY_LENGTH = byLength();

    private UsualNames() {}

    private static Map<String, String> lowerCase() {
        Map<String, String> lowerCase = new HashMap<>();
        for (String name : NAMES) {
            String lower = lowerCase.computeIfAbsent(Ascii.lowerCase(name), same -> same);
            lowerCase.put(name, lower);
        }
        return Map.copyOf(lowerCase);
    }

    private static String[][] byLength() {
        Set<String> names = LOWER_CASE.keySet();
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        String[][] byLength = new String[longest + 1][];
        Arrays.setAll(
                byLength,
                length -> names.stream().filter(name -> name.length() == length).toArray(String[]::new));
        return byLength;
    }

    /**
     * Makes a text of octets, or finds the one that is there.
     *
     * @param octets hold a name
     * @param from where it starts
     * @param to where it ends
     * @return the name as it is written, one {@code char} an octet
     */
    static String text(byte[] octets, int from, int to) {
        if (to - from < BY_LENGTH.length) {
            for (String name : BY_LENGTH[to - from]) {
                if (isAt(octets, from, name)) {
                    return name;
                }
            }
        }
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isAt(byte[] octets, int from, String name) {
        int i = 0;
        while (i < name.length() && octets[from + i] == name.charAt(i)) {
            i++;
        }
        return i == name.length();
    }

    /** The name in lower case. */
    static String lowerCase(String name) {
        String lower = LOWER_CASE.get(name);
        return lower == null ? Ascii.lowerCase(name) : lower;
    }
}
