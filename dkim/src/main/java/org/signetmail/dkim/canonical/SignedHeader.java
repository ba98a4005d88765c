package org.signetmail.dkim.canonical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.dkim.tags.OctetBuffer;
import org.signetmail.dkim.tags.UsualTexts;

/**
 * Which fields of a message a list of names ({@code h=}) stands for.
 *
 * @param fields the fields that are signed, in the order of the list; a name without a field left stands for nothing
 * @param coverage how the fields of each name are covered, in the order of their first mention
 * @param <C> tells how the fields of one name are covered
 */
public record SignedHeader<C>(List<HeaderField> fields, List<C> coverage) {

    /**
     * Selects.
     *
     * @param names the names in {@code h=}
     * @param index the message's fields
     * @param own the signature's own field, which never signs itself as one of these (RFC 6376 §3.5 h=); null when it is
     *     not in the message yet
     * @param coverage makes what tells how the fields of one name are covered
     * @param <C> what that is
     * @return the fields
     */
    public static <C> SignedHeader<C> select(
            List<String> names, FieldIndex index, @Nullable HeaderField own, Coverage<C> coverage) {
        if (names.isEmpty()) {
            // Of a signature that cannot be read, of which a message may have as many as fields: no cost for each.
            return new SignedHeader<>(List.of(), List.of());
        }
        int[] firsts = new int[names.size()];
        int[] mentions = new int[index.size()];
        Map<String, Integer> absent = new HashMap<>();
        List<HeaderField> fields = new ArrayList<>(names.size());
        for (int i = 0; i < firsts.length; i++) {
            String name = UsualTexts.lowerCase(names.get(i));
            int first = index.first(name);
            firsts[i] = first;
            if (first < 0) {
                absent.merge(name, 1, Integer::sum);
            } else {
                // RFC 6376 §5.4.2: instances are signed from the bottom of the header upwards; §5.4: names beyond them
                // stand for the null string.
                int fromBelow = mentions[first]++;
                if (fromBelow < instances(first, index, own)) {
                    fields.add(instance(fromBelow, first, index, own));
                }
            }
        }
        int distinct = absent.size();
        for (int mentioned : mentions) {
            distinct += mentioned > 0 ? 1 : 0;
        }
        @SuppressWarnings("unchecked") // Filled by what makes Cs.
        C[] covered = (C[]) new Object[distinct];
        int told = 0;
        for (int i = 0; i < firsts.length; i++) {
            String name = UsualTexts.lowerCase(names.get(i));
            int first = firsts[i];
            int signed = first < 0 ? Objects.requireNonNullElse(absent.remove(name), 0) : mentions[first];
            if (signed > 0) {
                covered[told++] = coverage.of(name, signed, first < 0 ? 0 : instances(first, index, own));
            }
            if (first >= 0) {
                mentions[first] = 0; // Told once, at the first mention.
            }
        }
        return new SignedHeader<>(fields, List.of(covered));
    }

    /**
     * Puts together what is signed (RFC 6376 §3.7): the signed fields, then the signature's own.
     *
     * @param form simple or relaxed
     * @param signature the signature's own field
     * @param to gets the canonical header, and holds nothing else
     */
    public void canonicalize(Form form, OwnField signature, OctetBuffer to) {
        to.clear();
        // No canonical field is longer than the field, and that of the signature comes without its b=.
        int length = signature.field().length() - (signature.cutEnd() - signature.cutStart());
        for (HeaderField field : fields) {
            length += field.length() + 2;
        }
        to.ensure(length);
        HeaderCanonicalizer.fields(form, fields, to);
        HeaderCanonicalizer.signature(form, signature, to);
    }

    /** How many fields of a name can be signed. */
    private static int instances(int first, FieldIndex index, @Nullable HeaderField own) {
        return index.count(first) - (indexOf(own, first, index) < 0 ? 0 : 1);
    }

    /** The field of a name that has so many of the same below it. */
    private static HeaderField instance(int fromBelow, int first, FieldIndex index, @Nullable HeaderField own) {
        int last = first + index.count(first) - 1;
        int ownIndex = indexOf(own, first, index);
        int chosen = last - fromBelow;
        return index.field(chosen > ownIndex ? chosen : chosen - 1);
    }

    /** The index of the signature's own field if it is among those of a name; else negative. */
    private static int indexOf(@Nullable HeaderField own, int first, FieldIndex index) {
        if (own != null && index.field(first).is(FieldIndex.SIGNATURE)) {
            for (int i = first; i < first + index.count(first); i++) {
                if (index.field(i) == own) {
                    return i;
                }
            }
        }
        return -1;
    }
}
