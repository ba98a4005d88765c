package org.signetmail.dkim.diagnosis;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.signetmail.core.OctetSink;

/** Turns a body from UTF-8 into a charset of one octet a character, or back; what cannot be turned stays. */
final class Transcoding implements BodyFilter {

    private final boolean toUtf8;
    private final OctetSink out;

    /** The characters of the octets from 0x80 on. */
    private final char[] characters = new char[0x80];

    private final byte[] held = new byte[3];
    private int length;

    private Transcoding(boolean toUtf8, Charset charset, OctetSink out) {
        this.toUtf8 = toUtf8;
        this.out = out;
        for (int i = 0; i < characters.length; i++) {
            characters[i] = new String(new byte[] {(byte) (0x80 + i)}, charset).charAt(0);
        }
    }

    static Transcoding toUtf8(Charset charset, OctetSink out) {
        return new Transcoding(true, charset, out);
    }

    static Transcoding fromUtf8(Charset charset, OctetSink out) {
        return new Transcoding(false, charset, out);
    }

    @Override
    public void accept(byte[] buffer, int offset, int count) {
        int from = offset;
        int end = offset + count;
        for (int i = offset; i < end; i++) {
            if (buffer[i] < 0) {
                out.accept(buffer, from, i - from);
                from = i + 1;
                if (toUtf8) {
                    write(String.valueOf(characters[buffer[i] & 0x7F]));
                } else {
                    hold(buffer[i]);
                }
            } else if (length > 0) {
                finish();
            }
        }
        out.accept(buffer, from, end - from);
    }

    private void write(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.accept(octets, 0, octets.length);
    }

    /** RFC 3629 §3: two octets from C2 to DF, three from E0 on. */
    private void hold(byte octet) {
        boolean continues = (octet & 0xC0) == 0x80;
        if (length > 0 && !continues) {
            finish();
        }
        held[length++] = octet;
        int wanted = (held[0] & 0xE0) == 0xC0 ? 2 : 3;
        if (length == wanted || (length == 1 && continues)) {
            int code = length == 2
                    ? (held[0] & 0x1F) << 6 | (held[1] & 0x3F)
                    : (held[0] & 0x0F) << 12 | (held[1] & 0x3F) << 6 | (held[2] & 0x3F);
            for (int i = 0; i < characters.length && length > 1; i++) {
                if (characters[i] == code) {
                    held[0] = (byte) (0x80 + i);
                    length = 1;
                }
            }
            finish();
        }
    }

    @Override
    public void finish() {
        out.accept(held, 0, length);
        length = 0;
    }
}
