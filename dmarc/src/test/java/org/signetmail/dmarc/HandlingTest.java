package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is done with a message, and that each change of it is told, and told once. */
class HandlingTest {

    private static final Handling REJECTED = Handling.accepted().refused(Handling.Cause.DMARC, "");

    private static final Handling MILDER =
            REJECTED.overridden(Disposition.QUARANTINE, OverrideReason.OTHER, "a friend");

    @Test
    @DisplayName("An override to what is done already is none, and is not told")
    void sameAgain() {
        assertThat(MILDER.overridden(Disposition.QUARANTINE, OverrideReason.OTHER, "again"))
                .isSameAs(MILDER);
        assertThat(MILDER.withAction(SmtpAction.QUARANTINE)).isSameAs(MILDER);
        assertThat(MILDER.overrides())
                .hasSize(2)
                .last()
                .isEqualTo(new PolicyOverride(OverrideReason.OTHER, "a friend"));
    }

    @Test
    @DisplayName("Another answer with the same disposition keeps what was told before")
    void sameDisposition() {
        Handling deferred = MILDER.withAction(SmtpAction.DEFER);
        assertThat(deferred.overrides()).isEqualTo(MILDER.overrides());
        Handling back = deferred.overridden(Disposition.QUARANTINE, OverrideReason.LOCAL_POLICY, "");
        assertThat(back.action()).isEqualTo(SmtpAction.QUARANTINE);
        assertThat(back.overrides()).isEqualTo(MILDER.overrides());
    }

    @Test
    @DisplayName("The stricter of two: by the answer, then by the disposition; of two that are alike, the first")
    void stricter() {
        Handling none = Handling.accepted();
        Handling deferred = none.deferred(Handling.Cause.DMARC);
        Handling deferredQuarantine = MILDER.withAction(SmtpAction.DEFER);
        List<Handling> fromMild = List.of(none, MILDER, deferred, deferredQuarantine, REJECTED);
        for (int i = 0; i < fromMild.size(); i++) {
            for (int j = 0; j < fromMild.size(); j++) {
                assertThat(Handling.stricter(fromMild.get(i), fromMild.get(j))).isSameAs(fromMild.get(Math.max(i, j)));
            }
        }
        Handling bySpf = none.refused(Handling.Cause.SPF, "");
        assertThat(Handling.stricter(REJECTED, bySpf)).isSameAs(REJECTED);
        assertThat(Handling.stricter(bySpf, REJECTED)).isSameAs(bySpf);
    }
}
