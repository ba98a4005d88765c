package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void endsLinesInCrlfAndTouchesNothingElse() {
        assertThat(Messages.crlf("a\nb\r\n\nc\rd\n")).asHexString().isEqualTo("610D0A620D0A0D0A630D640D0A");
        assertThat(Messages.crlf("\u00FC\n")).asHexString().isEqualTo("C3BC0D0A");
        assertThat(Messages.crlf("")).isEmpty();
    }

    @Test
    void takesCharactersForOctets() {
        assertThat(Messages.crlfOctets("\u00FC\0\n")).asHexString().isEqualTo("FC000D0A");
        assertThatIllegalArgumentException().isThrownBy(() -> Messages.crlfOctets("a\u0100"));
    }
}
