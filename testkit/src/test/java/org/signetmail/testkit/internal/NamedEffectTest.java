package org.signetmail.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Finding;

class NamedEffectTest {

    private static boolean isMissing(Finding finding) {
        return NamedEffect.missing(finding, Map.of()).isPresent();
    }

    @ParameterizedTest
    @DisplayName("Sentences that say what is wrong, and not what comes of it")
    @ValueSource(
            strings = {
                "The key is revoked: p= is empty.",
                "mxx is neither a mechanism nor a modifier; mx may be meant.",
                "\"v:DMARC1\" is not a DMARC record, because there is \":\" instead of \"=\" behind its v.",
                "The tag p cannot have the value \"blok\".",
                "The receiver: none. It sends no mail."
            })
    void missing(String message) {
        assertThat(isMissing(Finding.error("x-y", "", message))).isTrue();
        assertThat(isMissing(Finding.warning("x-y", "", message))).isTrue();
        assertThat(isMissing(Finding.info("x-y", "", message))).isFalse();
        assertThat(NamedEffect.missing(Finding.error("x-y", "", message), Map.of("x-y", "a reason")))
                .isEmpty();
    }

    @Test
    @DisplayName("What names one, and an exception that is none any more")
    void named() {
        Finding finding = Finding.error("x-y", "", "There are two. A receiver that reads them ends in permerror.");
        assertThat(isMissing(finding)).isFalse();
        assertThat(isMissing(Finding.error("x-y", "", "No verifier accepts it.")))
                .isFalse();
        assertThat(isMissing(Finding.error("x-y", "", "It is ignored."))).isFalse();
        assertThat(NamedEffect.missing(finding, Map.of("x-y", "a reason"))).isPresent();
    }
}
