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
                "=?utf-8?q?a,=?utf-8?q?a"
            })
    @DisplayName(
            "RFC 2047: words are decoded by any name of their character set, and stay what they are where nobody knows it")
    void decode(String value, String expected) {
        assertThat(EncodedText.decode(value)).isEqualTo(expected);
    }
}
