package org.signetmail.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TraceFieldTest {

    private static final byte[] MESSAGE = {'A', ':', (byte) 0xFF, '\n', 0};

    @Test
    @DisplayName(
            "RFC 8601 §4, RFC 6532 §3.2: on top, in UTF-8 whatever the default charset; the message is not touched")
    void onTop() {
        byte[] whole = new AuthenticationResults("b\u00fccher.example", List.of()).prependTo(MESSAGE);
        String field = "Authentication-Results: \"b\u00fccher.example\"; none\r\n";
        assertThat(whole).startsWith(field.getBytes(UTF_8)).endsWith(MESSAGE);
        assertThat(whole).hasSize(field.getBytes(UTF_8).length + MESSAGE.length);
    }

    @Test
    void theLastIsTheHighest() {
        TraceField one = () -> "A: 1\r\n";
        TraceField two = () -> "B: 2\r\n";
        assertThat(two.prependTo(one.prependTo(new byte[0]))).isEqualTo("B: 2\r\nA: 1\r\n".getBytes(UTF_8));
    }

    @Test
    void nothingIsPutOnTopOfAMessageByAnEmptyField() {
        TraceField none = () -> "";
        byte[] message = " x".getBytes(UTF_8);
        assertThat(none.prependTo(message)).isEqualTo(message);
    }

    @Test
    void streamed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceField field = () -> "A: \u00e9\r\n";
        field.writeTo(out);
        out.write(MESSAGE);
        assertThat(out.toByteArray()).isEqualTo(field.prependTo(MESSAGE));
    }
}
