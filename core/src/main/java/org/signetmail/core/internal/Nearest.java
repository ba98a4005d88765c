package org.signetmail.core.internal;

import java.util.Collection;
import java.util.Optional;

/** The name that somebody meant who mistyped one. */
public final class Nearest {

    /** What is longer than twice the longest name anybody has is no slip of a finger. */
    private static final int MAX_TYPED = 40;

    private Nearest() {}

    /**
     * The name with the fewest wrong letters in it.
     *
     * @param typed what was written, in any letter case
     * @param names what could have been meant, in lower case; the first of several that are as near is taken
     * @return nothing when every name has more than a third of its letters wrong, or more than one of three
     */
    public static Optional<String> of(String typed, Collection<String> names) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String lower = Ascii.lowerCase(typed);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = distance(lower, name);
            if (distance < least && 3 * distance <= Math.max(3, name.length())) {
                nearest = name;
                least = distance;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** How many letters have to be changed, put in, left out or swapped with the next. */
    private static int distance(String from, String to) {
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
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = now;
        }
        return last[to.length()];
    }
}
