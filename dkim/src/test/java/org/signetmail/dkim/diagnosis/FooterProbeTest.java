package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a text was added to a body whose hash is known, and how it begins. */
class FooterProbeTest {

    private static final int MOST_LINES = 20_000;

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hash(String signed) throws NoSuchAlgorithmException {
        return sha256().digest(octets(signed));
    }

    private static String found(String body, String signed, String boundary, int split)
            throws NoSuchAlgorithmException {
        FooterProbe probe = new FooterProbe(sha256(), hash(signed), boundary);
        // Somewhere within a buffer whose other octets are line ends.
        byte[] octets = octets("\n\n" + body + "\n\n");
        probe.accept(octets, 2, split);
        probe.accept(octets, 2 + split, body.length() - split);
        return probe.found();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a line more              | a\\r\\nb\\r\\nc d\\r\\n        | a\\r\\nb\\r\\n | `` | the first 6 octets are those signed; what follows begins "c d "
            behind the first line    | a\\r\\n-- \\r\\n  x            | a\\r\\n        | `` | the first 3 octets are those signed; what follows begins "-- x"
            behind a lone LF         | a\\nb                         | a\\n           | `` | the first 2 octets are those signed; what follows begins "b"
            octets beyond ASCII      | a\\r\\n\\374\\r\\n            | a\\r\\n        | `` | the first 3 octets are those signed; what follows begins "\\374 "
            within a line            | a\\r\\nbc\\r\\n               | a\\r\\nb       | `` |
            nothing added            | a\\r\\nb\\r\\n                | a\\r\\nb\\r\\n | `` |
            something else           | a\\r\\nb\\r\\n                | c\\r\\n        | `` |
            nothing signed           | a\\r\\nb\\r\\n                | ``             | `` |
            in the last part         | --b\\r\\nx\\r\\ny\\r\\n--b--\\r\\n | --b\\r\\nx\\r\\n--b--\\r\\n | b | the first 8 octets and the closing line of the multipart are those signed; what follows begins "y --b-- "
            below an empty line      | --b\\r\\nx\\r\\ny\\r\\n--b--\\r\\n | --b\\r\\nx\\r\\n\\r\\n--b--\\r\\n | b | the first 8 octets and the closing line of the multipart are those signed; what follows begins "y --b-- "
            behind the last part     | --b\\r\\nx\\r\\n--b--\\r\\ny   | --b\\r\\nx\\r\\n--b--\\r\\n | b | the first 8 octets and the closing line of the multipart are those signed; what follows begins "--b-- y"
            a part of another one    | --b\\r\\nx\\r\\ny\\r\\n--b--\\r\\n | --b\\r\\nx\\r\\n--c--\\r\\n | b |
            no parts                 | a\\r\\ny\\r\\n                | a\\r\\n----\\r\\n | `` |
            no parts, an empty line  | a\\r\\ny\\r\\n                | a\\r\\n\\r\\n----\\r\\n | `` |
            """)
    @DisplayName("the octets that are those signed, and what follows them, however the body comes")
    void added(String name, String body, String signed, String boundary, String expected) throws Exception {
        String whole = body.translateEscapes();
        for (int split = 0; split <= whole.length(); split++) {
            assertThat(found(whole, signed.translateEscapes(), boundary, split))
                    .as("split at %d", split)
                    .isEqualTo(expected == null ? null : expected.translateEscapes());
        }
    }

    @ParameterizedTest
    @CsvSource({"59, 59", "60, 60", "61, 60", "500, 60"})
    @DisplayName("as much of what was added is shown as a sentence has room for")
    void shown(int added, int shown) throws Exception {
        for (int split : new int[] {0, 3, 4, 3 + added / 2}) {
            assertThat(found("a\r\n" + "x".repeat(added), "a\r\n", "", split))
                    .isEqualTo(
                            "the first 3 octets are those signed; what follows begins \"" + "x".repeat(shown) + "\"");
        }
    }

    @Test
    @DisplayName("blanks that are shown as one are counted all the same")
    void shownBlanks() throws Exception {
        assertThat(found("a\r\n" + "x" + " ".repeat(9) + "y".repeat(60), "a\r\n", "", 0))
                .isEqualTo("the first 3 octets are those signed; what follows begins \"x " + "y".repeat(50) + "\"");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-1, true", "1, false"})
    @DisplayName("a text behind more lines than are tried keeps its secret")
    void mostLines(int more, boolean expected) throws Exception {
        String signed = "\n".repeat(MOST_LINES + more);
        assertThat(found(signed + "x\n", signed, "", 100) != null).isEqualTo(expected);
    }

    @Test
    @DisplayName("a digest that cannot be copied tells nothing")
    void noCopies() throws Exception {
        MessageDigest digest = new MessageDigest("SHA-256") {
            @Override
            protected void engineUpdate(byte input) {}

            @Override
            protected void engineUpdate(byte[] input, int offset, int length) {}

            @Override
            protected byte[] engineDigest() {
                return hashed;
            }

            @Override
            protected void engineReset() {}

            private final byte[] hashed = hash("a\r\n");
        };
        FooterProbe probe = new FooterProbe(digest, hash("a\r\n"), "");
        probe.accept(octets("a\r\nb\r\nc\r\n"), 0, 9);
        assertThat(probe.found()).isNull();
    }
}
