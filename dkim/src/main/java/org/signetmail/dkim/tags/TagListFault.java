package org.signetmail.dkim.tags;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The first place at which octets break the grammar of a tag list (RFC 6376 §3.2): what {@link TagList} refuses, looked
 * at again for a person. Immutable and thread-safe.
 *
 * @param kind what is wrong
 * @param name the tag that it is about, or the one before it; empty when there is none
 * @param start of what is wrong, among the octets
 * @param end of what is wrong; the start when something is missing there
 */
public record TagListFault(Kind kind, String name, int start, int end) {

    /** How a list can be broken. */
    public enum Kind {
        /** Nothing between two semicolons, or before the first. */
        EMPTY_TAG,
        /** Where the name of a tag should be there is something else. */
        NO_NAME,
        /** Behind the name of a tag there is no equals sign. */
        NO_EQUALS,
        /** An octet of a value that is neither printing ASCII nor white space nor part of UTF-8. */
        OCTET,
        /** The name of a tag that was there before. */
        DUPLICATE
    }

    /**
     * Finds the fault.
     *
     * @param octets hold the list
     * @param from where the list starts
     * @param end where it ends
     * @return nothing when {@link TagList#parse(byte[], int, int)} takes the list
     */
    public static Optional<TagListFault> find(byte[] octets, int from, int end) {
        return find(octets, from, end, TagList.Names.AS_IN_THE_GRAMMAR);
    }

    /**
     * Finds the fault.
     *
     * @param octets hold the list
     * @param from where the list starts
     * @param end where it ends
     * @param taken which names of tags to take
     * @return nothing when {@link TagList#parse(byte[], int, int, TagList.Names)} takes the list
     */
    public static Optional<TagListFault> find(byte[] octets, int from, int end, TagList.Names taken) {
        Set<String> names = new HashSet<>();
        String before = "";
        int i = from;
        do {
            int start = TagList.skipFws(octets, i, end);
            if (start == end && !names.isEmpty()) {
                return Optional.empty();
            }
            int nameEnd = TagList.endOfName(octets, start, end, taken);
            if (nameEnd == start) {
                boolean empty = start == end || octets[start] == ';';
                return fault(empty ? Kind.EMPTY_TAG : Kind.NO_NAME, before, start, empty ? start : start + 1);
            }
            String name = new String(octets, start, nameEnd - start, StandardCharsets.US_ASCII);
            int equals = TagList.skipFws(octets, nameEnd, end);
            if (equals == end || octets[equals] != '=') {
                return fault(Kind.NO_EQUALS, name, equals, Math.min(end, equals + 1));
            }
            int semicolon = TagList.endOfValue(octets, equals + 1, end);
            if (semicolon < 0) {
                int odd = ~semicolon;
                return fault(Kind.OCTET, name, odd, odd + 1);
            }
            if (!names.add(name)) {
                return fault(Kind.DUPLICATE, name, start, semicolon);
            }
            before = name;
            i = semicolon + 1;
        } while (i <= end);
        return Optional.empty();
    }

    private static Optional<TagListFault> fault(Kind kind, String name, int start, int end) {
        return Optional.of(new TagListFault(kind, name, start, end));
    }
}
