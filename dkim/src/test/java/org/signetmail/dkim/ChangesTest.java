package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * What servers do to messages and signers get wrong, each done by a naive tool to a freshly signed message, and the hint that
 * comes of it. Leaves the table in {@code target/changes.md}.
 */
class ChangesTest {

    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey ED25519 = TestKeys.ed25519();
    private static final FakeDns RSA_DNS = Forge.dns(RSA.txt());
    private static final FakeDns ED25519_DNS = Forge.dns(ED25519.txt());

    private static final String RELAXED = "relaxed/relaxed";
    private static final String SIMPLE = "simple/simple";

    private static final Map<Integer, String> TABLE = new ConcurrentSkipListMap<>();

    private static final String FIELDS = """
            Received: from a.example by b.example; Tue, 25 Nov 2025 10:00:01 +0000
            From: Ann Other <ann@example.com>
            To: Bob <bob@example.net>,
             Carol <carol@example.net>
            Subject: Meeting on Tuesday
            Date: Tue, 25 Nov 2025 10:00:00 +0000
            Message-ID: <m1@example.com>
            References: <r1@example.net> <r2@example.net>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            X-Tail: 1
            List-Unsubscribe:
             <https://news.example.com/u?d=1>
            """;

    private static final String APPLE = FIELDS.replace("X-Tail: 1", "X-Mailer: Apple Mail (2.3774.600.62)");

    private static final String BODY = """
            Hello Bob,

            let us meet at ten.
            """;

    /**
     * One change.
     *
     * @param name what it is
     * @param algorithm of the signature
     * @param canonicalization {@code c=}
     * @param fields of the message that is signed
     * @param body of it
     * @param names {@code h=}
     * @param signer signs
     * @param tool changes the signed message
     * @param causes the hints that are no facts
     */
    record Change(
            String name,
            String algorithm,
            String canonicalization,
            String fields,
            String body,
            String names,
            Signer signer,
            UnaryOperator<String> tool,
            String causes) {

        @Override
        public String toString() {
            return name + ", " + algorithm + ", " + canonicalization;
        }

        Change simple() {
            return new Change(name, algorithm, SIMPLE, fields, body, names, signer, tool, causes);
        }

        Change ed25519() {
            return new Change(name, "ed25519-sha256", canonicalization, fields, body, names, signer, tool, causes);
        }

        Change of(String otherFields) {
            return new Change(name, algorithm, canonicalization, otherFields, body, names, signer, tool, causes);
        }

        Change with(String from, String to) {
            return of(replaced(fields, from, to));
        }

        Change signing(String otherNames) {
            return new Change(name, algorithm, canonicalization, fields, body, otherNames, signer, tool, causes);
        }

        Change by(Signer other) {
            return new Change(name, algorithm, canonicalization, fields, body, names, other, tool, causes);
        }

        Change body(String otherBody) {
            return new Change(name, algorithm, canonicalization, fields, otherBody, names, signer, tool, causes);
        }

        Change tool(UnaryOperator<String> other) {
            return new Change(name, algorithm, canonicalization, fields, body, names, signer, other, causes);
        }

        List<Change> bothForms() {
            return List.of(this, simple());
        }
    }

    private static Change change(String name, String causes, UnaryOperator<String> tool) {
        return new Change(
                name,
                "rsa-sha256",
                RELAXED,
                FIELDS,
                BODY,
                "from:to:subject:date:message-id:references:mime-version:content-type:content-transfer-encoding"
                        + ":list-unsubscribe",
                new Signer(),
                tool,
                causes);
    }

    /** A message with a right signature on top, one {@code char} an octet. */
    static String signed(String algorithm, String c, String fields, String body, String names, TestKey key) {
        UnaryOperator<String> nothing = message -> message;
        return new Signer().sign(new Change("", algorithm, c, fields, body, names, new Signer(), nothing, ""), key);
    }

    private static Change change(String name, String causes, String from, String to) {
        return change(name, causes, message -> replaced(message, from.replace("\n", "\r\n"), to.replace("\n", "\r\n")));
    }

    private static Change signer(String name, String causes, Signer signer) {
        return change(name, causes, message -> message).by(signer);
    }

    private static String replaced(String text, String from, String to) {
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        return text.substring(0, at) + to + text.substring(at + from.length());
    }

    private static String without(String text, String name) {
        int at = text.indexOf("\n" + name + ":") + 1;
        assertThat(at).isPositive();
        return text.substring(0, at) + text.substring(text.indexOf('\n', at) + 1);
    }

    /** Made once, as there are many. */
    private static final class All {
        private static final List<Change> CHANGES = List.copyOf(all());
    }

    static List<Change> changes() {
        return All.CHANGES;
    }

    private static List<Change> all() {
        List<Change> changes = new ArrayList<>();
        headerChanges(changes);
        signerFaults(changes);
        bodyChanges(changes);
        partChanges(changes);
        traces(changes);
        return changes;
    }

    private static final String UTF8_BODY = "Gr\u00c3\u00bc\u00c3\u009fe aus K\u00c3\u00b6ln\nBis bald\n";
    private static final String QP_BODY = "Gr=C3=BC=C3=9Fe aus K=C3=B6ln\nBis bald\n";
    private static final String BASE64_BODY = base64(76, "x".repeat(200));

    /** Of a text, in lines of a width; zero for one line. */
    private static String base64(int width, String text) {
        String encoded = Base64.getEncoder().encodeToString(Forge.octets(text));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < encoded.length(); i++) {
            lines.append(i > 0 && width > 0 && i % width == 0 ? "\n" : "").append(encoded.charAt(i));
        }
        return lines.append('\n').toString();
    }

    /** Changes the body alone. */
    private static Change body(String name, String causes, String sent, String received) {
        return change(name, causes, message -> {
                    int start = message.indexOf("\r\n\r\n") + 4;
                    return message.substring(0, start) + received.replace("\n", "\r\n");
                })
                .body(sent);
    }

    private static void bodyChanges(List<Change> changes) {
        changes.add(body("a dot still stuffed", "PROVED DOTS_STUFFED", "Look:\n.png\nend\n", "Look:\n..png\nend\n"));
        changes.add(body("a dot lost", "PROVED DOTS_LOST", "Look:\n..png\nend\n", "Look:\n.png\nend\n"));
        changes.add(body("From in an mbox", "PROVED FROM_QUOTED", "Hi\nFrom here on\n", "Hi\n>From here on\n"));
        String longLine = "x".repeat(1990) + " more\n";
        changes.add(body(
                "a line broken at 998 by Postfix",
                "PROVED LINE_BROKEN",
                longLine + "end\n",
                longLine.substring(0, 998) + "\n " + longLine.substring(998) + "end\n"));
        changes.add(body(
                "a line broken twice by Postfix",
                "PROVED LINE_BROKEN",
                "y".repeat(2500) + "\nend\n",
                "y".repeat(998) + "\n " + "y".repeat(997) + "\n " + "y".repeat(505) + "\nend\n"));
        changes.add(body(
                "a line broken at 989 by sendmail",
                "PROVED LINE_BROKEN",
                "y".repeat(1500) + "\nend\n",
                "y".repeat(989) + "!\n " + "y".repeat(511) + "\nend\n"));
        changes.add(body(
                "a line broken at 1000 without a blank",
                "PROVED LINE_BROKEN",
                "y".repeat(1500) + "\nend\n",
                "y".repeat(1000) + "\n" + "y".repeat(500) + "\nend\n"));
        changes.addAll(body("made quoted-printable", "PROVED QUOTED_PRINTABLE", UTF8_BODY, QP_BODY)
                .bothForms());
        changes.addAll(body("made 8bit", "PROVED QUOTED_PRINTABLE_UNDONE", QP_BODY, UTF8_BODY)
                .bothForms());
        changes.add(body(
                "made 8bit, a long line",
                "PROVED QUOTED_PRINTABLE_UNDONE",
                "a".repeat(75) + "=\n" + "a".repeat(25) + "=3D\n",
                "a".repeat(100) + "=\n"));
        changes.add(change(
                        "made quoted-printable, the header signed too",
                        "PROVED QUOTED_PRINTABLE, PROVED FIELD_REWRITTEN[content-transfer-encoding]",
                        message -> replaced(
                                replaced(message, "Encoding: 8bit", "Encoding: quoted-printable"),
                                UTF8_BODY.replace("\n", "\r\n"),
                                QP_BODY.replace("\n", "\r\n")))
                .body(UTF8_BODY));
        changes.add(body("made base64", "PROVED BASE64", UTF8_BODY, base64(76, UTF8_BODY.replace("\n", "\r\n")))
                .with("8bit", "base64"));
        changes.add(body(
                "base64 made 8bit", "PROVED BASE64_UNDONE", base64(76, UTF8_BODY.replace("\n", "\r\n")), UTF8_BODY));
        changes.add(body(
                        "base64 made quoted-printable",
                        "PROVED ENCODING_CHANGED",
                        base64(76, UTF8_BODY.replace("\n", "\r\n")),
                        QP_BODY)
                .with("8bit", "quoted-printable"));
        changes.add(body(
                        "quoted-printable made base64",
                        "PROVED ENCODING_CHANGED",
                        QP_BODY,
                        base64(76, UTF8_BODY.replace("\n", "\r\n")))
                .with("8bit", "base64"));
        for (int width : new int[] {72, 64, 60, 0}) {
            changes.add(body(
                            "base64 from 76 to " + width,
                            "PROVED BASE64_REWRAPPED",
                            BASE64_BODY,
                            base64(width, "x".repeat(200)))
                    .with("8bit", "base64"));
            changes.add(body(
                            "base64 from " + width + " to 76",
                            "PROVED BASE64_REWRAPPED",
                            base64(width, "x".repeat(200)),
                            BASE64_BODY)
                    .with("8bit", "base64"));
        }
        changes.addAll(body("lone LF", "PROVED LINE_ENDS", BODY, BODY.replace("\n", "\\LF"))
                .bothForms());
        changes.add(change("one lone LF", "PROVED LINE_ENDS", "ten.\n", "ten.\\LF"));
        changes.add(change("CR CR LF", "PROVED LINE_ENDS", "ten.\n", "ten.\r\n").body("Hello\nten.\nBye\n"));
        changes.add(body("LF made CRLF", "PROVED SIGNED_WITH_LF", "Hello\nBob\n", "Hello\nBob\n")
                .by(new Signer().body((raw, canonical) -> canonical.replace("\r\n", "\n"))));
        changes.add(change("blanks at the ends of lines", "PROVED TRAILING_WHITE_SPACE", "ten.\n", "ten. \t\n")
                .body("two  blanks\nten.\n")
                .simple());
        changes.add(body(
                        "the blank of a signature's line gone",
                        "PROVED TRAILING_WHITE_SPACE_LOST",
                        "Hi  you\n-- \nAnn\n",
                        "Hi  you\n--\nAnn\n")
                .simple());
        changes.add(
                body("white space changed inside of lines", "PROVED OTHER_BODY_CANONICALIZATION", "a b\n", "a \tb\n")
                        .simple());
        changes.addAll(body("a footer", "PROVED FOOTER", BODY, BODY + "-- \nThis mail is confidential.\n")
                .bothForms());
        changes.add(body("text on top", "PROVED TEXT_ON_TOP", BODY, "CAUTION: this is from outside.\n\n" + BODY));
        changes.add(body(
                "two paragraphs on top",
                "PROVED TEXT_ON_TOP",
                BODY,
                "CAUTION: this is\nfrom outside.\n\nBeware.\n\n" + BODY));
        changes.add(body("a line on top", "PROVED TEXT_ON_TOP", BODY, "[external]\n" + BODY));
        changes.add(body("an empty line on top", "PROVED TEXT_ON_TOP", BODY, "\n" + BODY));
        changes.add(body("an empty line at the top gone", "PROVED TOP_LINE_LOST", "\n" + BODY, BODY));
        changes.add(body(
                "Latin-1 made UTF-8",
                "PROVED CHARSET_CONVERTED",
                "Gr\u00fc\u00dfe\n",
                "Gr\u00c3\u00bc\u00c3\u009fe\n"));
        changes.add(body(
                "UTF-8 made Latin-1",
                "PROVED CHARSET_CONVERTED",
                "Gr\u00c3\u00bc\u00c3\u009fe\n",
                "Gr\u00fc\u00dfe\n"));
        changes.add(
                body("windows-1252 made UTF-8", "PROVED CHARSET_CONVERTED", "10 \u0080\n", "10 \u00e2\u0082\u00ac\n"));
        changes.add(signer(
                "signer hashes an empty body", "PROVED EMPTY_BODY_SIGNED", new Signer().body((raw, canonical) -> "")));
        changes.add(signer(
                        "signer hashes the simple form",
                        "PROVED OTHER_BODY_CANONICALIZATION",
                        new Signer().body((raw, canonical) -> raw))
                .body("a  b\n"));
        changes.add(signer(
                        "signer hashes the body as it is",
                        "PROVED BODY_NOT_CANONICALIZED",
                        new Signer().body((raw, canonical) -> raw))
                .body("a  b\n\n\n"));
        changes.add(body("another body", "", BODY, "Buy!\n"));
        changes.add(body("Subject marked and a footer", "PROVED FOOTER, PROVED SUBJECT_MARKED[subject]", BODY, "")
                .tool(message -> replaced(message, "Subject: ", "Subject: [list] ") + "--\r\nList\r\n"));
    }

    private static final String MULTIPART =
            """
            --b1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Gr\u00c3\u00bc\u00c3\u009fe
            --b1
            Content-Type: text/html;
             charset=utf-8
            Content-Transfer-Encoding: 8bit

            <html><body>Gr\u00c3\u00bc\u00c3\u009fe</body></html>
            --b1
            Content-Type: application/pdf
            Content-Transfer-Encoding: base64

            %s
            --b1--
            """.formatted(base64(76, "x".repeat(100)).stripTrailing());

    private static Change part(String name, String causes, String from, String to) {
        return change(name, causes, from, to)
                .with("text/plain; charset=utf-8", "multipart/mixed; boundary=\"b1\"")
                .body(MULTIPART);
    }

    private static Change parts(String name, String causes, UnaryOperator<String> tool) {
        return change(name, causes, tool)
                .with("text/plain; charset=utf-8", "multipart/mixed; boundary=\"b1\"")
                .body(MULTIPART);
    }

    private static void partChanges(List<Change> changes) {
        changes.add(parts(
                "parts made quoted-printable",
                "PROVED QUOTED_PRINTABLE",
                message -> allParts(
                        message, "8bit", "quoted-printable", "Gr\u00c3\u00bc\u00c3\u009fe", "Gr=C3=BC=C3=9Fe")));
        changes.add(parts(
                        "parts made 8bit",
                        "PROVED QUOTED_PRINTABLE_UNDONE",
                        message -> allParts(
                                message, "quoted-printable", "8bit", "Gr=C3=BC=C3=9Fe", "Gr\u00c3\u00bc\u00c3\u009fe"))
                .body(allParts(
                        MULTIPART, "8bit", "quoted-printable", "Gr\u00c3\u00bc\u00c3\u009fe", "Gr=C3=BC=C3=9Fe")));
        changes.add(parts(
                        "parts made base64",
                        "PROVED BASE64",
                        message -> allParts(message, "8bit", "base64", "Gr\u00c3\u00bc\u00c3\u009fe", "R3LDvMOfZQ=="))
                .body(MULTIPART.replace(
                        "<html><body>Gr\u00c3\u00bc\u00c3\u009fe</body></html>", "Gr\u00c3\u00bc\u00c3\u009fe")));
        changes.add(part(
                "an attachment's base64 in other lines",
                "PROVED BASE64_REWRAPPED",
                base64(76, "x".repeat(100)),
                base64(60, "x".repeat(100))));
        changes.add(part(
                "a part added by a list",
                "PROVED FOOTER",
                "--b1--\n",
                "--b1\nContent-Type: text/plain\n\nList\n--b1--\n"));
        changes.add(part("a footer in the last part", "PROVED FOOTER", "--b1--\n", "__\nList\n--b1--\n"));
        changes.add(part("text on top of the first part", "PROVED TEXT_ON_TOP", "8bit\n\nGr", "8bit\n\nCAUTION\n\nGr"));
        changes.add(parts("a body made a part", "PROVED WRAPPED", message -> {
                    int start = message.indexOf("\r\n\r\n") + 4;
                    return message.substring(0, start)
                            + "--b1\r\nContent-Type: text/plain\r\n\r\n"
                            + message.substring(start)
                            + "\r\n--b1\r\nContent-Type: text/plain\r\n\r\nList\r\n--b1--\r\n";
                })
                .body(BODY));
    }

    private static void traces(List<Change> changes) {
        changes.add(
                parts("a boundary made anew", "SUSPECTED BOUNDARY_CHANGED", message -> message.replace("b1", "=_new")));
        changes.add(parts(
                        "a boundary made anew, Content-Type not signed",
                        "SUSPECTED BOUNDARY_CHANGED",
                        message -> message.replace("b1", "=_new"))
                .with("X-Tail: 1", "X-Mailer: Apple Mail (2.3774.600.62)")
                .signing("from:subject"));
        changes.add(
                part("a boundary made anew in Content-Type alone", "SUSPECTED BOUNDARY_CHANGED", "\"b1\"", "\"b2\""));
        changes.add(part("a multipart cut off", "SUSPECTED TRUNCATED", "--b1--\n", "")
                .signing("from:subject:content-type"));
        changes.add(part(
                "a footer inside of HTML",
                "SUSPECTED HTML_CHANGED",
                "</body>",
                "<p>This e-mail is confidential.</p></body>"));
        changes.add(part("a footer behind HTML", "SUSPECTED HTML_CHANGED", "</html>", "</html>\nAcme Ltd"));
        changes.add(part(
                "a warning inside of HTML",
                "SUSPECTED HTML_CHANGED",
                "<body>",
                "<body><div>CAUTION: This mail originated from outside</div>"));
        changes.add(change(
                        "links rewritten",
                        "SUSPECTED LINKS_REWRITTEN",
                        "https://news.example/a",
                        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example%2Fa")
                .body("See https://news.example/a\n"));
        changes.add(change("a warning in the middle", "SUSPECTED TEXT_ON_TOP", "ten.", "ten. [EXTERNAL]"));
        changes.add(change(
                "a footer and a change",
                "SUSPECTED FOOTER",
                "ten.\n",
                "eleven.\n_______________________________________________\n"));
        changes.add(change("characters lost", "SUSPECTED CHARSET_CONVERTED", "K\u00f6ln", "K\u00ef\u00bf\u00bdln")
                .body("K\u00f6ln\n")
                .with("utf-8", "iso-8859-1"));
        changes.add(
                change("another charset than is said", "SUSPECTED CHARSET_CONVERTED", "\u00e2\u0080\u00a6", "\u0085?")
                        .body("K\u00e2\u0080\u00a6ln\n"));
        changes.add(change(
                        "a relay says so",
                        "SUSPECTED CONVERTED",
                        "Received:",
                        "X-MIME-Autoconverted: from 8bit to 7bit by mx.example.net\nReceived:")
                .tool(message -> replaced(
                        replaced(
                                message,
                                "Received:",
                                "X-MIME-Autoconverted: from 8bit to 7bit by mx.example.net\r\nReceived:"),
                        "ten.",
                        "?")));
        changes.add(change(
                "a list",
                "SUSPECTED LIST_HANDLED",
                message -> replaced(
                        replaced(message, "Received:", "List-Id: <l.example.net>\r\nReceived:"), "ten.", "eleven.")));
        changes.add(change(
                "a list, the header",
                "SUSPECTED SUBJECT_MARKED[subject], SUSPECTED LIST_HANDLED",
                message -> replaced(
                        replaced(message, "Received:", "List-Id: <l.example.net>\r\nReceived:"),
                        "Meeting on",
                        "[l] Party on")));
        changes.add(change(
                        "comment of MIME-Version gone, unknown",
                        "SUSPECTED FIELD_REWRITTEN[mime-version]",
                        " (made by hand)",
                        "")
                .of(APPLE)
                .with("MIME-Version: 1.0", "MIME-Version: 1.0 (made by hand)"));
        changes.add(change(
                "From of the list, the author's gone",
                "SUSPECTED FIELD_REWRITTEN[from]",
                "From: Ann Other <ann@example.com>",
                "From: Ann via L <l@list.example>"));
    }

    private static String allParts(String message, String encoding, String other, String text, String otherText) {
        int body = message.indexOf("--b1");
        return message.substring(0, body)
                + message.substring(body).replace(encoding, other).replace(text, otherText);
    }

    private static void headerChanges(List<Change> changes) {
        changes.addAll(change("nothing", "", message -> message).bothForms());
        changes.addAll(
                change("Message-ID added", "PROVED FIELD_ADDED[message-id]", "\nFrom:", "\nMessage-ID: <x@mx>\nFrom:")
                        .of(without(FIELDS, "Message-ID"))
                        .bothForms());
        changes.add(
                change("Message-ID added", "PROVED FIELD_ADDED[message-id]", "\nFrom:", "\nMessage-ID: <x@mx>\nFrom:")
                        .of(without(FIELDS, "Message-ID"))
                        .ed25519());
        changes.add(change(
                        "Message-ID, Date and MIME-Version added",
                        "PROVED FIELD_ADDED[date, message-id, mime-version]",
                        "\nFrom:",
                        "\nMessage-ID: <x@mx>\nDate: Tue, 25 Nov 2025 11:00:00 +0000\nMIME-Version: 1.0\nFrom:")
                .of(without(without(without(FIELDS, "Message-ID"), "Date"), "MIME-Version")));
        changes.add(change("Sender added", "PROVED FIELD_ADDED[sender]", "\nFrom:", "\nSender: list@example.net\nFrom:")
                .signing("from:sender:subject"));
        changes.add(change(
                        "a second From on top, oversigned",
                        "PROVED FIELD_ADDED[from]",
                        "\nReceived:",
                        "\nFrom: e@x.example\nReceived:")
                .signing("from:from:subject"));
        changes.add(change(
                "a second Subject below", "PROVED OTHER_INSTANCE[subject]", "\nX-Tail:", "\nSubject: Buy\nX-Tail:"));
        changes.add(change("two Received fields change places", "PROVED FIELDS_REORDERED[received]", message -> {
                    String first = message.substring(message.indexOf("Received:"), message.indexOf("Received: from c"));
                    return replaced(replaced(message, first, ""), "From:", first + "From:");
                })
                .with("From:", "Received: from c.example by a.example; Tue, 25 Nov 2025 10:00:00 +0000\nFrom:")
                .signing("from:received:received"));
        for (String mark :
                List.of("[list] ", "[EXTERNAL] ", "***SPAM*** ", "Re: ", "{Spam?} ", "SPAM: ", "[x][y] ", "EXTERN ")) {
            changes.addAll(change(
                            "Subject marked " + mark.trim(),
                            "PROVED SUBJECT_MARKED[subject]",
                            "Subject: ",
                            "Subject: " + mark)
                    .bothForms());
        }
        changes.add(change("Subject marked [list]", "PROVED SUBJECT_MARKED[subject]", "Subject: ", "Subject: [list] ")
                .ed25519());
        changes.add(change("a mark behind Re:", "PROVED SUBJECT_MARKED[subject]", "Re: ", "Re: [list] ")
                .with("Subject: ", "Subject: Re: "));
        changes.add(change(
                "a mark at the end of the Subject", "PROVED SUBJECT_MARKED[subject]", "Tuesday", "Tuesday [SPAM]"));
        changes.add(change(
                        "a mark inside of an encoded Subject",
                        "PROVED SUBJECT_MARKED[subject]",
                        "=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=",
                        "=?utf-8?Q?=5Blist=5D_Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=")
                .with("Meeting on Tuesday", "=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?="));
        changes.add(change(
                "Subject replaced, kept in Thread-Topic",
                "PROVED FIELD_REWRITTEN[subject]",
                "Subject: Meeting on Tuesday",
                "Thread-Topic: Meeting on Tuesday\nSubject: AW- Termin"));
        changes.addAll(change(
                        "To written with tabs and without commas' blanks",
                        "PROVED FIELD_RESPACED[to]",
                        ",Carol",
                        ",\n\tCarol")
                .with(",\n Carol", ",Carol")
                .bothForms());
        changes.add(change("To on one line, tight", "PROVED FIELD_RESPACED[to]", ",\n Carol", ",Carol"));
        changes.add(change("References tight", "PROVED FIELD_RESPACED[references]", "> <r2", "><r2"));
        changes.add(change("blank before brackets gone", "PROVED FIELD_RESPACED[from]", "Ann Other <", "Ann Other<"));
        changes.add(change("Content-Type tight", "PROVED FIELD_RESPACED[content-type]", "; charset", ";charset"));
        changes.add(change(
                "a long line of To broken inside of a word",
                "PROVED FIELD_RESPACED[list-unsubscribe]",
                "u?d=1",
                "u\n ?d=1"));
        changes.add(change("lone LF in a fold", "PROVED FIELD_RESPACED[to]", ",\n Carol", ",\\LF Carol"));
        changes.add(change("To unfolded", "PROVED FIELD_REFOLDED[to]", ",\n Carol", ", Carol")
                .simple());
        changes.add(change("To folded with tabs", "PROVED FIELD_REFOLDED[to]", ",\n Carol", ",\n\tCarol")
                .simple());
        changes.add(change("References folded", "PROVED FIELD_REFOLDED[references]", "> <r2", ">\n\t<r2")
                .simple());
        changes.add(change("blank at the end of Subject", "PROVED FIELD_REFOLDED[subject]", "Tuesday\n", "Tuesday \n")
                .simple());
        changes.add(change("no blank behind the colon", "PROVED FIELD_REFOLDED[from]", "From: ", "From:")
                .simple());
        changes.add(change("Message-Id for Message-ID", "PROVED FIELD_RENAMED[message-id]", "Message-ID", "Message-Id")
                .simple());
        changes.add(change("Mime-Version for MIME-Version", "PROVED FIELD_RENAMED[mime-version]", "MIME-V", "Mime-V")
                .simple());
        changes.add(change("DKIM-Signature unfolded", "PROVED SIGNATURE_RESPACED", "\n bh=", " bh=")
                .simple());
        changes.add(change("DKIM-Signature spaced anew", "PROVED SIGNATURE_RESPACED", "; a=", ";a="));
        changes.add(change(
                        "Subject decoded",
                        "PROVED FIELD_RECODED[subject]",
                        "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
                        "Gr\u00c3\u00bc\u00c3\u009fe")
                .with("Meeting on Tuesday", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?="));
        changes.add(change(
                        "Subject encoded",
                        "PROVED FIELD_RECODED[subject]",
                        "Gr\u00c3\u00bc\u00c3\u009fe",
                        "=?utf-8?B?R3LDvMOfZQ==?=")
                .with("Meeting on Tuesday", "Gr\u00c3\u00bc\u00c3\u009fe"));
        changes.add(change(
                        "Subject encoded anew",
                        "PROVED FIELD_RECODED[subject]",
                        "=?UTF-8?B?R3LDvMOfZQ==?=",
                        "=?utf-8?q?Gr=C3=BC=C3=9Fe?=")
                .with("Meeting on Tuesday", "=?UTF-8?B?R3LDvMOfZQ==?="));
        changes.add(change(
                        "the name in From encoded",
                        "PROVED FIELD_RECODED[from]",
                        "J\u00c3\u00b6rg <",
                        "=?UTF-8?Q?J=C3=B6rg?= <")
                .with("Ann Other <", "J\u00c3\u00b6rg <"));
        changes.add(change("Date in GMT", "PROVED FIELD_REWRITTEN[date]", "10:00:00 +0000", "10:00:00 GMT"));
        changes.add(change("Date in another zone", "PROVED FIELD_REWRITTEN[date]", "10:00:00 +0000", "11:00:00 +0100"));
        changes.add(change("Date with a comment", "PROVED FIELD_REWRITTEN[date]", "+0000\nMess", "+0000 (UTC)\nMess"));
        changes.add(change("quotes around a name", "PROVED FIELD_REWRITTEN[from]", "Ann Other <", "\"Ann Other\" <"));
        changes.add(change(
                        "brackets around an address",
                        "PROVED FIELD_REWRITTEN[to]",
                        "bob@example.net",
                        "<bob@example.net>")
                .with("To: Bob <bob@example.net>,\n Carol <carol@example.net>", "To: bob@example.net"));
        changes.add(change(
                        "an address made its own name",
                        "PROVED FIELD_REWRITTEN[to]",
                        "bob@example.net",
                        "\"bob@example.net\" <bob@example.net>")
                .with("To: Bob <bob@example.net>,\n Carol <carol@example.net>", "To: bob@example.net"));
        changes.add(change(
                        "comment of MIME-Version gone",
                        "PROVED FIELD_REWRITTEN[mime-version]",
                        " (Mac OS X Mail 16.0 \\(3774.600.62\\))",
                        "")
                .of(APPLE)
                .with("MIME-Version: 1.0", "MIME-Version: 1.0 (Mac OS X Mail 16.0 \\(3774.600.62\\))"));
        changes.add(change("comment of MIME-Version gone, short", "PROVED FIELD_REWRITTEN[mime-version]", " (1.0)", "")
                .with("MIME-Version: 1.0", "MIME-Version: 1.0 (1.0)"));
        changes.add(change("charset in quotes", "PROVED FIELD_REWRITTEN[content-type]", "=utf-8", "=\"utf-8\""));
        changes.add(change("charset in capitals", "PROVED FIELD_REWRITTEN[content-type]", "=utf-8", "=UTF-8"));
        changes.add(change(
                "a parameter added to Content-Type",
                "PROVED FIELD_REWRITTEN[content-type]",
                "=utf-8",
                "=utf-8; format=flowed"));
        changes.add(change(
                "From of the list, the author's in Reply-To",
                "PROVED FIELD_REWRITTEN[from]",
                "From: Ann Other <ann@example.com>",
                "From: Ann via L <l@list.example>\nReply-To: Ann Other <ann@example.com>"));
        changes.add(change(
                "From rewritten, kept in X-Original-From",
                "PROVED FIELD_REWRITTEN[from]",
                "From: Ann Other <ann@example.com>",
                "From: Ann <l@list.example>\nX-Original-From: Ann Other <ann@example.com>"));
        changes.add(change(
                        "the upper one of two Keywords made the same as the lower, kept in X-Original-Keywords",
                        "PROVED FIELD_REWRITTEN[keywords]",
                        "Keywords: report",
                        "X-Original-Keywords: report\nKeywords: plan")
                .of(FIELDS + "Keywords: report\nKeywords: plan\n")
                .signing("from:subject:keywords:keywords"));
        changes.add(change(
                        "Subject marked and Message-ID added",
                        "PROVED FIELD_ADDED[message-id], PROVED SUBJECT_MARKED[subject]",
                        "Subject: ",
                        "Message-ID: <x@mx>\nSubject: [list] ")
                .of(without(FIELDS, "Message-ID")));
        changes.add(change(
                "Subject marked and To respaced",
                "PROVED SUBJECT_MARKED[subject], PROVED FIELD_RESPACED[to]",
                "\n Carol <carol@example.net>\nSubject: ",
                "Carol <carol@example.net>\nSubject: [list] "));
        changes.add(change("Subject replaced", "", "Meeting on Tuesday", "Invoice"));
        changes.add(
                change("Subject replaced", "", "Meeting on Tuesday", "Invoice").ed25519());
        changes.add(change("Subject removed", "", "Subject: Meeting on Tuesday\n", ""));
        changes.add(
                change("Subject replaced, with z=", "PROVED FIELDS_CHANGED[subject]", "Meeting on Tuesday", "Invoice")
                        .by(new Signer().copies()));
        changes.add(change(
                        "Subject removed, with z=",
                        "PROVED FIELDS_CHANGED[subject]",
                        "Subject: Meeting on Tuesday\n",
                        "")
                .by(new Signer().copies()));
        changes.add(change(
                        "Subject and References changed, with a z= of the one",
                        "SUSPECTED FIELDS_CHANGED[subject]",
                        "Meeting on Tuesday\nDate: Tue",
                        "Invoice\nDate: Wed")
                .by(new Signer().copies("Subject")));
        String twoReceived = "Received: from a by b; 1\nReceived: from c by d; 2\n";
        changes.add(change(
                        "Subject replaced, with a z= that has a Received more than is signed",
                        "PROVED FIELDS_CHANGED[subject]",
                        "Meeting on Tuesday",
                        "Invoice")
                .of(twoReceived + FIELDS)
                .signing("from:received:subject")
                .by(new Signer().copies()));
        changes.add(change(
                        "Subject and Date changed, with a z= that has a Received more than is signed",
                        "SUSPECTED FIELDS_CHANGED[subject]",
                        "Meeting on Tuesday\nDate: Tue",
                        "Invoice\nDate: Wed")
                .of(twoReceived + FIELDS)
                .signing("from:received:subject:date")
                .by(new Signer().copies("Received", "Subject")));
        changes.addAll(change(
                        "two fields changed places, with z=",
                        "PROVED FIELDS_REORDERED[received]",
                        twoReceived,
                        "Received: from c by d; 2\nReceived: from a by b; 1\n")
                .of(twoReceived + FIELDS.substring(FIELDS.indexOf("From: ")))
                .signing("from:received:received")
                .by(new Signer().copies())
                .bothForms());
        changes.add(change(
                        "a second Subject on top, oversigned, with z=",
                        "PROVED FIELD_ADDED[subject]",
                        "\nTo:",
                        "\nSubject: Invoice\nTo:")
                .signing("from:subject:subject")
                .by(new Signer().copies()));
        changes.add(change(
                        "a Subject below, with z=",
                        "PROVED OTHER_INSTANCE[subject]",
                        "\nDate:",
                        "\nSubject: Invoice\nDate:")
                .signing("from:subject")
                .by(new Signer().copies()));
        changes.add(change("a space more, with z=", "PROVED FIELDS_CHANGED[subject]", "Subject: M", "Subject:  M")
                .by(new Signer().copies())
                .simple());
        changes.add(change("another key", "", message -> message).by(new Signer().key(TestKeys.rsa(1024, 4))));
        changes.add(change(
                "b= damaged",
                "",
                message -> replaced(
                        message, message.substring(message.indexOf(" b=") + 3, message.indexOf(" b=") + 9), "AAAAAA")));
    }

    private static void signerFaults(List<Change> changes) {
        changes.add(signer(
                "signer keeps a blank behind a folded colon",
                "PROVED SIGNER_KEPT_BLANK[list-unsubscribe]",
                new Signer()
                        .relaxed((field, relaxed) ->
                                field.contains(":\r\n") ? relaxed.replaceFirst(":", ": ") : relaxed)));
        changes.add(signer(
                "signer keeps a blank behind every colon",
                "PROVED SIGNER_KEPT_BLANK",
                new Signer().relaxed((field, relaxed) -> relaxed.replaceFirst(":", ": "))));
        changes.add(signer(
                        "signer keeps tabs",
                        "PROVED SIGNER_RELAXED_WRONGLY[to]",
                        new Signer()
                                .relaxed((field, relaxed) ->
                                        field.startsWith("To:") ? relaxed.replace(", Carol", ",\tCarol") : relaxed))
                .with(",\n Carol", ",\n\tCarol"));
        changes.add(signer(
                "signer keeps names as they are",
                "PROVED SIGNER_RELAXED_WRONGLY",
                new Signer()
                        .relaxed((field, relaxed) ->
                                field.substring(0, field.indexOf(':')) + relaxed.substring(relaxed.indexOf(':')))));
        changes.add(signer(
                "signer does not unfold",
                "PROVED SIGNER_RELAXED_WRONGLY[to]",
                new Signer()
                        .relaxed((field, relaxed) ->
                                field.startsWith("To:") ? relaxed.replace(", Carol", ",\r\n Carol") : relaxed)));
        changes.add(signer(
                "signer uses the simple form",
                "PROVED OTHER_HEADER_CANONICALIZATION",
                new Signer().relaxed((field, relaxed) -> field)));
        changes.add(signer(
                        "signer goes by the order of the message",
                        "PROVED SIGNER_MESSAGE_ORDER",
                        new Signer().order("received:from:to:subject:date"))
                .signing("date:subject:from:to:received"));
        changes.add(signer("signer ends its field in CRLF", "PROVED SIGNER_OWN_FIELD", new Signer().own("\r\n")));
        changes.add(signer("signer hashes twice", "PROVED SIGNER_HASHED_TWICE", new Signer().mode(Signer.Mode.TWICE)));
        changes.add(signer("signer hashes twice", "PROVED SIGNER_HASHED_TWICE", new Signer().mode(Signer.Mode.TWICE))
                .ed25519());
        changes.add(signer("signer does not hash", "PROVED SIGNER_NOT_HASHED", new Signer().mode(Signer.Mode.RAW))
                .ed25519());
        changes.add(signer("signer uses SHA-1", "PROVED SIGNER_OTHER_HASH", new Signer().mode(Signer.Mode.SHA1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void hints(Change change) {
        String signed = change.signer.sign(change, change.algorithm.startsWith("rsa") ? RSA : ED25519);
        String received = change.tool.apply(signed).replace("\\LF", "\n");
        FakeDns dns = change.algorithm.startsWith("rsa") ? RSA_DNS : ED25519_DNS;
        DkimOutcome outcome = diagnose(dns, received);
        List<DkimHint> hints = outcome.diagnosis().orElseThrow().hints();
        List<String> causes = hints.stream()
                .filter(hint -> hint.certainty() != DkimHint.Certainty.FACT)
                .map(ChangesTest::shown)
                .toList();
        TABLE.put(changes().indexOf(change), line(change, hints));
        assertThat(String.join(", ", causes)).as("%s", hints).isEqualTo(change.causes);
        assertThat(hints).allSatisfy(hint -> assertThat(hint.sentence()).matches("[ -~]+"));
    }

    private static DkimOutcome diagnose(FakeDns dns, String received) {
        List<DkimOutcome> outcomes = DkimVerifier.using(dns)
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(0))
                .verify(Message.of(Forge.octets(received)));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private static String shown(DkimHint hint) {
        return hint.certainty() + " " + hint.kind() + (hint.fields().isEmpty() ? "" : hint.fields());
    }

    private static String line(Change change, List<DkimHint> hints) {
        TreeMap<String, String> cells = new TreeMap<>();
        for (DkimHint hint : hints) {
            cells.merge(hint.certainty().keyword(), hint.code() + " " + hint.fields(), (a, b) -> a + ", " + b);
        }
        return "| " + change + " | " + cells.getOrDefault("proved", "") + " | " + cells.getOrDefault("suspected", "")
                + " | " + cells.getOrDefault("fact", "") + " |";
    }

    @AfterAll
    static void writeTable() throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("signet.target", "target")));
        Files.writeString(
                folder.resolve("changes.md"),
                "| change | proved | suspected | facts |\n|---|---|---|---|\n" + String.join("\n", TABLE.values())
                        + "\n",
                StandardCharsets.UTF_8);
    }
}
