package org.signetmail.reports.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.signetmail.core.internal.Ascii;

/**
 * A value with parameters (RFC 2045 §5.1), their pieces joined and decoded (RFC 2231).
 *
 * @param value what stands before the first semicolon, in lower case
 * @param parameters names in lower case; of two with one name the first counts; values with one {@code char} of 0 to 255 an
 *     octet, as UTF-8 where the pieces tell their character set
 */
public record ParameterText(String value, Map<String, String> parameters) {

    /** More than this nobody needs. */
    private static final int MOST = 50;

    /**
     * Reads a field.
     *
     * @param text its unfolded value
     * @return never null
     */
    public static ParameterText parse(String text) {
        return new Parser(text).parse();
    }

    private static final class Parser {
        private final String text;
        private int pos;
        private final Map<String, String> plain = new LinkedHashMap<>();
        private final Map<String, Map<Integer, String>> pieces = new LinkedHashMap<>();
        private final Map<String, Boolean> encoded = new LinkedHashMap<>();

        Parser(String text) {
            this.text = text;
        }

        ParameterText parse() {
            skipSpace();
            int start = pos;
            while (pos < text.length() && text.charAt(pos) != ';' && text.charAt(pos) != '(') {
                pos++;
            }
            String value = text.substring(start, pos);
            skipSpace();
            int semicolon = text.indexOf(';', pos);
            pos = semicolon < 0 ? text.length() : semicolon + 1;
            while (pos < text.length() && plain.size() + pieces.size() < MOST) {
                parameter();
            }
            pieces.forEach((name, parts) -> plain.putIfAbsent(name, joined(name, parts)));
            return new ParameterText(Ascii.lowerCase(Ascii.trimWsp(value)), Map.copyOf(plain));
        }

        private void parameter() {
            skipSpace();
            int start = pos;
            while (pos < text.length() && "=;(".indexOf(text.charAt(pos)) < 0) {
                pos++;
            }
            String name = Ascii.lowerCase(Ascii.trimWsp(text.substring(start, pos)));
            skipSpace();
            while (pos < text.length() && text.charAt(pos) != '=' && text.charAt(pos) != ';') {
                pos++;
            }
            if (pos >= text.length() || text.charAt(pos) == ';') {
                pos++;
                return;
            }
            pos++;
            skipSpace();
            String value = pos < text.length() && text.charAt(pos) == '"' ? quoted() : token();
            int next = text.indexOf(';', pos);
            pos = next < 0 ? text.length() : next + 1;
            keep(name, value);
        }

        private void keep(String name, String value) {
            int star = name.indexOf('*');
            if (star < 0) {
                plain.putIfAbsent(name, value);
                return;
            }
            String base = name.substring(0, star);
            boolean isEncoded = name.endsWith("*");
            String number = name.substring(star + 1, Math.max(star + 1, name.length() - (isEncoded ? 1 : 0)));
            int index = number.isEmpty() ? 0 : index(number);
            if (index >= 0) {
                pieces.computeIfAbsent(base, key -> new TreeMap<>()).putIfAbsent(index, value);
                encoded.merge(base + '*' + index, isEncoded, (a, b) -> a);
            }
        }

        private static int index(String number) {
            int index = 0;
            for (int i = 0; i < number.length(); i++) {
                if (!Ascii.isDigit(number.charAt(i)) || i > 2) {
                    return -1;
                }
                index = index * 10 + number.charAt(i) - '0';
            }
            return index;
        }

        /** RFC 2231 §3 and §4: pieces in their order; the first tells the character set. */
        private String joined(String name, Map<Integer, String> parts) {
            Charset charset = StandardCharsets.UTF_8;
            StringBuilder octets = new StringBuilder();
            for (Map.Entry<Integer, String> part : parts.entrySet()) {
                String value = part.getValue();
                if (!Boolean.TRUE.equals(encoded.get(name + '*' + part.getKey()))) {
                    octets.append(value);
                    continue;
                }
                int first = part.getKey() == 0 ? value.indexOf('\'') : -1;
                int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
                if (second >= 0) {
                    Charset named = EncodedText.charset(value.substring(0, first));
                    charset = named == null ? StandardCharsets.UTF_8 : named;
                    value = value.substring(second + 1);
                }
                appendDecoded(octets, value);
            }
            // As UTF-8, as those are that stand in the field as they are.
            String text = new String(octets.toString().getBytes(StandardCharsets.ISO_8859_1), charset);
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        private static void appendDecoded(StringBuilder octets, String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(value.charAt(i + 2), 16);
                if (low < 0) {
                    octets.append(c);
                } else {
                    octets.append((char) (high << 4 | low));
                    i += 2;
                }
            }
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            pos++;
            while (pos < text.length() && text.charAt(pos) != '"') {
                if (text.charAt(pos) == '\\' && pos + 1 < text.length()) {
                    pos++;
                }
                value.append(text.charAt(pos++));
            }
            pos++;
            return value.toString();
        }

        private String token() {
            int start = pos;
            while (pos < text.length() && text.charAt(pos) != ';') {
                pos++;
            }
            String token = Ascii.trimWsp(text.substring(start, pos));
            // Names of files without quotes have parentheses, too, and then something behind them.
            int comment = token.endsWith(")") ? token.indexOf(" (") : -1;
            return comment < 0 ? token : Ascii.trimWsp(token.substring(0, comment));
        }

        /** Past white space and comments (RFC 5322 §3.2.2), which may stand in each other. */
        private void skipSpace() {
            int depth = 0;
            while (pos < text.length()) {
                char c = text.charAt(pos);
                if (depth == 0 && c > ' ' && c != '(') {
                    return;
                }
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                pos += c == '\\' ? 2 : 1;
            }
            pos = text.length();
        }
    }
}
