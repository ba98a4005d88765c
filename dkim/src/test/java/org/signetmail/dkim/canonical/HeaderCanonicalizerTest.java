package org.signetmail.dkim.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dkim.Forge;
import org.signetmail.dkim.tags.OctetBuffer;

/** The canonical fields of RFC 6376 §3.4.1 and §3.4.2, against examples and against a reference that does nothing cleverly. */
class HeaderCanonicalizerTest {

    private static final String[] PIECES = {
        "a", "bcd ef", " ", "  ", "\t", "\r\n ", "\r\n\t ", "\r", "\n", "\n\r", "\0", ":", ";", "\u00a0", "\u0089",
        "\u008d"
    };

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            RFC 6376 §3.4.5 example            | "A: X"                    | "a:X"
            RFC 6376 §3.4.5 example, folded    | "B \\t:\\tY\\t\\r\\n\\tZ  "  | "b:Y Z"
            RFC 6376 §3.4.2 single spaces stay | "Subject: a b c"          | "subject:a b c"
            RFC 6376 §3.4.2 folded only        | "Subject:\\r\\n \\r\\n\\t"  | "subject:"
            RFC 6376 §2.8 lone LF is no WSP    | "Subject: a\\nb \\nc"      | "subject:a\\nb \\nc"
            RFC 6376 §2.8 lone CR is no WSP    | "Subject: a\\rb \\rc"      | "subject:a\\rb \\rc"
            RFC 6376 §2.8 lone CR before CRLF  | "Subject: a\\r\\r\\n b"     | "subject:a\\r b"
            RFC 6376 §2.8 CR at the very end   | "Subject: a\\r"           | "subject:a\\r"
            """)
    void examples(String rule, String field, String relaxed) {
        HeaderField only =
                Message.of(Forge.octets(field.translateEscapes())).fields().get(0);
        assertThat(canonical(Form.RELAXED, only)).isEqualTo(relaxed.translateEscapes() + "\r\n");
        assertThat(canonical(Form.SIMPLE, only)).isEqualTo(field.translateEscapes() + "\r\n");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void anyFieldGivesWhatTheReferenceGives(Form form) {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "X-Name:" : "x-NAME \t:");
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            // The parser ends the field at a CRLF without white space behind it.
            HeaderField field =
                    Message.of(Forge.octets(text.toString())).fields().get(0);
            assertThat(canonical(form, field))
                    .as("seed %d", seed)
                    .isEqualTo(Forge.canonicalField(form == Form.RELAXED, written(field)) + "\r\n");
        }
    }

    private static String written(HeaderField field) {
        OctetBuffer out = new OctetBuffer();
        field.writeTo(out::append);
        return out.toText();
    }

    private static String canonical(Form form, HeaderField field) {
        OctetBuffer out = new OctetBuffer();
        HeaderCanonicalizer.fields(form, List.of(field), out);
        return out.toText();
    }
}
