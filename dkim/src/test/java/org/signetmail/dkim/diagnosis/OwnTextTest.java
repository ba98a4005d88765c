package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dkim.Forge;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.OwnField;

/** What a signer may have made of its own field, or a server of it afterwards: each once, and never what it is now. */
class OwnTextTest {

    private static OwnText own(String field) {
        HeaderField whole = Message.of(Forge.octets(field + "\r\n")).fields().get(0);
        int start = field.indexOf("b=") + 2;
        int end = field.indexOf(';', start);
        return OwnText.of(new OwnField(whole, start, end < 0 ? field.length() : end));
    }

    private static List<String> guesses(String field, Form form) {
        return own(field).guesses(form).stream()
                .map(guess -> (guess.change() == HeaderChange.SIGNATURE_RESPACED ? "" : guess.detail()) + " ["
                        + new String(guess.octets(), StandardCharsets.ISO_8859_1) + "]")
                .toList();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::translateEscapes).toList();
    }

    @ParameterizedTest
    @DisplayName("lines as full as signers make them: 78 octets, and not one more")
    @CsvSource({"77, true", "78, true", "79, false", "80, false"})
    void filledLines(int width, boolean guessed) {
        String first = "DKIM-Signature: v=1; n=" + "x".repeat(width - "DKIM-Signature: v=1; n=;".length()) + ";";
        String second = " m=1; o=" + "y".repeat(width - " m=1; o=;".length()) + ";";
        String filled = first + "\r\n" + second + "\r\n b=; h=from";
        List<String> guesses = guesses(filled.replace("\r\n", "").replace("b=;", "b=QUJD;"), Form.SIMPLE);
        assertThat(guesses.contains(" [" + filled + "]")).isEqualTo(guessed);
    }

    @Test
    @DisplayName("white space within values that was put in, with any between the tags")
    void tightValues() {
        assertThat(guesses("DKIM-Signature: v=1; h=from : to; b=QUJD", Form.SIMPLE))
                .contains(
                        " [DKIM-Signature: v=1; h=from:to; b=]",
                        " [DKIM-Signature: v=1;h=from:to;b=]",
                        " [DKIM-Signature: v=1;\r\n\th=from:to;\r\n\tb=]",
                        " [DKIM-Signature: v=1;\r\n h=from:to;\r\n b=]",
                        " [DKIM-Signature: v=1;h=from : to;b=]");
    }

    @Test
    void folded() {
        String field = "DKIM-Signature: v=1;  a=x;\r\n\tb= QU\r\n JD ; h=from";
        assertThat(guesses(field, Form.SIMPLE)).containsExactlyElementsOf(lines("""
                        with a CRLF at its end [DKIM-Signature: v=1;  a=x;\\r\\n\\tb=; h=from\\r\\n]
                        not at all []
                        with the white space inside of b= kept [DKIM-Signature: v=1;  a=x;\\r\\n\\tb= \\r\\n  ; h=from]
                        with the white space before the value of b= kept [DKIM-Signature: v=1;  a=x;\\r\\n\\tb= ; h=from]
                        without its b= tag [DKIM-Signature: v=1;  a=x; h=from]
                        without its b= tag, the semicolon before it kept [DKIM-Signature: v=1;  a=x;; h=from]
                        \\040[DKIM-Signature: v=1;  a=x;\\r\\n\\tb= h=from]
                        \\040[DKIM-Signature: v=1; a=x; b=; h=from]
                        \\040[DKIM-Signature: v=1;a=x;b=;h=from]
                        \\040[DKIM-Signature: v=1;\\r\\n\\ta=x;\\r\\n\\tb=;\\r\\n\\th=from]
                        \\040[DKIM-Signature: v=1;\\r\\n a=x;\\r\\n b=;\\r\\n h=from]
                        \\040[DKIM-Signature: v=1; a=x;\\r\\n\\tb=; h=from]
                        \\040[DKIM-Signature: v=1;\\r\\n a=x;\\r\\n\\tb=; h=from]
                        \\040[DKIM-Signature: v=1;\\r\\n\\ta=x;\\r\\n\\tb=; h=from]
                        \\040[DKIM-Signature: v=1;  a=x; b=; h=from]
                        \\040[DKIM-Signature: v=1;  a=x;\\r\\n b=; h=from]
                        \\040[DKIM-Signature: v=1;  a=x;\\r\\n\\tb=;\\r\\n h=from]
                        \\040[DKIM-Signature: v=1;  a=x;\\r\\n\\tb=;\\r\\n\\th=from]
                        \\040[DKIM-Signature: v=1;  a=x;\\tb=; h=from]
                        \\040[DKIM-Signature: v=1;  a=x;\\r\\n        b=; h=from]
                        \\040[DKIM-Signature: v=1;\\r\\n\\t a=x;\\r\\n\\tb=;\\r\\n\\th=from]
                        \\040[DKIM-Signature: v=1;\\r\\n  a=x;\\r\\n b=;\\r\\n h=from]
                        \\040[DKIM-Signature:v=1;  a=x;\\r\\n\\tb=; h=from]
                        \\040[DKIM-Signature:\\r\\n v=1;  a=x;\\r\\n\\tb=; h=from]
                        \\040[DKIM-Signature: v=1;  a=x;\\r\\n\\tb=; h=from ]
                        \\040[Dkim-Signature: v=1;  a=x;\\r\\n\\tb=; h=from]
                        \\040[dkim-signature: v=1;  a=x;\\r\\n\\tb=; h=from]
                        \\040[DKIM-SIGNATURE: v=1;  a=x;\\r\\n\\tb=; h=from]
                        """));
        assertThat(guesses(field, Form.RELAXED)).containsExactlyElementsOf(lines("""
                        with a CRLF at its end [dkim-signature:v=1; a=x; b=; h=from\\r\\n]
                        not at all []
                        with the white space inside of b= kept [dkim-signature:v=1; a=x; b= ; h=from]
                        without its b= tag [dkim-signature:v=1; a=x; h=from]
                        without its b= tag, the semicolon before it kept [dkim-signature:v=1; a=x;; h=from]
                        \\040[dkim-signature:v=1; a=x; b= h=from]
                        \\040[dkim-signature:v=1;a=x;b=;h=from]
                        """));
    }

    @Test
    void tight() {
        String field = "DKIM-Signature:v=1; h=from; x; y; b=QUJD";
        assertThat(guesses(field, Form.SIMPLE)).containsExactlyElementsOf(lines("""
                        with a CRLF at its end [DKIM-Signature:v=1; h=from; x; y; b=\\r\\n]
                        not at all []
                        without its b= tag [DKIM-Signature:v=1; h=from; x; y]
                        without its b= tag, the semicolon before it kept [DKIM-Signature:v=1; h=from; x; y;]
                        \\040[DKIM-Signature:v=1; h=from; x; y; b=;]
                        \\040[DKIM-Signature: v=1; h=from; x; y; b=]
                        \\040[DKIM-Signature: v=1;h=from;x;y;b=]
                        \\040[DKIM-Signature: v=1;\\r\\n\\th=from;\\r\\n\\tx;\\r\\n\\ty;\\r\\n\\tb=]
                        \\040[DKIM-Signature: v=1;\\r\\n h=from;\\r\\n x;\\r\\n y;\\r\\n b=]
                        \\040[DKIM-Signature:v=1;\\r\\n h=from; x; y; b=]
                        \\040[DKIM-Signature:v=1;\\r\\n\\th=from; x; y; b=]
                        \\040[DKIM-Signature:v=1; h=from;\\r\\n x; y; b=]
                        \\040[DKIM-Signature:v=1; h=from;\\r\\n\\tx; y; b=]
                        \\040[DKIM-Signature:v=1; h=from; x;\\r\\n y; b=]
                        \\040[DKIM-Signature:v=1; h=from; x;\\r\\n\\ty; b=]
                        \\040[DKIM-Signature:v=1; h=from; x; y;\\r\\n b=]
                        \\040[DKIM-Signature:v=1; h=from; x; y;\\r\\n\\tb=]
                        \\040[DKIM-Signature:v=1;\\r\\n\\th=from;\\r\\n\\tx;\\r\\n\\ty;\\r\\n\\tb=]
                        \\040[DKIM-Signature:v=1;\\r\\n h=from;\\r\\n x;\\r\\n y;\\r\\n b=]
                        \\040[DKIM-Signature:\\r\\n v=1; h=from; x; y; b=]
                        \\040[DKIM-Signature:v=1; h=from; x; y; b= ]
                        \\040[Dkim-Signature:v=1; h=from; x; y; b=]
                        \\040[dkim-signature:v=1; h=from; x; y; b=]
                        \\040[DKIM-SIGNATURE:v=1; h=from; x; y; b=]
                        """));
        assertThat(guesses(field, Form.RELAXED)).containsExactlyElementsOf(lines("""
                        with a CRLF at its end [dkim-signature:v=1; h=from; x; y; b=\\r\\n]
                        not at all []
                        without its b= tag [dkim-signature:v=1; h=from; x; y]
                        without its b= tag, the semicolon before it kept [dkim-signature:v=1; h=from; x; y;]
                        \\040[dkim-signature:v=1; h=from; x; y; b=;]
                        \\040[dkim-signature:v=1;h=from;x;y;b=]
                        """));
    }

    private static final String LONG =
            "DKIM-Signature: b=QQ==; v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=s1;"
                    + " t=1; q=dns/txt; h=from:to:subject; bh=QUJD; i=@example.com; x=12345; y; z";

    @Test
    @DisplayName("lines are filled up to each of 72 to 78 characters, and twelve places are folded otherwise")
    void longField() {
        String text = LONG.replace("QQ==", "");
        List<String> guesses = guesses(LONG, Form.SIMPLE);
        assertThat(guesses).doesNotHaveDuplicates();
        String filled = text.replace("; s=s1", ";\r\n s=s1");
        assertThat(guesses)
                .contains(
                        " [" + filled.replace("; x=", ";\r\n x=") + "]", " [" + filled.replace("; y", ";\r\n y") + "]")
                .contains(" [" + filled.replace("; x=", ";\r\n x=").replace("\n ", "\n\t") + "]")
                .contains(" [" + text.replace("; y", ";\r\n y") + "]")
                .doesNotContain(" [" + text.replace("; z", ";\r\n z") + "]")
                .doesNotContain(" [" + text + "]");
        assertThat(guesses).hasSize(40);
        assertThat(guesses(LONG, Form.RELAXED)).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    @DisplayName("without a tag before b= there is no semicolon to keep")
    void aloneInFront(Form form) {
        assertThat(guesses("DKIM-Signature: b=QQ==; v=1", form))
                .noneMatch(guess -> guess.contains("without its b= tag"));
    }

    @Test
    void takenApart() {
        OwnText own = own("DKIM-Signature: v=1; b= Q Q ; h=from");
        assertThat(own.text().whole()).isEqualTo("DKIM-Signature: v=1; b=; h=from");
        assertThat(own.value()).isEqualTo(" Q Q ");
        assertThat(own.cut()).isEqualTo(23);
        assertThat(own.field().valueStart()).isEqualTo(15);
    }
}
