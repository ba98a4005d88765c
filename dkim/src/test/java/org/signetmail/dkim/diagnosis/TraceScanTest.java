package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What in a body speaks for a change. Texts stand for octets. */
class TraceScanTest {

    private static String traces(String type, String body) {
        String whole = scan(type, body, body.length());
        for (int split = 0; split < Math.min(body.length(), 60); split++) {
            assertThat(scan(type, body, split)).as("split at %d", split).isEqualTo(whole);
        }
        return whole;
    }

    private static String scan(String type, String body, int split) {
        TraceScan scan = new TraceScan(BodyType.of(type, ""));
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        scan.accept(octets, 0, split);
        scan.accept(octets, split, octets.length - split);
        scan.finish();
        return scan.traces().stream()
                .map(trace -> trace.kind() + ": " + trace.detail())
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("phrases, links, HTML and lost characters")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text/plain | Hello\\r\\n                                |
            text/plain | See https://eu.SAFELINKS.protection.outlook.com/x\\r\\n | LINKS_REWRITTEN: the body has "ttps://eu.safelinks.protection.outlook.com/x"
            text/plain | a\\r\\nURLDefense.com/v3\\nurldefense.proofpoint\\r\\n | LINKS_REWRITTEN: the body has "urldefense.com/v3"
            text/plain | [EXTERNAL] Hi                             | TEXT_ON_TOP: the body has "[external] hi"
            text/plain | This one here and now came from outside   | TEXT_ON_TOP: the body has "e and now came from outside"
            text/plain | To unsubscribe: x                         | FOOTER: the body has "to unsubscribe: x"
            text/plain | External e-mail\\r\\nMailing list\\r\\n  | TEXT_ON_TOP: the body has "external e-mail"; FOOTER: the body has "mailing list"
            text/html  | <p>External e-mail</p>                    | HTML_CHANGED: the body has "<p>external e-mail</p>"
            text/html  | <p>disclaimer                             | HTML_CHANGED: the body has "<p>disclaimer"
            text/html  | </html>\\r\\n \\t\\r\\n                   |
            text/html  | </HTML>\\r\\nAcme Ltd\\r\\nBob            | HTML_CHANGED: "acme ltd" stands behind </html>
            text/html  | x</html> Acme                             | HTML_CHANGED: "acme" stands behind </html>
            text/html  | </html>\\r\\n--x\\r\\nAcme                |
            text/html  | </html> Acme                              | HTML_CHANGED: "acme" stands behind </html>
            text/html  | </html>--x                                |
            text/html  | Acme</html>                               |
            text/plain | a\\357\\277\\275b                         | CHARSET_CONVERTED: the body has U+FFFD, which stands for characters that were lost
            text/plain | a=EF=BF=BDb                               | CHARSET_CONVERTED: the body has U+FFFD, which stands for characters that were lost
            """)
    void phrases(String type, String body, @Nullable String traces) {
        assertThat(traces(type, body.translateEscapes())).isEqualTo(traces == null ? "" : traces);
    }

    @Test
    @DisplayName("60 characters are shown")
    void shownPart() {
        assertThat(traces("text/plain", "disclaimer " + "x".repeat(100)))
                .startsWith("FOOTER: the body has \"disclaimer xxx")
                .hasSizeLessThan(100);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 2046 §5.1.1: a boundary that is not the one, or is not closed")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            b            | --b\\r\\n\\r\\na\\r\\n--b--\\r\\n |
            b            | --b\\r\\n\\r\\na\\r\\n--b--      |
            b            | --b\\r\\n\\r\\na\\r\\n           | NOT_CLOSED: the line "--b--" that ends it is not there
            b            | --b--\\r\\n                       |
            b            | a\\r\\n                           | OTHER_BOUNDARY: Content-Type has boundary="b", and no line of the body begins with it
            b            | x--b\\r\\n                        | OTHER_BOUNDARY: Content-Type has boundary="b", and no line of the body begins with it
            b            | --\\r\\n                          | OTHER_BOUNDARY: Content-Type has boundary="b", and no line of the body begins with it
            b            | --c\\r\\n\\r\\n--d\\r\\n          | OTHER_BOUNDARY: Content-Type has boundary="b", and no line of the body begins with it, but one does with "--c"
            """)
    void boundaries(String boundary, String body, @Nullable String traces) {
        assertThat(traces("multipart/mixed; boundary=" + boundary, body.translateEscapes()))
                .isEqualTo(traces == null ? "" : traces);
    }

    @Test
    @DisplayName("a line of more than 80 characters is no boundary")
    void longBoundaries() {
        String type = "multipart/mixed; boundary=b";
        assertThat(traces(type, "--" + "c".repeat(78) + "\r\n")).contains(", but one does with \"--cccc");
        assertThat(traces(type, "--" + "c".repeat(79) + "\r\n")).endsWith(" begins with it");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("RFC 3629 §3: octets that are not of the charset")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            us-ascii   | a              |
            us-ascii   | \\303\\274    | CHARSET_CONVERTED: Content-Type says us-ascii, and the body has other octets
            US-ASCII   | \\200         | CHARSET_CONVERTED: Content-Type says us-ascii, and the body has other octets
            utf-8      | a\\303\\274\\342\\202\\254\\360\\237\\230\\200b |
            utf-8      | a\\374b       | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | \\274         | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | \\303a        | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | \\303\\303\\274 | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | \\303\\274\\274 | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | \\342\\202a   | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | \\360\\237\\230a | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | ab\\303\\274\\nab\\n |
            utf-8      | \\367\\277\\277\\277 |
            utf-8      | \\370\\277\\277\\277 | CHARSET_CONVERTED: Content-Type says utf-8, and the body is none
            utf-8      | \\337\\277\\340\\200\\200\\357\\277\\277\\r\\n |
            iso-8859-1 | \\374         |
            """)
    void charsets(String charset, String body, @Nullable String traces) {
        assertThat(traces("text/plain; charset=" + charset, body.translateEscapes()))
                .isEqualTo(traces == null ? "" : traces);
    }
}
