package org.signetmail.core.internal;

import com.ibm.icu.text.IDNA;
import org.jspecify.annotations.Nullable;

/**
 * Labels by UTS #46 in its non-transitional form, which agrees with IDNA2008 about {@code ß}, {@code ς} and the joiners,
 * and has the letters of today's Unicode. Links against ICU4J: {@link IdnConverter} alone may touch this class.
 */
final class IcuLabels implements IdnConverter.LabelEncoder {

    private final IDNA idna = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.USE_STD3_RULES);

    @Override
    public @Nullable String toALabel(String label) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder aLabel = idna.labelToASCII(label, new StringBuilder(), info);
        return info.hasErrors() ? null : aLabel.toString();
    }

    @Override
    public @Nullable String toULabel(String aLabel) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder label = idna.labelToUnicode(aLabel, new StringBuilder(), info);
        return info.hasErrors() ? null : label.toString();
    }
}
