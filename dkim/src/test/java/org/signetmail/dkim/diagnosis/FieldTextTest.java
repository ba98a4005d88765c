package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.Forge;

/** A field taken apart, and the copies of fields in {@code z=}. Texts stand for octets. */
class FieldTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Name: a b              | Name  | `:`  | ` a b`              | a b  | ` ` | `Name: X`
            `NAME \\t:\\r\\n\\ta\\r\\n b \\r\\n ` | NAME | ` \\t:` | `\\r\\n\\ta\\r\\n b \\r\\n ` | a\\r\\n b | `\\r\\n\\t` | `NAME \\t:\\r\\n\\tX \\r\\n `
            x:                     | x     | `:`  | ``                  | ``   | ``  | x:X
            `x: \\t`               | x     | `:`  | ` \\t`              | ``   | ` \\t` | `x: \\tX`
            :a                     | ``    | `:`  | a                   | a    | ``  | :X
            """)
    void takenApart(
            String whole, String name, String colon, String value, String text, String lead, String withOtherText) {
        FieldText field = FieldText.of(whole.translateEscapes());
        assertThat(field).isEqualTo(new FieldText(name, colon.translateEscapes(), value.translateEscapes()));
        assertThat(field.whole()).isEqualTo(whole.translateEscapes());
        assertThat(field.text()).isEqualTo(text.translateEscapes());
        assertThat(field.lead()).isEqualTo(lead.translateEscapes());
        assertThat(field.lowerName()).isEqualTo(name.toLowerCase(Locale.ROOT));
        assertThat(field.withText("X").whole()).isEqualTo(withOtherText.translateEscapes());
        assertThat(field.ink()).isEqualTo(value.translateEscapes().replaceAll("[ \t\r\n]", ""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("RFC 6376 §3.5 z=: which signed fields are not what their copies say")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            From:a!Subject:b        | From: a\\nSubject: b                  | from:subject         | ``
            From:a!Subject:b        | From: a\\nSubject: c                  | from:subject         | subject
            From:a!Subject:b        | From: a                               | from:subject         | subject
            FROM:=20a               | from:  a                              | from                 | ``
            From:a!X:1!X:2          | From: a\\nX: 2                        | from:x               | ``
            From:a!X:1!X:2          | From: a\\nX: 1                        | from:x               | x
            From:a!X:1!X:2          | From: a\\nX: 1\\nX: 2                 | from:x:X             | ``
            X:1                     | X: 1\\nX: 1                           | x:x                  | x
            From:a                  | From: a\\nSubject: b                  | from:subject         | ``
            Subject:b               | Subject: c                            | from                 | subject
            From:a!none             | From: a                               | from                 | ``
            :a!From:a               | From: a                               | from                 | ``
            a b:c!From:a!~:1        | From: a                               | from:~               | ~
            =7F:c!=1F:c!From:a      | From: a                               | from                 | ``
            From:a=!From:a          | From: a                               | from                 | ``
            ``                      | From: a                               | from                 | ``
            From:a=7Cb              | From: a!b                             | from                 | ``
            B:1!A:1                 | B: 2\\nA: 2                           | a:b                  | a, b
            """)
    void copies(String copies, String header, String names, String changed) {
        CopiedFields copied = CopiedFields.of(copies.replace("!", "|").getBytes(StandardCharsets.ISO_8859_1));
        String octets = header.translateEscapes().replace("!", "|").replace("\n", "\r\n") + "\r\n";
        assertThat(copied.changed(
                        List.of(names.split(":", -1)),
                        Message.of(Forge.octets(octets)).fields()))
                .isEqualTo(changed.isEmpty() ? List.of() : List.of(changed.split(", ", -1)));
    }

    @Test
    void copiesByName() {
        CopiedFields copied = CopiedFields.of("X:1|Y:2|x:3".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(copied.named("x")).extracting(FieldText::text).containsExactly("1", "3");
        assertThat(copied.named("z")).isEmpty();
        CopiedFields odd = CopiedFields.of("a b:1|:2|~:3|!:4".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(odd.named("a b")).isEmpty();
        assertThat(odd.named("")).isEmpty();
        assertThat(odd.named("~")).hasSize(1);
        assertThat(odd.named("!")).hasSize(1);
    }
}
