package org.signetmail.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The name that somebody meant who mistyped one. The first of the nearest counts alone: where that is too far for a guess, none
 * is made, as for {@code --hl}, which is as near to {@code -h} as to {@code --help}. The class of this name in core, which is
 * for its sister modules alone, takes the nearest of those that are not too far.
 */
final class Nearest {

    private Nearest() {}

    /** The name with the fewest wrong letters in it; none when every name has more than a third of them wrong. */
    static Optional<String> of(String name, Collection<String> names) {
        String typed = name.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(each -> distance(typed, each)))
                .filter(each -> 3 * distance(typed, each) <= Math.max(3, each.length()));
    }

    /** How many letters have to be changed, put in, left out or swapped with the next. */
    private static int distance(String from, String to) {
        if (from.length() > 2 * to.length()) {
            return from.length();
        }
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = now;
        }
        return last[to.length()];
    }
}
