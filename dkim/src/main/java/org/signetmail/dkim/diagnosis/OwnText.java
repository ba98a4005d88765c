package org.signetmail.dkim.diagnosis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.signetmail.core.HeaderField;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.OwnField;

/**
 * The signature's own field as text.
 *
 * @param field as it stands in the message
 * @param text without the value of {@code b=}
 * @param cut where that value was, among the octets of the field without it
 * @param value what was cut, white space included
 */
record OwnText(HeaderField field, FieldText text, int cut, String value) {

    /** How many places between tags are folded anew. */
    private static final int MOST_PLACES = 12;

    static OwnText of(OwnField own) {
        String octets = FieldText.of(own.field()).whole();
        return new OwnText(
                own.field(),
                FieldText.of(octets.substring(0, own.cutStart()) + octets.substring(own.cutEnd())),
                own.cutStart(),
                octets.substring(own.cutStart(), own.cutEnd()));
    }

    /** What may have been signed in the place of the field. */
    static final class Guess {
        private final HeaderChange change;
        private final String detail;
        private final byte[] octets;

        private Guess(HeaderChange change, String detail, byte[] octets) {
            this.change = change;
            this.detail = detail;
            this.octets = octets;
        }

        HeaderChange change() {
            return change;
        }

        /** What is special about it, as a clause; may be empty. */
        String detail() {
            return detail;
        }

        /** Canonical, as hashed. */
        byte[] octets() {
            return octets;
        }
    }

    /** The guesses, those that make no difference left out. */
    List<Guess> guesses(Form form) {
        List<Guess> guesses = new ArrayList<>();
        guesses.add(new Guess(HeaderChange.OWN_FIELD_WRONG, "with a CRLF at its end", text.canonical(form)));
        guesses.add(new Guess(HeaderChange.OWN_FIELD_WRONG, "not at all", new byte[0]));
        String octets = text.whole();
        String before = octets.substring(0, cut);
        String after = octets.substring(cut);
        wrong(guesses, form, "with the white space inside of b= kept", before + whiteSpace() + after);
        wrong(guesses, form, "with the white space before the value of b= kept", before + lead() + after);
        int semicolon = before.lastIndexOf(';');
        if (semicolon > 0) {
            wrong(guesses, form, "without its b= tag", octets.substring(0, semicolon) + after);
            wrong(
                    guesses,
                    form,
                    "without its b= tag, the semicolon before it kept",
                    octets.substring(0, semicolon + 1) + after);
        }
        respaced(guesses, form, after.startsWith(";") ? before + after.substring(1) : octets + ";");
        for (int style = 0; style < 8; style++) {
            respaced(guesses, form, text.name() + text.colon() + " " + tags(style));
        }
        if (form == Form.SIMPLE) {
            foldsChanged(guesses);
            for (Refolding refolding : Refolding.values()) {
                respaced(guesses, form, refolding.apply(text).whole());
            }
            for (String name : Refolding.namesOf(text)) {
                respaced(guesses, form, text.withName(name).whole());
            }
        }
        // Each is worth a hash of the header, once.
        Set<ByteBuffer> tried = new HashSet<>(Set.of(ByteBuffer.wrap(text.canonicalWithoutCrlf(form))));
        guesses.removeIf(guess -> !tried.add(ByteBuffer.wrap(guess.octets)));
        return guesses;
    }

    /** Each place between tags folded, or not, and all of them by widths that signers use. */
    private void foldsChanged(List<Guess> guesses) {
        String octets = text.whole();
        int tried = 0;
        for (int i = octets.indexOf(';'); i >= 0 && tried < MOST_PLACES; i = octets.indexOf(';', i + 1), tried++) {
            int next = FieldText.skipSpace(octets, i + 1);
            for (String space : List.of(" ", "\r\n ", "\r\n\t")) {
                respaced(guesses, Form.SIMPLE, octets.substring(0, i + 1) + space + octets.substring(next));
            }
        }
        for (int width = 72; width <= 78; width++) {
            respaced(guesses, Form.SIMPLE, filled(width, "\r\n "));
            respaced(guesses, Form.SIMPLE, filled(width, "\r\n\t"));
        }
    }

    /** The tags on lines that are as full as they can be. */
    private String filled(int width, String fold) {
        StringBuilder result =
                new StringBuilder(text.name()).append(text.colon()).append(' ');
        String tags = Respacing.collapsed(text.text());
        int column = result.length();
        for (int from = 0; from < tags.length(); ) {
            int semicolon = tags.indexOf(';', from);
            int end = semicolon < 0 ? tags.length() : semicolon + 1;
            if (from > 0 && column + 1 + end - from > width) {
                result.append(fold);
                column = 1;
            } else if (from > 0) {
                result.append(' ');
                column++;
            }
            result.append(tags, from, end);
            column += end - from;
            from = end < tags.length() && tags.charAt(end) == ' ' ? end + 1 : end;
        }
        return result.toString();
    }

    private static void wrong(List<Guess> guesses, Form form, String detail, String octets) {
        guesses.add(new Guess(
                HeaderChange.OWN_FIELD_WRONG, detail, FieldText.of(octets).canonicalWithoutCrlf(form)));
    }

    private static void respaced(List<Guess> guesses, Form form, String octets) {
        guesses.add(new Guess(
                HeaderChange.SIGNATURE_RESPACED, "", FieldText.of(octets).canonicalWithoutCrlf(form)));
    }

    private String whiteSpace() {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (FieldText.isSpace(value.charAt(i))) {
                kept.append(value.charAt(i));
            }
        }
        return kept.toString();
    }

    private String lead() {
        return value.substring(0, FieldText.skipSpace(value, 0));
    }

    /** The tags with other white space between them, and with that in their values or without. */
    private String tags(int style) {
        String between = switch (style % 4) {
            case 0 -> " ";
            case 1 -> "";
            case 2 -> "\r\n\t";
            default -> "\r\n ";
        };
        boolean tight = style >= 4;
        StringBuilder result = new StringBuilder();
        String value = text.text();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ';') {
                result.append(c);
                int next = FieldText.skipSpace(value, i + 1);
                result.append(next < value.length() ? between : "");
                i = next - 1;
            } else if (!tight || !FieldText.isSpace(c)) {
                result.append(c);
            }
        }
        return result.toString();
    }
}
