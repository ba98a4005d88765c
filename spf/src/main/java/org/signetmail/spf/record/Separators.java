package org.signetmail.spf.record;

import java.util.StringJoiner;
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
        String trimmed = Ascii.trimWsp(text);
        StringJoiner terms = new StringJoiner(" ");
        int start = 0;
        for (int i = 0; i <= trimmed.length(); i++) {
            if (i == trimmed.length() || trimmed.charAt(i) == ' ' || MARKS.indexOf(trimmed.charAt(i)) >= 0) {
                if (i > start) {
                    terms.add(TermText.meant(trimmed.substring(start, i)));
                }
                start = i + 1;
            }
        }
        String record = terms.toString();
        boolean changed = !record.equals(text) && SpfRecord.parse(record).kind() == Parsed.Kind.RECORD;
        return changed ? THEN + record : "";
    }
}
