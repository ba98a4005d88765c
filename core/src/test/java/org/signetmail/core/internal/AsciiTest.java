package org.signetmail.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiTest {

    @Test
    @DisplayName("letter case is that of ASCII, whatever the locale")
    void letterCase() {
        assertThat(Ascii.lowerCase("IN-Reply-TO[]@`{")).isEqualTo("in-reply-to[]@`{");
        assertThat(Ascii.lowerCase("\u0130\u00c4\u212a")).isEqualTo("\u0130\u00c4\u212a");
        assertThat(Ascii.upperCase("az-AZ[]@`{09")).isEqualTo("AZ-AZ[]@`{09");
        assertThat(Ascii.upperCase("i\u00e4\u00df\u0131")).isEqualTo("I\u00e4\u00df\u0131");
        assertThat(Ascii.hyphenated(Thread.State.TIMED_WAITING)).isEqualTo("timed-waiting");
        assertThat(Ascii.equalsIgnoreCase("LINK", "link")).isTrue();
        assertThat(Ascii.equalsIgnoreCase("lin\u212a", "link")).isFalse();
        assertThat(Ascii.equalsIgnoreCase("link", "links")).isFalse();
        assertThat(Ascii.equalsIgnoreCase("@", "`")).isFalse();
    }

    @Test
    void findsAPrefixInPlace() {
        assertThat(Ascii.startsWithIgnoreCase("v=SPF1 -all", 2, "spf1")).isTrue();
        assertThat(Ascii.startsWithIgnoreCase("v=SPF1", 3, "spf1")).isFalse();
        assertThat(Ascii.startsWithIgnoreCase("v=SPF", 2, "spf1")).isFalse();
        assertThat(Ascii.startsWithIgnoreCase("v", -1, "v")).isFalse();
        assertThat(Ascii.startsWithIgnoreCase("v", 2, "v")).isFalse();
    }

    @Test
    @DisplayName("RFC 5234: letters and digits, and not what stands beside them")
    void lettersAndDigits() {
        for (char c = 0; c < 0x180; c++) {
            assertThat(Ascii.isDigit(c)).isEqualTo("0123456789".indexOf(c) >= 0);
            assertThat(Ascii.isLetter(c))
                    .isEqualTo("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".indexOf(c) >= 0);
        }
    }

    @Test
    @DisplayName("RFC 5234: white space is space and tab")
    void trimsWspOnly() {
        assertThat(Ascii.trimWsp(" \t a b \t")).isEqualTo("a b");
        assertThat(Ascii.trimWsp("\u000b\f\u00a0a\r\n")).isEqualTo("\u000b\f\u00a0a\r\n");
        assertThat(Ascii.trimWsp(" \t ")).isEmpty();
    }

    @Test
    void showsThirdPartyTextOnOneLine() {
        assertThat(Ascii.printable("a\r\nb\0\u00e9~", 80)).isEqualTo("a\\013\\010b\\000\\233~");
        assertThat(Ascii.printable("123456789", 9)).isEqualTo("123456789");
        assertThat(Ascii.printable("1234567890", 9)).isEqualTo("123456...");
        assertThat(Ascii.printable("1234", 3)).isEqualTo("...");
        assertThat(Ascii.printable("1234", 2)).isEqualTo("..");
        assertThat(Ascii.printable("1234", 0)).isEmpty();
        assertThat(Ascii.printable("12", 2)).isEqualTo("12");
    }

    @ParameterizedTest(name = "U+{0}")
    @ValueSource(strings = {"100", "3BF", "7FF", "800", "212A", "D7FF", "E000", "FFFD", "10000", "1F600", "10FFFF"})
    @DisplayName("A character above 255 is shown as the octets of its UTF-8")
    void showsUtf8(String hex) {
        String character = Character.toString(Integer.parseInt(hex, 16));
        StringBuilder expected = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            expected.append('\\').append(octet & 0xFF);
        }
        assertThat(Ascii.printable(character, 80)).isEqualTo(expected.toString());
        assertThat(Ascii.printable("\ud800", 80)).isEqualTo("\\237\\160\\128");
    }
}
