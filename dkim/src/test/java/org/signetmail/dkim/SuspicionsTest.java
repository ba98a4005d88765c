package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.diagnosis.BodyTrace;
import org.signetmail.dkim.tags.OctetBuffer;

/** What a header and its body's traces speak for, and in which words. */
class SuspicionsTest {

    private static final List<BodyTrace> NO_TRACES = List.of();

    /** Of a header whose signature names these fields. */
    private static Suspicions suspicions(String names, String header) {
        List<HeaderField> fields = Message.of(Forge.octets("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h="
                        + names + "; bh=QUJD; b=QUJD\r\n" + header + "\r\n\r\n"))
                .fields();
        return new Suspicions(
                DkimSignatureParser.parse(fields.get(0), DkimLimits.DEFAULT, new OctetBuffer(64)),
                new FieldIndex(fields));
    }

    private static String told(List<DkimHint> hints) {
        assertThat(hints).allSatisfy(hint -> assertThat(hint.certainty()).isEqualTo(DkimHint.Certainty.SUSPECTED));
        return String.join(
                " & ",
                hints.stream()
                        .map(hint -> hint.code() + (hint.fields().isEmpty() ? "" : hint.fields()) + " " + hint.detail())
                        .toList());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            from              | From: a                                               | false | ``
            from              | X-MIME-Autoconverted: from 8bit to 7bit by mx.example | true | converted X-MIME-Autoconverted: from 8bit to 7bit by mx.example
            from              | List-Id: <l.example>                  | true  | list-handled there is list-id: <l.example>, which is not signed
            from:LIST-ID      | List-Id: <l.example>                  | true  | ``
            from              | List-Id:                              | true  | ``
            from              | X-Mailman-Version: 3                  | true  | list-handled there is x-mailman-version: 3, which is not signed
            from              | X-Google-Group-Id: 7                  | true  | list-handled there is x-google-group-id: 7, which is not signed
            from              | List-Post: <mailto:l@l.example>       | true  | list-handled there is list-post: <mailto:l@l.example>, which is not signed
            from:list-id      | List-Id: a\\r\\nList-Post: b          | true  | list-handled there is list-post: b, which is not signed
            from              | X-Mailman-Version: 3\\r\\nList-Id:\\r\\n l.example | true | list-handled there is list-id: l.example, which is not signed
            from:content-type | Content-Type: multipart/mixed; boundary=b2 | false | boundary-changed neither the body nor the header fits, and Content-Type is signed with its boundary="b2"
            from:content-type | Content-Type: multipart/mixed; boundary=b2 | true  | ``
            from:content-type | Content-Type: text/plain; boundary=b2 | false | ``
            from              | Content-Type: multipart/mixed; boundary=b2 | false | ``
            from              | Content-Type: multipart/mixed; boundary=b2\\r\\nX-Mailer: Apple Mail (2.3) | false | boundary-changed boundary="b2" is none as "Apple Mail (2.3)" makes them
            from              | Content-Type: multipart/mixed; boundary=Apple-Mail-4\\r\\nX-Mailer: Apple Mail (2.3) | false | ``
            from              | Content-Type: multipart/mixed; boundary=b2\\r\\nUser-Agent: Mozilla THUNDERBIRD | false | boundary-changed boundary="b2" is none as "Mozilla THUNDERBIRD" makes them
            from              | Content-Type: multipart/mixed; boundary=b1_3\\r\\nX-Mailer: PHPMailer 6\\r\\nUser-Agent: Thunderbird | false | ``
            from              | Content-Type: multipart/mixed; boundary=b1_3\\r\\nX-Mailer: mine\\r\\nUser-Agent: Thunderbird | false | ``
            """)
    @DisplayName("what a header speaks for, of a body that is not what was signed")
    void body(String names, String header, boolean headerIntact, String told) {
        assertThat(told(suspicions(names, header.translateEscapes()).aboutBody(NO_TRACES, headerIntact)))
                .isEqualTo(told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            from:subject      | Subject: Meeting                      | ``
            from:subject      | Subject: [l] Meeting                  | subject-marked[subject] it begins with "[l]"
            from:subject      | Subject: [] Meeting                   | subject-marked[subject] it begins with "[]"
            from:subject      | Subject: [l Meeting                   | ``
            from:subject      | Subject: Meeting [l]                  | ``
            from:subject      | Subject: ***SPAM*** Meeting           | subject-marked[subject] it begins with "***SPAM***"
            from:subject      | Subject: ** Meeting                   | subject-marked[subject] it begins with "**"
            from:subject      | Subject: *Meeting                     | ``
            from              | Subject: [l] Meeting                  | ``
            from:mime-version | MIME-Version: 1.0\\r\\nX-Mailer: Apple Mail (2.3) | field-rewritten[mime-version] X-Mailer says "Apple Mail (2.3)", which puts a comment behind the version
            from:mime-version | MIME-Version: 1.0 (a)\\r\\nX-Mailer: Apple Mail (2.3) | ``
            from:mime-version | MIME-Version: 1.0\\r\\nX-Mailer: My Apple Mail | ``
            from              | MIME-Version: 1.0\\r\\nX-Mailer: Apple Mail (2.3) | ``
            from              | From: Ann via L <l@list.example>      | field-rewritten[from] it has "via", as lists write it: Ann via L <l@list.example>
            from              | From: Silvia <l@list.example>         | ``
            to                | From: Ann via L <l@list.example>      | ``
            from              | List-Id: <l.example>                  | list-handled there is list-id: <l.example>, which is not signed
            """)
    @DisplayName("what a header speaks for, of its own changes")
    void header(String names, String header, String told) {
        assertThat(told(suspicions(names, header.translateEscapes()).aboutHeader(NO_TRACES)))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource(BodyTrace.Kind.class)
    @DisplayName("each trace of the body is told; of another boundary, to a header that signs Content-Type too")
    void traces(BodyTrace.Kind kind) {
        List<BodyTrace> traces = List.of(new BodyTrace(kind, "why"));
        String code = switch (kind) {
            case OTHER_BOUNDARY -> "boundary-changed why";
            case NOT_CLOSED -> "truncated why";
            case HTML_CHANGED -> "html-changed why";
            case LINKS_REWRITTEN -> "links-rewritten why";
            case TEXT_ON_TOP -> "text-on-top why";
            case FOOTER -> "footer why";
            case CHARSET_CONVERTED -> "charset-converted why";
        };
        assertThat(told(suspicions("from", "From: a").aboutBody(traces, false))).isEqualTo(code);
        boolean boundary = kind == BodyTrace.Kind.OTHER_BOUNDARY;
        String parts = "Content-Type: multipart/mixed; boundary=b2";
        Suspicions signed = suspicions("from:content-type", parts);
        String guessed = " & boundary-changed neither the body nor the header fits, and Content-Type is signed with its"
                + " boundary=\"b2\"";
        assertThat(told(signed.aboutBody(traces, false))).isEqualTo(code + (boundary ? "" : guessed));
        assertThat(told(signed.aboutHeader(traces))).isEqualTo(boundary ? code : "");
        assertThat(told(suspicions("from", parts).aboutHeader(traces))).isEmpty();
    }

    @Test
    @DisplayName("the topmost field is shown, as much of it as there is room for")
    void shown() {
        String via = "Ann via L " + "x".repeat(300);
        assertThat(suspicions("from", "From: " + via).aboutHeader(NO_TRACES))
                .singleElement()
                .satisfies(hint -> assertThat(hint.detail()).endsWith("write it: " + via.substring(0, 117) + "..."));
        // Blanks that are left out take their part of what is looked at.
        assertThat(told(suspicions("from", "From:" + " ".repeat(233) + "a via b")
                        .aboutHeader(NO_TRACES)))
                .endsWith(": a via b");
        assertThat(told(suspicions("from", "From:" + " ".repeat(233) + "a via bc")
                        .aboutHeader(NO_TRACES)))
                .endsWith(": a via b");
        assertThat(told(suspicions("from", "List-Id: a\r\nList-Id: b").aboutHeader(NO_TRACES)))
                .contains("list-id: a,");
        String mark = "[" + "l".repeat(58);
        for (String more : List.of("]", "l]", "ll]")) {
            assertThat(told(suspicions("subject", "Subject: " + mark + more + " a")
                            .aboutHeader(NO_TRACES)))
                    .endsWith("it begins with \"" + (mark + more).substring(0, 60) + "\"");
        }
        String boundary = "b".repeat(61);
        assertThat(told(suspicions("content-type", "Content-Type: multipart/mixed; boundary=" + boundary)
                        .aboutBody(NO_TRACES, false)))
                .endsWith("boundary=\"" + boundary.substring(4) + "...\"");
    }

    @Test
    @DisplayName("every program whose boundaries are known has its own")
    void programs() {
        String[][] usual = {
            {"Apple Mail (1)", "Apple-Mail=_1"},
            {"iPhone Mail (1)", "Apple-Mail-1"},
            {"Thunderbird/1", "------------1"},
            {"Microsoft Outlook 16.0", "----=_NextPart_1"},
            {"PHPMailer 6", "b1_1"},
            {"nodemailer (6)", "--_NmP-1"}
        };
        for (String[] own : usual) {
            for (String[] other : usual) {
                String told = told(suspicions(
                                "from",
                                "Content-Type: multipart/mixed; boundary=\"" + other[1] + "\"\r\nX-Mailer: " + own[0])
                        .aboutBody(NO_TRACES, false));
                boolean fits = Arrays.asList(own).contains(other[1])
                        || (own[1].startsWith("Apple") && other[1].startsWith("Apple"));
                assertThat(told.isEmpty()).as("%s of %s", other[1], own[0]).isEqualTo(fits);
            }
        }
    }
}
