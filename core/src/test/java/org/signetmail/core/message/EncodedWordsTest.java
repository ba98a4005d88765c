package org.signetmail.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedWordsTest {

    /** YUBi is a@b, and QGE= begins with an @; in YWI= and in RUBF shifted there is none. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            =?utf-8?q?a=40b?=            | true
            =?utf-8?Q?=40?=              | true
            =?utf-8?q?a=41b?=            | false
            =?utf-8?q?a=4?=              | false
            =?utf-8?b?YUBi?=             | true
            =?UTF-8?B?QGE=?=             | true
            =?utf-8?b?YWJA?=             | true
            =?utf-8?b?YU Bi?=            | true
            =?utf-8?b?YWI=?=             | false
            =?utf-8?b?BAAA?=             | false
            =?utf-8?b?+/09?=             | false
            =?utf-8?x?a=40b?=            | false
            =?utf-7?q?ab?=               | true
            =?ibm037?b?YWI=?=            | true
            =?iso-8859-15?q?ab?=         | false
            =?gb18030?q?ab?=             | false
            =?utf-8?qq?a=40b?=           | false
            =?utf-8??a=40b?=             | false
            =?utf-8?q?ab                 | false
            =?utf-8?q                    | false
            =?utf-8                      | false
            =?utf-8?q?ab?= =?utf-8?q?=40?= | true
            =?utf-8?q?ab?==?utf-8?q?=40?=  | true
            =?x?yy=?utf-8?q?=40?=        | true
            =?utf-8?b?YWI=?==?utf-8?q?=40?= | true
            a=40b                        | false
            ''                           | false
            """)
    void mayHideAnAddress(String text, boolean expected) {
        assertThat(EncodedWords.mayHideAddress(text, text.length())).isEqualTo(expected);
    }

    @ParameterizedTest(name = "up to {0}: {1}")
    @CsvSource({"17, true", "15, true", "14, false", "10, false", "9, false", "0, false"})
    void onlyWhatStandsBeforeTheEndCounts(int end, boolean expected) {
        assertThat(EncodedWords.mayHideAddress("=?utf-8?q?a=40?= x", end)).isEqualTo(expected);
    }
}
