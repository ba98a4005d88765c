package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;

/** RFC 6376 §3.6.1: what is a key record, what is nearly one, and what its key is good for. */
class DkimKeyRecordTest {

    private static final String ED25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    v=DKIM1; k=ed25519; p=KEY    | RECORD    |
                    k=ed25519; p=KEY             | RECORD    | dkim-key-no-version
                    v=DKIM1; p=                  | RECORD    | dkim-key-revoked
                    v=DKIM1; p=!                 | RECORD    | dkim-key-base64
                    v=DKIM1; k=x; p=KEY          | RECORD    | dkim-key-type-unknown
                    v=DKIM1; k=rsa               | INVALID   | dkim-key-no-p
                    v=DKIM1; p=KEY; p=KEY        | INVALID   | dkim-key-duplicate-tag
                    V = dkim1; ;                 | NEAR_MISS | dkim-key-empty-tag
                    v=dkim1; k=ed25519; p=KEY    | NEAR_MISS | dkim-key-version
                    k=ed25519; v=DKIM1; p=KEY    | NEAR_MISS | dkim-key-version
                    v:DKIM1; k=ed25519; p=KEY    | NEAR_MISS | dkim-key-version
                    DKIM1; k=ed25519; p=KEY      | NEAR_MISS | dkim-key-version
                    "v=DKIM1; p=KEY"             | NEAR_MISS  | dkim-key-quotes
                    \357\273\277v=DKIM1; p=KEY  | NEAR_MISS | dkim-key-octets
                    v=DKIM1\\; p=KEY           | NEAR_MISS | dkim-key-backslash
                    v=DKIM1; k=ed25519 p=KEY     | INVALID   | dkim-key-semicolon
                    v=DKIM1 k=ed25519; p=KEY     | INVALID   | dkim-key-semicolon
                    v=DKIM2; p=KEY               | UNRELATED |
                    v=spf1 -all                  | UNRELATED |
                    k=rsa                        | UNRELATED |
                    v                            | UNRELATED |
                    ``                           | UNRELATED |
                    """)
    void parses(String text, Parsed.Kind kind, String code) {
        Parsed<DkimKeyRecord> parsed = DkimKeyRecord.parse(text.replace("KEY", ED25519));
        assertThat(parsed.kind()).isEqualTo(kind);
        assertThat(parsed.findings()).extracting(Finding::code).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void tooManyTags() {
        StringBuilder text = new StringBuilder("v=DKIM1; p=");
        for (int i = 0; i < DkimLimits.DEFAULT.tags() - 2; i++) {
            text.append("; x").append(i).append("=1");
        }
        assertThat(DkimKeyRecord.parse(text.toString()).kind()).isEqualTo(Parsed.Kind.RECORD);
        assertThat(DkimKeyRecord.parse(text + "; y=1").findings())
                .singleElement()
                .returns("dkim-key-tags", Finding::code);
    }

    @Test
    void allowsAllThatItDoesNotForbid() {
        DkimKeyRecord record =
                DkimKeyRecord.parse("v=DKIM1; k=ed25519; p=" + ED25519).record().orElseThrow();
        assertThat(record.allowsEmail()).isTrue();
        assertThat(record.allowsHash(DkimAlgorithm.ED25519_SHA256)).isTrue();
        assertThat(record.testing()).isFalse();
        assertThat(record.strictDomain()).isFalse();
    }

    @Test
    void tellsWhatItAllows() {
        String text = "v=DKIM1; k=ed25519; h=sha256; s=other; t=y:s; p=" + ED25519;
        assertThat(DkimKeyRecord.parse(text).findings())
                .extracting(Finding::code)
                .containsExactly("dkim-key-service", "dkim-key-testing", "dkim-key-strict");
        DkimKeyRecord record = DkimKeyRecord.parse(text).record().orElseThrow();
        assertThat(record.keyType()).isEqualTo("ed25519");
        assertThat(record.bits()).isEqualTo(256);
        assertThat(record.problem()).isEmpty();
        assertThat(record.allowsHash(DkimAlgorithm.ED25519_SHA256)).isTrue();
        assertThat(record.allowsHash(DkimAlgorithm.RSA_SHA1)).isFalse();
        assertThat(record.allowsEmail()).isFalse();
        assertThat(record.testing()).isTrue();
        assertThat(record.strictDomain()).isTrue();
        assertThat(record).hasToString("DkimKeyRecord[ed25519, 256 bits]");
        assertThat(record).isEqualTo(DkimKeyRecord.parse(text).record().orElseThrow());
        assertThat(record).isNotEqualTo(DkimKeyRecord.parse(text + ';').record().orElseThrow());
    }

    @Test
    void namesWhatIsMissing() {
        assertThatNullPointerException()
                .isThrownBy(() -> DkimKeyRecord.parse((String) null))
                .withMessage("octets");
    }
}
