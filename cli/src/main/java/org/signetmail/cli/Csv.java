package org.signetmail.cli;

import java.io.IOException;
import java.util.List;
import org.signetmail.reports.VisibleText;

/**
 * Rows of CSV (RFC 4180). Every cell is in quotes; one that a spreadsheet might take for a formula begins with an apostrophe;
 * control characters are shown as numbers.
 */
final class Csv {

    private final Appendable out;
    private final int longest;

    /**
     * Begins with a row.
     *
     * @param longest of how many characters a cell is at most
     */
    Csv(Appendable out, int longest, List<String> head) throws IOException {
        this.out = out;
        this.longest = longest;
        row(head);
    }

    void row(List<String> cells) throws IOException {
        String separator = "";
        for (String cell : cells) {
            out.append(separator).append(cell(cell, longest));
            separator = ",";
        }
        out.append("\r\n");
    }

    /** A cell that is text wherever it is opened. */
    static String cell(String text, int longest) {
        String visible = VisibleText.of(text, longest);
        StringBuilder cell = new StringBuilder(visible.length() + 3).append('"');
        if (!visible.isEmpty() && mayStartFormula(visible)) {
            cell.append('\'');
        }
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            cell.append(c == '"' ? "\"\"" : String.valueOf(c));
        }
        return cell.append('"').toString();
    }

    /** Also behind blanks and quotes, and in the wide forms that some programs fold. */
    private static boolean mayStartFormula(String text) {
        int i = 0;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '"' || text.charAt(i) == '\'')) {
            i++;
        }
        return i < text.length() && "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20\u2212".indexOf(text.charAt(i)) >= 0;
    }
}
