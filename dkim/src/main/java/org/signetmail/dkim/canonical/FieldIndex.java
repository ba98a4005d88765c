package org.signetmail.dkim.canonical;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;

/**
 * The well-formed header fields of one message by name: made once, so that no signature has to search the header.
 *
 * <p>The idea: they are sorted, so that those of one name stand together. It takes little memory, and no names
 * that a stranger thinks of make it slow.
 */
public final class FieldIndex {

    /** The name of a signature's field. */
    public static final String SIGNATURE = "dkim-signature";

    /** By name; those of one name from top to bottom. */
    private final HeaderField[] sorted;

    /** At the first field of each name how many there are of it. */
    private final int[] counts;

    private final int size;

    /** From top to bottom, malformed ones included. */
    private final List<HeaderField> fields;

    /**
     * Sorts the fields.
     *
     * @param fields from top to bottom, malformed ones included
     */
    public FieldIndex(List<HeaderField> fields) {
        this.fields = fields;
        this.sorted = new HeaderField[fields.size()];
        int wellFormed = 0;
        for (HeaderField field : fields) {
            if (field.isWellFormed()) {
                sorted[wellFormed++] = field;
            }
        }
        this.size = wellFormed;
        Arrays.sort(sorted, 0, size, FieldIndex::compare);
        this.counts = new int[size];
        int first = 0;
        for (int i = 0; i < size; i++) {
            first = compare(sorted[first], sorted[i]) == 0 ? first : i;
            counts[first]++;
        }
    }

    /** Any order will do; few names are equally long. */
    private static int compare(HeaderField a, HeaderField b) {
        int length = a.nameLength();
        int difference = length - b.nameLength();
        for (int i = 0; i < length && difference == 0; i++) {
            difference = lowerCase(a, i) - lowerCase(b, i);
        }
        return difference;
    }

    private static int compare(HeaderField field, String name) {
        int difference = field.nameLength() - name.length();
        for (int i = 0; i < name.length() && difference == 0; i++) {
            difference = lowerCase(field, i) - name.charAt(i);
        }
        return difference;
    }

    private static char lowerCase(HeaderField field, int index) {
        return Ascii.lowerCase((char) field.octetAt(index));
    }

    /** The number of well-formed fields. */
    int size() {
        return size;
    }

    /**
     * Finds the fields of one name, which have indexes of their own one behind the other, from top to bottom.
     *
     * @param name a field name in lower case
     * @return the index of the first; negative when there are none
     */
    int first(String name) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(sorted[middle], name) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < size && sorted[from].is(name) ? from : -1;
    }

    /** The number of fields of a name, by the index of its first. */
    int count(int first) {
        return counts[first];
    }

    /** The field with an index. */
    HeaderField field(int index) {
        return sorted[index];
    }

    /**
     * The fields of one name from top to bottom.
     *
     * @param name a field name in lower case
     * @return an immutable list; empty when there are none
     */
    public List<HeaderField> named(String name) {
        int first = first(name);
        return first < 0 ? List.of() : List.of(Arrays.copyOfRange(sorted, first, first + counts[first]));
    }

    /**
     * All fields, malformed ones included.
     *
     * @return from top to bottom; not to be changed
     */
    public List<HeaderField> fields() {
        return fields;
    }

    /**
     * Whether there are fields of a name.
     *
     * @param name a field name in lower case
     * @return true for one or more
     */
    public boolean has(String name) {
        return first(name) >= 0;
    }

    /**
     * The names of fields that begin alike.
     *
     * @param prefix in lower case
     * @return names in lower case, in the order of their first fields
     */
    public Set<String> namesWithPrefix(String prefix) {
        Set<String> names = new LinkedHashSet<>();
        for (HeaderField field : fields) {
            if (field.isWellFormed() && beginsWith(field, prefix)) {
                names.add(Ascii.lowerCase(field.name()));
            }
        }
        return names;
    }

    private static boolean beginsWith(HeaderField field, String prefix) {
        int i = 0;
        while (i < prefix.length() && i < field.nameLength() && lowerCase(field, i) == prefix.charAt(i)) {
            i++;
        }
        return i == prefix.length();
    }
}
