package org.signetmail.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;
import org.signetmail.core.results.ResultsParser;

/**
 * What a receiver found out about a message, as the Authentication-Results header field tells it (RFC 8601).
 *
 * <pre>{@code
 * new AuthenticationResults("mx.example.org", List.of(
 *         MethodResult.of("spf", "pass").withProperty("smtp", "mailfrom", "example.net")))
 *     .toField();
 * }</pre>
 *
 * <p>Whatever text the parts have, the field has one line when unfolded, one result for each {@link MethodResult}, and
 * one property for each {@link MethodResult.Property}: text is quoted and escaped, and control characters are left out.
 * The field has at most 100 results and 16 KiB; results that do not fit are left out, whole, from the end. Text beyond
 * ASCII stays as it is, for a message that may have UTF-8 in its header (RFC 8601 §5, RFC 6532).
 *
 * <p>A plain value, which users make too; should it gain components, it keeps its constructor of today. Immutable and
 * thread-safe.
 *
 * @param authservId the name that the receiving site goes by in these fields, such as its host name (RFC 8601 §2.5)
 * @param results one for each check that ran, in the order to print; none when no check did
 */
public record AuthenticationResults(String authservId, List<MethodResult> results) implements TraceField {

    /** RFC 5322 §2.1.1: lines SHOULD have at most 78 characters. */
    private static final int LINE = 78;

    private static final String NAME = "Authentication-Results:";

    /** The most octets of a field, its last CRLF included. */
    private static final int MAX_FIELD = 16 << 10;

    /** A semicolon, CRLF and three spaces. */
    private static final int FOLD = 6;

    /** How much of a field a log shows. */
    private static final int SHOWN = 2000;

    /** RFC 8601 §2.5 has a domain name in mind, which has no more octets than this (RFC 1035 §2.3.4). */
    private static final int MAX_ID = 255;

    /**
     * Checks the authserv-id, which is the receiver's own to choose.
     *
     * @param authservId at most 255 octets of UTF-8, not all of them blank, without semicolons and without characters
     *     that control or format text
     * @param results one for each check that ran
     * @throws IllegalArgumentException when the authserv-id is not like that
     */
    public AuthenticationResults {
        Objects.requireNonNull(authservId, "authservId");
        results = List.copyOf(Objects.requireNonNull(results, "results"));
        if (!isAuthservId(authservId)) {
            throw new IllegalArgumentException("not an authserv-id: " + Ascii.printable(authservId, 80));
        }
    }

    private static boolean isAuthservId(String text) {
        // A character that formats text, such as U+202E, would let the id look like another one.
        return text.codePoints().anyMatch(c -> !Character.isSpaceChar(c))
                && text.codePoints().noneMatch(c -> c == ';' || Character.getType(c) == Character.FORMAT)
                && HeaderText.clean(text).equals(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= MAX_ID;
    }

    /**
     * What stands behind the colon of the field, on one line.
     *
     * @return text without CR and LF
     */
    public String value() {
        return String.join(" ", pieces());
    }

    /**
     * The whole field, folded, to put in front of the message and of all older fields (RFC 8601 §4).
     *
     * @return the field with its name and the CRLF at its end; to be encoded as UTF-8
     */
    @Override
    public String toField() {
        StringBuilder field = new StringBuilder(NAME);
        int column = field.length();
        for (String piece : pieces()) {
            // Each result begins a line of its own, so that a person can read the field.
            boolean result = field.charAt(field.length() - 1) == ';';
            if (result || column + 1 + piece.length() > LINE) {
                field.append("\r\n ");
                column = 1;
                if (!result) {
                    field.append("  ");
                    column += 2;
                }
            } else {
                field.append(' ');
                column++;
            }
            field.append(piece);
            column += piece.length();
        }
        return field.append("\r\n").toString();
    }

    /**
     * The field on one line, for a log.
     *
     * @return printing ASCII
     */
    @Override
    public String toString() {
        return Ascii.printable(value(), SHOWN);
    }

    /**
     * How many results at the end of {@link #results} the field leaves out, as it has at most 100 results and 16 KiB.
     *
     * @return zero or more; never all of them
     */
    public int omitted() {
        List<String> pieces = new ArrayList<>();
        return results.size() - appendTo(pieces);
    }

    /** The parts between which white space may stand; a part that ends in a semicolon is the last of a result. */
    private List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        appendTo(pieces);
        return pieces;
    }

    /** Gives the number of results that were appended. */
    private int appendTo(List<String> pieces) {
        String id = HeaderText.value(authservId);
        if (results.isEmpty()) {
            // RFC 8601 §2.2: no-result, when no check was done.
            pieces.add(id + "; none");
            return 0;
        }
        pieces.add(id);
        int octets = NAME.length() + length(id);
        int printed = 0;
        for (MethodResult result : results) {
            List<String> more = new ArrayList<>();
            result.appendTo(more);
            for (String piece : more) {
                octets += length(piece);
            }
            // A reader is told a result whole or not at all.
            if (printed == ResultsParser.MAX_RESULTS || octets > MAX_FIELD) {
                break;
            }
            int last = pieces.size() - 1;
            pieces.set(last, pieces.get(last) + ';');
            pieces.addAll(more);
            printed++;
        }
        return printed;
    }

    /** The octets of a part with a fold before it and a semicolon behind it. */
    private static int length(String piece) {
        return piece.getBytes(StandardCharsets.UTF_8).length + FOLD;
    }
}
