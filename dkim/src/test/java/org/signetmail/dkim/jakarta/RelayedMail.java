package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages as other programs write them, one char an octet: what Jakarta Mail would write in another way. */
final class RelayedMail {

    private static final String HEAD = """
            From: Una <una@up.example>
            To: list@example.com
            Subject: Lunch
            Date: Tue, 25 Nov 2025 10:00:00 +0000
            Message-ID: <1@up.example>
            """.replace("\n", "\r\n");

    private static final Map<String, String> MESSAGES = new LinkedHashMap<>();

    static {
        put("MIME-Version with a comment", HEAD + "Mime-Version: 1.0 (Mac OS X Mail 15.0)", "Hello.\n");
        put("MIME-Version in small letters", HEAD + "mime-version:1.0\nContent-type:text/plain", "Hello.\n");
        put("no MIME-Version, Date or Message-ID", "From: una@up.example\nTo: list@example.com", "Hello.\n");
        put("no body", HEAD + "MIME-Version: 1.0", "");
        put("no final CRLF", HEAD + "MIME-Version: 1.0", "Hello.");
        put("blank lines at the end", HEAD + "MIME-Version: 1.0", "Hello. \n \n\n\n\n");
        put("lines of dots", HEAD + "MIME-Version: 1.0", ".\n..\n.Hello.\n.\n");
        put("a line of 3000 octets", HEAD + "MIME-Version: 1.0", "x".repeat(3000) + "\n");
        put(
                "format=flowed",
                HEAD + "Content-Type: text/plain; charset=us-ascii; format=flowed; delsp=yes",
                "flowed \ntext \n-- \nUna\n");
        put(
                "quoted-printable in another style",
                HEAD + "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: Quoted-Printable",
                "=47r=c3=bc=c3=9fe=\n und=20mehr =\n=20\nk=C3=B6nnen=\n");
        put(
                "base64 in lines of odd lengths",
                HEAD + "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: BASE64",
                "R3L\nDvMOfZQ0KR3LDvMOfZQ0KR3LDvMOfZQ0K\n  R3LDvMOfZQ0K  \n=\n");
        put("8bit", HEAD + "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit", "Grüße\n");
        put("8bit that nobody told of", HEAD + "X-Mailer: old", "Gr\u00fc\u00dfe\u00a0\n");
        put("unknown charset", HEAD + "Content-Type: text/plain; charset=x-unknown", "Hello.\n");
        put("unknown encoding", HEAD + "Content-Transfer-Encoding: x-uuencode", "begin 644 a\n`\nend\n");
        put("Content-Type that is none", HEAD + "Content-Type: text", "Hello.\n");
        put("Content-Length", HEAD + "Content-Length: 8\nContent-Type: text/plain", "Hello.\n");
        put("raw UTF-8 in Subject", utf8(HEAD.replace("Lunch", "Grüße, 日本")), "Hello.\n");
        put("raw UTF-8 in From", utf8(HEAD.replace("Una", "Jürgen 日本")), "Hello.\n");
        put("raw Latin-1 in Subject", HEAD.replace("Lunch", "Gr\u00fc\u00dfe"), "Hello.\n");
        put("raw Latin-1 in From without quotes", HEAD.replace("Una", "M\u00fcller"), "Hello.\n");
        put("raw Latin-1 in From", HEAD.replace("Una", "\"M\u00fcller\""), "Hello.\n");
        put("encoded words", HEAD.replace("Lunch", "=?utf-8?q?Gr=C3=BC?=\n =?UTF-8?B?w59l?="), "Hello.\n");
        put("folded by a tab", HEAD.replace("Lunch", "\n\tLunch\n\t on \t Friday "), "Hello.\n");
        put("folded with a blank line", HEAD.replace("Lunch", "Lunch\n \n on Friday\n\t"), "Hello.\n");
        put("blank before the colon", HEAD.replace("Subject:", "Subject \t:"), "Hello.\n");
        put("no blank behind the colon", HEAD.replace(": ", ":"), "Hello.\n");
        put("names in odd letters", HEAD.replace("Subject", "SUBJECT").replace("Message-ID", "Message-Id"), "Hello.\n");
        put("empty fields", HEAD + "Cc:\nReply-To: \nX-Empty:", "Hello.\n");
        put("repeated fields", "Comments: 1\n" + HEAD + "Comments: 2\nKeywords: a\nComments: 1", "Hello.\n");
        put(
                "a long field",
                HEAD + "X-Long: " + "0123456789 ".repeat(900) + "\nReferences:" + " <1@x>\n".repeat(300) + " <2@x>",
                "Hello.\n");
        multipart("multipart with preamble and epilogue", """
                This is a message in MIME format.

                --b \t
                Content-Type: text/plain

                Hello.
                --b
                content-type: text/html;charset=utf-8

                <p>Hello.</p>
                --b--  \t
                Epilogue.
                """);
        multipart("multipart that is not closed", "--b\n\nHello.\n");
        multipart("multipart without final CRLF", "--b\n\nHello.\n--b--");
        multipart("multipart without parts", "Nothing.\n");
        multipart("multipart with an empty part", "--b\n\n--b\nContent-Type: text/plain\n--b--\n");
        multipart("boundaries that follow each other", """
                --b
                Content-Type: multipart/alternative; boundary=c

                --c

                Hello.
                --c--
                --b--
                """);
        multipart("parts with bare and odd headers", """
                --b
                Content-Type: text/plain;
                \tname=a.txt
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename*=utf-8''%e4.txt

                aGVsbG8=
                --b
                Content-Type : application/octet-stream
                Content-Transfer-Encoding: binary

                \0\u0001\u00ff
                --b--
                """);
        multipart("a message in a message", """
                --b
                Content-Type: message/rfc822

                From: a@example.net
                Mime-Version: 1.0 (inner)
                Content-Type: multipart/mixed; boundary=c

                --c
                --c--
                --b--
                """);
        put(
                "multipart without a boundary",
                HEAD + "MIME-Version: 1.0\nContent-Type: multipart/mixed",
                "--b\n\nHello.\n--b--\n");
        put(
                "multipart with an encoding of its own",
                HEAD + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
                        + "Content-Transfer-Encoding: quoted-printable",
                "--b\n\nHello=20.\n--b--\n");
        put(
                "signed by S/MIME",
                HEAD + "MIME-Version: 1.0\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\n"
                        + " micalg=sha-256; boundary=\"b=_ b\"",
                """
                --b=_ b
                Content-Type: text/plain

                Hello.\s
                --b=_ b
                Content-Type: application/pkcs7-signature; name=smime.p7s
                Content-Transfer-Encoding: base64

                AAAA
                --b=_ b--
                """);
        put(
                "a message alone in a message",
                HEAD + "MIME-Version: 1.0\nContent-Type: message/rfc822",
                "From: a@example.net\nSubject:inner\n\nHello.");
        put(
                "a report",
                HEAD + "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
                """
                --b

                It bounced.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; a.example

                Final-Recipient: rfc822;a@example.net
                Action: failed

                --b
                Content-Type: text/rfc822-headers

                From: a@example.net
                --b--
                """);
    }

    private RelayedMail() {}

    private static void put(String name, String head, String body) {
        String end = head.endsWith("\n") ? "\n" : "\n\n";
        MESSAGES.put(name, (head + end + body).replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    private static void multipart(String name, String body) {
        put(name, HEAD + "MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary=\"b\"", body);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    static Stream<String> names() {
        return List.copyOf(MESSAGES.keySet()).stream();
    }

    static byte[] octets(String name) {
        return MESSAGES.get(name).getBytes(ISO_8859_1);
    }
}
