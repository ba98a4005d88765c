package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parts of a multipart (RFC 2046 §5.1) are seen, as what, and what becomes of them. Texts stand for octets. */
class PartFilterTest {

    /** Says "8bit" of each part with an encoding, and puts the content of every part between brackets. */
    private static String bracketed(List<String> seen, String body, int... splits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PartFilter filter = new PartFilter(
                "b",
                part -> {
                    seen.add(part.media() + ' ' + part.encoding());
                    return part.media().equals("text/none") ? null : new PartFilter.Change("8bit", brackets());
                },
                out::write);
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        Pieces.of(octets, splits, filter);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static Undoing brackets() {
        return out -> {
            out.accept(new byte[] {'['}, 0, 1);
            return new BodyFilter() {
                @Override
                public void accept(byte[] buffer, int offset, int length) {
                    out.accept(buffer, offset, length);
                }

                @Override
                public void finish() {
                    out.accept(new byte[] {']'}, 0, 1);
                }
            };
        };
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("the content alone is changed, and the line end before a boundary belongs to the boundary")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            two parts          | a\\r\\n--b\\r\\nX: 1\\r\\n\\r\\none\\r\\n--b\\r\\n\\r\\ntwo\\r\\n\\r\\n--b--\\r\\nz | a\\r\\n--b\\r\\nX: 1\\r\\n\\r\\n[one]\\r\\n--b\\r\\n\\r\\n[two\\r\\n]\\r\\n--b--\\r\\nz | text/plain ,text/plain
            an empty part      | --b\\r\\n\\r\\n\\r\\n--b--     | --b\\r\\n\\r\\n[]\\r\\n--b-- | text/plain
            no content         | --b\\r\\n\\r\\n--b--         | --b\\r\\n\\r\\n[]--b-- | text/plain
            not closed         | --b\\r\\n\\r\\none\\r\\n      | --b\\r\\n\\r\\n[one]\\r\\n | text/plain
            not closed, no end | --b\\r\\n\\r\\none           | --b\\r\\n\\r\\n[one] | text/plain
            LF alone           | --b\\n\\none\\n--b--\\n       | --b\\n\\n[one\\n]--b--\\n | text/plain
            blanks behind      | --b \\t\\r\\n\\r\\none\\r\\n--b-- \\r\\n | --b \\t\\r\\n\\r\\n[one]\\r\\n--b-- \\r\\n | text/plain
            no boundaries      | -b\\r\\nx--b\\r\\n--bb\\r\\n-- b\\r\\n | -b\\r\\nx--b\\r\\n--bb\\r\\n-- b\\r\\n | ``
            no content of ours | --b\\r\\nContent-Type: text/none\\r\\n\\r\\none\\r\\n--b-- | --b\\r\\nContent-Type: text/none\\r\\n\\r\\none\\r\\n--b-- | text/none
            an encoding        | --b\\r\\nContent-Transfer-Encoding: QP\\r\\nX: 1\\r\\n\\r\\none\\r\\n--b-- | --b\\r\\nContent-Transfer-Encoding: 8bit\\r\\nX: 1\\r\\n\\r\\n[one]\\r\\n--b-- | text/plain qp
            case and place     | --b\\r\\nX: 1\\r\\ncontent-TYPE:TEXT/x\\r\\ncontent-transfer-ENCODING:\\tqp (x)\\r\\n\\r\\none | --b\\r\\nX: 1\\r\\ncontent-TYPE:TEXT/x\\r\\ncontent-transfer-ENCODING: 8bit\\r\\n\\r\\n[one] | text/x qp
            a folded type      | --b\\r\\nContent-Type:\\r\\n text/html;\\r\\n\\tcharset=x\\r\\n\\r\\none | --b\\r\\nContent-Type:\\r\\n text/html;\\r\\n\\tcharset=x\\r\\n\\r\\n[one] | text/html
            not at a start     | --b\\r\\nX-Content-Type: text/html\\r\\n\\r\\none | --b\\r\\nX-Content-Type: text/html\\r\\n\\r\\n[one] | text/plain
            the right one      | --b\\r\\nX-Content-Transfer-Encoding: x\\r\\nContent-Transfer-Encoding: qp\\r\\n\\r\\none | --b\\r\\nX-Content-Transfer-Encoding: x\\r\\nContent-Transfer-Encoding: 8bit\\r\\n\\r\\n[one] | text/plain qp
            the first field    | --b\\r\\nContent-Type:\\r\\n\\ttext/x\\r\\n \\r\\n\\r\\none | --b\\r\\nContent-Type:\\r\\n\\ttext/x\\r\\n \\r\\n\\r\\n[one] | text/x
            empty lines of LF  | --b\\n\\nhi\\n\\nyou\\n--b-- | --b\\n\\n[hi\\n\\nyou\\n]--b-- | text/plain
            a header alone     | --b\\r\\nContent-Type: text/html\\r\\n--b--\\r\\n | --b\\r\\nContent-Type: text/html\\r\\n--b--\\r\\n | ``
            a header cut off   | --b\\r\\nContent-Type: te | --b\\r\\nContent-Type: te | ``
            an encoding, LF    | --b\\nContent-Transfer-Encoding: qp\\n\\none | --b\\nContent-Transfer-Encoding: 8bit\\n\\n[one] | text/plain qp
            parts in a part    | --b\\r\\nContent-Type: multipart/x; boundary=c\\r\\n\\r\\np\\r\\n--c\\r\\n\\r\\none\\r\\n--c--\\r\\nq\\r\\n--b\\r\\n\\r\\ntwo\\r\\n--b-- | --b\\r\\nContent-Type: multipart/x; boundary=c\\r\\n\\r\\np\\r\\n--c\\r\\n\\r\\n[one]\\r\\n--c--\\r\\nq\\r\\n--b\\r\\n\\r\\n[two]\\r\\n--b-- | text/plain ,text/plain
            inner not closed   | --b\\r\\nContent-Type: multipart/x; boundary=c\\r\\n\\r\\n--c\\r\\n\\r\\none\\r\\n--b\\r\\n\\r\\ntwo\\r\\n--c\\r\\n\\r\\nthree\\r\\n--b-- | --b\\r\\nContent-Type: multipart/x; boundary=c\\r\\n\\r\\n--c\\r\\n\\r\\n[one]\\r\\n--b\\r\\n\\r\\n[two\\r\\n--c\\r\\n\\r\\nthree]\\r\\n--b-- | text/plain ,text/plain
            after the end      | --b--\\r\\n\\r\\none\\r\\n--b\\r\\n\\r\\ntwo | --b--\\r\\n\\r\\none\\r\\n--b\\r\\n\\r\\n[two] | text/plain
            """)
    void parts(String name, String body, String changed, String parts) {
        String octets = body.translateEscapes();
        List<String> seen = new ArrayList<>();
        assertThat(bracketed(seen, octets)).isEqualTo(changed.translateEscapes());
        assertThat(String.join(",", seen).strip()).isEqualTo(parts);
        for (int split = 0; split <= octets.length(); split++) {
            assertThat(bracketed(new ArrayList<>(), octets, split))
                    .as("split at %d", split)
                    .isEqualTo(changed.translateEscapes());
        }
    }

    @Test
    @DisplayName("eight multiparts one in the other are looked into, and what is deeper is a part")
    void depth() {
        StringBuilder body = new StringBuilder("--b\r\n");
        for (int i = 1; i < 9; i++) {
            body.append("Content-Type: multipart/x; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        List<String> seen = new ArrayList<>();
        String changed = bracketed(seen, body + "\r\none");
        // The part at the bottom has a boundary that nobody waits for.
        assertThat(changed).isEqualTo(body + "\r\none");
        assertThat(seen).isEmpty();
        String seven = body.substring(0, body.indexOf("Content-Type: multipart/x; boundary=b8"));
        assertThat(bracketed(seen, seven + "\r\none")).isEqualTo(seven + "\r\n[one]");
    }

    @Test
    @DisplayName("a header of more than 16 KiB is no header")
    void longHeaders() {
        String line = "X: " + "x".repeat(1019) + "\r\n";
        String most = "--b\r\n" + line.repeat(15) + line.substring(0, 1022) + "\r\n";
        List<String> seen = new ArrayList<>();
        assertThat(bracketed(seen, most + "\r\none")).isEqualTo(most + "\r\n[one]");
        assertThat(seen).hasSize(1);
        assertThat(bracketed(seen, most + "X\r\n\r\none")).isEqualTo(most + "X\r\n\r\none");
        assertThat(seen).hasSize(1);
    }
}
