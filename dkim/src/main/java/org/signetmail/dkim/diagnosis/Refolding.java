package org.signetmail.dkim.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.internal.Ascii;

/**
 * How a field may have been folded and spelled when it was signed. Only the simple form tells a difference (RFC 6376
 * §3.4.1).
 */
enum Refolding {
    /** Unfolded, the white space of the folds kept (RFC 5322 §2.2.3). */
    UNFOLDED {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.value().replace("\r\n", ""));
        }
    },
    /** Unfolded, with one space for each fold. */
    ON_ONE_LINE {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.lead() + Respacing.unfolded(field.text(), " "));
        }
    },
    /** Unfolded, one space behind the colon. */
    ON_THE_FIRST_LINE {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(" " + Respacing.unfolded(field.text(), " "));
        }
    },
    /** One space for each run of white space. */
    COLLAPSED {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(" " + Respacing.collapsed(field.text()));
        }
    },
    /** Tabs at the start of the lines. */
    TABS {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.lead() + Respacing.unfolded(field.text(), "\r\n\t"));
        }
    },
    /** A space at the start of the lines. */
    SPACES {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.lead() + Respacing.unfolded(field.text(), "\r\n "));
        }
    },
    /** Eight spaces at the start of the lines. */
    EIGHT_SPACES {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.lead() + Respacing.unfolded(field.text(), "\r\n        "));
        }
    },
    /** A line for each address or parameter, with a tab. */
    LISTED_WITH_TABS {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.lead() + listed(field, "\r\n\t"));
        }
    },
    /** A line for each address or parameter, with a space. */
    LISTED_WITH_SPACES {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.lead() + listed(field, "\r\n "));
        }
    },
    /** Lines of at most 78 octets. */
    WIDTH_78 {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(folded(field, 78));
        }
    },
    /** Lines of at most 76 octets. */
    WIDTH_76 {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(folded(field, 76));
        }
    },
    /** No white space behind the colon. */
    COLON_TIGHT {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.value().substring(field.lead().length()));
        }
    },
    /** One space behind the colon. */
    COLON_SPACED {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(" " + field.value().substring(field.lead().length()));
        }
    },
    /** A fold behind the colon. */
    COLON_FOLDED {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(
                    "\r\n " + field.value().substring(field.lead().length()));
        }
    },
    /** No white space at the end. */
    END_TRIMMED {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.lead() + field.text());
        }
    },
    /** One space at the end. */
    END_SPACED {
        @Override
        FieldText apply(FieldText field) {
            return field.withValue(field.value() + " ");
        }
    };

    /** Spellings of names beside Capitals-After-Hyphens. */
    private static final List<String> USUAL_NAMES = List.of(
            "Message-ID", "MIME-Version", "Mime-Version", "CC", "Cc", "Content-ID", "DKIM-Signature", "References");

    /** Gives the field as it may have been. */
    abstract FieldText apply(FieldText field);

    private static String listed(FieldText field, String fold) {
        String text = Respacing.unfolded(field.text(), " ");
        char mark = text.indexOf(',') >= 0 ? ',' : ';';
        StringBuilder result = new StringBuilder(text.length() + 32);
        for (int i = 0; i < text.length(); i++) {
            result.append(text.charAt(i));
            if (text.charAt(i) == mark && i + 1 < text.length() && text.charAt(i + 1) == ' ') {
                result.append(fold);
                i++;
            }
        }
        return result.toString();
    }

    /** Each line as full as it can be, broken before white space. */
    private static String folded(FieldText field, int width) {
        String text = Respacing.unfolded(field.text(), " ");
        StringBuilder result = new StringBuilder(text.length() + 32);
        int column = field.name().length() + field.colon().length();
        int from = 0;
        result.append(' ');
        column++;
        while (from < text.length()) {
            int space = text.indexOf(' ', from);
            int end = space < 0 ? text.length() : space;
            int needed = end - from + (from == 0 ? 0 : 1);
            if (from > 0 && column + needed > width) {
                result.append("\r\n ");
                column = 1;
            } else if (from > 0) {
                result.append(' ');
                column++;
            }
            result.append(text, from, end);
            column += end - from;
            from = end + 1;
        }
        return result.toString();
    }

    /** The spellings that a name may have had. */
    static List<String> namesOf(FieldText field) {
        String lower = field.lowerName();
        StringBuilder capital = new StringBuilder(lower);
        for (int i = 0; i < capital.length(); i++) {
            if (i == 0 || capital.charAt(i - 1) == '-') {
                capital.setCharAt(i, Ascii.upperCase(capital.charAt(i)));
            }
        }
        List<String> names = new ArrayList<>(List.of(capital.toString(), lower));
        for (String usual : USUAL_NAMES) {
            if (Ascii.equalsIgnoreCase(usual, lower)) {
                names.add(usual);
            }
        }
        names.add(Ascii.upperCase(lower));
        return names;
    }
}
