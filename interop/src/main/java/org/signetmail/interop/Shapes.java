package org.signetmail.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.LineEndPolicy;
import org.signetmail.testkit.Messages;

/** The messages of the matrix, in its order. */
final class Shapes {

    private static final String HEADER = """
            From: Bob <bob@example.com>
            To: alice@example.net
            Subject: Lunch
            Date: Fri, 10 Jul 2026 09:00:00 +0000
            Message-ID: <1@example.com>
            """;

    private static final String BODY = "Shall we?\n\nBob\n";

    private static final String LONG_WORD = "0123456789abcdef";

    static final List<Shape> ALL = List.of(
            Shape.of("plain", message(HEADER, BODY)),
            Shape.changed("changed body", message(HEADER, BODY), "Shall we?", "Shall I?"),
            Shape.changed("changed subject", message(HEADER, BODY), "Subject: Lunch", "Subject: Lynch"),
            body("empty body", ""),
            body("blank lines only", "\n\n\n"),
            body("white space only", " \t\n  \n"),
            body("trailing blank lines", "Shall we?\n\n\n\n"),
            body("trailing white lines", "Shall we?\n \t\n\t\n"),
            body("white space in lines", "  Shall \t we? \t\n\n\tBob  \n"),
            body("white last line, no CRLF", "Shall we?\n \t"),
            body("no final CRLF", "Shall we?"),
            body("final white, no CRLF", "Shall we? \t"),
            Shape.of("no blank line", Messages.crlf(HEADER)),
            body("long line", LONG_WORD.repeat(1 << 16) + "\n"),
            body("long line, no CRLF", LONG_WORD.repeat(1 << 16)),
            body("many lines", "Shall we?\n".repeat(20_000) + "\n".repeat(20_000)),
            body("dots", ".\n..\n.Shall we?\n.\n"),
            body("NUL", "Shall\0we?\n\0\n"),
            body("8bit", "Gr\u00fc\u00dfe\n\u00ff\u00fe\u00a0\u0085\n\u00a0\n"),
            body("VT and FF", "Shall\u000b we?\u000b\n\f\n \f \n"),
            header("folded", "Subject: Lunch\n on\n\t Friday\n"),
            header("fold after colon", "Subject:\n Lunch\n"),
            header("fold, white line", "Subject: Lunch\n \n\ton Friday\n \t\n"),
            header("space before colon", "Subject : Lunch\n"),
            header("no space after colon", "Subject:Lunch\n"),
            header("white space in field", "Subject:  \t Lunch \t on  Friday \t\n"),
            header("empty field", "Subject:\n"),
            header("blank field", "Subject: \t\n"),
            header("letter case", "SUBJECT: Lunch\n"),
            header("VT at ends of field", "Subject: \u000bLunch\u000b\n"),
            header("NBSP at ends of field", "Subject: \u00a0Lunch\u00a0\n"),
            header("UTF-8 field", latin1("Subject: Gr\u00fc\u00dfe \u2014 \ud83c\udf72\n")),
            header("Latin-1 field", "Subject: Gr\u00fc\u00dfe\n"),
            header("long field", "Subject: " + LONG_WORD.repeat(750) + "\n"),
            header("long folded field", "Subject: " + "Lunch on Friday\n ".repeat(750) + "\n"),
            Shape.of(
                    "repeated fields",
                    message("X-Note: one\n" + HEADER + "X-Note: two\nX-Other: 1\nX-Note: one\n", BODY),
                    Shapes::signAll),
            Shape.ours(
                    "every tag",
                    message(HEADER + "Comments: 1 = 2; 3|4 : \u00fc\n", BODY),
                    signer -> signAll(signer)
                            .identity("bob=lunch@mail.example.com")
                            .validity(Duration.ofDays(7))
                            .queryMethod(true)
                            .copiedFields(true)
                            .unsafeBodyLength(true)),
            Shape.ours(
                    "oversigned",
                    message(HEADER, BODY),
                    signer -> signer.alwaysOversigned(
                            List.of("from", "to", "cc", "subject", "date", "reply-to", "comments", "sender"))),
            Shape.ours(
                    "lone CR and LF, fixed",
                    (HEADER.replace("\n", "\r\n") + "\r\nShall\nwe?\rBob\r\r\n\n\r")
                            .getBytes(StandardCharsets.US_ASCII),
                    signer -> signer.lineEnds(LineEndPolicy.NORMALIZE)));

    private Shapes() {}

    private static DkimSigner.Builder signAll(DkimSigner.Builder signer) {
        return signer.signedFields(List.of("*"));
    }

    private static Shape body(String name, String body) {
        return Shape.of(name, message(HEADER, body));
    }

    private static Shape header(String name, String subject) {
        return Shape.of(name, message(HEADER.replace("Subject: Lunch\n", subject), BODY));
    }

    /** One char an octet. */
    private static byte[] message(String header, String body) {
        return Messages.crlfOctets(header + "\n" + body);
    }

    /** The octets of UTF-8, one char each. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
