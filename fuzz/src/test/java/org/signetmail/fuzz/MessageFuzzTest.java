package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;

/** Any octets are a message, of which nothing gets lost. */
class MessageFuzzTest {

    static Stream<Arguments> messages() {
        return Seeds.crlf(
                "From: a@example.com\nSubject: hello\n world\n\nbody\n",
                "\n\nno header",
                " starts with a space\nFrom : b@example.com\n\n",
                "no colon\nA: b\rC: d\r\n\r\r\n\n",
                ":\n:x\n\t\n\n",
                "X-\u00E9: \u00FF\nFrom: x\n \n\n \n",
                "A: 1\nB: 2\n\n.\r\n.\n");
    }

    @MethodSource("messages")
    @FuzzTest
    void octets(byte[] input) throws IOException {
        Message message = bounded(input.length, 64, () -> Message.of(input));
        require(message.problem().isEmpty() && message.isHeaderComplete(), "so small a message is within its limits");
        require(Arrays.equals(message.octets(), input), "the octets stay as they are");

        List<String> raw = message.fields().stream().map(MessageFuzzTest::raw).toList();
        String text = NaiveCanonical.text(input);
        same(raw, naiveFields(text), "the fields are those of a naive reading");
        int header = raw.stream().mapToInt(field -> field.length() + 2).sum();
        int body = header + 2 <= text.length() ? text.length() - header - 2 : 0;
        same(message.bodyLength(), body, "the body is what is behind the empty line");
        for (HeaderField field : message.fields()) {
            plain(field.toString());
            require(
                    !field.isWellFormed() || message.fields(field.name()).contains(field),
                    "a field is found by its name");
            require(field.value().indexOf("\r\n") < 0, "a value is unfolded", field.value());
        }

        Message streamed = Message.read(inPieces(input), LineEnds.AS_IS, MessageLimits.DEFAULT);
        same(streamed.fields().stream().map(MessageFuzzTest::raw).toList(), raw, "read from a stream it is the same");
        InputStream in = inPieces(input);
        Message head = Message.readHead(in);
        same(head.fields().stream().map(MessageFuzzTest::raw).toList(), raw, "so is its head");
        same(in.readAllBytes().length, body, "behind the head stands the body");
    }

    static String raw(HeaderField field) {
        StringBuilder raw = new StringBuilder();
        field.writeTo((buffer, offset, length) ->
                raw.append(NaiveCanonical.text(Arrays.copyOfRange(buffer, offset, offset + length))));
        return raw.toString();
    }

    private static InputStream inPieces(byte[] octets) {
        return new ByteArrayInputStream(octets) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 3));
            }
        };
    }

    static List<String> naiveFields(String message) {
        String header = message;
        if (message.startsWith("\r\n")) {
            header = "";
        } else if (message.contains("\r\n\r\n")) {
            header = message.substring(0, message.indexOf("\r\n\r\n"));
        } else if (message.endsWith("\r\n")) {
            header = message.substring(0, message.length() - 2);
        }
        return header.isEmpty() ? List.of() : List.of(header.split("\r\n(?![ \t])", -1));
    }

    @MethodSource("messages")
    @FuzzTest
    void lineEnds(byte[] input) throws IOException {
        Message message = bounded(input.length, 64, () -> Message.of(input, LineEnds.NORMALIZE, MessageLimits.DEFAULT));
        String naive = NaiveCanonical.text(input).replaceAll("\r\n|\r|\n", "\r\n");
        same(NaiveCanonical.text(message.octets()), naive, "every line end is a CRLF");
    }

    static Stream<Arguments> limited() {
        return Seeds.crlf(
                "@\u0001A: 1\nB: 2\nC: 3\n\nbody\n",
                "\u0009\u0007A: 1\nB: 2\nC: 3\n\n",
                "\u0002\u0000A: 1\n\n",
                "\u0007\u0000\n\n");
    }

    /** The first two octets are the limits. */
    @MethodSource("limited")
    @FuzzTest
    void limits(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        int most = 1 + (input[0] & 0x7F);
        int fields = 1 + (input[1] & 7);
        byte[] octets = Arrays.copyOfRange(input, 2, input.length);
        MessageLimits limits = MessageLimits.DEFAULT
                .withHeaderOctets(most)
                .withFieldOctets(most)
                .withFields(fields);
        Message message = Message.of(octets, LineEnds.AS_IS, limits);
        List<String> all = naiveFields(NaiveCanonical.text(octets));
        List<String> kept = new ArrayList<>();
        int end = 0;
        for (String field : all) {
            end += field.length();
            if (kept.size() == fields || end > most) {
                break;
            }
            kept.add(field);
            end += 2;
        }
        same(message.fields().stream().map(MessageFuzzTest::raw).toList(), kept, "fields up to the limit");
        same(message.isHeaderComplete(), kept.size() == all.size(), "whether that is all of them");
        same(message.problem().isPresent(), kept.size() < all.size(), "whether there is a problem");
        require(Arrays.equals(message.octets(), octets), "the octets stay as they are");
        Message cut = Message.read(
                new ByteArrayInputStream(octets), LineEnds.AS_IS, MessageLimits.DEFAULT.withMessageOctets(most));
        same(cut.problem().isPresent(), octets.length > most, "too long is a problem");
        require(cut.octets().length <= most, "no more than the limit is read");
    }
}
