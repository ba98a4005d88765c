package org.signetmail.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.IdnConverter;

/**
 * An absolute DNS name: parsed once, at the edge, and compared by labels ever after.
 *
 * <p>Its text has lower-case letters, no final dot, and every octet in a label that is not a printing ASCII character,
 * or is a dot or a backslash, as {@code \DDD} (RFC 1035 §5.1). So a dot in the text always parts labels, and nothing in
 * it can break a line. The root has no labels and the text {@code .}.
 *
 * <p>Names that identify somebody (a sender's domain, a signing domain, a selector) come from {@link #parse}, which
 * takes letters, digits, hyphens and underscores only. {@link #ofOctets} takes what DNS itself takes.
 *
 * <p>Immutable and thread-safe.
 */
public final class DomainName {

    /** The root of DNS, without labels. */
    public static final DomainName ROOT = new DomainName("");

    /** RFC 1035 §2.3.4: 255 octets on the wire, which is 253 in text. */
    public static final int MAX_OCTETS = 253;

    /** RFC 1035 §2.3.4. */
    public static final int MAX_LABEL_OCTETS = 63;

    private final String text;

    private DomainName(String text) {
        this.text = text;
    }

    /**
     * Parses the name of a host or mail domain: labels of letters, digits, hyphens and underscores, one final dot
     * allowed. U-labels become A-labels (RFC 8616 §3); those that would have to be mapped to something else first, such as
     * full-width letters, are refused. Letters that only IDNA2008 knows, such as {@code ß}, are taken where
     * {@code com.ibm.icu:icu4j} is on the class path (on the module path: where {@code com.ibm.icu} is resolved), and
     * refused elsewhere.
     *
     * @param name the name, in any letter case
     * @return the name, or nothing when the text is not such a name: an empty or over-long label, more than 253 octets,
     *     an address literal, any other character
     */
    public static Optional<DomainName> parse(String name) {
        Objects.requireNonNull(name, "name");
        String ascii = isAscii(name) ? name : IdnConverter.toAscii(name);
        if (ascii == null) {
            return Optional.empty();
        }
        int end = ascii.length();
        if (end > 0 && ascii.charAt(end - 1) == '.') {
            end--;
        }
        if (end == 0 || end > MAX_OCTETS) {
            return Optional.empty();
        }
        int labelStart = 0;
        boolean upper = false;
        for (int i = 0; i <= end; i++) {
            char c = i < end ? ascii.charAt(i) : '.';
            if (c == '.') {
                if (i == labelStart || i - labelStart > MAX_LABEL_OCTETS) {
                    return Optional.empty();
                }
                labelStart = i + 1;
            } else if (!isHostOctet(c)) {
                return Optional.empty();
            } else {
                upper |= c >= 'A' && c <= 'Z';
            }
        }
        String text = ascii.substring(0, end);
        return Optional.of(new DomainName(upper ? Ascii.lowerCase(text) : text));
    }

    /**
     * Parses a name that the program itself knows to be right.
     *
     * @param name as for {@link #parse}
     * @return the name
     * @throws IllegalArgumentException when it is none
     */
    public static DomainName of(String name) {
        return parse(name)
                .orElseThrow(() -> new IllegalArgumentException("not a domain name: " + Ascii.printable(name, 80)));
    }

    /**
     * Takes a name with any octets in its labels, as DNS itself does (RFC 2181 §11): for names that come out of an SPF
     * macro. Dots part labels, one final dot is allowed, {@code .} alone is the root; there are no escapes.
     *
     * @param octets the name, one {@code char} of 0 to 255 an octet
     * @return the name, or nothing when a label is empty or longer than 63 octets, the name is longer than 253, or a
     *     {@code char} is above 255
     */
    public static Optional<DomainName> ofOctets(String octets) {
        int end = Objects.requireNonNull(octets, "octets").length();
        if (end == 1 && octets.charAt(0) == '.') {
            return Optional.of(ROOT);
        }
        if (end > 0 && octets.charAt(end - 1) == '.') {
            end--;
        }
        if (end == 0 || end > MAX_OCTETS) {
            return Optional.empty();
        }
        int labelStart = 0;
        boolean asItIs = true;
        for (int i = 0; i <= end; i++) {
            char c = i < end ? octets.charAt(i) : '.';
            if (c > 0xFF) {
                return Optional.empty();
            }
            if (c != '.') {
                asItIs &= isHostOctet(c) && Ascii.lowerCase(c) == c;
                continue;
            }
            if (i == labelStart || i - labelStart > MAX_LABEL_OCTETS) {
                return Optional.empty();
            }
            labelStart = i + 1;
        }
        String name = octets.substring(0, end);
        return Optional.of(new DomainName(asItIs ? name : escaped(name)));
    }

    private static String escaped(String octets) {
        StringBuilder text = new StringBuilder(octets.length() + 16);
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '.') {
                text.append(c);
            } else {
                appendOctet(text, c);
            }
        }
        return text.toString();
    }

    /**
     * Reads a name in wire format without compression (RFC 1035 §3.1): the way in for a resolver's answers.
     *
     * @param wire length octets and labels, ending with the empty label
     * @return the name
     * @throws IllegalArgumentException when this is not exactly one such name
     */
    public static DomainName ofWire(byte[] wire) {
        StringBuilder text = new StringBuilder(wire.length);
        int i = 0;
        while (i < wire.length && wire[i] != 0) {
            int length = wire[i++] & 0xFF;
            if (length > MAX_LABEL_OCTETS || length >= wire.length - i) {
                throw new IllegalArgumentException("not a name in wire format");
            }
            if (text.length() > 0) {
                text.append('.');
            }
            for (int end = i + length; i < end; i++) {
                appendOctet(text, (char) (wire[i] & 0xFF));
            }
        }
        if (i != wire.length - 1 || wire.length > MAX_OCTETS + 2) {
            throw new IllegalArgumentException("not a name in wire format");
        }
        return text.length() == 0 ? ROOT : new DomainName(text.toString());
    }

    /**
     * Writes this name in wire format (RFC 1035 §3.1), in lower case: the way out to a resolver.
     *
     * @return length octets and labels, ending with the empty label
     */
    public byte[] toWire() {
        byte[] wire = new byte[text.length() + 2];
        int lengthAt = 0;
        int to = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                wire[lengthAt] = (byte) (to - lengthAt - 1);
                lengthAt = to++;
            } else if (c == '\\') {
                wire[to++] = (byte) Integer.parseInt(text, i + 1, i + 4, 10);
                i += 3;
            } else {
                wire[to++] = (byte) c;
            }
        }
        if (text.isEmpty()) {
            return new byte[1];
        }
        wire[lengthAt] = (byte) (to - lengthAt - 1);
        return Arrays.copyOf(wire, to + 1);
    }

    /**
     * The number of labels; the root has none.
     *
     * @return zero to 127
     */
    public int labelCount() {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '.') {
                count++;
            }
        }
        return count;
    }

    /**
     * The labels from left to right, in the escaped form of {@link #toString}.
     *
     * @return as many as {@link #labelCount} says
     */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '.') {
                labels.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!text.isEmpty()) {
            labels.add(text.substring(start));
        }
        return List.copyOf(labels);
    }

    /**
     * The name that the right-most labels of this one make.
     *
     * @param labels how many labels to keep, zero (the root) to {@link #labelCount}
     * @return the ancestor, or this name itself
     * @throws IllegalArgumentException when this name has fewer labels
     */
    public DomainName suffix(int labels) {
        int drop = labelCount() - labels;
        if (labels < 0 || drop < 0) {
            throw new IllegalArgumentException(this + " has no suffix of " + labels + " labels");
        }
        if (labels == 0) {
            return ROOT;
        }
        int start = 0;
        for (; drop > 0; drop--) {
            start = text.indexOf('.', start) + 1;
        }
        return start == 0 ? this : new DomainName(text.substring(start));
    }

    /**
     * The name one label up.
     *
     * @return the parent, or nothing for the root
     */
    public Optional<DomainName> parent() {
        return text.isEmpty() ? Optional.empty() : Optional.of(suffix(labelCount() - 1));
    }

    /**
     * The name that has the labels of another one in front of this one's.
     *
     * @param prefix the labels to put in front, such as those of {@code _dmarc}
     * @return the longer name, or nothing when it would be longer than 253 octets
     */
    public Optional<DomainName> prepend(DomainName prefix) {
        if (text.isEmpty() || prefix.text.isEmpty()) {
            return Optional.of(text.isEmpty() ? prefix : this);
        }
        if (prefix.octets() + 1 + octets() > MAX_OCTETS) {
            return Optional.empty();
        }
        return Optional.of(new DomainName(prefix.text + '.' + text));
    }

    /**
     * Whether this name is the other one or below it.
     *
     * @param other the possible ancestor
     * @return true when the right-most labels of this name are all of the other's
     */
    public boolean isEqualOrBelow(DomainName other) {
        int cut = text.length() - other.text.length();
        if (cut <= 0 || other.text.isEmpty()) {
            return cut >= 0 && (other.text.isEmpty() || text.equals(other.text));
        }
        return text.charAt(cut - 1) == '.' && text.endsWith(other.text);
    }

    /**
     * Whether every label is made of letters, digits, hyphens and underscores alone, as {@link #parse} demands.
     *
     * @return false for the root, and for names with octets that no host or mail domain has
     */
    public boolean isHostName() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && !isHostOctet(c)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The length of the name as octets with dots between the labels. */
    private int octets() {
        int octets = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                octets -= 3;
            }
        }
        return octets;
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostOctet(char c) {
        return Ascii.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static void appendOctet(StringBuilder text, char octet) {
        if (octet > ' ' && octet < 0x7F && octet != '.' && octet != '\\') {
            text.append(Ascii.lowerCase(octet));
        } else {
            text.append('\\').append((char) ('0' + octet / 100));
            text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainName name && text.equals(name.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text of the name, as the class describes it. */
    @Override
    public String toString() {
        return text.isEmpty() ? "." : text;
    }
}
