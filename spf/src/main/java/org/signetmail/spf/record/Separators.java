package org.signetmail.spf.record;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;

/** Records whose terms are separated by what separates them elsewhere, such as commas: read again with spaces. */
final class Separators {

    /** A longer record is not written into a sentence. */
    private static final int MAX_RECORD = 450;

    static final String THEN = " The record then: ";

    private static final String MARKS = ",;|";

    private Separators() {}

    /** The end of a remedy: the record with spaces in place of all such marks; empty when that is no record either. */
    static String then(String text) {
        if (text.length() > MAX_RECORD || text.indexOf('%') >= 0) {
            return "";
        }
        StringBuilder spaced = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = MARKS.indexOf(text.charAt(i)) >= 0 ? ' ' : text.charAt(i);
            boolean again = c == ' ' && (spaced.length() == 0 || spaced.charAt(spaced.length() - 1) == ' ');
            if (!again) {
                spaced.append(c);
            }
        }
        String record = Stream.of(Ascii.trimWsp(spaced.toString()).split(" ", -1))
                .map(TermText::meant)
                .collect(Collectors.joining(" "));
        boolean changed = !record.equals(text) && SpfRecord.parse(record).kind() == Parsed.Kind.RECORD;
        return changed ? THEN + record : "";
    }
}
