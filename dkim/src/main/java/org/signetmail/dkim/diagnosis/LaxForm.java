package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import org.signetmail.dkim.canonical.Form;

/**
 * Ways to get the relaxed form of a field (RFC 6376 §3.4.2) wrong that signers are known for. What they make is the relaxed
 * form of no field at all, so that it cannot come from a change on the way.
 */
enum LaxForm {
    /** Runs of white space stay. */
    NOT_COLLAPSED("white space was unfolded and not collapsed") {
        @Override
        String canonical(FieldText field, String relaxed) {
            String text = field.text().replace("\r\n", "");
            return field.lowerName() + ":" + text;
        }
    },
    /** The name stays as it is written. */
    NAME_CASE_KEPT("names were not made lower-case") {
        @Override
        String canonical(FieldText field, String relaxed) {
            return field.name() + relaxed.substring(relaxed.indexOf(':'));
        }
    },
    /** White space at the end becomes a space. */
    END_KEPT("white space at the end was kept") {
        @Override
        String canonical(FieldText field, String relaxed) {
            int end = field.lead().length() + field.text().length();
            return relaxed + (end < field.value().length() ? " " : "");
        }
    },
    /** Lines end where they ended. */
    NOT_UNFOLDED("fields were not unfolded") {
        @Override
        String canonical(FieldText field, String relaxed) {
            return field.lowerName() + ":" + Respacing.unfolded(field.text(), "\r\n ");
        }
    },
    /** Line ends of folds as LF. */
    FOLDED_WITH_LF("folds were not removed, with LF for CRLF") {
        @Override
        String canonical(FieldText field, String relaxed) {
            return field.lowerName() + ":" + Respacing.unfolded(field.text(), "\n ");
        }
    };

    private final String description;

    LaxForm(String description) {
        this.description = description;
    }

    /** What is wrong, as a clause. */
    String description() {
        return description;
    }

    /** The field as such a signer has it, without CRLF. */
    abstract String canonical(FieldText field, String relaxed);

    /** The field as such a signer has it. */
    byte[] canonical(FieldText field) {
        byte[] relaxed = field.canonicalWithoutCrlf(Form.RELAXED);
        return FieldText.octets(canonical(field, new String(relaxed, StandardCharsets.ISO_8859_1)) + "\r\n");
    }
}
