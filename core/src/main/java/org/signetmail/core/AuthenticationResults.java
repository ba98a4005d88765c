package org.signetmail.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;

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
 * Text beyond ASCII stays as it is, for a message that may have UTF-8 in its header (RFC 8601 §5, RFC 6532).
 *
 * <p>Immutable and thread-safe.
 *
 * @param authservId the name that the receiving site goes by in these fields, such as its host name (RFC 8601 §2.5)
 * @param results one for each check that ran, in the order to print; none when no check did
 */
public record AuthenticationResults(String authservId, List<MethodResult> results) implements TraceField {

    /** RFC 5322 §2.1.1: lines SHOULD have at most 78 characters. */
    private static final int LINE = 78;

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
        results = List.copyOf(results);
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
        StringBuilder field = new StringBuilder("Authentication-Results:");
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

    /** The parts between which white space may stand; a part that ends in a semicolon is the last of a result. */
    private List<String> pieces() {
        String id = HeaderText.value(authservId);
        if (results.isEmpty()) {
            // RFC 8601 §2.2: no-result, when no check was done.
            return List.of(id + "; none");
        }
        List<String> pieces = new ArrayList<>();
        pieces.add(id);
        for (MethodResult result : results) {
            int last = pieces.size() - 1;
            pieces.set(last, pieces.get(last) + ';');
            result.appendTo(pieces);
        }
        return pieces;
    }
}
