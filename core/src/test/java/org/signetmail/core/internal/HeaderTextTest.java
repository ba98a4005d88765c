package org.signetmail.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @Test
    void whatMayHideIsTakenOut() {
        assertThat(HeaderText.clean("a\r\n\0b\u007f\u0085c\u2028\u2029d\u202e\u200be\ud800f\udc00"))
                .isEqualTo("abcdef");
        assertThat(HeaderText.clean("\u00fc \ud83d\ude00\u00a0~")).isEqualTo("\u00fc \ud83d\ude00\u00a0~");
    }

    @Test
    void cutTextIsOfTheLengthAskedFor() {
        assertThat(HeaderText.cut("12345", 5)).isEqualTo("12345");
        assertThat(HeaderText.cut("123456", 5)).isEqualTo("12...");
        assertThat(HeaderText.cut("1\ud83d\ude00456", 5)).isEqualTo("1...");
        assertThat(HeaderText.cut("\ud83d\ude00345", 5)).isEqualTo("\ud83d\ude00345");
        assertThat(HeaderText.cut("\ud83d\ude004567", 5)).isEqualTo("\ud83d\ude00...");
    }

    /** As a value, as the value of a property, and as a word of Received-SPF. */
    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 8601 §2.2, RFC 2045 §5.1, RFC 7208 §9.1: what is no word is quoted")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a            | a              | a              | a
            ``           | ""             | ""             | ""
            a b          | "a b"          | "a b"          | "a b"
            a!~b         | a!~b           | a!~b           | a!~b
            a"b          | "a\\"b"        | "a\\"b"        | "a\\"b"
            a\\b         | "a\\\\b"       | "a\\\\b"       | "a\\\\b"
            a=b          | "a=b"          | "a=b"          | a=b
            a.b          | a.b            | a.b            | a.b
            a..b         | a..b           | a..b           | "a..b"
            .a           | .a             | .a             | ".a"
            a.           | a.             | a.             | "a."
            \u00fc       | "\u00fc"       | "\u00fc"       | "\u00fc"
            a@b.c        | "a@b.c"        | a@b.c          | "a@b.c"
            @b.c         | "@b.c"         | @b.c           | "@b.c"
            a+1@b-c.d    | "a+1@b-c.d"    | a+1@b-c.d      | "a+1@b-c.d"
            a=1@b.c      | "a=1@b.c"      | a=1@b.c        | "a=1@b.c"
            a@           | "a@"           | "a@"           | "a@"
            a@b..c       | "a@b..c"       | "a@b..c"       | "a@b..c"
            a@.b         | "a@.b"         | "a@.b"         | "a@.b"
            a@b.         | "a@b."         | "a@b."         | "a@b."
            a@b_c        | "a@b_c"        | "a@b_c"        | "a@b_c"
            a@b@c        | "a@b@c"        | "a@b@c"        | "a@b@c"
            .a@b         | ".a@b"         | ".a@b"         | ".a@b"
            a.@b         | "a.@b"         | "a.@b"         | "a.@b"
            a b@c        | "a b@c"        | "a b@c"        | "a b@c"
            \u00fc@c     | "\u00fc@c"     | "\u00fc@c"     | "\u00fc@c"
            """)
    void words(String text, String value, String propertyValue, String word) {
        assertThat(HeaderText.value(text)).isEqualTo(value);
        assertThat(HeaderText.propertyValue(text)).isEqualTo(propertyValue);
        assertThat(HeaderText.dotAtomOrQuoted(text)).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(chars = {'(', ')', '<', '>', '@', ',', ';', ':', '/', '[', ']', '?', '='})
    void aTokenHasNoSpecials(char special) {
        assertThat(HeaderText.value("a" + special)).isEqualTo("\"a" + special + '"');
    }

    @Test
    @DisplayName("RFC 5322 §3.2.2: parentheses and backslashes of a comment are quoted")
    void comments() {
        assertThat(HeaderText.comment("a (b) \\c \"d\"")).isEqualTo("(a \\(b\\) \\\\c \"d\")");
        assertThat(HeaderText.comment("")).isEqualTo("()");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("RFC 5321 §4.1.2: Ldh-str, and underscores")
    @CsvSource({"a, true", "a-b, true", "a_, true", "-a, true", "9, true", "a-, false", "'', false", "a.b, false"})
    void keywords(String text, boolean expected) {
        assertThat(HeaderText.isKeyword(text)).isEqualTo(expected);
    }

    @Test
    void keywordsAreBounded() {
        assertThat(HeaderText.isKeyword("a".repeat(100))).isTrue();
        assertThat(HeaderText.isKeyword("a".repeat(101))).isFalse();
    }
}
