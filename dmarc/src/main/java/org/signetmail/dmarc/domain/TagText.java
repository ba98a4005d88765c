package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signetmail.core.internal.Ascii;

/** The fields of a record as RFC 8461 §3.1, RFC 8460 §3 and BIMI write them: name=value, with semicolons between. */
record TagText(String text, List<TagText.Field> fields) {

    /** No record of these has as many; the rest is one more field that nobody knows. */
    private static final int MAX_FIELDS = 50;

    /**
     * A field.
     *
     * @param name what stands in front of the equals sign; all of it when there is none
     * @param value what stands behind it; empty when there is none
     * @param hasValue whether there is an equals sign
     * @param start where the field begins
     * @param end where it ends
     */
    record Field(String name, String value, boolean hasValue, int start, int end) {}

    static TagText of(String text) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int semicolon = fields.size() < MAX_FIELDS ? text.indexOf(';', start) : -1;
            int end = semicolon < 0 ? text.length() : semicolon;
            add(fields, text, start, end);
            start = end + 1;
        }
        return new TagText(text, List.copyOf(fields));
    }

    private static void add(List<Field> fields, String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Ascii.isWsp(text.charAt(start))) {
            start++;
        }
        while (end > start && Ascii.isWsp(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return;
        }
        int equals = text.indexOf('=', start);
        boolean hasValue = equals >= 0 && equals < end;
        String name = Ascii.trimWsp(text.substring(start, hasValue ? equals : end));
        String value = hasValue ? Ascii.trimWsp(text.substring(equals + 1, end)) : "";
        fields.add(new Field(name, value, hasValue, start, end));
    }

    Optional<Field> field(String name) {
        return fields.stream()
                .filter(field -> field.hasValue() && field.name().equals(name))
                .findFirst();
    }

    /** The fields of other names than these, those that are no fields, and those that stand there again. */
    List<Field> strange(List<String> names) {
        List<Field> strange = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Field field : fields) {
            if (!field.hasValue() || !names.contains(field.name()) || seen.contains(field.name())) {
                strange.add(field);
            }
            if (field.hasValue()) {
                seen.add(field.name());
            }
        }
        return strange;
    }

    /** Whether a text is a record of a version, or was meant as one. */
    enum Start {
        RECORD,
        NEAR_MISS,
        OTHER
    }

    /**
     * How a text begins.
     *
     * @param version such as {@code STSv1}
     */
    static Start start(String text, String version) {
        // RFC 8461 §3.1, RFC 8460 §3: what does not begin with exactly this is discarded before records are counted.
        String exact = "v=" + version;
        if (text.startsWith(exact)) {
            int i = exact.length();
            while (i < text.length() && Ascii.isWsp(text.charAt(i))) {
                i++;
            }
            if (i < text.length() && text.charAt(i) == ';') {
                return Start.RECORD;
            }
        }
        int word = 0;
        while (word < text.length() && !Ascii.isLetterOrDigit(text.charAt(word))) {
            word++;
        }
        // The digit of the version may be another one, and the v in front of it may be missing.
        int v = version.length() - 2;
        String stem = version.substring(0, version.charAt(v) == 'v' ? v : v + 1);
        if (Ascii.startsWithIgnoreCase(text, word, stem)) {
            return Start.NEAR_MISS;
        }
        if (!Ascii.startsWithIgnoreCase(text, word, "v")) {
            return Start.OTHER;
        }
        int i = word + 1;
        while (i < text.length() && !Ascii.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        return Ascii.startsWithIgnoreCase(text, i, stem) ? Start.NEAR_MISS : Start.OTHER;
    }

    /** A stranger's text, fit to stand within a sentence. */
    static String show(String text) {
        return Ascii.printable(text, 60);
    }
}
