package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;

/** The well-formed header fields of one message by name: made once, so that no signature has to search the header. */
final class FieldIndex {

    /** The name of a signature's field. */
    static final String SIGNATURE = "dkim-signature";

    private final Map<String, List<HeaderField>> byName = new LinkedHashMap<>();

    FieldIndex(List<HeaderField> fields) {
        for (HeaderField field : fields) {
            if (field.isWellFormed()) {
                byName.computeIfAbsent(lowerCaseName(field), name -> new ArrayList<>(1))
                        .add(field);
            }
        }
    }

    private static String lowerCaseName(HeaderField field) {
        int length = field.valueStart() - 1;
        while (Ascii.isWsp(field.octetAt(length - 1))) {
            length--;
        }
        byte[] name = new byte[length];
        for (int i = 0; i < length; i++) {
            name[i] = (byte) Ascii.lowerCase((char) field.octetAt(i));
        }
        return new String(name, StandardCharsets.US_ASCII);
    }

    /**
     * The fields of one name from top to bottom.
     *
     * @param name a field name in lower case
     * @return an unmodified list; empty when there are none
     */
    List<HeaderField> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /**
     * The names of fields that begin alike.
     *
     * @param prefix in lower case
     * @return names in lower case, in the order of their first fields
     */
    List<String> namesWithPrefix(String prefix) {
        return byName.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
