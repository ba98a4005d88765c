package org.signetmail.dkim.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names come out as they went in, whether there is a text for them or not. */
class UsualTextsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    From                        | from
                    FROM                        | from
                    from                        | from
                    fROM                        | from
                    Message-ID                  | message-id
                    Message-Id                  | message-id
                    Content-Transfer-Encoding   | content-transfer-encoding
                    Content-Transfer-Encodings  | content-transfer-encodings
                    X-Frob                      | x-frob
                    """)
    void namesAsTheyAreWritten(String name, String lower) {
        byte[] octets = (":" + name + ":").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(UsualTexts.of(octets, 1, octets.length - 1)).isEqualTo(name);
        assertThat(UsualTexts.lowerCase(name)).isEqualTo(lower);
    }

    @ParameterizedTest
    @ValueSource(strings = {"From", "from", "MIME-Version", "list-unsubscribe-post"})
    void makesNoTextForAUsualName(String name) {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(UsualTexts.of(octets, 0, octets.length)).isSameAs(UsualTexts.of(octets, 0, octets.length));
        assertThat(UsualTexts.lowerCase(name)).isSameAs(UsualTexts.lowerCase(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u00fc", "\u00e9\u00e8\u00ea\u00eb"})
    void takesAnyOctets(String name) {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(UsualTexts.of(octets, 0, octets.length)).isEqualTo(name);
    }
}
