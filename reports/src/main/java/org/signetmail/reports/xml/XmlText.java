package org.signetmail.reports.xml;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.reports.octets.Refused;
import org.signetmail.reports.octets.TextDecoder;

/**
 * The {@code feedback} element of a text that is nearly XML, as text that a strict parser can judge: from its start tag to its
 * end tag, without comments, processing instructions, references and CDATA sections, and with every character of text that a
 * parser might take for markup written in two others, which {@link #plain} takes back. A document type declaration ends it at
 * once, before any name in it is looked at. One pass, in constant memory.
 *
 * <p>What was passed over is told as codes: {@code leading-whitespace}, {@code wrapped-root}, {@code stray-text},
 * {@code markup-as-text}, {@code trailing-content}, {@code encoding-…}.
 */
public final class XmlText extends Reader {

    private static final String ROOT = "feedback";
    private static final int BLOCK = 8192;

    /** XML 1.0 §4.6; there are no others. */
    private static final String[] ENTITIES = {"lt", "gt", "amp", "quot", "apos"};

    private static final String STAND_FOR = "<>&\"'";

    /**
     * Begins what stands for a character that is no markup, itself included; the character's letter is behind it. It is one that
     * XML takes and nobody writes (Unicode §23.7). References would do, but the JDK counts them, and ends at some number;
     * sections cost it ten times as much.
     */
    private static final char ESCAPE = '\uFDD0';

    private static final byte SPACE = 1;
    private static final byte NAME_START = 2;
    private static final byte NAME_PART = 4;
    /** Text that is copied as it is, wherever it stands. */
    private static final byte PLAIN = 8;

    /** What each character of ASCII may be. */
    private static final byte[] KINDS = kinds();

    /** More different names no report has; the parser behind this one keeps each that it has seen. */
    private static final int MOST_NAMES = 10_000;

    private static final int MOST_CHARACTERS_OF_NAMES = 1 << 20;
    private static final int RECENT = 256;

    private enum State {
        BEFORE,
        INSIDE,
        CDATA,
        AFTER,
        END
    }

    private final TextDecoder in;
    private final Consumer<String> problems;
    private final int longest;
    private final int deepest;

    private char[] buffer = new char[4 * BLOCK];
    private int pos;
    private int end;
    private boolean ended;

    private char[] out = new char[2 * BLOCK];
    private int outEnd;
    private int outPos;

    private @Nullable IOException failure;

    private State state = State.BEFORE;
    private int depth;
    /** The names of the elements that are open, as many as {@link #depth}. */
    private final char[][] open;
    /** Line ends before what is in the buffer. */
    private long linesBefore;

    private int wrappers;
    private boolean atStart = true;
    /** Whether the last tag that was looked at has a name and nothing else. */
    private boolean plainTag;

    private @Nullable String firstElement;
    /** The name of the last start tag, and of the last element or attribute. */
    private char[] name = {};

    private char[] lastNamed = {};

    private final Set<String> names = new HashSet<>();
    private int charactersOfNames;
    /** The last name of each kind, so that those that come again and again are not made anew. */
    private final char[][] recent = new char[RECENT][0];

    /**
     * Opens a document.
     *
     * @param in its characters
     * @param longest the most characters of a tag
     * @param deepest the most levels of elements
     * @param problems told each deviation, more than once
     */
    public XmlText(TextDecoder in, int longest, int deepest, Consumer<String> problems) {
        this.in = in;
        this.longest = longest;
        this.deepest = deepest;
        this.problems = problems;
        this.open = new char[deepest + 1][];
        if (in.mismatch() != null) {
            problems.accept("encoding-mismatch:" + Ascii.printable(in.mismatch(), 40));
        }
        if (in.isBomMissing()) {
            problems.accept("encoding-bom-missing");
        }
    }

    /**
     * Whether the text ended before its root did.
     *
     * @return true when it is known to have
     */
    public boolean isCutShort() {
        return ended && pos == end && (state == State.INSIDE || state == State.CDATA);
    }

    /**
     * Reads what stands behind the root, to the end.
     *
     * @throws IOException when the stream does, or a limit is hit
     */
    public void finish() throws IOException {
        while (state == State.AFTER) {
            outEnd = 0;
            step();
        }
        if (in.hasInvalid()) {
            problems.accept("encoding-invalid");
        }
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (outPos == outEnd && !prepare()) {
            return -1;
        }
        int n = Math.min(length, outEnd - outPos);
        System.arraycopy(out, outPos, target, offset, n);
        outPos += n;
        return n;
    }

    /** Handles pieces of the text until there is a block of output; false when there is none any more. */
    private boolean prepare() throws IOException {
        outEnd = 0;
        outPos = 0;
        if (failure != null) {
            throw failure;
        }
        try {
            boolean more = true;
            while (more && outEnd < BLOCK && state != State.AFTER && state != State.END) {
                more = step();
            }
        } catch (IOException e) {
            // What came before it is to be read first.
            failure = e;
            if (outEnd == 0) {
                throw e;
            }
        }
        return outEnd > 0;
    }

    /**
     * Text of an element as it was meant.
     *
     * @param text characters of this stream that stood between tags; changed in place
     * @param length how many they are
     * @return how many are left
     */
    public static int plain(char[] text, int length) {
        int from = 0;
        while (from < length && text[from] != ESCAPE) {
            from++;
        }
        int to = from;
        for (int i = from; i < length; i++) {
            char c = text[i];
            if (c == ESCAPE && i + 1 < length) {
                c = meant(text[++i]);
            }
            text[to++] = c;
        }
        return to;
    }

    private void room(int count) {
        if (out.length - outEnd < count) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, outEnd + count));
        }
    }

    private void put(char c) {
        room(1);
        out[outEnd++] = c;
    }

    private void put(String text) {
        room(text.length());
        text.getChars(0, text.length(), out, outEnd);
        outEnd += text.length();
    }

    /** A character as text, whatever it means. */
    private void quote(char c) {
        room(2);
        out[outEnd++] = ESCAPE;
        out[outEnd++] = c == '<' ? 'l' : c == '&' ? 'a' : c == '>' ? 'g' : 'e';
    }

    /** What {@link #quote} wrote. */
    private static char meant(char letter) {
        return letter == 'l' ? '<' : letter == 'a' ? '&' : letter == 'g' ? '>' : ESCAPE;
    }

    /** Handles one piece of the text; false at its end. */
    private boolean step() throws IOException {
        if (!ensure(1)) {
            if (state == State.BEFORE) {
                throw noRoot();
            }
            state = state == State.AFTER ? State.END : state;
            return false;
        }
        if (state == State.CDATA) {
            cdata();
        } else if (buffer[pos] == '<') {
            markup();
        } else if (buffer[pos] == '&' && state == State.INSIDE) {
            reference();
        } else {
            text();
        }
        return true;
    }

    /**
     * Where this stands; a parser that reads from here is at most a block of text behind it.
     *
     * @return {@code line N}, counted from 1
     */
    String place() {
        return "line " + (linesBefore + lineEnds(0, pos) + 1);
    }

    /**
     * The refusal of what ended before its root did.
     *
     * @return to be thrown
     */
    Refused cutShort() {
        return malformed("it ends at " + place() + " inside of " + (depth > 0 ? shown(open[depth - 1]) : ROOT));
    }

    private static Refused malformed(String why) {
        return Refused.because(Refused.Kind.MALFORMED_XML, why);
    }

    private static String shown(char[] name) {
        return Ascii.printable(new String(name, 0, Math.min(name.length, 60)), 60);
    }

    private long lineEnds(int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            count += buffer[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    private Refused noRoot() {
        String why = firstElement == null
                ? "it has no element"
                : "its root element is " + Ascii.printable(firstElement, 40) + " and not " + ROOT;
        return Refused.because(Refused.Kind.NOT_A_REPORT, why);
    }

    /** A run of characters that begin no markup. */
    private void text() throws IOException {
        if (state == State.INSIDE) {
            int i = copied(pos, '<');
            pos = i < end && buffer[i] != '<' && buffer[i] != '&' ? oddCharacter(i) : i;
        } else {
            int i = pos;
            boolean visible = false;
            while (i < end && buffer[i] != '<') {
                visible |= buffer[i] > ' ';
                i++;
            }
            if (visible) {
                problems.accept(state == State.BEFORE ? "stray-text" : "trailing-content");
            }
            pos = i;
        }
        atStart = false;
    }

    /** Copies text that is what it is; the index of the first character that is not, or is the one to end at. */
    private int copied(int from, char last) {
        int i = from;
        while (i < end && isPlain(buffer[i]) && buffer[i] != last) {
            i++;
        }
        int length = i - from;
        room(length);
        if (length < 16) {
            // Most texts are short.
            for (int k = 0; k < length; k++) {
                out[outEnd + k] = buffer[from + k];
            }
        } else {
            System.arraycopy(buffer, from, out, outEnd, length);
        }
        outEnd += length;
        return i;
    }

    private static boolean isPlain(char c) {
        return c < KINDS.length ? (KINDS[c] & PLAIN) != 0 : c < 0xD800 || (c > 0xDFFF && c < 0xFFFE && c != ESCAPE);
    }

    private int oddCharacter(int i) {
        char c = buffer[i];
        if (c == '>') {
            // XML 1.0 §2.4: "]]>" must not stand in text; what is behind a block of output is not looked up.
            if (outEnd == 0 || out[outEnd - 1] == ']') {
                quote('>');
            } else {
                put('>');
            }
            return i + 1;
        }
        if (c == ESCAPE || c == '<' || c == '&') {
            quote(c);
            return i + 1;
        }
        if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(buffer[i + 1])) {
            put(c);
            put(buffer[i + 1]);
            return i + 2;
        }
        replacement();
        return i + 1;
    }

    private void replacement() {
        put('\uFFFD');
        problems.accept("encoding-invalid");
    }

    /** XML 1.0 §2.2, of the basic plane; surrogates are looked at in pairs. */
    private boolean isXml(int i) {
        char c = buffer[i];
        return c >= ' ' ? c < 0xD800 || (c > 0xDFFF && c < 0xFFFE) : c == '\t' || c == '\n' || c == '\r';
    }

    private void markup() throws IOException {
        int second = charAt(1);
        if (second == '<') {
            noTag();
        } else if (second == '?') {
            declarationOrInstruction();
        } else if (second == '!' && at("<!--")) {
            pos += 4;
            skipPast("-->");
        } else if (second == '!' && state == State.INSIDE && at("<![CDATA[")) {
            pos += 9;
            state = State.CDATA;
        } else if (second == '!' && state != State.AFTER && atIgnoringCase("<!DOCTYPE")) {
            doctype();
        } else {
            int close = endOfTag();
            if (close < 0) {
                noTag();
            } else {
                tag(close);
            }
        }
        atStart = false;
    }

    private void doctype() throws IOException {
        pos += 9;
        ensure(16);
        int i = pos;
        while (i < end && buffer[i] <= ' ') {
            i++;
        }
        pos = i;
        if (state == State.BEFORE && atIgnoringCase("html")) {
            throw Refused.because(Refused.Kind.NOT_A_REPORT, "it is an HTML page");
        }
        throw Refused.because(Refused.Kind.DOCTYPE, "it has a document type declaration");
    }

    private void declarationOrInstruction() throws IOException {
        ensure(6);
        if (state == State.BEFORE && !atStart && at("<?xml") && pos + 5 < end && buffer[pos + 5] <= ' ') {
            problems.accept("leading-whitespace");
        }
        pos += 2;
        skipPast("?>");
    }

    /** Skips without looking ahead, so that a comment may be of any length. */
    private void skipPast(String mark) throws IOException {
        while (ensure(mark.length())) {
            if (at(mark)) {
                pos += mark.length();
                return;
            }
            pos++;
        }
        pos = end;
    }

    private void noTag() {
        if (state == State.INSIDE) {
            quote('<');
            problems.accept("markup-as-text");
        } else {
            problems.accept(state == State.BEFORE ? "stray-text" : "trailing-content");
        }
        pos++;
    }

    /** The index behind the {@code >} of the tag that begins here, or -1 when none does. */
    private int endOfTag() throws IOException {
        int i = 1;
        boolean endTag = charAt(i) == '/';
        i += endTag ? 1 : 0;
        if (!isNameStart(charAt(i))) {
            return -1;
        }
        int attributes = 0;
        while (isNamePart(charAt(i))) {
            i = within(i + 1);
        }
        while (true) {
            int spaces = i;
            while (isSpace(charAt(i))) {
                i = within(i + 1);
            }
            int c = charAt(i);
            if (c == '>') {
                plainTag = attributes == 0;
                return pos + within(i + 1);
            }
            if (c == '/' && !endTag) {
                plainTag = attributes == 0;
                return charAt(i + 1) == '>' ? pos + within(i + 2) : -1;
            }
            if (endTag || spaces == i || !isNameStart(c)) {
                return -1;
            }
            attributes++;
            while (isNamePart(charAt(i))) {
                i = within(i + 1);
            }
            while (isSpace(charAt(i))) {
                i = within(i + 1);
            }
            if (charAt(i) != '=') {
                return -1;
            }
            i++;
            while (isSpace(charAt(i))) {
                i = within(i + 1);
            }
            int quote = charAt(i);
            if (quote != '"' && quote != '\'') {
                return -1;
            }
            i++;
            while (charAt(i) != quote) {
                if (charAt(i) < 0 || charAt(i) == '<') {
                    return -1;
                }
                i = within(i + 1);
            }
            i++;
        }
    }

    /** Takes note of the names in a start tag. */
    private void names() throws Refused {
        int i = named(pos + 1);
        name = lastNamed;
        while (true) {
            while (isSpace(buffer[i])) {
                i++;
            }
            if (buffer[i] == '>' || buffer[i] == '/') {
                return;
            }
            i = named(i);
            while (buffer[i] != '"' && buffer[i] != '\'') {
                i++;
            }
            char quote = buffer[i++];
            while (buffer[i] != quote) {
                i++;
            }
            i++;
        }
    }

    private int named(int from) throws Refused {
        int to = from;
        while (isNamePart(buffer[to])) {
            to++;
        }
        int slot = (buffer[from] * 31 + buffer[to - 1]) * 31 + to - from & RECENT - 1;
        char[] last = recent[slot];
        if (!Arrays.equals(last, 0, last.length, buffer, from, to)) {
            String name = new String(buffer, from, to - from);
            last = name.toCharArray();
            recent[slot] = last;
            if (names.add(name)) {
                charactersOfNames += name.length();
                if (names.size() > MOST_NAMES) {
                    throw Refused.over(
                            "TEXT", "it has more than " + MOST_NAMES + " different names of elements and attributes");
                }
                if (charactersOfNames > MOST_CHARACTERS_OF_NAMES) {
                    throw Refused.over(
                            "TEXT",
                            "the names of its elements and attributes have more than " + MOST_CHARACTERS_OF_NAMES
                                    + " characters together");
                }
            }
        }
        lastNamed = last;
        return to;
    }

    private boolean isAt(@Nullable String name, int from, int to) {
        if (name == null || name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }

    private int within(int length) throws Refused {
        if (length > longest) {
            throw Refused.over("TEXT", "a tag is longer than " + longest + " characters");
        }
        return length;
    }

    private int charAt(int i) throws IOException {
        // The first is what mostly is so, and is small enough to stand where it is called.
        return pos + i < end || ensure(i + 1) ? buffer[pos + i] : -1;
    }

    private void tag(int close) throws IOException {
        boolean endTag = buffer[pos + 1] == '/';
        boolean empty = buffer[close - 2] == '/' && !endTag;
        if (state == State.INSIDE) {
            if (endTag) {
                // Before the parser sees it, which could not say where.
                closes(close);
            }
            copyTag(close);
            if (endTag) {
                depth--;
            } else if (!empty) {
                if (depth == deepest) {
                    throw tooDeep();
                }
                open[depth++] = name;
            }
            state = depth == 0 ? State.AFTER : State.INSIDE;
        } else if (state == State.AFTER) {
            // A wrapper may be closed, or not.
            if (!endTag || wrappers == 0) {
                problems.accept("trailing-content");
            }
        } else {
            root(endTag, empty, close);
        }
        pos = close;
    }

    /** XML 1.0 §3, element type match: with the name that it was opened with. */
    private void closes(int close) throws Refused {
        char[] opened = open[depth - 1];
        int from = pos + 2;
        boolean fits = from + opened.length < close
                && Arrays.equals(opened, 0, opened.length, buffer, from, from + opened.length)
                && !isNamePart(buffer[from + opened.length]);
        if (!fits) {
            int to = from;
            while (isNamePart(buffer[to])) {
                to++;
            }
            throw malformed("its tags do not fit together: at " + place() + ", </"
                    + shown(Arrays.copyOfRange(buffer, from, to)) + "> stands where </" + shown(opened)
                    + "> is to come");
        }
    }

    private Refused tooDeep() {
        return Refused.over("DEPTH", "elements are nested more than " + deepest + " deep");
    }

    private void root(boolean endTag, boolean empty, int close) throws IOException {
        int from = pos + (endTag ? 2 : 1);
        int to = from;
        int local = from;
        while (isNamePart(buffer[to])) {
            local = buffer[to] == ':' && local == from ? to + 1 : local;
            to++;
        }
        if (!endTag && isAt(ROOT, local, to)) {
            if (firstElement != null) {
                problems.accept("wrapped-root");
            }
            copyTag(close);
            open[0] = name;
            depth = empty ? 0 : 1;
            state = empty ? State.AFTER : State.INSIDE;
            return;
        }
        if (firstElement == null) {
            firstElement = new String(buffer, from, to - from);
            if (Ascii.equalsIgnoreCase(new String(buffer, local, to - local), "html")) {
                throw Refused.because(Refused.Kind.NOT_A_REPORT, "it is an HTML page");
            }
        }
        wrappers += endTag ? -1 : empty ? 0 : 1;
        if (wrappers > deepest) {
            throw tooDeep();
        }
    }

    /** Copies a tag; in the values of its attributes, what is no reference is text. */
    private void copyTag(int close) throws Refused {
        if (buffer[pos + 1] != '/') {
            names();
        }
        room(close - pos);
        if (plainTag) {
            for (int i = pos; i < close; i++) {
                out[outEnd++] = buffer[i];
            }
            return;
        }
        for (int i = pos; i < close; i++) {
            char c = buffer[i];
            if (c == '&') {
                int semicolon = endOfReference(i, close);
                int code = semicolon < 0 ? -1 : valueOfReference(i, semicolon);
                if (code < 0) {
                    put("&amp;");
                } else {
                    put("&#");
                    put(String.valueOf(isXmlCode(code) ? code : 0xFFFD));
                    put(';');
                    i = semicolon;
                }
                room(close - i);
            } else if (isXml(i) || Character.isSurrogate(c)) {
                out[outEnd++] = c;
            } else {
                out[outEnd++] = '\uFFFD';
            }
        }
    }

    private void reference() throws IOException {
        ensure(12);
        int semicolon = endOfReference(pos, end);
        int code = semicolon < 0 ? -1 : valueOfReference(pos, semicolon);
        if (code < 0) {
            quote('&');
            problems.accept("markup-as-text");
            pos++;
            return;
        }
        if (!isXmlCode(code)) {
            replacement();
        } else if (code == '<' || code == '&' || code == '>' || code == ESCAPE) {
            quote((char) code);
        } else if (code > 0xFFFF) {
            put(Character.highSurrogate(code));
            put(Character.lowSurrogate(code));
        } else {
            put((char) code);
        }
        pos = semicolon + 1;
    }

    /** The index of the semicolon that ends a reference of at most ten characters, or -1. */
    private int endOfReference(int from, int to) {
        for (int i = from + 1; i < to && i < from + 12; i++) {
            if (buffer[i] == ';') {
                return i;
            }
        }
        return -1;
    }

    /** The code point that a reference stands for; -1 when it is none of the known ones. */
    private int valueOfReference(int from, int semicolon) {
        if (buffer[from + 1] == '#') {
            return buffer[from + 2] == 'x' ? codeOf(from + 3, semicolon, 16) : codeOf(from + 2, semicolon, 10);
        }
        for (int i = 0; i < ENTITIES.length; i++) {
            if (isAt(ENTITIES[i], from + 1, semicolon)) {
                return STAND_FOR.charAt(i);
            }
        }
        return -1;
    }

    /** The code point of a character reference; -1 when it is none. */
    private int codeOf(int from, int semicolon, int radix) {
        int code = from == semicolon ? -1 : 0;
        for (int i = from; i < semicolon; i++) {
            char c = buffer[i];
            // Character.digit knows digits of other scripts.
            int digit = c < 0x7F ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            code = Math.min(0x11_0000, code * radix + digit);
        }
        return code;
    }

    private static boolean isXmlCode(int code) {
        return code >= ' '
                ? code < 0xD800 || (code > 0xDFFF && code < 0xFFFE) || (code > 0xFFFF && code <= 0x10_FFFF)
                : code == '\t' || code == '\n' || code == '\r';
    }

    /** Characters of a CDATA section, as text. */
    private void cdata() throws IOException {
        if (buffer[pos] != ']') {
            int i = copied(pos, ']');
            pos = i < end && buffer[i] != ']' ? oddCharacter(i) : i;
        } else if (at("]]>")) {
            pos += 3;
            state = State.INSIDE;
        } else {
            put(']');
            pos++;
        }
    }

    private boolean at(String mark) throws IOException {
        if (!ensure(mark.length())) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (buffer[pos + i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean atIgnoringCase(String mark) throws IOException {
        if (!ensure(mark.length())) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (Ascii.lowerCase(buffer[pos + i]) != Ascii.lowerCase(mark.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Reads until so many characters are there from {@link #pos} on; false when the text ends before. */
    private boolean ensure(int count) throws IOException {
        while (end - pos < count) {
            if (ended) {
                return false;
            }
            if (buffer.length - pos < count + BLOCK) {
                // As large as the longest tag so far asks for, and not as the limit does.
                char[] next = buffer.length < count + BLOCK ? new char[2 * (count + BLOCK)] : buffer;
                linesBefore += lineEnds(0, pos);
                System.arraycopy(buffer, pos, next, 0, end - pos);
                buffer = next;
                end -= pos;
                pos = 0;
            }
            int n = in.read(buffer, end, BLOCK);
            if (n < 0) {
                ended = true;
            } else {
                end += n;
            }
        }
        return true;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char c = 0; c < kinds.length; c++) {
            boolean space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            boolean nameStart = Ascii.isLetter(c) || c == '_' || c == ':';
            boolean namePart = nameStart || Ascii.isDigit(c) || c == '-' || c == '.';
            boolean plain = (space || c > ' ') && c != '<' && c != '>' && c != '&';
            kinds[c] = (byte) ((space ? SPACE : 0)
                    | (nameStart ? NAME_START : 0)
                    | (namePart ? NAME_PART : 0)
                    | (plain ? PLAIN : 0));
        }
        return kinds;
    }

    private static boolean is(int c, byte kind) {
        return c >= 0 && c < KINDS.length && (KINDS[c] & kind) != 0;
    }

    private static boolean isSpace(int c) {
        return is(c, SPACE);
    }

    /** XML 1.0 §2.3, roughly: what is no letter after all, the parser refuses. */
    private static boolean isNameStart(int c) {
        return is(c, NAME_START) || (c >= KINDS.length && Character.isLetter(c));
    }

    private static boolean isNamePart(int c) {
        return is(c, NAME_PART) || (c >= KINDS.length && (Character.isLetter(c) || Character.isDigit(c)));
    }

    /** Does nothing: the JDK's parser closes this at its end, and what is around the document goes on. */
    @Override
    public void close() {
        // Whoever opened the octets closes them.
    }
}
