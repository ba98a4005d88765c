package org.signetmail.core.results;

import java.util.Set;
import org.signetmail.core.internal.Ascii;

/**
 * The authserv-ids that a site goes by, each in the one spelling in which they are compared. Immutable and thread-safe.
 */
public final class AuthservIds {

    private final Set<String> ids;

    /**
     * Takes the ids of a site.
     *
     * @param ids in lower case and A-labels
     */
    public AuthservIds(Set<String> ids) {
        this.ids = Set.copyOf(ids);
    }

    /**
     * Whether an id is one of these.
     *
     * @param id in lower case and A-labels
     * @return whether it is the same as one
     */
    public boolean contains(String id) {
        return ids.contains(id);
    }

    /**
     * Whether an id is one of these to some reader: as it stands, or when what is around it is left out. One pass for each
     * of these ids.
     *
     * @param id in lower case and A-labels
     * @return whether one of these stands in it with no letter or digit of the same name beside it
     */
    public boolean isOneToSomeReader(String id) {
        for (String each : ids) {
            int at = id.indexOf(each);
            if (at >= 0 && standsAlone(id, each, at)) {
                return true;
            }
        }
        return false;
    }

    /** Dots and hyphens beside a name belong to it only with letters or digits behind them. */
    private static boolean standsAlone(String id, String each, int first) {
        // Where the nearest octet to the right that is no dot or hyphen is, worked out once: a run of 30,000 dots is
        // looked at once, not from each of its dots.
        int[] next = new int[id.length() + 1];
        next[id.length()] = id.length();
        for (int i = id.length() - 1; i >= 0; i--) {
            next[i] = isJoint(id.charAt(i)) ? next[i + 1] : i;
        }
        boolean nameBefore = false;
        int looked = 0;
        for (int at = first; at >= 0; at = id.indexOf(each, at + 1)) {
            for (; looked < at; looked++) {
                char c = id.charAt(looked);
                nameBefore = isJoint(c) ? nameBefore : Ascii.isLetterOrDigit(c);
            }
            int behind = next[at + each.length()];
            if (!nameBefore && (behind == id.length() || !Ascii.isLetterOrDigit(id.charAt(behind)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isJoint(char c) {
        return c == '.' || c == '_' || c == '-';
    }
}
