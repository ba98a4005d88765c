package org.signetmail.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {

    /** The fields in brackets, name and value parted by =, malformed ones with !; then the body. Control characters as \r \n. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            From: a\\r\\nTo: b\\r\\n\\r\\nbody         | [From= a][To= b]body
            From: a\\r\\n\\r\\n                        | [From= a]
            From: a\\r\\n                              | [From= a]
            From: a                                    | [From= a]
            From: a\\r                                 | [From= a\\r]
            \\r\\nbody                                 | body
            ""                                         | ""
            \\r\\n                                     | ""
            \\r\\n\\r\\n                               | \\r\\n
            A: b\\r\\n c\\r\\n\\td\\r\\n\\r\\n         | [A= b c\\td]
            A:\\r\\n b\\r\\n\\r\\n                     | [A= b]
            A: b\\r\\n \\r\\n\\r\\nx                   | [A= b ]x
            A:\\r\\n\\r\\n\\r\\nx                      | [A=]\\r\\nx
            A : b\\r\\n\\r\\n                          | [A= b]
            A\\t : b\\r\\n\\r\\n                       | [A= b]
            A\\r\\n : b\\r\\n\\r\\n                    | [!A : b]
            " From: a\\r\\nTo: b\\r\\n\\r\\n"          | [! From: a][To= b]
            garbage\\r\\nTo: b\\r\\n\\r\\n             | [!garbage][To= b]
            : b\\r\\n\\r\\n                            | [!: b]
            A B: c\\r\\n\\r\\n                         | [!A B: c]
            A: b\\nFrom: c\\r\\n\\r\\n                 | [A= b\\nFrom: c]
            A: b\\rFrom: c\\r\\n\\r\\n                 | [A= b\\rFrom: c]
            A: b\\n\\nbody                             | [A= b\\n\\nbody]
            A: b\\r\\r\\n\\r\\nx                       | [A= b\\r]x
            A\u007f: b\\r\\n\\r\\n                        | [!A\u007f: b]
            !~: b\\r\\n\\r\\n                           | [!~= b]
            """)
    void slicesAnyOctets(String text, String expected) {
        Message message = Message.of(octets(unescape(text)));
        StringBuilder shown = new StringBuilder();
        for (HeaderField field : message.fields()) {
            shown.append('[').append(field.isWellFormed() ? field.name() + '=' : "!");
            shown.append(field.value()).append(']');
        }
        assertThat(shown + body(message)).isEqualTo(unescape(expected));
    }

    @Test
    void fieldsAreOctetsNotCharacters() {
        byte[] octets = {'A', ':', ' ', (byte) 0xC3, (byte) 0xBC, (byte) 0xFF, 0, '\r', '\n', '\r', '\n'};
        HeaderField field = Message.of(octets).fields().get(0);
        assertThat(field.value()).isEqualTo(" \u00c3\u00bc\u00ff\0");
        assertThat(field.length()).isEqualTo(7);
        assertThat(field.valueStart()).isEqualTo(2);
        assertThat(field.octetAt(5)).isEqualTo((byte) 0xFF);
        assertThat(written(field::writeTo)).isEqualTo("A: \u00c3\u00bc\u00ff\0");
        assertThatThrownBy(() -> field.octetAt(7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> field.octetAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void indexesCountFromTheFieldNotFromTheMessage() {
        HeaderField second =
                Message.of(octets("A: b\r\nName : x\r\n\r\n")).fields().get(1);
        assertThat(second.octetAt(0)).isEqualTo((byte) 'N');
        assertThat(second.nameLength()).isEqualTo(4);
        assertThat(second.valueStart()).isEqualTo(6);
        assertThat(second.length()).isEqualTo(8);
        assertThat(Message.of(octets("A: b\r\n C\r\nno field\r\n\r\n"))
                        .fields()
                        .get(1)
                        .nameLength())
                .isZero();
    }

    @Test
    void namesCompareWithoutCaseAndWithoutPrefixes() {
        Message message = Message.of(octets("fRoM: a\r\nFrom-X: b\r\nFro: c\r\nFROM : d\r\nFrom\0: e\r\n\r\n"));
        assertThat(message.fields("From")).extracting(HeaderField::value).containsExactly(" a", " d");
        assertThat(message.fields().get(4).is("From")).isFalse();
        assertThat(message.fields().get(4).is("")).isFalse();
    }

    @Test
    @DisplayName("Bounds: a limit is visible and loses nothing before it")
    void boundsTheHeader() {
        byte[] octets = octets("A: 1\r\nB: 22\r\nC: 3\r\n\r\nbody");
        assertThat(limited(octets, MessageLimits.DEFAULT.withHeaderOctets(16)).problem())
                .contains(MessageProblem.HEADER_TOO_LARGE);
        assertThat(limited(octets, MessageLimits.DEFAULT.withFieldOctets(4)).problem())
                .contains(MessageProblem.FIELD_TOO_LARGE);
        Message two = limited(octets, MessageLimits.DEFAULT.withFields(2));
        assertThat(two.problem()).contains(MessageProblem.TOO_MANY_FIELDS);
        assertThat(two.fields()).extracting(HeaderField::name).containsExactly("A", "B");
        assertThat(written(two::writeTo)).isEqualTo("A: 1\r\nB: 22\r\nC: 3\r\n\r\nbody");
        assertThat(limited(
                                octets,
                                MessageLimits.DEFAULT
                                        .withHeaderOctets(17)
                                        .withFieldOctets(5)
                                        .withFields(3)
                                        .withMessageOctets(1))
                        .problem())
                .isEmpty();
    }

    private static Message limited(byte[] octets, MessageLimits limits) {
        return Message.of(octets, LineEnds.AS_IS, limits);
    }

    @Test
    void readsWithACap() throws IOException {
        byte[] octets = octets("A: 1\r\n\r\nbody");
        Message whole = Message.read(
                new ByteArrayInputStream(octets),
                LineEnds.AS_IS,
                MessageLimits.DEFAULT.withMessageOctets(octets.length));
        assertThat(whole.problem()).isEmpty();
        assertThat(body(whole)).isEqualTo("body");
        Message cut = Message.read(
                new ByteArrayInputStream(octets),
                LineEnds.AS_IS,
                MessageLimits.DEFAULT.withMessageOctets(octets.length - 1));
        assertThat(cut.problem()).contains(MessageProblem.MESSAGE_TOO_LARGE);
        assertThat(body(cut)).isEqualTo("bod");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("readHead stops behind the empty line, wherever a whole message has its body")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            A: 1\\r\\nB: 2\\r\\n\\r\\nbody\\r\\n\\r\\nx    | 2
            A: 1\\r\\n\\r\\n                        | 1
            A: 1\\r\\n                            | 1
            A: 1                                 | 1
            A: 1\\r                              | 1
            A: \0\\r\\nB: \0\\r\\n\\r\\n\0            | 2
            \\r\\nbody                            | 0
            ""                                   | 0
            A: 1\\r\\r\\n\\r\\nbody                 | 1
            A: 1\\r\\n\\r\\r\\n\\r\\nbody            | 2
            A: 1\\n\\nB: 2\\r\\n\\r\\n\\nbody           | 1
            A: 1\\r\\n \\r\\n\\r\\nbody                | 1
            """)
    void readsTheHead(String text, int fields) throws IOException {
        byte[] octets = octets(unescape(text));
        Message whole = Message.of(octets);
        ByteArrayInputStream in = new ByteArrayInputStream(octets);
        Message head = Message.readHead(in);
        assertThat(head.fields()).hasSize(fields).hasSameSizeAs(whole.fields());
        assertThat(head.isHeaderComplete()).isTrue();
        assertThat(head.problem()).isEmpty();
        assertThat(head.bodyLength()).isZero();
        assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(body(whole));
        assertThat(new String(head.octets(), ISO_8859_1) + body(whole)).isEqualTo(unescape(text));
    }

    @Test
    @DisplayName("readHead reads no more than the limit, and says so")
    void readsABoundedHead() throws IOException {
        String header = "A: 1\r\nB: 22";
        MessageLimits exact = MessageLimits.DEFAULT.withHeaderOctets(header.length());
        ByteArrayInputStream in = new ByteArrayInputStream(octets(header + "\r\n\r\nbody"));
        assertThat(Message.readHead(in, exact).problem()).isEmpty();
        assertThat(in.available()).isEqualTo(4);
        ByteArrayInputStream longer = new ByteArrayInputStream(octets(header + "2\r\n\r\nbody" + "x".repeat(100_000)));
        Message cut = Message.readHead(longer, exact);
        assertThat(cut.problem()).contains(MessageProblem.HEADER_TOO_LARGE);
        assertThat(cut.isHeaderComplete()).isFalse();
        assertThat(longer.available()).isEqualTo(4 + "body".length() + 100_000 - 3);
        ByteArrayInputStream endless = new ByteArrayInputStream(octets("A: " + "x".repeat(100_000)));
        assertThat(Message.readHead(endless, exact).problem()).contains(MessageProblem.HEADER_TOO_LARGE);
        assertThat(endless.available()).isGreaterThan(99_000);
    }

    @Test
    void octetsAreACopy() {
        byte[] octets = octets("A: 1\r\n\r\nbody");
        Message message = Message.of(octets);
        message.octets()[0] = 'B';
        assertThat(message.octets()).isEqualTo(octets).isNotSameAs(octets);
        assertThat(message.fields("A")).hasSize(1);
    }

    @ParameterizedTest(name = "{0} octets and {1} fields")
    @CsvSource(delimiter = '|', textBlock = """
                    99 | 9 | true
                    15 | 9 | true
                    14 | 9 | true
                    13 | 9 | false
                     7 | 9 | false
                    99 | 1 | false
                    15 | 1 | false
                    """)
    void tellsWhetherTheHeaderIsWhole(int octets, int fields, boolean complete) throws IOException {
        Message message = Message.read(
                new ByteArrayInputStream(octets("A: 1\r\nB: 2\r\n\r\nbody")),
                LineEnds.AS_IS,
                MessageLimits.DEFAULT.withFields(fields).withMessageOctets(octets));
        assertThat(message.isHeaderComplete()).isEqualTo(complete);
        assertThat(message.without(message.fields()).isHeaderComplete()).isEqualTo(complete);
    }

    @Test
    void passesOnTheStreamsOwnTrouble() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("disk gone");
            }
        };
        assertThatThrownBy(() -> Message.read(broken, LineEnds.AS_IS, MessageLimits.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessage("disk gone");
    }

    @ParameterizedTest
    @DisplayName("RFC 6376 §5.3: lone CR and LF become CRLF where asked for")
    @CsvSource(delimiter = '|', textBlock = """
            a\\nb\\n         | a\\r\\nb\\r\\n
            a\\r\\nb\\r\\n   | a\\r\\nb\\r\\n
            a\\n\\nb         | a\\r\\n\\r\\nb
            a\\rb            | a\\r\\nb
            a\\r\\r\\nb      | a\\r\\n\\r\\nb
            \\n\\r           | \\r\\n\\r\\n
            a\\r\\n\\nb\\r   | a\\r\\n\\r\\nb\\r\\n
            """)
    void normalizesLineEnds(String text, String expected) {
        byte[] result = LineEnds.NORMALIZE.apply(octets(unescape(text)));
        assertThat(new String(result, ISO_8859_1)).isEqualTo(unescape(expected));
        byte[] untouched = octets(unescape(text));
        assertThat(LineEnds.AS_IS.apply(untouched)).isSameAs(untouched);
    }

    @Test
    @DisplayName("any octets are a message, and none is lost")
    void isTotal() {
        Random random = new Random(6376);
        String alphabet = "\r\n\r\n \t:aF\0\u00ff";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Message message = Message.of(octets(text.toString()));
            assertThat(written(message::writeTo)).isEqualTo(text.toString());
            String rebuilt = rebuild(message.fields(), body(message), text.toString());
            assertThat(rebuilt).isEqualTo(text.toString());
        }
    }

    /** The fields and the body again, with the line ends between them that only the original tells. */
    private static String rebuild(List<HeaderField> fields, String body, String original) {
        StringBuilder rebuilt = new StringBuilder();
        for (HeaderField field : fields) {
            rebuilt.append(written(field::writeTo));
            if (original.startsWith("\r\n", rebuilt.length())) {
                rebuilt.append("\r\n");
            }
        }
        if (rebuilt.length() + body.length() < original.length()) {
            rebuilt.append("\r\n");
        }
        return rebuilt.append(body).toString();
    }

    private static String body(Message message) {
        String body = written(message::writeBodyTo);
        assertThat(message.bodyLength()).isEqualTo(body.length());
        return body;
    }

    private static String written(Consumer<OctetSink> source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.accept(out::write);
        return out.toString(ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }
}
