package org.signetmail.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.xbill.DNS.TTL;
import org.xbill.DNS.Type;

/** Reads zone text into a zone, in one pass: characters to words, the words of a line to a record. */
final class ZoneText {

    /**
     * A word with its escapes resolved.
     *
     * @param raw as written, without quotes
     * @param octets what it stands for, one {@code char} of 0 to 255 an octet
     * @param dots the octets that were written as they are, escaped ones as {@link #ESCAPED}: an escaped dot does not
     *     part labels
     * @param quoted whether it was written in quotes
     */
    private record Word(String raw, String octets, String dots, boolean quoted) {}

    private static final char ESCAPED = 'x';

    private final String text;
    private final Zone.Builder zone;
    private int at;
    private int line = 1;
    private int recordStart;
    private int recordLine;

    ZoneText(String text, Zone.Builder zone) {
        this.text = text;
        this.zone = zone;
    }

    void read() {
        while (at < text.length()) {
            recordStart = at;
            recordLine = line;
            try {
                List<Word> words = words();
                if (!words.isEmpty()) {
                    record(words);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "zone line " + recordLine + ": " + e.getMessage() + ": " + shownLine(), e);
            }
        }
    }

    /** The first line of the record at hand. */
    private String shownLine() {
        int end = recordStart;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return text.substring(recordStart, end).strip();
    }

    /** Up to the next line end outside of quotes and parentheses. */
    private List<Word> words() {
        List<Word> words = new ArrayList<>();
        int open = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                if (open == 0) {
                    return words;
                }
                if (words.isEmpty()) {
                    recordStart = at;
                    recordLine = line;
                }
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == ';') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == '(') {
                open++;
                at++;
            } else if (c == ')') {
                if (--open < 0) {
                    throw new IllegalArgumentException("a parenthesis closes that was not open");
                }
                at++;
            } else {
                words.add(word());
            }
        }
        if (open > 0) {
            throw new IllegalArgumentException("a parenthesis is not closed");
        }
        return words;
    }

    private Word word() {
        boolean quoted = text.charAt(at) == '"';
        if (quoted) {
            at++;
        }
        int start = at;
        StringBuilder octets = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        while (at < text.length() && !endsWord(text.charAt(at), quoted)) {
            char c = text.charAt(at++);
            if (c == '\\') {
                octets.append((char) escape());
                dots.append(ESCAPED);
            } else if (c < 0x80) {
                octets.append(c);
                dots.append(c);
            } else {
                boolean pair = Character.isHighSurrogate(c) && at < text.length();
                byte[] utf8 = text.substring(at - 1, pair ? ++at : at).getBytes(StandardCharsets.UTF_8);
                octets.append(new String(utf8, StandardCharsets.ISO_8859_1));
                dots.append("x".repeat(utf8.length));
            }
        }
        String raw = text.substring(start, at);
        if (quoted) {
            if (at == text.length() || text.charAt(at) != '"') {
                throw new IllegalArgumentException("a quote is not closed on its line");
            }
            at++;
        }
        return new Word(raw, octets.toString(), dots.toString(), quoted);
    }

    private static boolean endsWord(char c, boolean quoted) {
        if (quoted) {
            return c == '"' || isLineEnd(c);
        }
        return c == ' ' || c == '\t' || isLineEnd(c) || c == ';' || c == '"' || c == '(' || c == ')';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** RFC 1035 §5.1: {@code \DDD} is the octet of that decimal number, {@code \X} the character itself. */
    private int escape() {
        if (at == text.length() || isLineEnd(text.charAt(at))) {
            throw new IllegalArgumentException("a backslash at the end of the line");
        }
        char c = text.charAt(at);
        if (c < '0' || c > '9') {
            if (c > 0x7F) {
                throw new IllegalArgumentException("a backslash before " + c + ", which is not ASCII");
            }
            at++;
            return c;
        }
        int octet = 0;
        for (int i = 0; i < 3; i++, at++) {
            char digit = at < text.length() ? text.charAt(at) : ' ';
            if (digit < '0' || digit > '9') {
                throw new IllegalArgumentException("a backslash and a digit are followed by two more digits");
            }
            octet = octet * 10 + digit - '0';
        }
        if (octet > 255) {
            throw new IllegalArgumentException("\\" + octet + " is not an octet");
        }
        return octet;
    }

    private void record(List<Word> words) {
        if (words.get(0).raw.startsWith("$")) {
            throw new IllegalArgumentException("directives are not supported");
        }
        DomainName owner = name(words.get(0));
        long ttl = Zone.DEFAULT_TTL;
        int i = 1;
        for (; i < words.size(); i++) {
            String word = words.get(i).raw;
            if (!word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9') {
                ttl = ttl(word);
            } else if (!word.equalsIgnoreCase("IN")) {
                break;
            }
        }
        if (i == words.size()) {
            throw new IllegalArgumentException("a name without a type");
        }
        zone.ttl(ttl);
        ZoneFault otherwise = fault(words.get(i));
        if (otherwise != null) {
            expect(words.size() == i + 1, "nothing follows a fault");
            zone.fault(owner, otherwise);
            return;
        }
        data(owner, words.get(i).raw.toUpperCase(Locale.ROOT), words.subList(i + 1, words.size()));
    }

    private static long ttl(String word) {
        try {
            return TTL.parseTTL(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a TTL: " + word, e);
        }
    }

    private void data(DomainName owner, String type, List<Word> data) {
        ZoneFault fault = data.isEmpty() ? null : fault(data.get(0));
        if (fault != null) {
            expect(data.size() == 1, "nothing follows a fault");
            fault(owner, type, fault);
            return;
        }
        switch (type) {
            case "TXT" -> zone.txt(owner, octets(data));
            case "A" -> zone.a(owner, only(data, "an IPv4 address").raw);
            case "AAAA" -> zone.aaaa(owner, only(data, "an IPv6 address").raw);
            case "PTR" -> zone.ptr(owner, name(only(data, "a name")));
            case "CNAME" -> zone.cname(owner, name(only(data, "a name")));
            case "MX" -> {
                expect(data.size() == 2, "MX takes a preference and a name");
                zone.mx(owner, preference(data.get(0).raw), name(data.get(1)));
            }
            default -> {
                expect(Type.value(type) >= 0, "no such type: " + type);
                zone.exists(owner);
            }
        }
    }

    private static List<byte[]> octets(List<Word> strings) {
        return strings.stream()
                .map(string -> string.octets.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private void fault(DomainName owner, String type, ZoneFault fault) {
        if (type.equals("ANY")) {
            zone.fault(owner, fault);
            return;
        }
        for (ZoneType known : ZoneType.values()) {
            if (known.name().equals(type)) {
                zone.fault(owner, known, fault);
                return;
            }
        }
        throw new IllegalArgumentException("a fault for a type that is never asked for: " + type);
    }

    private static int preference(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an MX preference: " + word, e);
        }
    }

    private static @Nullable ZoneFault fault(Word word) {
        if (word.quoted || !word.raw.startsWith("!")) {
            return null;
        }
        for (ZoneFault fault : ZoneFault.values()) {
            if (fault.name().equals(word.raw.substring(1).toUpperCase(Locale.ROOT))) {
                return fault;
            }
        }
        throw new IllegalArgumentException("no such fault: " + word.raw);
    }

    private static Word only(List<Word> data, String what) {
        expect(data.size() == 1, "one datum expected, " + what);
        return data.get(0);
    }

    private static void expect(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Reads a name as a zone writes it. */
    static DomainName name(String text) {
        return name(new ZoneText(text, Zone.builder()).word());
    }

    private static DomainName name(Word word) {
        for (int i = 0; i < word.raw.length(); i++) {
            if (word.raw.charAt(i) > 0x7F) {
                return DomainName.of(word.raw);
            }
        }
        int end = word.octets.length();
        if (end > 0 && word.dots.charAt(end - 1) == '.') {
            end--;
        }
        if (end == 0) {
            expect(!word.octets.isEmpty(), "an empty name; the root is a dot");
            return DomainName.ROOT;
        }
        // RFC 1035 §3.1: every label has its length in front of it, and the last one is empty.
        byte[] wire = new byte[end + 2];
        int labelStart = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || word.dots.charAt(i) == '.') {
                int length = i - labelStart;
                expect(length > 0 && length <= DomainName.MAX_LABEL_OCTETS, "a label has 1 to 63 octets");
                wire[labelStart] = (byte) length;
                labelStart = i + 1;
            } else {
                wire[i + 1] = (byte) word.octets.charAt(i);
            }
        }
        expect(end <= DomainName.MAX_OCTETS, "a name has at most 253 octets");
        return DomainName.ofWire(wire);
    }
}
