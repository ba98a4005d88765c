package org.signetmail.reports.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "=?utf-8?q?=C3=BC?=,ü",
                "=?UTF8?Q?=C3=BC?=,ü",
                "=?iso-8859-1?q?=FC?=,ü",
                "=?Latin1?q?=FC?=,ü",
                "=?windows-1252?B?gA==?=,€",
                "=?CP1252?b?gA==?=,€",
                "=?ISO-8859-15?q?=A4?=,€",
                "=?iso-8859-1*de?q?=FC?=,ü",
                "=?utf-8?q?a?= =?utf-8?q?b?=,ab",
                "a =?utf-8?q?b?= c,a b c",
                "=?x-nobody?q?a?=,=?x-nobody?q?a?=",
                "=??q?a?=,=??q?a?=",
                "=?utf-8?x?a?=,=?utf-8?x?a?=",
                "=?utf-8?q?a,=?utf-8?q?a",
                "=?utf-8?q?a_b=20c=4_=4?=,a b c=4 =4",
                "=?utf-8?q?=x1=1x?=,=x1=1x",
                "=?utf-8?q?a=09b?=,a\tb",
                "=?utf-8?b?YW Jj?==?utf-8?b?ZA==?=,abcd",
                "=?utf-8?b?YWI?=,ab",
                "=?utf-8?q??=x,x",
                "x=?utf-8?q?a?=y=?utf-8?q?b?=z,xaybz",
                "=?utf-8?q?a?=\t =?utf-8?q?b?= =?utf-8?q?c?=,abc",
                "=?=?utf-8?q?a?=,=?a",
                "=?=?utf-8?q?=41?=,=?A",
                "=?utf-8?qq?a?=,=?utf-8?qq?a?=",
                "=?,=?",
                "=?a?,=?a?",
                "=?a?q,=?a?q",
                "=?a?q?=,=?a?q?=",
                "Ã¼=?utf-8?q?a?=Ã¼,üaü"
            })
    @DisplayName(
            "RFC 2047: words are decoded by any name of their character set, and stay what they are where nobody knows it")
    void decode(String value, String expected) {
        assertThat(EncodedText.decode(value)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "=?utf-8?q?a?=<b>,a <b>",
                "=?utf-8?q?a?= <b>,a <b>",
                "=?utf-8?q?a_?=<b>,a <b>",
                "b=?utf-8?q?a?=,b a",
                "b =?utf-8?q?a?=,b a",
                "b=?utf-8?q?_a?=,b a",
                "=?utf-8?q?a?==?utf-8?q?b?=,ab",
                "=?utf-8?q?a?= =?utf-8?q?b?=,ab",
                "=?utf-8?q?a?=c=?utf-8?q?b?=,a c b",
                "=?utf-8?q?a?=,a",
                "=?utf-8?q??=b,b",
                "b=?utf-8?q??=,b"
            })
    @DisplayName("RFC 2047 §5: for people, a word stands apart from what is written right beside it")
    void decodePhrase(String value, String expected) {
        assertThat(EncodedText.decodePhrase(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1999, true", "2000, false"})
    @DisplayName("A word of 2000 characters is the longest")
    void longWords(int letters, boolean read) {
        String word = "=?utf-8?q?" + "a".repeat(letters) + "?=";
        assertThat(EncodedText.decode(word)).isEqualTo(read ? "a".repeat(letters) : word);
    }
}
