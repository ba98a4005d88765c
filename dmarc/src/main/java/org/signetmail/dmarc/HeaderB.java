package org.signetmail.dmarc;

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
        int needed = MIN_LENGTH;
        for (int i = 0; i < outcomes.size(); i++) {
            for (int j = 0; j < i; j++) {
                String a = outcomes.get(i).signature().value();
                String b = outcomes.get(j).signature().value();
                int same = 0;
                while (same < MAX_LENGTH
                        && same < a.length()
                        && same < b.length()
                        && a.charAt(same) == b.charAt(same)) {
                    same++;
                }
                needed = Math.max(needed, Math.min(MAX_LENGTH, same + 1));
            }
        }
        this.length = needed;
    }

    String of(DkimOutcome outcome) {
        String value = outcome.signature().value();
        return value.substring(0, Math.min(length, value.length()));
    }
}
