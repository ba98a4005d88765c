package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;

/** Lines counted eight octets at a time are those that one counts one by one. */
class LineCheckTest {

    /** All that there is to know, found octet by octet in the whole. */
    private static String counted(String text) {
        long line = 1;
        int start = 0;
        String lone = "none";
        String eightBit = "none";
        String firstLong = "none";
        int longLines = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length();
            boolean crlf = text.startsWith("\r\n", i);
            if (end || crlf) {
                int length = i - start - (end && text.endsWith("\r") ? 1 : 0);
                if (length > 998) {
                    firstLong = longLines++ == 0 ? line + ":" + length : firstLong;
                }
            }
            if (crlf) {
                line++;
                i++;
                start = i + 1;
            } else if (!end && (text.charAt(i) == '\r' || text.charAt(i) == '\n') && lone.equals("none")) {
                lone = line + ":" + (int) text.charAt(i);
            } else if (!end && text.charAt(i) > 0x7F && eightBit.equals("none")) {
                eightBit = line + ":" + (int) text.charAt(i);
            }
        }
        return lone + " " + eightBit + " " + firstLong + " " + longLines;
    }

    private static String checked(byte[] octets, Random random, int mostAtOnce) {
        LineCheck check = new LineCheck();
        for (int at = 0; at < octets.length; ) {
            int length = Math.min(octets.length - at, random.nextInt(mostAtOnce + 1));
            // Somewhere within a buffer whose other octets say nothing.
            byte[] buffer = new byte[length + 20];
            Arrays.fill(buffer, (byte) '\n');
            System.arraycopy(octets, at, buffer, 7, length);
            check.update(buffer, 7, length);
            at += length;
        }
        check.finish();
        return place(check.lone()) + " " + place(check.eightBitHeader()) + " "
                + (check.longLines() == 0 ? "none" : check.firstLongLine() + ":" + check.firstLongLength()) + " "
                + check.longLines();
    }

    private static String place(LineCheck.Place place) {
        return place == null ? "none" : place.line() + ":" + place.octet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\na", "\r\n\r\nab", "\r\na\u00fc", "\r\nabcdefghijklmnop", "\r\n\n\r"})
    void likeOneByOne(String alphabet) {
        Random random = new Random(26);
        for (int round = 0; round < 1000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(round % 3 == 0 ? 4000 : 60);
            while (text.length() < length) {
                // CRLFs whole more often than not, so that a lone one is seen late as well as early.
                text.append(
                        random.nextInt(3) == 0 ? "\r\n" : alphabet.charAt(random.nextInt(2, alphabet.length())) + "");
                if (random.nextInt(40) == 0) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                if (random.nextInt(round % 3 == 0 ? 1000 : 100) == 0) {
                    text.append("x".repeat(980 + random.nextInt(30)));
                }
            }
            byte[] octets = Forge.octets(text.toString());
            assertThat(checked(octets, random, 1 + random.nextInt(round % 2 == 0 ? 40 : 4000)))
                    .as("%s", text)
                    .isEqualTo(counted(text.toString()));
        }
    }

    @Test
    @DisplayName("RFC 5322 §2.1.1: 998 octets are a line, 999 are too many, with and without CRLF")
    void bound() {
        for (String end : new String[] {"", "\r", "\r\n", "\r\n\r\n"}) {
            for (int length : new int[] {997, 998, 999, 1000}) {
                String text = "a\r\n" + "x".repeat(length) + end;
                assertThat(checked(Forge.octets(text), new Random(1), 1100))
                        .isEqualTo(counted(text))
                        .endsWith(length > 998 ? " 2:" + length + " 1" : " none 0");
            }
        }
    }

    @Test
    void showsTheLineAroundAPlace() {
        assertThat(shown("a\r\nbefore\nbehind\r\nc")).isEqualTo("before\\010behind");
        assertThat(shown("a\r\nbefore\rbehind\r\nc")).isEqualTo("before\\013behind");
        assertThat(shown("x".repeat(200) + "\n" + "y".repeat(200)))
                .isEqualTo("..." + "x".repeat(40) + "\\010" + "y".repeat(39) + "...");
        assertThat(shown("\u00fc".repeat(39) + "\n" + "\u00fc".repeat(80)))
                .hasSizeLessThan(170)
                .startsWith("\\252")
                .endsWith("...")
                .matches("[ -~]*");
        assertThat(shown("x\n" + "y".repeat(39))).isEqualTo("x\\010" + "y".repeat(39));
        assertThat(shown("x\n" + "y".repeat(40))).isEqualTo("x\\010" + "y".repeat(39) + "...");
        assertThat(shown("x\ny\r")).isEqualTo("x\\010y\\013");
        assertThat(shown("ab\r")).isEmpty();
    }

    private static String shown(String text) {
        String atOnce = shown(text, "");
        assertThat(shown(text, "\n".repeat(30))).isEqualTo(atOnce);
        return atOnce;
    }

    /** Of a text within a buffer that has other octets around it. */
    private static String shown(String text, String around) {
        LineCheck check = new LineCheck();
        byte[] octets = Forge.octets(around + text + around);
        check.update(octets, around.length(), text.length());
        check.finish();
        return check.lone().shown();
    }

    @Test
    @DisplayName("lines are those of the message: of the header, the empty one, and the body")
    void headerAndBody() {
        Message message = Message.of(Forge.octets("A: 1\r\n 2\r\nB: \u00fc\r\n\r\nx\r\n\u00e4\n"));
        LineCheck check = new LineCheck();
        message.fields().forEach(check::field);
        check.beginBody();
        message.writeBodyTo(check::update);
        check.finish();
        assertThat(place(check.eightBitHeader())).isEqualTo("3:252");
        assertThat(place(check.eightBitBody())).isEqualTo("6:228");
        assertThat(place(check.lone())).isEqualTo("6:10");
    }
}
