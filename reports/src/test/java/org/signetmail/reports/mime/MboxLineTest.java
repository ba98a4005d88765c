package org.signetmail.reports.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MboxLineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        From a@b.example Fri Jan  2 03:00:00 2026 | text       | true  | true
        From a@b.example Fri Jan  2 03:00:00 2026 | Subject: x | false | true
        From a@b.example Fri Jan  2 03:00:00 2026 | text       | false | false
        From a@b.example 2026-01-02 03:00:00      | Subject: x | true  | true
        From a@b.example 2026-01-02 03:00:00      | Subject: x | false | false
        From a@b.example                          | Subject: x | true  | true
        From MAILER-DAEMON                        | Subject: x | true  | true
        From a@b.example                          | Subject: x | false | false
        From a@b.example                          | text       | true  | false
        From here on                              | Note: x    | true  | false
        From Monday on                            | Note: x    | true  | false
        >From a@b.example Fri Jan  2 03:00:00 2026 | Subject: x | true | false
        From:                                     | Subject: x | true  | false
        From a@b.example Abc Jan  2 03:00:00 2026 | Subject: x | false | false
        From a@b.example Fry Jan  2 03:00:00 2026 | Subject: x | false | false
        From a@b.example Fri Jan  2 03:00:00 2026 | Sub ject:  | false | false
        From a@b.example Fri Jan  2 03:00:00 2026 | : x        | false | false
        From a@b.example Fri Jan  2 03:00:00 2026 | x:         | false | true
        From a@b.example Fri Jan  2 03:00:00 2026 | \u007F: x | false | false
        From a@b.example Fri Jan  2 03:00:00 2026 | Subject    | false | false
        From x 09:00                              | text       | true  | true
        From x 90:99                              | text       | true  | true
        From x /9:00                              | text       | true  | false
        From x 0/:00                              | text       | true  | false
        From x 0::00                              | text       | true  | false
        From x 00:/0                              | text       | true  | false
        From x 00:                                | text       | true  | false
        From a@b.example x                        | Subject: x | true  | false
        From example                              | Subject: x | true  | false
        """)
    void begins(String line, String next, boolean afterEmpty, boolean begins) {
        for (String end : new String[] {"\n", "\r\n"}) {
            byte[] octets = ("x" + line + end + next + end).getBytes(StandardCharsets.US_ASCII);

            assertThat(MboxLine.begins(octets, 1, octets.length, afterEmpty)).isEqualTo(begins);
            assertThat(MboxLine.begins(octets, 1, 4, afterEmpty)).isFalse();
        }
    }
}
