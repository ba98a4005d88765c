package org.signetmail.dkim.diagnosis;

/** White space that may have been otherwise in a field when it was signed. */
enum Respacing {
    /** Without white space behind commas. */
    COMMAS_TIGHT("signed without white space behind commas") {
        @Override
        String apply(String text) {
            return spaced(text, ',', "");
        }
    },
    /** With one space behind commas. */
    COMMAS_SPACED("signed with one space behind commas") {
        @Override
        String apply(String text) {
            return spaced(text, ',', " ");
        }
    },
    /** Without white space behind semicolons. */
    SEMICOLONS_TIGHT("signed without white space behind semicolons") {
        @Override
        String apply(String text) {
            return spaced(text, ';', "");
        }
    },
    /** With one space behind semicolons. */
    SEMICOLONS_SPACED("signed with one space behind semicolons") {
        @Override
        String apply(String text) {
            return spaced(text, ';', " ");
        }
    },
    /** With one space before angle brackets that have text or another bracket before them. */
    BRACKETS_SPACED("signed with one space before angle brackets") {
        @Override
        String apply(String text) {
            return beforeBrackets(text, " ");
        }
    },
    /** Without white space before angle brackets. */
    BRACKETS_TIGHT("signed without white space before angle brackets") {
        @Override
        String apply(String text) {
            return beforeBrackets(text, "");
        }
    },
    /** Without white space inside of angle brackets. */
    BRACKETS_TRIMMED("signed without white space inside of angle brackets") {
        @Override
        String apply(String text) {
            return insideBrackets(text);
        }
    },
    /** Encoded words with a space between them. */
    WORDS_SPACED("signed with a space between encoded words") {
        @Override
        String apply(String text) {
            return text.replace("?==?", "?= =?");
        }
    },
    /** Encoded words without one. */
    WORDS_TIGHT("signed without white space between encoded words") {
        @Override
        String apply(String text) {
            return unfolded(text, " ").replace("?= =?", "?==?");
        }
    },
    /** Without the folds: a line that was broken inside of a word. */
    FOLDS_GONE("signed without the white space at folds: a word was broken, or the signer removes it") {
        @Override
        String apply(String text) {
            return unfolded(text, "");
        }
    },
    /** With a CRLF where a lone CR or LF is. */
    CRLFS("signed with CRLF where a lone CR or LF is") {
        @Override
        String apply(String text) {
            return crlfs(text);
        }
    };

    private final String description;

    Respacing(String description) {
        this.description = description;
    }

    /** What was signed, as a clause. */
    String description() {
        return description;
    }

    /** Gives the text as it may have been; the same when there is nothing of the kind in it. */
    abstract String apply(String text);

    /** With other white space behind each of these characters outside of quotes, and none before it. */
    private static String spaced(String text, char mark, String space) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted && i + 1 < text.length()) {
                result.append(c);
                c = text.charAt(++i);
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == mark && !quoted) {
                trimEnd(result);
                result.append(c);
                int next = FieldText.skipSpace(text, i + 1);
                if (next < text.length()) {
                    result.append(space);
                }
                i = next - 1;
                continue;
            }
            result.append(c);
        }
        return result.toString();
    }

    private static String beforeBrackets(String text, String space) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == '<' && !quoted && i > 0) {
                trimEnd(result);
                // There is one: the text of a field does not begin with white space.
                char last = result.charAt(result.length() - 1);
                if (last == ',' || last == ';' || last == ':') {
                    result.append(text, endOfText(text, i), i);
                } else {
                    result.append(space);
                }
            }
            result.append(c);
        }
        return result.toString();
    }

    /** Where the white space before an index starts. */
    private static int endOfText(String text, int index) {
        int end = index;
        while (end > 0 && FieldText.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static String insideBrackets(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '>') {
                trimEnd(result);
            }
            result.append(c);
            if (c == '<') {
                i = FieldText.skipSpace(text, i + 1) - 1;
            }
        }
        return result.toString();
    }

    /** With other text in the place of each fold and the white space around it. */
    static String unfolded(String text, String space) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                trimEnd(result);
                result.append(space);
                i = FieldText.skipSpace(text, i) - 1;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    /** With each lone CR or LF made a CRLF. */
    private static String crlfs(String text) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean paired = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\r' || c == '\n') {
                result.append("\r\n");
                i += paired ? 1 : 0;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    /** With one space for each run of white space. */
    static String collapsed(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (FieldText.isSpace(text.charAt(i))) {
                result.append(' ');
                i = FieldText.skipSpace(text, i) - 1;
            } else {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }

    private static void trimEnd(StringBuilder text) {
        while (!text.isEmpty() && FieldText.isSpace(text.charAt(text.length() - 1))) {
            text.setLength(text.length() - 1);
        }
    }
}
