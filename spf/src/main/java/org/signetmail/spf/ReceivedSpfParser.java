package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.Modifier;

/**
 * Reads a Received-SPF field (RFC 7208 §9.1 with erratum 5436), each character once:
 *
 * <pre>
 * [CFWS] result [ FWS comment ] [ FWS key-value-list ] [FWS]
 * key-value-list   = key-value-pair *( ";" [CFWS] key-value-pair ) [";"]
 * key-value-pair   = key [CFWS] "=" ( dot-atom / quoted-string )
 * </pre>
 */
final class ReceivedSpfParser {

    private final String text;
    private int at;
    private boolean broken;

    ReceivedSpfParser(String text) {
        this.text = text;
    }

    /** Null when the text is of another form. */
    @Nullable
    ReceivedSpf parse() {
        skipWhiteSpaceAndComments();
        SpfResult result = result();
        if (result == null) {
            return null;
        }
        skipWhiteSpace();
        String comment = peek() == '(' ? comment() : "";
        List<ReceivedSpf.Property> properties = new ArrayList<>();
        skipWhiteSpaceAndComments();
        while (!broken && at < text.length()) {
            ReceivedSpf.Property property = property();
            if (property != null) {
                properties.add(property);
            }
        }
        return broken ? null : new ReceivedSpf(result, comment, properties);
    }

    private @Nullable SpfResult result() {
        int start = at;
        while (Ascii.isLetter(peek())) {
            at++;
        }
        String word = text.substring(start, at);
        for (SpfResult result : SpfResult.values()) {
            if (Ascii.equalsIgnoreCase(result.keyword(), word)) {
                return result;
            }
        }
        return null;
    }

    private ReceivedSpf.@Nullable Property property() {
        int start = at;
        while (at < text.length() && peek() != '=' && !isWhiteSpace(peek()) && peek() != '(') {
            at++;
        }
        String key = text.substring(start, at);
        skipWhiteSpaceAndComments();
        broken |= peek() != '=' || !Modifier.isName(key);
        at++;
        String value = broken ? "" : value();
        skipWhiteSpaceAndComments();
        broken |= at < text.length() && peek() != ';';
        at++;
        skipWhiteSpaceAndComments();
        return broken ? null : new ReceivedSpf.Property(key, value);
    }

    /** A quoted-string, or more than a dot-atom: others write addresses without quotes. */
    private String value() {
        if (peek() == '"') {
            return quotedString();
        }
        int start = at;
        while (at < text.length() && !isWhiteSpace(peek()) && "();\"".indexOf(peek()) < 0) {
            at++;
        }
        broken |= at == start;
        return text.substring(start, at);
    }

    private String quotedString() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && peek() != '"') {
            appendPossiblyEscaped(value);
        }
        broken |= at == text.length();
        at++;
        return value.toString();
    }

    /** RFC 5322 §3.2.2: comments nest; a counter knows how deep. */
    private String comment() {
        StringBuilder words = new StringBuilder();
        int depth = 0;
        do {
            char c = peek();
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if ((c == '(' && depth == 1) || depth == 0) {
                at++;
            } else {
                appendPossiblyEscaped(words);
            }
        } while (depth > 0 && at < text.length());
        broken |= depth > 0;
        return words.toString();
    }

    /** One character; CR and LF are folding only. */
    private void appendPossiblyEscaped(StringBuilder to) {
        if (peek() == '\\' && at + 1 < text.length()) {
            at++;
        }
        char c = text.charAt(at++);
        if (c != '\r' && c != '\n') {
            to.append(c);
        }
    }

    private void skipWhiteSpaceAndComments() {
        skipWhiteSpace();
        while (peek() == '(') {
            comment();
            skipWhiteSpace();
        }
    }

    private void skipWhiteSpace() {
        while (isWhiteSpace(peek())) {
            at++;
        }
    }

    private static boolean isWhiteSpace(char c) {
        return Ascii.isWsp(c) || c == '\r' || c == '\n';
    }

    /** The next character; NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
