package org.signetmail.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

    /** Octets; the index of the first that is no UTF-8, and whether the whole is a text. */
    @ParameterizedTest(name = "{index}: {1}, {2}")
    @DisplayName("RFC 3629 §3: neither overlong forms nor surrogates; and no C1 control in a text")
    @CsvSource(delimiter = '|', textBlock = """
            abc                     | -1 | true
            a\303\274           | -1 | true
            a\303                 | 1  | false
            a\303b                | 1  | false
            \377                  | 0  | false
            \303\274\300\200 | 2 | false
            a\355\240\200     | 1  | false
            a\302\200           | -1 | false
            a\302\237           | -1 | false
            a\302\240           | -1 | true
            a\303\205           | -1 | true
            a\302                 | 1  | false
            a\360\237\230\200 | -1 | true
            """)
    void octets(String octets, int error, boolean text) {
        assertThat(Utf8.firstError(octets)).isEqualTo(error);
        assertThat(Utf8.isText(octets)).isEqualTo(text);
        assertThat(Utf8.decode(octets) == null).isEqualTo(error >= 0);
    }

    @ParameterizedTest
    @CsvSource({"abc, abc", "\u00c3\u00bcb, \u00fcb", "\u00f0\u009f\u0098\u0080, \ud83d\ude00"})
    void decodes(String octets, String text) {
        assertThat(Utf8.decode(octets)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"0, 1, true", "0, 2, false", "1, 2, false", "2, 3, true", "3, 3, true"})
    void asciiWithinARange(int from, int to, boolean expected) {
        assertThat(Utf8.isAscii("a\u0080\u007f", from, to)).isEqualTo(expected);
    }
}
