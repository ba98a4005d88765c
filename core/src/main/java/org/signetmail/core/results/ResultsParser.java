package org.signetmail.core.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;

/**
 * Reads Authentication-Results values.
 *
 * <pre>
 * value      = [CFWS] authserv-id [CFWS version] ( no-result / 1*resinfo ) [CFWS]
 * no-result  = [CFWS] ";" [CFWS] "none"
 * resinfo    = [CFWS] ";" methodspec [CFWS reasonspec] *(CFWS propspec)
 * methodspec = [CFWS] method [CFWS "/" CFWS version] [CFWS] "=" [CFWS] result
 * reasonspec = "reason" [CFWS] "=" [CFWS] value
 * propspec   = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue
 * </pre>
 *
 * Tolerated beyond that: no authserv-id (Microsoft), ARC's {@code i=1;} in front, empty results and values, words that are
 * no properties, unclosed comments and quotes. One pass; depth of comments is a number.
 */
public final class ResultsParser {

    /** The most results of a field that are taken. */
    public static final int MAX_RESULTS = 100;

    /** The most properties of a result that are taken. */
    public static final int MAX_PROPERTIES = 50;

    private final String text;
    private int pos;

    /** The first comment that was skipped since this was last emptied. */
    private String comment = "";

    /** Whether the last quoted-string had an end. */
    private boolean quoteClosed;

    /** Whether something was left out for a bound. */
    private boolean isCut;

    private ResultsParser(String text) {
        this.text = text;
    }

    /**
     * Reads a value. Any text is read: what is not a result is left out.
     *
     * @param value what stands behind the colon
     * @return what it says
     */
    public static ResultsSyntax parse(String value) {
        return new ResultsParser(value).parse();
    }

    private ResultsSyntax parse() {
        Optional<String> authservId = authservId();
        int version = 1;
        if (authservId.isPresent() && Ascii.isDigit(peek())) {
            version = number();
            skipCfws();
        }
        if (authservId.isPresent() && pos < text.length() && peek() != ';') {
            // Something else stands where the results should begin: nobody knows whose field that is.
            authservId = Optional.empty();
            skipToSemicolon();
        }
        List<ResultsSyntax.Resinfo> results = new ArrayList<>();
        while (pos < text.length() && !(isCut && results.size() == MAX_RESULTS)) {
            if (peek() == ';') {
                pos++;
            }
            ResultsSyntax.Resinfo result = result();
            if (result != null && version == 1) {
                if (results.size() < MAX_RESULTS) {
                    results.add(result);
                } else {
                    isCut = true;
                }
            }
            skipToSemicolon();
        }
        return new ResultsSyntax(authservId, version, List.copyOf(results), isCut);
    }

    /** Stops behind the id; or, when there is none, where the results begin. */
    private Optional<String> authservId() {
        skipArcInstance();
        skipCfws();
        int start = pos;
        String id = peek() == '"' ? closedQuotedString() : token();
        skipCfws();
        if (peek() == '=' || peek() == '/') {
            pos = start;
            return Optional.empty();
        }
        if (id.isEmpty()) {
            skipToSemicolon();
            return Optional.empty();
        }
        return Optional.of(id);
    }

    /** RFC 8617 §4.1.1: an ARC set has its instance in front, once. */
    private void skipArcInstance() {
        skipCfws();
        int start = pos;
        boolean instance = word().equals("i");
        skipCfws();
        instance &= peek() == '=';
        pos++;
        skipCfws();
        instance &= number() > 0;
        skipCfws();
        pos = instance && peek() == ';' ? pos + 1 : start;
    }

    /** The content of a quoted-string; empty when it has no end, or something in it that may not be seen. */
    private String closedQuotedString() {
        String content = quotedString();
        return quoteClosed && HeaderText.clean(content).equals(content) ? content : "";
    }

    /**
     * A token (RFC 2045 §5.1), which may have UTF-8 in it (RFC 6532 §3.2). Empty for anything else: some other reader may
     * leave the rest out and believe what is left.
     */
    private String token() {
        int start = pos;
        boolean token = true;
        while (pos < text.length() && !isWhite(peek()) && "=/;()\"".indexOf(peek()) < 0) {
            token &= peek() > ' ' && peek() != 0x7F && "<>@,:\\[]?".indexOf(peek()) < 0;
            pos++;
        }
        String id = text.substring(start, pos);
        return token && HeaderText.clean(id).equals(id) ? id : "";
    }

    private ResultsSyntax.@Nullable Resinfo result() {
        skipCfws();
        String method = word();
        skipCfws();
        int version = 1;
        if (peek() == '/') {
            pos++;
            skipCfws();
            version = number();
            skipCfws();
        }
        if (peek() != '=') {
            return null;
        }
        pos++;
        skipCfws();
        String result = word();
        // RFC 8601 §2.3: results of another version of a method are to be ignored. §2.2: the result is a Keyword, so
        // behind it come CFWS, the next result or the end; pass@x and pass.fail are no results.
        if (version != 1 || !HeaderText.isKeyword(method) || !HeaderText.isKeyword(result) || !isEndOfWord()) {
            return null;
        }
        comment = "";
        String reason = "";
        List<ResultsSyntax.Property> properties = new ArrayList<>();
        for (skipCfws(); pos < text.length() && peek() != ';'; skipCfws()) {
            String name = propertyName();
            if (peek() != '=') {
                pos += name.isEmpty() ? 1 : 0;
                continue;
            }
            pos++;
            skipCfws();
            String value = value();
            int dot = name.indexOf('.');
            if (name.equals("reason")) {
                reason = value;
            } else if (dot > 0
                    && HeaderText.isKeyword(name.substring(0, dot))
                    && HeaderText.isKeyword(name.substring(dot + 1))) {
                if (properties.size() < MAX_PROPERTIES) {
                    properties.add(new ResultsSyntax.Property(name.substring(0, dot), name.substring(dot + 1), value));
                } else {
                    isCut = true;
                }
            }
        }
        return new ResultsSyntax.Resinfo(method, result, comment, reason, List.copyOf(properties));
    }

    private boolean isEndOfWord() {
        return pos >= text.length() || isWhite(peek()) || peek() == ';' || peek() == '(';
    }

    /** A ptype, a dot and a property, with CFWS anywhere between; or any other word. */
    private String propertyName() {
        StringBuilder name = new StringBuilder(word());
        skipCfws();
        while (peek() == '.') {
            pos++;
            skipCfws();
            name.append('.').append(word());
            skipCfws();
        }
        return name.toString();
    }

    /** Letters, digits, hyphens and underscores, in lower case; empty when something else comes. */
    private String word() {
        int start = pos;
        while (Ascii.isLetterOrDigit(peek()) || peek() == '-' || peek() == '_') {
            pos++;
        }
        return Ascii.lowerCase(text.substring(start, pos));
    }

    /** A quoted-string, a token, an address, whose local-part may be quoted, or whatever else ends at white space. */
    private String value() {
        StringBuilder value = new StringBuilder();
        while (pos < text.length() && !isWhite(peek()) && peek() != ';' && peek() != '(') {
            if (peek() == '"') {
                value.append(quotedString());
            } else {
                value.append(text.charAt(pos++));
            }
        }
        return HeaderText.clean(value.toString());
    }

    private String quotedString() {
        StringBuilder content = new StringBuilder();
        quoteClosed = false;
        for (pos++; pos < text.length() && !quoteClosed; pos++) {
            char c = text.charAt(pos);
            if (c == '"') {
                quoteClosed = true;
                continue;
            }
            if (c == '\\' && pos + 1 < text.length()) {
                c = text.charAt(++pos);
            }
            content.append(c);
        }
        return content.toString();
    }

    private int number() {
        int number = 0;
        while (Ascii.isDigit(peek())) {
            number = Math.min(1_000_000, number * 10 + peek() - '0');
            pos++;
        }
        return number;
    }

    private void skipToSemicolon() {
        while (pos < text.length() && peek() != ';') {
            if (peek() == '"') {
                quotedString();
            } else if (peek() == '(') {
                skipCfws();
            } else {
                pos++;
            }
        }
    }

    private void skipCfws() {
        int depth = 0;
        StringBuilder content = new StringBuilder();
        while (pos < text.length()) {
            char c = text.charAt(pos);
            if (depth == 0 && c != '(' && !isWhite(c)) {
                return;
            }
            if (c == '\\' && pos + 1 < text.length()) {
                // RFC 5322 §3.2.1: a quoted-pair is the character behind the backslash.
                content.append(text.charAt(++pos));
            } else if (c == '(') {
                content.append(depth++ == 0 ? "" : "(");
            } else if (c == ')' && --depth == 0) {
                comment = comment.isEmpty() ? HeaderText.clean(content.toString()) : comment;
                content.setLength(0);
            } else if (depth > 0) {
                content.append(c);
            }
            pos++;
        }
    }

    /** The next character, or NUL at the end. */
    private char peek() {
        return pos < text.length() ? text.charAt(pos) : 0;
    }

    /** White space, and line ends of values that are still folded. */
    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
