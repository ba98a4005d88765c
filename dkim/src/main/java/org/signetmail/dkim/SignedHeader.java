package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;

/**
 * Which fields of a message a list of names ({@code h=}) stands for.
 *
 * @param fields the fields that are signed, in the order of the list; a name without a field left stands for nothing
 * @param coverage how the fields of each name are covered, in the order of their first mention
 */
record SignedHeader(List<HeaderField> fields, List<SignedField> coverage) {

    /**
     * Selects.
     *
     * @param names the names in {@code h=}
     * @param index the message's fields
     * @param own the signature's own field, which never signs itself as one of these (RFC 6376 §3.5 h=); null when it is
     *     not in the message yet
     * @return the fields
     */
    static SignedHeader select(List<String> names, FieldIndex index, @Nullable HeaderField own) {
        Map<String, Selection> selections = new LinkedHashMap<>();
        List<HeaderField> fields = new ArrayList<>(names.size());
        for (String written : names) {
            String name = UsualNames.lowerCase(written);
            Selection selection = selections.get(name);
            if (selection == null) {
                selection = new Selection(instances(name, index, own));
                selections.put(name, selection);
            }
            // RFC 6376 §5.4.2: instances are signed from the bottom of the header upwards; §5.4: names beyond them
            // stand for the null string.
            int left = selection.instances.size() - selection.mentions++;
            if (left > 0) {
                fields.add(selection.instances.get(left - 1));
            }
        }
        List<SignedField> coverage = new ArrayList<>(selections.size());
        selections.forEach((name, selection) ->
                coverage.add(new SignedField(name, selection.mentions, selection.instances.size())));
        return new SignedHeader(fields, coverage);
    }

    /** How often the list has a name, given in lower case. */
    int timesSigned(String name) {
        for (SignedField covered : coverage) {
            if (covered.name().equals(name)) {
                return covered.signed();
            }
        }
        return 0;
    }

    /**
     * Puts together what is signed (RFC 6376 §3.7): the signed fields, then the signature's own.
     *
     * @param canonicalization simple or relaxed
     * @param signature the signature's own field
     * @param to gets the canonical header, and holds nothing else
     */
    void canonicalize(Canonicalization canonicalization, DkimSignatureField signature, OctetBuffer to) {
        to.clear();
        // No canonical field is longer than the field, and that of the signature comes without its b=.
        int length = signature.field.length() - (signature.valueEnd - signature.valueStart);
        for (HeaderField field : fields) {
            length += field.length() + 2;
        }
        to.ensure(length);
        HeaderCanonicalizer.fields(canonicalization, fields, to);
        HeaderCanonicalizer.signature(canonicalization, signature, to);
    }

    private static List<HeaderField> instances(String name, FieldIndex index, @Nullable HeaderField own) {
        List<HeaderField> all = index.named(name);
        if (!name.equals(FieldIndex.SIGNATURE)) {
            return all;
        }
        List<HeaderField> others = new ArrayList<>(all);
        others.removeIf(field -> field == own);
        return others;
    }

    private static final class Selection {
        private final List<HeaderField> instances;
        private int mentions;

        private Selection(List<HeaderField> instances) {
            this.instances = instances;
        }
    }
}
