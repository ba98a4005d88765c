package org.signetmail.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddTextTest {

    /** The octets in hexadecimal digits; what is said of the first character, how long it is, and its kind. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            09         | a tab (\\009)                                    | 1 | BLANK
            0D         | a carriage return (\\013)                        | 1 | BLANK
            0A         | a line feed (\\010)                              | 1 | BLANK
            00         | a NUL (\\000)                                    | 1 | CONTROL
            1F         | a control character (\\031)                      | 1 | CONTROL
            7F         | a control character (\\127)                      | 1 | CONTROL
            80         | a character beyond ASCII (\\128)                 | 1 | OTHER
            a0         | a no-break space (\\160)                         | 1 | BLANK
            C2A0       | a no-break space (\\194\\160)                    | 2 | BLANK
            C2AB       | a curly quote (\\194\\171)                       | 2 | QUOTE
            C2AD       | an invisible character (\\194\\173)              | 2 | INVISIBLE
            C280       | a character beyond ASCII (\\194\\128)            | 2 | OTHER
            C2BF       | a character beyond ASCII (\\194\\191)            | 2 | OTHER
            C3BC       | a character beyond ASCII (\\195\\188)            | 2 | OTHER
            DFBF       | a character beyond ASCII (\\223\\191)            | 2 | OTHER
            C1BF       | a character beyond ASCII (\\193)                 | 1 | OTHER
            C27F       | a character beyond ASCII (\\194)                 | 1 | OTHER
            C2C0       | a character beyond ASCII (\\194)                 | 1 | OTHER
            C2         | a character beyond ASCII (\\194)                 | 1 | OTHER
            E08080     | a character beyond ASCII (\\224)                 | 1 | OTHER
            E09FBF     | a character beyond ASCII (\\224)                 | 1 | OTHER
            E0A080     | a character beyond ASCII (\\224\\160\\128)       | 3 | OTHER
            E28082     | a blank that is no space (\\226\\128\\130)       | 3 | BLANK
            E38080     | a blank that is no space (\\227\\128\\128)       | 3 | BLANK
            E2809C     | a curly quote (\\226\\128\\156)                  | 3 | QUOTE
            E28093     | a dash that is no hyphen (\\226\\128\\147)       | 3 | DASH
            E28892     | a dash that is no hyphen (\\226\\136\\146)       | 3 | DASH
            E2808B     | an invisible character (\\226\\128\\139)         | 3 | INVISIBLE
            EFBBBF     | a byte order mark (\\239\\187\\191)              | 3 | INVISIBLE
            EFBFBF     | a character beyond ASCII (\\239\\191\\191)       | 3 | OTHER
            E2809C41   | a curly quote (\\226\\128\\156)                  | 3 | QUOTE
            E280       | a character beyond ASCII (\\226)                 | 1 | OTHER
            E28041     | a character beyond ASCII (\\226)                 | 1 | OTHER
            E24180     | a character beyond ASCII (\\226)                 | 1 | OTHER
            F09F9880   | a character beyond ASCII (\\240)                 | 1 | OTHER
            91         | a curly quote (\\145)                            | 1 | QUOTE
            94         | a curly quote (\\148)                            | 1 | QUOTE
            96         | a dash that is no hyphen (\\150)                 | 1 | DASH
            97         | a dash that is no hyphen (\\151)                 | 1 | DASH
            95         | a character beyond ASCII (\\149)                 | 1 | OTHER
            C291       | a character beyond ASCII (\\194\\145)            | 2 | OTHER
            C296       | a character beyond ASCII (\\194\\150)            | 2 | OTHER
            """)
    void says(String hex, String words, int length, OddText.Kind kind) {
        assertThat(OddText.at('x' + octets(hex), 1)).isEqualTo(new OddText(words, length, kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "~", "a", "\""})
    void whatMayStandThereIsNotOdd(String text) {
        assertThat(OddText.at(text, 0)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aRemedyFitsItsKind(OddText.Kind kind) {
        String expected = Objects.requireNonNull(
                switch (kind) {
                    case BLANK -> "a space";
                    case QUOTE -> "zone file";
                    case DASH -> "a hyphen (-)";
                    case INVISIBLE -> "copied along";
                    case CONTROL -> "Take it out.";
                    case OTHER -> "(xn--)";
                });
        assertThat(kind.remedy()).contains(expected).endsWith(".");
    }

    @Test
    void aHighOctetAtTheEndIsLookedAtAlone() {
        assertThat(OddText.at("\u00e2\u0080\u009c", 2))
                .isEqualTo(new OddText("a character beyond ASCII (\\156)", 1, OddText.Kind.OTHER));
    }

    private static String octets(String hex) {
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            octets.append((char) Integer.parseInt(hex, i, i + 2, 16));
        }
        return octets.toString();
    }
}
