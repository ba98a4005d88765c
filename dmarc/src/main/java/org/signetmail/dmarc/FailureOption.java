package org.signetmail.dmarc;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * When a domain wants a failure report: {@code fo=} (RFC 9989 §4.7).
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum FailureOption {
    /** {@code 0}, the default: when no mechanism gives an aligned pass. */
    ALL_FAIL('0'),
    /** {@code 1}: when any mechanism gives no aligned pass. */
    ANY_FAIL('1'),
    /** {@code d}: when a signature fails, aligned or not. */
    DKIM('d'),
    /** {@code s}: when SPF fails, aligned or not. */
    SPF('s');

    private final char letter;

    FailureOption(char letter) {
        this.letter = letter;
    }

    static @Nullable FailureOption of(char letter) {
        for (FailureOption option : values()) {
            if (option.letter == Ascii.lowerCase(letter)) {
                return option;
            }
        }
        return null;
    }
}
