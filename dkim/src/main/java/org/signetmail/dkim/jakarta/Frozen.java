package org.signetmail.dkim.jakarta;

import jakarta.mail.IllegalWriteException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What both kinds of signed messages say to those who would change them. */
final class Frozen {

    static final String DATE = "Date";

    private Frozen() {}

    /** Whether a field is there once, with this very value. */
    static boolean isValueOf(String @Nullable [] values, @Nullable String value) {
        return Arrays.equals(values, new @Nullable String[] {value});
    }

    static IllegalWriteException refusal() {
        return new IllegalWriteException("the message is signed; what changes it breaks the signature");
    }
}
