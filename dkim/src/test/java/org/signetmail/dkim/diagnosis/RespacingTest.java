package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of fields as they are when white space, folds or the name are written otherwise. */
class RespacingTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            COMMAS_TIGHT | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,Carol < c@y >;  "d, <e",f\\r\\n ;g=?x?= =?y?= =?z?==?w?=`
            COMMAS_TIGHT | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c>,`
            COMMAS_TIGHT | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            COMMAS_TIGHT | `<x> ,  <y>; : <z>` | `<x>,<y>; : <z>`
            COMMAS_TIGHT | `:\\t<x>` | `:\\t<x>`
            COMMAS_TIGHT | `a < ` | `a < `
            COMMAS_TIGHT | `"\\\\` | `"\\\\`
            COMMAS_TIGHT | `,` | `,`
            COMMAS_TIGHT | `a , ; b` | `a,; b`
            COMMAS_TIGHT | `"d <e" <x>,\\t<y>` | `"d <e" <x>,<y>`
            COMMAS_TIGHT | `a\\r` | `a\\r`
            COMMAS_SPACED | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>, Carol < c@y >;  "d, <e", f\\r\\n ;g=?x?= =?y?= =?z?==?w?=`
            COMMAS_SPACED | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c>,`
            COMMAS_SPACED | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            COMMAS_SPACED | `<x> ,  <y>; : <z>` | `<x>, <y>; : <z>`
            COMMAS_SPACED | `:\\t<x>` | `:\\t<x>`
            COMMAS_SPACED | `a < ` | `a < `
            COMMAS_SPACED | `"\\\\` | `"\\\\`
            COMMAS_SPACED | `,` | `,`
            COMMAS_SPACED | `a , ; b` | `a, ; b`
            COMMAS_SPACED | `"d <e" <x>,\\t<y>` | `"d <e" <x>, <y>`
            COMMAS_SPACED | `a\\r` | `a\\r`
            SEMICOLONS_TIGHT | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,\\r\\n\\tCarol < c@y >;"d, <e" ,f;g=?x?= =?y?= =?z?==?w?=`
            SEMICOLONS_TIGHT | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c> ,`
            SEMICOLONS_TIGHT | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            SEMICOLONS_TIGHT | `<x> ,  <y>; : <z>` | `<x> ,  <y>;: <z>`
            SEMICOLONS_TIGHT | `:\\t<x>` | `:\\t<x>`
            SEMICOLONS_TIGHT | `a < ` | `a < `
            SEMICOLONS_TIGHT | `"\\\\` | `"\\\\`
            SEMICOLONS_TIGHT | `,` | `,`
            SEMICOLONS_TIGHT | `a , ; b` | `a ,;b`
            SEMICOLONS_TIGHT | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            SEMICOLONS_TIGHT | `a\\r` | `a\\r`
            SEMICOLONS_SPACED | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,\\r\\n\\tCarol < c@y >; "d, <e" ,f; g=?x?= =?y?= =?z?==?w?=`
            SEMICOLONS_SPACED | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c> ,`
            SEMICOLONS_SPACED | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            SEMICOLONS_SPACED | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            SEMICOLONS_SPACED | `:\\t<x>` | `:\\t<x>`
            SEMICOLONS_SPACED | `a < ` | `a < `
            SEMICOLONS_SPACED | `"\\\\` | `"\\\\`
            SEMICOLONS_SPACED | `,` | `,`
            SEMICOLONS_SPACED | `a , ; b` | `a ,; b`
            SEMICOLONS_SPACED | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            SEMICOLONS_SPACED | `a\\r` | `a\\r`
            BRACKETS_SPACED | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=`
            BRACKETS_SPACED | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            BRACKETS_SPACED | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            BRACKETS_SPACED | `:\\t<x>` | `:\\t<x>`
            BRACKETS_SPACED | `a < ` | `a < `
            BRACKETS_SPACED | `"\\\\` | `"\\\\`
            BRACKETS_SPACED | `,` | `,`
            BRACKETS_SPACED | `a , ; b` | `a , ; b`
            BRACKETS_SPACED | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            BRACKETS_SPACED | `a\\r` | `a\\r`
            BRACKETS_TIGHT | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob<b@x>,\\r\\n\\tCarol< c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=`
            BRACKETS_TIGHT | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            BRACKETS_TIGHT | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            BRACKETS_TIGHT | `:\\t<x>` | `:\\t<x>`
            BRACKETS_TIGHT | `a < ` | `a< `
            BRACKETS_TIGHT | `"\\\\` | `"\\\\`
            BRACKETS_TIGHT | `,` | `,`
            BRACKETS_TIGHT | `a , ; b` | `a , ; b`
            BRACKETS_TIGHT | `"d <e" <x>,\\t<y>` | `"d <e"<x>,\\t<y>`
            BRACKETS_TIGHT | `a\\r` | `a\\r`
            BRACKETS_TRIMMED | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,\\r\\n\\tCarol <c@y>;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=`
            BRACKETS_TRIMMED | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c> ,`
            BRACKETS_TRIMMED | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            BRACKETS_TRIMMED | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            BRACKETS_TRIMMED | `:\\t<x>` | `:\\t<x>`
            BRACKETS_TRIMMED | `a < ` | `a <`
            BRACKETS_TRIMMED | `"\\\\` | `"\\\\`
            BRACKETS_TRIMMED | `,` | `,`
            BRACKETS_TRIMMED | `a , ; b` | `a , ; b`
            BRACKETS_TRIMMED | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            BRACKETS_TRIMMED | `a\\r` | `a\\r`
            WORDS_SPACED | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?= =?w?=`
            WORDS_SPACED | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c> ,`
            WORDS_SPACED | `a\\nb\\rc\\r\\nd` | `a\\nb\\rc\\r\\nd`
            WORDS_SPACED | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            WORDS_SPACED | `:\\t<x>` | `:\\t<x>`
            WORDS_SPACED | `a < ` | `a < `
            WORDS_SPACED | `"\\\\` | `"\\\\`
            WORDS_SPACED | `,` | `,`
            WORDS_SPACED | `a , ; b` | `a , ; b`
            WORDS_SPACED | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            WORDS_SPACED | `a\\r` | `a\\r`
            WORDS_TIGHT | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>, Carol < c@y >;  "d, <e" ,f ;g=?x?==?y?==?z?==?w?=`
            WORDS_TIGHT | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c> ,`
            WORDS_TIGHT | `a\\nb\\rc\\r\\nd` | `a b c d`
            WORDS_TIGHT | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            WORDS_TIGHT | `:\\t<x>` | `:\\t<x>`
            WORDS_TIGHT | `a < ` | `a < `
            WORDS_TIGHT | `"\\\\` | `"\\\\`
            WORDS_TIGHT | `,` | `,`
            WORDS_TIGHT | `a , ; b` | `a , ; b`
            WORDS_TIGHT | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            WORDS_TIGHT | `a\\r` | `a `
            FOLDS_GONE | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,Carol < c@y >;  "d, <e" ,f;g=?x?= =?y?= =?z?==?w?=`
            FOLDS_GONE | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c> ,`
            FOLDS_GONE | `a\\nb\\rc\\r\\nd` | `abcd`
            FOLDS_GONE | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            FOLDS_GONE | `:\\t<x>` | `:\\t<x>`
            FOLDS_GONE | `a < ` | `a < `
            FOLDS_GONE | `"\\\\` | `"\\\\`
            FOLDS_GONE | `,` | `,`
            FOLDS_GONE | `a , ; b` | `a , ; b`
            FOLDS_GONE | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            FOLDS_GONE | `a\\r` | `a`
            CRLFS | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=` | `Bob <b@x>,\\r\\n\\tCarol < c@y >;  "d, <e" ,f\\r\\n ;g=?x?= =?y?= =?z?==?w?=`
            CRLFS | `"a\\\\",b"  <c> ,` | `"a\\\\",b"  <c> ,`
            CRLFS | `a\\nb\\rc\\r\\nd` | `a\\r\\nb\\r\\nc\\r\\nd`
            CRLFS | `<x> ,  <y>; : <z>` | `<x> ,  <y>; : <z>`
            CRLFS | `:\\t<x>` | `:\\t<x>`
            CRLFS | `a < ` | `a < `
            CRLFS | `"\\\\` | `"\\\\`
            CRLFS | `,` | `,`
            CRLFS | `a , ; b` | `a , ; b`
            CRLFS | `"d <e" <x>,\\t<y>` | `"d <e" <x>,\\t<y>`
            CRLFS | `a\\r` | `a\\r\\n`
            """)
    void spaced(Respacing respacing, String text, String other) {
        assertThat(respacing.apply(text.translateEscapes())).isEqualTo(other.translateEscapes());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UNFOLDED | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\tCarol, c;  d,\\te ; f  `
            UNFOLDED | `\\r\\n\\ta; b;  c;d; ` | `\\ta; b;  c;d; `
            UNFOLDED | ` a \\t\\r\\n b` | ` a \\t b`
            ON_ONE_LINE | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>, Carol, c;  d,\\te ; f`
            ON_ONE_LINE | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta; b;  c;d;`
            ON_ONE_LINE | `a, ` | `a,`
            ON_ONE_LINE | ` a \\t\\r\\n b` | ` a b`
            ON_THE_FIRST_LINE | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>, Carol, c;  d,\\te ; f`
            ON_THE_FIRST_LINE | `\\r\\n\\ta; b;  c;d; ` | ` a; b;  c;d;`
            ON_THE_FIRST_LINE | `x` | ` x`
            ON_THE_FIRST_LINE | `` | ` `
            ON_THE_FIRST_LINE | `a, ` | ` a,`
            ON_THE_FIRST_LINE | `, a; b` | ` , a; b`
            ON_THE_FIRST_LINE | ` a \\t\\r\\n b` | ` a b`
            COLLAPSED | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>, Carol, c; d, e ; f`
            COLLAPSED | `\\r\\n\\ta; b;  c;d; ` | ` a; b; c;d;`
            COLLAPSED | `x` | ` x`
            COLLAPSED | `` | ` `
            COLLAPSED | `a, ` | ` a,`
            COLLAPSED | `, a; b` | ` , a; b`
            COLLAPSED | ` a \\t\\r\\n b` | ` a b`
            TABS | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n\\t; f`
            TABS | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta; b;  c;d;`
            TABS | `a, ` | `a,`
            TABS | ` a \\t\\r\\n b` | ` a\\r\\n\\tb`
            SPACES | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n Carol, c;  d,\\te\\r\\n ; f`
            SPACES | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta; b;  c;d;`
            SPACES | `a, ` | `a,`
            SPACES | ` a \\t\\r\\n b` | ` a\\r\\n b`
            EIGHT_SPACES | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n        Carol, c;  d,\\te\\r\\n        ; f`
            EIGHT_SPACES | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta; b;  c;d;`
            EIGHT_SPACES | `a, ` | `a,`
            EIGHT_SPACES | ` a \\t\\r\\n b` | ` a\\r\\n        b`
            LISTED_WITH_TABS | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n\\tCarol,\\r\\n\\tc;  d,\\te ; f`
            LISTED_WITH_TABS | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta;\\r\\n\\tb;\\r\\n\\t c;d;`
            LISTED_WITH_TABS | `a, ` | `a,`
            LISTED_WITH_TABS | `, a; b` | `,\\r\\n\\ta; b`
            LISTED_WITH_TABS | ` a \\t\\r\\n b` | ` a b`
            LISTED_WITH_SPACES | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n Carol,\\r\\n c;  d,\\te ; f`
            LISTED_WITH_SPACES | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta;\\r\\n b;\\r\\n  c;d;`
            LISTED_WITH_SPACES | `a, ` | `a,`
            LISTED_WITH_SPACES | `, a; b` | `,\\r\\n a; b`
            LISTED_WITH_SPACES | ` a \\t\\r\\n b` | ` a b`
            WIDTH_78 | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>, Carol, c;  d,\\te ; f`
            WIDTH_78 | `\\r\\n\\ta; b;  c;d; ` | ` a; b;  c;d;`
            WIDTH_78 | `x` | ` x`
            WIDTH_78 | `` | ` `
            WIDTH_78 | `a, ` | ` a,`
            WIDTH_78 | `, a; b` | ` , a; b`
            WIDTH_78 | ` a \\t\\r\\n b` | ` a b`
            WIDTH_76 | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>, Carol, c;  d,\\te ; f`
            WIDTH_76 | `\\r\\n\\ta; b;  c;d; ` | ` a; b;  c;d;`
            WIDTH_76 | `x` | ` x`
            WIDTH_76 | `` | ` `
            WIDTH_76 | `a, ` | ` a,`
            WIDTH_76 | `, a; b` | ` , a; b`
            WIDTH_76 | ` a \\t\\r\\n b` | ` a b`
            COLON_TIGHT | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | `Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n `
            COLON_TIGHT | `\\r\\n\\ta; b;  c;d; ` | `a; b;  c;d; `
            COLON_TIGHT | ` a \\t\\r\\n b` | `a \\t\\r\\n b`
            COLON_SPACED | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n `
            COLON_SPACED | `\\r\\n\\ta; b;  c;d; ` | ` a; b;  c;d; `
            COLON_SPACED | `x` | ` x`
            COLON_SPACED | `` | ` `
            COLON_SPACED | `a, ` | ` a, `
            COLON_SPACED | `, a; b` | ` , a; b`
            COLON_FOLDED | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | `\\r\\n Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n `
            COLON_FOLDED | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n a; b;  c;d; `
            COLON_FOLDED | `x` | `\\r\\n x`
            COLON_FOLDED | `` | `\\r\\n `
            COLON_FOLDED | `a, ` | `\\r\\n a, `
            COLON_FOLDED | `, a; b` | `\\r\\n , a; b`
            COLON_FOLDED | ` a \\t\\r\\n b` | `\\r\\n a \\t\\r\\n b`
            END_TRIMMED | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f`
            END_TRIMMED | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta; b;  c;d;`
            END_TRIMMED | `a, ` | `a,`
            END_SPACED | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n ` | ` Bob <b@x>,\\r\\n\\tCarol, c;  d,\\te\\r\\n ; f\\r\\n \\r\\n  `
            END_SPACED | `\\r\\n\\ta; b;  c;d; ` | `\\r\\n\\ta; b;  c;d;  `
            END_SPACED | `x` | `x `
            END_SPACED | `` | ` `
            END_SPACED | `a, ` | `a,  `
            END_SPACED | `, a; b` | `, a; b `
            END_SPACED | ` a \\t\\r\\n b` | ` a \\t\\r\\n b `
            """)
    void folded(Refolding refolding, String value, String other) {
        FieldText field = FieldText.of("X :" + value.translateEscapes());
        assertThat(refolding.apply(field).whole()).isEqualTo("X :" + other.translateEscapes());
    }

    @Test
    @DisplayName("lines are filled up to 78 or 76 characters, the name among them")
    void widths() {
        String words = "w".repeat(70) + " 123456 1234567 " + "x".repeat(90) + " end";
        // The first line has four characters before the words, the others one.
        assertThat(filled(Refolding.WIDTH_78, "X", "w".repeat(67) + " 123456 12"))
                .isEqualTo("X: " + "w".repeat(67) + " 123456\r\n 12");
        assertThat(filled(Refolding.WIDTH_78, "X", "w".repeat(68) + " 123456 12"))
                .isEqualTo("X: " + "w".repeat(68) + " 123456\r\n 12");
        assertThat(filled(Refolding.WIDTH_78, "X", "w".repeat(69) + " 123456 12"))
                .isEqualTo("X: " + "w".repeat(69) + "\r\n 123456 12");
        assertThat(filled(Refolding.WIDTH_76, "X", "w".repeat(66) + " 123456 12"))
                .isEqualTo("X: " + "w".repeat(66) + " 123456\r\n 12");
        assertThat(filled(Refolding.WIDTH_76, "X", "w".repeat(67) + " 123456 12"))
                .isEqualTo("X: " + "w".repeat(67) + "\r\n 123456 12");
        assertThat(filled(Refolding.WIDTH_78, "Name", words))
                .isEqualTo("Name: " + "w".repeat(70) + "\r\n 123456 1234567\r\n " + "x".repeat(90) + "\r\n end");
        String second = "a ".repeat(37) + "b";
        assertThat(filled(Refolding.WIDTH_78, "X", "w".repeat(80) + " " + second + " 12 3"))
                .isEqualTo("X: " + "w".repeat(80) + "\r\n " + second + "\r\n 12 3");
        assertThat(filled(Refolding.WIDTH_78, "X", "w".repeat(80) + " " + second + " 1 3"))
                .isEqualTo("X: " + "w".repeat(80) + "\r\n " + second + " 1\r\n 3");
    }

    private static String filled(Refolding width, String name, String text) {
        return width.apply(FieldText.of(name + ": " + text)).whole();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            message-id   | Message-Id, message-id, Message-ID, MESSAGE-ID
            CC           | Cc, cc, CC, Cc, CC
            x-a-B        | X-A-B, x-a-b, X-A-B
            x-           | X-, x-, X-
            Mime-Version | Mime-Version, mime-version, MIME-Version, Mime-Version, MIME-VERSION
            """)
    void names(String name, String spellings) {
        assertThat(String.join(", ", Refolding.namesOf(FieldText.of(name + ": x"))))
                .isEqualTo(spellings);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NOT_COLLAPSED  | `X-Name : a \\t b,\\r\\n\\t c \\r\\n ` | `x-name:a \\t b,\\t c`
            NAME_CASE_KEPT | `X-Name : a \\t b,\\r\\n\\t c \\r\\n ` | `X-Name:a b, c`
            END_KEPT       | `X-Name : a \\t b,\\r\\n\\t c \\r\\n ` | `x-name:a b, c `
            END_KEPT       | `X-Name: a`                       | `x-name:a`
            NOT_UNFOLDED   | `X-Name : a \\t b,\\r\\n\\t c \\r\\n ` | `x-name:a \\t b,\\r\\n c`
            FOLDED_WITH_LF | `X-Name : a \\t b,\\r\\n\\t c \\r\\n ` | `x-name:a \\t b,\\n c`
            """)
    @DisplayName("relaxed forms that signers make wrongly")
    void laxForms(LaxForm form, String field, String canonical) {
        assertThat(new String(form.canonical(FieldText.of(field.translateEscapes())), StandardCharsets.ISO_8859_1))
                .isEqualTo(canonical.translateEscapes() + "\r\n");
    }
}
