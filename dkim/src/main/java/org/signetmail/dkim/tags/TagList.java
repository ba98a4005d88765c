package org.signetmail.dkim.tags;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * A list of tags with values (RFC 6376 §3.2), parsed where it stands: a tag knows the range of octets that it came from,
 * as the value of {@code b=} has to be cut out of the field that it signs.
 *
 * <pre>
 * tag-list  =  tag-spec *( ";" tag-spec ) [ ";" ]
 * tag-spec  =  [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]
 * tag-name  =  ALPHA *ALNUMPUNC
 * tag-value =  [ tval *( 1*(WSP / FWS) tval ) ]
 * </pre>
 */
public final class TagList {

    /**
     * One tag. Its value and the white space around it are all there is between {@code afterEquals} and
     * {@code afterValue}.
     *
     * @param name as it is written
     * @param afterEquals counts from where the list starts
     * @param start of the value among the octets
     * @param end of the value among the octets
     * @param afterValue counts from where the list starts
     */
    public record Tag(String name, int afterEquals, int start, int end, int afterValue) {}

    /** Which names of tags to take. */
    public enum Names {
        /** Letters, digits and underscores. */
        AS_IN_THE_GRAMMAR,
        /** Hyphens too. */
        WITH_HYPHENS
    }

    private static final Comparator<Tag> BY_NAME = Comparator.comparing(Tag::name);

    private static final String[] ONE_LETTER = oneLetter();

    private final byte[] octets;

    /** By name. */
    private final List<Tag> tags;

    private final String first;

    private TagList(byte[] octets, List<Tag> tags, String first) {
        this.octets = octets;
        this.tags = tags;
        this.first = first;
    }

    /**
     * Parses a tag list.
     *
     * @param octets holds the list; not copied
     * @param from where the list starts
     * @param end where it ends
     * @return the list, or nothing when it breaks the grammar or names a tag twice
     */
    public static Optional<TagList> parse(byte[] octets, int from, int end) {
        return parse(octets, from, end, Names.AS_IN_THE_GRAMMAR);
    }

    /**
     * Parses a tag list.
     *
     * @param octets holds the list; not copied
     * @param from where the list starts
     * @param end where it ends
     * @param names which names of tags to take
     * @return the list, or nothing when it breaks the grammar or names a tag twice
     */
    public static Optional<TagList> parse(byte[] octets, int from, int end, Names names) {
        List<Tag> tags = new ArrayList<>(16);
        String first = "";
        int i = from;
        do {
            int nameStart = skipFws(octets, i, end);
            if (nameStart == end && !first.isEmpty()) {
                break; // The list ended with a semicolon.
            }
            int nameEnd = endOfName(octets, nameStart, end, names);
            int equals = skipFws(octets, nameEnd, end);
            if (nameEnd == nameStart || equals == end || octets[equals] != '=') {
                return Optional.empty();
            }
            int semicolon = endOfValue(octets, equals + 1, end);
            if (semicolon < 0) {
                return Optional.empty();
            }
            int start = skipFws(octets, equals + 1, end);
            String name = name(octets, nameStart, nameEnd);
            tags.add(new Tag(name, equals + 1 - from, start, trimmedEnd(octets, start, semicolon), semicolon - from));
            first = first.isEmpty() ? name : first;
            i = semicolon + 1;
        } while (i <= end);
        tags.sort(BY_NAME);
        // RFC 6376 §3.2: a tag name that occurs more than once makes the entire tag-list invalid.
        for (int k = 1; k < tags.size(); k++) {
            if (tags.get(k).name.equals(tags.get(k - 1).name)) {
                return Optional.empty();
            }
        }
        return Optional.of(new TagList(octets, tags, first));
    }

    /**
     * Looks up a tag.
     *
     * @param name its name; letter case counts (RFC 6376 §3.2)
     * @return the tag, or null
     */
    public @Nullable Tag tag(String name) {
        int from = 0;
        int to = tags.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = tags.get(middle).name.compareTo(name);
            if (order == 0) {
                return tags.get(middle);
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return null;
    }

    /**
     * All tags.
     *
     * @return immutable, in the order of their names
     */
    public List<Tag> all() {
        return List.copyOf(tags);
    }

    /**
     * The number of tags.
     *
     * @return one or more
     */
    public int size() {
        return tags.size();
    }

    /**
     * Whether the list names this tag before any other.
     *
     * @param name the tag's name
     * @return whether it is the first
     */
    public boolean isFirst(String name) {
        return name.equals(first);
    }

    /**
     * The value of a tag as it is written, without the white space around it.
     *
     * @param name the tag's name
     * @return one {@code char} an octet, or null when the tag is not there
     */
    public @Nullable String value(String name) {
        Tag tag = tag(name);
        return tag == null ? null : UsualTexts.of(octets, tag.start, tag.end);
    }

    /**
     * The value of a tag as UTF-8 (RFC 8616 §5), without the white space around it.
     *
     * @param name the tag's name
     * @return the text, or null when the tag is not there
     */
    public @Nullable String utf8(String name) {
        Tag tag = tag(name);
        return tag == null ? null : new String(octets, tag.start, tag.end - tag.start, StandardCharsets.UTF_8);
    }

    /**
     * The elements of a value with colons between them, FWS taken off both ends of each: for names of fields, of which
     * the usual ones are not made anew.
     *
     * @param name the tag's name
     * @return an immutable list of elements, which may be empty; none when the tag is not there
     */
    public List<String> fieldNames(String name) {
        Tag tag = tag(name);
        if (tag == null) {
            return List.of();
        }
        int colons = 0;
        for (int i = tag.start; i < tag.end; i++) {
            colons += octets[i] == ':' ? 1 : 0;
        }
        String[] names = new String[colons + 1];
        int start = tag.start;
        for (int k = 0; k <= colons; k++) {
            int end = start;
            while (end < tag.end && octets[end] != ':') {
                end++;
            }
            while (start < end && isFwsOctet(octets[start])) {
                start++;
            }
            names[k] = UsualTexts.of(octets, start, trimmedEnd(octets, start, end));
            start = end + 1;
        }
        return List.of(names);
    }

    /**
     * The value of a tag without any folding white space, as base64 and dkim-quoted-printable take it
     * (RFC 6376 §2.10, §2.11).
     *
     * @param name the tag's name
     * @return the octets, or null when the tag is not there
     */
    public byte @Nullable [] withoutFws(String name) {
        Tag tag = tag(name);
        if (tag == null) {
            return null;
        }
        OctetBuffer dense = new OctetBuffer(tag.end - tag.start);
        withoutFws(tag, dense);
        return dense.toArray();
    }

    /**
     * Appends the same to a buffer.
     *
     * @param tag of this list
     * @param to gets the octets
     */
    public void withoutFws(Tag tag, OctetBuffer to) {
        int from = tag.start;
        for (int i = from; i < tag.end; i++) {
            if (isFwsOctet(octets[i])) {
                to.append(octets, from, i - from);
                from = i + 1;
            }
        }
        to.append(octets, from, tag.end - from);
    }

    /** For an octet of a value: any CR and LF there is part of FWS, as others were refused. */
    private static boolean isFwsOctet(byte octet) {
        return octet >= 0 && octet <= ' ';
    }

    /** Most names have one letter. */
    private static String name(byte[] octets, int from, int to) {
        return to - from == 1
                ? ONE_LETTER[octets[from]]
                : new String(octets, from, to - from, StandardCharsets.US_ASCII);
    }

    private static String[] oneLetter() {
        String[] names = new String['z' + 1];
        for (char letter = 0; letter < names.length; letter++) {
            names[letter] = String.valueOf(letter);
        }
        return names;
    }

    static int endOfName(byte[] octets, int from, int end, Names names) {
        int i = from;
        if (i < end && Ascii.isLetter(octets[i])) {
            do {
                i++;
            } while (i < end
                    && (Ascii.isLetterOrDigit(octets[i])
                            || octets[i] == '_'
                            || (names == Names.WITH_HYPHENS && octets[i] == '-')));
        }
        return i;
    }

    /** The index of the semicolon behind a value, or of the end; the complement of that of an octet that is not allowed. */
    static int endOfValue(byte[] octets, int from, int end) {
        int i = from;
        while (true) {
            while (i < end && isPlain(octets[i])) {
                i++;
            }
            if (i == end || octets[i] == ';') {
                return i;
            }
            int next = isFws(octets, i, end) ? skipFws(octets, i, end) : endOfCharacter(octets, i, end);
            if (next < 0) {
                return ~i;
            }
            i = next;
        }
    }

    private static boolean isPlain(byte octet) {
        return octet > ' ' && octet < 0x7F && octet != ';';
    }

    // Of an octet that is neither printing ASCII nor white space: RFC 8616 §5 lets UTF-8 in (RFC 6532 §3.1), and
    // nothing
    // else is taken.
    private static int endOfCharacter(byte[] octets, int i, int end) {
        int first = octets[i] & 0xFF;
        int more = first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
        if (more < 0 || more >= end - i) {
            return -1;
        }
        int second = octets[i + 1] & 0xFF;
        // RFC 3629 §4: no overlong forms, no surrogates, nothing over U+10FFFF.
        if ((first == 0xE0 && second < 0xA0)
                || (first == 0xED && second > 0x9F)
                || (first == 0xF0 && second < 0x90)
                || (first == 0xF4 && second > 0x8F)) {
            return -1;
        }
        for (int k = 1; k <= more; k++) {
            if ((octets[i + k] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return i + 1 + more;
    }

    private static int trimmedEnd(byte[] octets, int start, int end) {
        int i = end;
        while (i > start && isFwsOctet(octets[i - 1])) {
            i--;
        }
        return i;
    }

    static int skipFws(byte[] octets, int from, int end) {
        int i = from;
        while (i < end && isFws(octets, i, end)) {
            i++;
        }
        return i;
    }

    /** Whether the octet belongs to FWS (RFC 6376 §2.8): WSP, or CR LF with WSP behind it. */
    private static boolean isFws(byte[] octets, int i, int end) {
        return switch (octets[i]) {
            case ' ', '\t' -> true;
            case '\r' -> i + 2 < end && octets[i + 1] == '\n' && Ascii.isWsp(octets[i + 2]);
            case '\n' -> i > 0 && octets[i - 1] == '\r' && i + 1 < end && Ascii.isWsp(octets[i + 1]);
            default -> false;
        };
    }
}
