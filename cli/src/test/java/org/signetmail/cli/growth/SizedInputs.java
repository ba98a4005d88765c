package org.signetmail.cli.growth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.signetmail.core.Message;

/** What is to be run, by name, for sizes of one, two, four and eight. */
final class SizedInputs {

    /** Octets of a field, or of a document, of size one. */
    static final int FIELD = 8_000;

    private final Map<String, IntFunction<Runnable>> inputs = new LinkedHashMap<>();

    Map<String, IntFunction<Runnable>> all() {
        return inputs;
    }

    void put(String name, IntFunction<Runnable> sized) {
        if (inputs.put(name, sized) != null) {
            throw new IllegalArgumentException(name);
        }
    }

    /** A parser, with each piece over and over. */
    void add(String parser, int base, Consumer<String> parse, String... pieces) {
        for (String piece : pieces) {
            put(parser + " " + shown(piece), times -> {
                String text = piece.repeat(base * times / piece.length());
                return () -> parse.accept(text);
            });
        }
    }

    static String shown(String piece) {
        return piece.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }

    static Message message(String header) {
        return Message.of(octets(header + "\r\n"));
    }

    static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
