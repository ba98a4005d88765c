package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.signetmail.dkim.DkimOutcome;

/** {@code header.b} of RFC 6008: so much of each signature as tells it from the other ones of the message. */
final class HeaderB {

    /** RFC 6008 §4: "at least the first eight characters". */
    private static final int MIN_LENGTH = 8;

    /** More than this is no help to anyone. */
    private static final int MAX_LENGTH = 64;

    private final int length;

    HeaderB(List<DkimOutcome> outcomes) {
        // In the order of their characters, what begins alike stands together: neighbours tell all pairs.
        List<String> starts = new ArrayList<>(outcomes.size());
        for (DkimOutcome outcome : outcomes) {
            starts.add(start(outcome, MAX_LENGTH));
        }
        Collections.sort(starts);
        int needed = MIN_LENGTH;
        for (int i = 1; i < starts.size(); i++) {
            needed = Math.max(needed, Math.min(MAX_LENGTH, same(starts.get(i - 1), starts.get(i)) + 1));
        }
        this.length = needed;
    }

    String of(DkimOutcome outcome) {
        return start(outcome, length);
    }

    private static String start(DkimOutcome outcome, int length) {
        String value = outcome.signature().value();
        return value.substring(0, Math.min(length, value.length()));
    }

    private static int same(String a, String b) {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }
}
