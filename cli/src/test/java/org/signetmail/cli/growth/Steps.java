package org.signetmail.cli.growth;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Counts what the library does, one for each call of a method of its own and for each turn of a loop; {@link CountedClasses} puts the
 * calls of this class into it. What a method of the JDK does in one go costs as many steps as it looks at characters or elements:
 * those methods are called through the ones here, which have their names. What is copied shows in what is allocated.
 *
 * <p>For one thread.
 */
public final class Steps {

    private static final int EIGHT = 8;

    private static long count;

    private Steps() {}

    static long count() {
        return count;
    }

    /** A method begins, or a loop turns. */
    public static void step() {
        count++;
    }

    private static int scanned(int from, int found, int length) {
        count += Math.max(0, (found < 0 ? length : found) - from);
        return found;
    }

    public static int indexOf(String text, int c) {
        return scanned(0, text.indexOf(c), text.length());
    }

    public static int indexOf(String text, int c, int from) {
        return scanned(from, text.indexOf(c, from), text.length());
    }

    public static int indexOf(String text, String other) {
        return scanned(0, text.indexOf(other), text.length());
    }

    public static int indexOf(String text, String other, int from) {
        return scanned(from, text.indexOf(other, from), text.length());
    }

    public static int lastIndexOf(String text, int c) {
        int found = text.lastIndexOf(c);
        count += text.length() - Math.max(0, found);
        return found;
    }

    public static boolean contains(String text, CharSequence other) {
        count += text.length();
        return text.contains(other);
    }

    public static boolean equals(String text, Object other) {
        count += other instanceof String that && that.length() == text.length() ? text.length() : 1;
        return text.equals(other);
    }

    public static boolean equalsIgnoreCase(String text, String other) {
        count += other != null && other.length() == text.length() ? text.length() : 1;
        return text.equalsIgnoreCase(other);
    }

    public static boolean startsWith(String text, String other) {
        count += other.length();
        return text.startsWith(other);
    }

    public static boolean endsWith(String text, String other) {
        count += other.length();
        return text.endsWith(other);
    }

    public static StringBuilder insert(StringBuilder text, int at, char c) {
        count += text.length() - at;
        return text.insert(at, c);
    }

    public static StringBuilder insert(StringBuilder text, int at, String other) {
        count += text.length() - at;
        return text.insert(at, other);
    }

    public static StringBuilder deleteCharAt(StringBuilder text, int at) {
        count += text.length() - at;
        return text.deleteCharAt(at);
    }

    public static StringBuilder delete(StringBuilder text, int from, int to) {
        count += text.length() - from;
        return text.delete(from, to);
    }

    public static int indexOf(StringBuilder text, String other) {
        return scanned(0, text.indexOf(other), text.length());
    }

    public static boolean contains(List<?> list, Object element) {
        count += list.size();
        return list.contains(element);
    }

    public static int indexOf(List<?> list, Object element) {
        count += list.size();
        return list.indexOf(element);
    }

    public static Object remove(List<?> list, int at) {
        count += list.size() - at;
        return list.remove(at);
    }

    public static boolean remove(List<?> list, Object element) {
        count += list.size();
        return list.remove(element);
    }

    public static boolean startsWith(String text, String other, int from) {
        count += other.length();
        return text.startsWith(other, from);
    }

    public static boolean regionMatches(String text, boolean ignoreCase, int at, String other, int from, int length) {
        count += length;
        return text.regionMatches(ignoreCase, at, other, from, length);
    }

    public static boolean regionMatches(String text, int at, String other, int from, int length) {
        count += length;
        return text.regionMatches(at, other, from, length);
    }

    public static int lastIndexOf(String text, int c, int from) {
        int found = text.lastIndexOf(c, from);
        count += Math.max(0, from - found);
        return found;
    }

    public static int lastIndexOf(String text, String other) {
        int found = text.lastIndexOf(other);
        count += text.length() - Math.max(0, found);
        return found;
    }

    public static int compareTo(String text, String other) {
        count += Math.min(text.length(), other.length());
        return text.compareTo(other);
    }

    public static int indexOf(StringBuilder text, String other, int from) {
        return scanned(from, text.indexOf(other, from), text.length());
    }

    public static StringBuilder replace(StringBuilder text, int from, int end, String other) {
        count += text.length() - from;
        return text.replace(from, end, other);
    }

    public static boolean contains(Collection<?> elements, Object element) {
        count += elements instanceof List<?> ? elements.size() : 1;
        return elements.contains(element);
    }

    public static boolean containsAll(Collection<?> elements, Collection<?> others) {
        count += others.size() * (elements instanceof List<?> ? elements.size() : 1L);
        return elements.containsAll(others);
    }

    public static boolean remove(Collection<?> elements, Object element) {
        count += elements instanceof List<?> ? elements.size() : 1;
        return elements.remove(element);
    }

    public static boolean removeAll(Collection<?> elements, Collection<?> others) {
        count += elements.size() * (others instanceof List<?> ? others.size() : 1L);
        return elements.removeAll(others);
    }

    public static boolean equals(List<?> list, Object other) {
        count += list.size();
        return list.equals(other);
    }

    // ---- Static ones ----------------------------------------------------------------------------------------------

    public static void arraycopy(Object from, int at, Object to, int start, int length) {
        count += length / EIGHT;
        System.arraycopy(from, at, to, start, length);
    }

    public static void fill(byte[] octets, byte value) {
        count += octets.length / EIGHT;
        Arrays.fill(octets, value);
    }

    public static void fill(int[] numbers, int value) {
        count += numbers.length / EIGHT;
        Arrays.fill(numbers, value);
    }

    public static boolean equals(byte[] one, byte[] other) {
        count += one.length == other.length ? one.length / EIGHT : 1;
        return Arrays.equals(one, other);
    }

    public static int hashCode(byte[] octets) {
        count += octets.length;
        return Arrays.hashCode(octets);
    }

    /** Searches the class path for a name that nobody knows. */
    public static Charset forName(String name) {
        count += 5_000;
        return Charset.forName(name);
    }
}
