package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dkim.canonical.BodyCanonicalizer;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.HeaderCanonicalizer;
import org.signetmail.dkim.tags.OctetBuffer;

/** The octets that are hashed: the fast way beside the naive one. */
class CanonicalFuzzTest {

    static Stream<Arguments> bodies() {
        return Seeds.crlf(
                "3",
                "\u0001Hello  Bob, \t \n\n \n\nBye \t",
                "\u0002 \t\n \t\n",
                "\u0005a\r\r\n\n\r \r\n\n\n",
                "\u0007" + "0123456 ".repeat(9) + "\n\n\n\n\n",
                "\u0001\n\n\n.\n\n",
                "\u0000a \n\n",
                "\u0000\n\na\n\r\n",
                "\u0002ab\n\n\n",
                // A line end that is parted, behind a range that is long, and behind more than is gathered.
                " " + "a".repeat(511) + "\n\n\n",
                " " + "b".repeat(510) + " \n\n" + "c".repeat(600) + "\n",
                "\u001F" + "word \t word\n\n".repeat(420) + "\n",
                " " + "w  x\n".repeat(900) + "\n \n",
                "\u0003 \t \u00E9\u00A0 \u000B\f\u0000\n",
                // Between long stretches in which nothing changes: something, nothing, a CR, a line end, empty lines.
                "Aword \t word \n",
                // The first block, of 4,096 octets, ends between CR and LF.
                "Aa  b c d",
                "B",
                "O\r",
                "P\n",
                "_ \n\n\n");
    }

    private static final byte[] PROSE =
            NaiveCanonical.octets("Words as people write them, and more of them.\r\n".repeat(200));

    /** The same three times, each time behind so long a stretch of prose that blocks of it are handed on. */
    private static byte[] between(byte[] body, int shift) {
        int first = 4_096 + shift;
        ByteBuffer all = ByteBuffer.allocate(first + 8_192 + 3 * body.length);
        all.put(body).put(PROSE, 0, first).put(body).put(PROSE, 0, 8_192).put(body);
        return all.array();
    }

    /** The first octet says how long the pieces are, and whether prose is put in between. */
    @MethodSource("bodies")
    @FuzzTest
    void body(byte[] input) {
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        int how = input.length == 0 ? 0 : input[0];
        boolean isLong = (how & 0x40) != 0;
        byte[] body = isLong ? between(rest, how & 0x1F) : rest;
        // Long ranges are handed on where they are, short ones are gathered, and long pieces are taken in blocks.
        int piece = ((how & 0x20) == 0 ? 1 : 512) + (how & 0x1F) + (isLong ? 8_192 : 0);
        for (Form form : Form.values()) {
            String naive = NaiveCanonical.body(form == Form.RELAXED, NaiveCanonical.text(body));
            byte[] whole = bounded(body.length, 64, () -> canonical(form, body, Math.max(1, body.length)));
            same(NaiveCanonical.text(whole), naive, "fast " + form + " is naive " + form);
            same(NaiveCanonical.text(canonical(form, body, piece)), naive, form + " in pieces is " + form + " at once");
        }
    }

    private static byte[] canonical(Form form, byte[] body, int piece) {
        OctetBuffer out = new OctetBuffer();
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(form, out::append);
        for (int from = 0; from < body.length; from += piece) {
            // A buffer of its own for each: nothing may be kept of the one before.
            byte[] buffer = Arrays.copyOfRange(body, from, Math.min(body.length, from + piece));
            canonicalizer.update(buffer, 0, buffer.length);
            Arrays.fill(buffer, (byte) '!');
        }
        canonicalizer.finish();
        return out.toArray();
    }

    static Stream<Arguments> headers() {
        return Seeds.crlf(
                "From: Ann  <ann@example.com> \nSUBJect \t : a\t b\n \n  c \nX:\nY: \n\n",
                "A: \n\tb\n \n\nbody",
                "A:\u000B b\u000B \f\u00A0 \u0085c\u0000 \n\n",
                "A:b\r c\n d\n\ne\r\n\n",
                "A\t:\t \n\nB:" + "x ".repeat(30) + "\n \t\n\tz");
    }

    @MethodSource("headers")
    @FuzzTest
    void header(byte[] input) {
        List<HeaderField> fields = Message.of(input).fields().stream()
                .filter(HeaderField::isWellFormed)
                .toList();
        for (Form form : Form.values()) {
            StringBuilder naive = new StringBuilder();
            for (HeaderField field : fields) {
                OctetBuffer raw = new OctetBuffer();
                field.writeTo(raw::append);
                naive.append(NaiveCanonical.field(form == Form.RELAXED, raw.toText()))
                        .append("\r\n");
            }
            OctetBuffer fast = bounded(input.length, 64, () -> {
                OctetBuffer out = new OctetBuffer();
                HeaderCanonicalizer.fields(form, fields, out);
                return out;
            });
            same(fast.toText(), naive.toString(), "fast " + form + " is naive " + form);
            require(fast.length() <= input.length + 2 * fields.size() + 2, "canonical is no longer than it was");
        }
    }
}
