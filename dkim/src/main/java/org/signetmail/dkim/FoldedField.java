package org.signetmail.dkim;

/**
 * Writes a header field in lines of at most 78 octets (RFC 5322 §2.1.1). A piece that is longer stays whole and makes a
 * longer line, as there is no place in it to fold.
 */
final class FoldedField {

    private static final int MAX_LINE = 78;

    private final StringBuilder text = new StringBuilder(512);
    private int column;
    private int longestLine;

    FoldedField(String name) {
        append(name + ':');
    }

    /** Appends a piece with a space before it, on a new line when this one is full. */
    void word(String piece) {
        if (column + 1 + piece.length() > MAX_LINE) {
            fold();
        } else {
            append(" ");
        }
        append(piece);
    }

    /** Appends a piece right behind the last one, on a new line when this one is full: where white space counts not. */
    void glue(String piece) {
        if (column + piece.length() > MAX_LINE) {
            fold();
        }
        append(piece);
    }

    /** Appends text that may be folded anywhere. */
    void glueAnywhere(String pieces) {
        for (int from = 0; from < pieces.length(); ) {
            if (column == MAX_LINE) {
                fold();
            }
            int to = Math.min(pieces.length(), from + MAX_LINE - column);
            append(pieces.substring(from, to));
            from = to;
        }
    }

    private void fold() {
        text.append("\r\n ");
        column = 1;
    }

    private void append(String piece) {
        text.append(piece);
        column += piece.length();
        longestLine = Math.max(longestLine, column);
    }

    /** The octets in the longest line so far. */
    int longestLine() {
        return longestLine;
    }

    /** The field so far, without a final CRLF. */
    @Override
    public String toString() {
        return text.toString();
    }
}
