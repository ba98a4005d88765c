package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;

class OctetsTest {

    private static final Octets DIGITS = Octets.of(List.of(octets(""), octets("012"), octets("3"), octets("456789")));

    @Test
    void isReadAsOne() throws Exception {
        assertThat(DIGITS.length()).isEqualTo(10);
        assertThat(DIGITS.stream().readAllBytes()).isEqualTo(octets("0123456789"));
        for (int from = 0; from <= 10; from++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DIGITS.handTo(from, out::write);
            assertThat(out.toString(ISO_8859_1)).isEqualTo("0123456789".substring(from));
            for (int to = from; to <= 10; to++) {
                assertThat(DIGITS.stream().newStream(from, to).readAllBytes())
                        .isEqualTo(octets("0123456789".substring(from, to)));
            }
        }
    }

    @Test
    void othersComeOnTop() throws Exception {
        Octets below = DIGITS.below(octets("ab"));
        assertThat(below.length()).isEqualTo(12);
        assertThat(below.stream().readAllBytes()).isEqualTo(octets("ab0123456789"));
        assertThat(below.piece(1)).isSameAs(DIGITS.piece(0));
    }

    @Test
    void aStreamIsReadOctetByOctetSkippedAndReset() throws Exception {
        OctetStream stream = DIGITS.stream();
        assertThat(stream.read()).isEqualTo('0');
        stream.mark(1);
        assertThat(stream.skip(4)).isEqualTo(4);
        assertThat(stream.getPosition()).isEqualTo(5);
        assertThat(stream.read()).isEqualTo('5');
        assertThat(stream.skip(-1)).isZero();
        assertThat(stream.available()).isEqualTo(4);
        assertThat(stream.skip(100)).isEqualTo(4);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(new byte[3])).isEqualTo(-1);
        assertThat(stream.skip(1)).isZero();
        stream.reset();
        assertThat(stream.readAllBytes()).isEqualTo(octets("123456789"));
    }

    @Test
    void aStreamOfAStreamStaysInItsRange() throws Exception {
        InputStream stream = ((OctetStream) DIGITS.stream().newStream(2, 6)).newStream(1, -1);
        assertThat(stream.available()).isEqualTo(3);
        assertThat(stream.readAllBytes()).isEqualTo(octets("345"));
        stream.reset();
        assertThat(stream.read()).isEqualTo('3');
        assertThat(((OctetStream) DIGITS.stream().newStream(2, 6))
                        .newStream(1, 100)
                        .readAllBytes())
                .isEqualTo(octets("345"));
        assertThatThrownBy(() -> DIGITS.stream().newStream(11, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aStreamOfAStreamCountsFromItsStart() throws Exception {
        OctetStream stream = (OctetStream) DIGITS.stream().newStream(2, 8);
        assertThat(stream.markSupported()).isTrue();
        for (int i = 0; i < 6; i++) {
            assertThat(stream.getPosition()).isEqualTo(i);
            assertThat(stream.available()).isEqualTo(6 - i);
            assertThat(stream.read()).isEqualTo('2' + i);
        }
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.getPosition()).isEqualTo(6);
        assertThat(stream.newStream(6, -1).available()).isZero();
        assertThat(stream.newStream(3, 1).available()).isZero();
        assertThatThrownBy(() -> stream.newStream(7, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void nothingIsNothing() throws Exception {
        Octets nothing = new OctetCollector().octets();
        assertThat(nothing.length()).isZero();
        assertThat(nothing.stream().read()).isEqualTo(-1);
        assertThat(nothing.stream().newStream(0, -1).readAllBytes()).isEmpty();
    }

    /** Line ends are those that {@link LineEnds#NORMALIZE} makes, however the octets come. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 4096, 200_000})
    void collectsAndEndsLines(int step) throws Exception {
        Random random = new Random(step);
        byte[] text = new byte[200_000];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) "\r\n\r\nabcdefgh".charAt(random.nextInt(12));
        }
        text[text.length - 1] = '\r';
        OctetCollector collector = new OctetCollector();
        for (int from = 0; from < text.length; from += step) {
            if (step == 1) {
                collector.write(text[from]);
            } else {
                collector.write(text, from, Math.min(step, text.length - from));
            }
        }
        Octets collected = collector.octets();

        byte[] expected =
                Message.of(text, LineEnds.NORMALIZE, MessageLimits.NONE).octets();
        assertThat(collected.length()).isEqualTo(expected.length);
        assertThat(collected.stream().readAllBytes()).isEqualTo(expected);
    }

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
