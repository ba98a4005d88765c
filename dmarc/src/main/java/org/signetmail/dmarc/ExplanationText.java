package org.signetmail.dmarc;

import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;

/** Lines of printing ASCII that a terminal has room for. Third-party text is made so here, once for all. */
final class ExplanationText {

    /** The most columns of a line. */
    static final int WIDTH = 100;

    /** The most characters of what is said in one go; more of a record, a person can look up. */
    private static final int MAX_SAID = 1200;

    /** What is further to the right than this does not move on. */
    private static final int MAX_INDENT = 40;

    /** What goes on in the next line stands further to the right. */
    private static final int GOES_ON = 4;

    private final StringBuilder text = new StringBuilder();

    /** What follows is about something else. */
    void gap() {
        text.append('\n');
    }

    /** One sentence or fact, in as many lines as it takes. Blanks in front are kept in each. */
    void line(String said) {
        String line = Ascii.printable(said, MAX_SAID);
        if (line.length() <= WIDTH) {
            // Carets among them, which have to stay where they are.
            text.append(line).append('\n');
            return;
        }
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        String rest = " ".repeat(Math.min(indent, MAX_INDENT)) + line.substring(indent);
        String nextIndent = " ".repeat(Math.min(indent, MAX_INDENT) + GOES_ON);
        while (rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH);
            // A word that takes most of a line is broken: a key has no blanks.
            boolean between = end > WIDTH / 2 + nextIndent.length() / 2;
            end = between ? end : WIDTH;
            text.append(rest, 0, end).append('\n');
            rest = nextIndent + rest.substring(between ? end + 1 : end);
        }
        text.append(rest).append('\n');
    }

    /** Lines, and how many were left out when there are more than so many. */
    void lines(List<String> lines, int most) {
        for (String line : lines.subList(0, Math.min(lines.size(), most))) {
            line(line);
        }
        if (lines.size() > most) {
            line("  and " + (lines.size() - most) + " lines more");
        }
    }

    /** A finding, indented by two, with a caret below its place; what a sentence has said already is not said again. */
    void finding(Finding finding, String sentence) {
        String message = finding.message();
        String clause = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        boolean said = sentence.contains(clause);
        line("  " + finding.severity().keyword() + (said ? ", as said above" : ": " + message));
        finding.position().ifPresent(this::caret);
        if (!sentence.contains(finding.remedy())) {
            line("  " + finding.remedy());
        }
    }

    private void caret(Position place) {
        place.caret().lines().forEach(line -> text.append("    ").append(line).append('\n'));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
