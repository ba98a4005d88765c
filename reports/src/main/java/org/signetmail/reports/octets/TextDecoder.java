package org.signetmail.reports.octets;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * Characters of octets whose character set is found out: a byte order mark, else the zero octets of UTF-16, else what an XML
 * declaration says if that can be true, else UTF-8. An octet that stands for nothing becomes U+FFFD; none is dropped.
 */
public final class TextDecoder extends Reader {

    /** As far as a declaration is looked for. */
    private static final int HEAD = 1024;

    private static final String DECLARATION = "<?xml";

    /** U+D800, as UTF-8 would have it. */
    private static final byte[] HALF = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};

    private final InputStream in;
    private final ByteBuffer octets = ByteBuffer.allocate(8192).flip();
    private final CharsetDecoder decoder;
    /** Octets that one U+FFFD stands for: behind half of a pair in UTF-16, the JDK takes the next character along. */
    private final int longestError;

    private @Nullable String mismatch;
    private boolean bomMissing;
    private boolean invalid;
    private boolean ended;
    private long filled;
    /** A character that found no room. */
    private boolean owesReplacement;

    /**
     * Looks at the first octets.
     *
     * @param in from its first octet on
     * @throws IOException when the stream does
     */
    public TextDecoder(InputStream in) throws IOException {
        this.in = in;
        while (octets.remaining() < HEAD && !ended) {
            fill();
        }
        Charset charset = find();
        this.decoder = charset.newDecoder();
        boolean utf16 = charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
        this.longestError = utf16 ? 2 : Integer.MAX_VALUE;
    }

    /**
     * The declared character set that this text does not have.
     *
     * @return its name in lower case, or null
     */
    public @Nullable String mismatch() {
        return mismatch;
    }

    /**
     * Whether it is UTF-16 without a byte order mark.
     *
     * @return true then
     */
    public boolean isBomMissing() {
        return bomMissing;
    }

    /**
     * Whether octets so far were no characters.
     *
     * @return true then
     */
    public boolean hasInvalid() {
        return invalid;
    }

    /**
     * How far it is in the stream.
     *
     * @return octets read, those included of which nobody has asked for the text yet
     */
    public long octets() {
        return filled;
    }

    private Charset find() {
        if (starts(0xEF, 0xBB, 0xBF)) {
            octets.position(octets.position() + 3);
            return found(StandardCharsets.UTF_8, "utf-8");
        }
        if (starts(0xFF, 0xFE) || starts(0xFE, 0xFF)) {
            boolean little = starts(0xFF, 0xFE);
            octets.position(octets.position() + 2);
            return found(little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, "utf-16");
        }
        if (starts('<', 0) || starts('{', 0)) {
            bomMissing = true;
            return StandardCharsets.UTF_16LE;
        }
        if (starts(0, '<') || starts(0, '{')) {
            bomMissing = true;
            return StandardCharsets.UTF_16BE;
        }
        String declared = declared(StandardCharsets.ISO_8859_1);
        return declared == null ? StandardCharsets.UTF_8 : of(declared);
    }

    /** XML 1.0 §4.3.3: a byte order mark decides, and what is declared behind it may be something else. */
    private Charset found(Charset charset, String name) {
        String declared = declared(charset);
        if (declared != null && !Ascii.startsWithIgnoreCase(declared, 0, name)) {
            mismatch = Ascii.lowerCase(declared);
        }
        return charset;
    }

    private Charset of(String declared) {
        try {
            Charset charset = Charset.forName(declared);
            if (charset.canEncode()
                    && !hasHalves(charset)
                    && new String(DECLARATION.getBytes(charset), StandardCharsets.ISO_8859_1).equals(DECLARATION)) {
                // What is ASCII is UTF-8 too, and those who declare it often write more.
                return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // As if it could not be true.
        }
        mismatch = Ascii.lowerCase(declared);
        return StandardCharsets.UTF_8;
    }

    /** Whether half of a pair is a character of its own there, as in CESU-8: then one might come without the other. */
    private static boolean hasHalves(Charset charset) {
        return Character.isSurrogate(new String(HALF, charset).charAt(0));
    }

    /** The value of encoding in an XML declaration, or null. */
    private @Nullable String declared(Charset charset) {
        int length = Math.min(HEAD, octets.remaining());
        String head = new String(octets.array(), octets.position(), length, charset);
        int start = 0;
        while (start < head.length() && head.charAt(start) <= ' ') {
            start++;
        }
        int end = head.startsWith(DECLARATION, start) ? head.indexOf("?>", start) : -1;
        int name = end < 0 ? -1 : head.indexOf("encoding", start);
        if (name < 0 || name > end) {
            return null;
        }
        int from = name + "encoding".length();
        // The question mark at its end is neither.
        while (head.charAt(from) <= ' ' || head.charAt(from) == '=') {
            from++;
        }
        char quote = head.charAt(from);
        int to = quote == '"' || quote == '\'' ? head.indexOf(quote, from + 1) : -1;
        return to < 0 || to > end || to == from + 1 ? null : head.substring(from + 1, to);
    }

    private boolean starts(int... first) {
        for (int i = 0; i < first.length; i++) {
            if (i >= octets.remaining() || (octets.get(octets.position() + i) & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads on, unless it has come to the end. */
    private void fill() throws IOException {
        if (ended) {
            return;
        }
        octets.compact();
        int n = in.read(octets.array(), octets.position(), octets.remaining());
        if (n > 0) {
            octets.position(octets.position() + n);
            filled += n;
        }
        octets.flip();
        ended = n < 0;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer out = CharBuffer.wrap(target, offset, length).slice();
        if (owesReplacement) {
            out.put('\uFFFD');
            owesReplacement = false;
        }
        while (out.hasRemaining()) {
            CoderResult result = decoder.decode(octets, out, ended);
            if (result.isError()) {
                invalid = true;
                octets.position(octets.position() + Math.min(result.length(), longestError));
                if (out.hasRemaining()) {
                    out.put('\uFFFD');
                } else {
                    owesReplacement = true;
                }
            } else if (out.position() > 0) {
                break;
            } else if (result.isOverflow()) {
                return overflow(target, offset);
            } else {
                fill();
                if (ended && octets.remaining() == 0) {
                    return -1;
                }
            }
        }
        return out.position();
    }

    /** A character of two units, and room for one: the second is never asked for alone by those who read into buffers. */
    private int overflow(char[] target, int offset) {
        CharBuffer pair = CharBuffer.allocate(2);
        CoderResult result = decoder.decode(octets, pair, ended);
        if (result.isError() && pair.position() == 0) {
            // It was none: with room for one, the JDK does not look at all of it.
            octets.position(octets.position() + result.length());
        }
        invalid = true;
        target[offset] = '\uFFFD';
        return 1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
