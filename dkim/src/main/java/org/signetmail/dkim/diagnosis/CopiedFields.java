package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.tags.QuotedPrintable;

/** The copies of header fields in {@code z=} (RFC 6376 §3.5). */
final class CopiedFields {

    /** By name in lower case, in the order of the tag. */
    private final Map<String, List<FieldText>> byName = new HashMap<>();

    private CopiedFields() {}

    /** Of the value of the tag without white space; what cannot be read is left out. */
    static CopiedFields of(byte[] copies) {
        CopiedFields copied = new CopiedFields();
        int start = 0;
        for (int i = 0; i <= copies.length; i++) {
            if (i == copies.length || copies[i] == '|') {
                byte[] copy = QuotedPrintable.octets(Arrays.copyOfRange(copies, start, i));
                if (copy != null && isField(copy)) {
                    FieldText field = FieldText.of(new String(copy, StandardCharsets.ISO_8859_1));
                    copied.byName
                            .computeIfAbsent(field.lowerName(), name -> new ArrayList<>())
                            .add(field);
                }
                start = i + 1;
            }
        }
        return copied;
    }

    /** RFC 5322 §3.6.8: a name of printing ASCII before a colon. The copy is a stranger's, and its name is shown. */
    private static boolean isField(byte[] copy) {
        int i = 0;
        while (i < copy.length && copy[i] > ' ' && copy[i] <= '~' && copy[i] != ':') {
            i++;
        }
        return i > 0 && i < copy.length && copy[i] == ':';
    }

    /** The copies of fields of a name in lower case. */
    List<FieldText> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /**
     * The signed names of which there are copies, and others than the fields.
     *
     * @param names in {@code h=}
     * @param fields that are signed
     * @return in lower case
     */
    List<String> changed(List<String> names, List<HeaderField> fields) {
        Map<String, Integer> mentions = new HashMap<>();
        names.forEach(name -> mentions.merge(Ascii.lowerCase(name), 1, Integer::sum));
        Map<String, Integer> balance = new HashMap<>();
        // RFC 6376 §5.4.2: the bottommost are signed; a signer may have copied those above them as well.
        mentions.forEach((name, count) -> {
            List<FieldText> copied = named(name);
            copied.subList(Math.max(0, copied.size() - count), copied.size())
                    .forEach(copy -> balance.merge(relaxed(copy), 1, Integer::sum));
        });
        for (HeaderField field : fields) {
            if (byName.containsKey(Ascii.lowerCase(field.name()))) {
                balance.merge(relaxed(FieldText.of(field)), -1, Integer::sum);
            }
        }
        TreeSet<String> changed = new TreeSet<>();
        balance.forEach((canonical, count) -> {
            if (count != 0) {
                changed.add(canonical.substring(0, canonical.indexOf(':')));
            }
        });
        return List.copyOf(changed);
    }

    private static String relaxed(FieldText field) {
        return new String(field.canonicalWithoutCrlf(Form.RELAXED), StandardCharsets.ISO_8859_1);
    }
}
