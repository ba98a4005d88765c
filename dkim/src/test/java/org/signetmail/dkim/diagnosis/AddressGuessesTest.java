package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of addresses as other programs write it. */
class AddressGuessesTest {

    /**
     * The list; then without quotation marks, with them, without brackets, with them, without names that are addresses, the
     * same in brackets, with comments for names, with names for comments. An equals sign: as it is.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Ann" <a@x>, b@y, <c@z> | Ann <a@x>, b@y, <c@z> | = | "Ann" <a@x>, b@y, c@z | "Ann" <a@x>, <b@y>, <c@z> | = | = | a@x (Ann), b@y, <c@z> | =
            Ann Other <a@x>         | = | "Ann Other" <a@x> | = | = | = | = | a@x (Ann Other) | =
            a@x (Ann)               | = | = | = | = | = | = | = | Ann <a@x>
            a@x (Ann) x             | = | = | = | = | = | = | = | =
            a@x(Ann)                | = | = | = | = | = | = | = | =
            a@x,b@y                 | a@x, b@y | a@x, b@y | a@x, b@y | <a@x>, <b@y> | a@x, b@y | a@x, b@y | a@x, b@y | a@x, b@y
            <a@x>                   | = | = | a@x | = | = | = | = | =
            <a@x                    | = | = | =   | = | = | = | = | =
            a@x>                    | = | = | =   | <a@x>> | = | = | = | =
            <>                      | = | = | ``  | = | = | = | = | =
            a@x <a@x>               | = | "a@x" <a@x> | = | = | a@x | <a@x> | a@x (a@x) | =
            "a@x" <a@x>             | a@x <a@x> | = | = | = | a@x | <a@x> | a@x (a@x) | =
            "'a@x'" <a@x>           | 'a@x' <a@x> | = | = | = | a@x | <a@x> | a@x ('a@x') | =
            'a@x' <a@x>             | = | "'a@x'" <a@x> | = | = | = | = | a@x ('a@x') | =
            b@x <a@x>               | = | "b@x" <a@x> | = | = | = | = | a@x (b@x) | =
            a><a>                   | = | = | = | = | = | = | = | =
            a@x<a@x>                | = | = | = | = | a@x | <a@x> | = | =
            x <>                    | = | "x" <> | = | = | = | = | ` (x)` | =
            "A, B" <a@x>            | A, B <a@x> | = | = | = | = | = | a@x (A, B) | =
            "open <a@x>             | = | = | = | = | = | = | a@x ("open) | =
            """)
    void writes(
            String line,
            String unquoted,
            String quoted,
            String bare,
            String bracketed,
            String nameless,
            String namelessBracketed,
            String commented,
            String uncommented) {
        String[] expected = {unquoted, quoted, bare, bracketed, nameless, namelessBracketed, commented, uncommented};
        Arrays.setAll(expected, i -> expected[i].equals("=") ? line : expected[i]);
        assertThat(AddressGuesses.of(line)).containsExactly(expected);
    }

    @Test
    @DisplayName("the first thousand addresses are written anew, and the rest goes with the last of them")
    void many() {
        assertThat(AddressGuesses.of("a,".repeat(999) + "b,c").get(3)).endsWith("<a>, <b>, <c>");
        assertThat(AddressGuesses.of("a,".repeat(1000) + "b,c").get(3)).endsWith("<a>, <b,c>");
    }
}
