package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;
import org.signetmail.testkit.Messages;

/** Inputs from which the fuzzer starts, and which every build runs. They are named by how they begin. */
final class Seeds {

    private static final int SHOWN = 60;

    private Seeds() {}

    static Stream<Arguments> of(String... texts) {
        return Arrays.stream(texts).map(text -> named(text.getBytes(UTF_8)));
    }

    /** The lines of these end in CRLF. */
    static Stream<Arguments> crlf(String... texts) {
        return Arrays.stream(texts).map(text -> named(Messages.crlf(text)));
    }

    static Stream<Arguments> octets(byte[]... inputs) {
        return Arrays.stream(inputs).map(Seeds::named);
    }

    private static Arguments named(byte[] octets) {
        StringBuilder name = new StringBuilder(octets.length + " octets: ");
        for (char c : new String(octets, ISO_8859_1).toCharArray()) {
            if (name.length() == SHOWN) {
                break;
            }
            name.append(c >= ' ' && c <= '~' ? c : '.');
        }
        return Arguments.of(Named.of(name.toString(), octets));
    }
}
