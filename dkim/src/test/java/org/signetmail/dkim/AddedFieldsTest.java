package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * Messages of all shapes, signed in all ways, and what servers and others put on top or below: which signatures survive is
 * said here once more, by what the message has and what the signer was told.
 */
class AddedFieldsTest {

    private static final TestKey KEY = TestKeys.ed25519();

    private static final DkimVerifier VERIFIER = DkimVerifier.using(Forge.dns(KEY.txt()));

    private static final String WHOLE = Forge.text(Messages.crlf("""
            From: Ann <ann@example.com>
            To: bob@example.net
            Subject: Hi
            Date: Tue, 25 Nov 2025 10:00:00 +0000
            Message-ID: <1@example.com>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            """));

    private static final String BODY = "\r\nHello\r\n";

    /** Shapes by name; "whole" has what most messages have. */
    private static final Map<String, String> SHAPES = new TreeMap<>(Map.ofEntries(
            Map.entry("whole", WHOLE + BODY),
            Map.entry("From alone", "From: ann@example.com\r\n" + BODY),
            Map.entry("no Date", without("Date")),
            Map.entry("no Message-ID", without("Message-ID")),
            Map.entry("no To", without("To")),
            Map.entry("no Subject", without("Subject")),
            Map.entry("no MIME", "From: ann@example.com\r\nTo: bob@example.net\r\nSubject: Hi\r\nDate: x\r\n" + BODY),
            Map.entry("an answer", WHOLE + "In-Reply-To: <0@x.example>\r\nReferences: <0@x.example>\r\n" + BODY),
            Map.entry(
                    "a list's own",
                    WHOLE + "List-Unsubscribe: <https://example.com/u>\r\nList-Id: <l.example>\r\n" + BODY),
            Map.entry("Reply-To and Sender", "Reply-To: a@example.com\r\nSender: s@example.com\r\n" + WHOLE + BODY),
            Map.entry("two authors", WHOLE.replace("Ann <ann@example.com>", "ann@example.com, ben@example.com") + BODY),
            Map.entry("two To", "To: carol@example.net\r\n" + WHOLE + BODY),
            Map.entry("names in other letters", WHOLE.toUpperCase(Locale.ROOT) + BODY),
            Map.entry("space before the colon", WHOLE.replace(": ", " :") + BODY),
            Map.entry("folded", WHOLE.replace(": ", ":\r\n  \t") + BODY),
            Map.entry("empty values", WHOLE.replace(": Hi", ":").replace(": <1@example.com>", ": ") + BODY),
            Map.entry(
                    "raw UTF-8",
                    WHOLE.replace("Ann", "M\u00c3\u00bcller").replace("Hi", "Gr\u00c3\u00bc\u00c3\u009fe") + BODY),
            Map.entry(
                    "raw Latin-1",
                    WHOLE.replace("Ann", "M\u00fcller").replace("Hi", "Gr\u00fc\u00dfe") + "\r\n\u00e4\r\n"),
            Map.entry(
                    "parts",
                    WHOLE.replace("text/plain; charset=utf-8", "multipart/mixed; boundary=b")
                            + "\r\n--b\r\nContent-Type: text/plain\r\n\r\na\r\n--b--\r\n"),
            Map.entry(
                    "on its way already",
                    "Return-Path: <ann@example.com>\r\nReceived: from x\r\nReceived: from y\r\n" + WHOLE + BODY),
            Map.entry(
                    "signed by others",
                    "DKIM-Signature: v=1; a=rsa-sha256; d=x.example; s=y; h=from; bh=YQ==; b=YQ==\r\n" + WHOLE + BODY),
            Map.entry("no body, no empty line", WHOLE),
            Map.entry("blanks at the end, no CRLF", WHOLE + "\r\na \t\r\n\r\n \r\nb")));

    private static String without(String name) {
        StringBuilder left = new StringBuilder();
        for (String line : WHOLE.split("\r\n", -1)) {
            left.append(line.isEmpty() || line.startsWith(name + ":") ? "" : line + "\r\n");
        }
        return left + BODY;
    }

    /** What servers on the way, and others, put into a header. */
    private static final List<String> ADDED = List.of(
            "Return-Path: <ann@example.com>",
            "Received: from a by b",
            "X-Spam-Status: No",
            "Authentication-Results: mx.example.net; dkim=pass",
            "List-Id: <list.example.net>",
            "Bcc: dan@example.net",
            "Date: Tue, 25 Nov 2025 11:00:00 +0000",
            "Message-ID: <2@relay.example>",
            "To: undisclosed-recipients:;",
            "Cc: eve@example.org",
            "Sender: ann@example.com",
            "MIME-Version: 1.0 (Relay)",
            "Content-Type: text/html",
            "Content-Transfer-Encoding: 7bit",
            "Content-Language: de",
            "In-Reply-To: <0@y.example>",
            "References: <0@y.example>",
            "List-Unsubscribe: <https://example.net/u>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Reply-To: eve@example.org",
            "Subject: Lo",
            "From: eve@example.org");

    private static final Set<String> ALWAYS = Set.of("from", "subject", "reply-to");

    private static final Set<String> WHEN_PRESENT = Set.of(
            "sender",
            "to",
            "cc",
            "date",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "list-unsubscribe",
            "list-unsubscribe-post");

    /**
     * A way to sign.
     *
     * @param always what may never be added
     * @param whenPresent of what there may be no second one
     * @param signed what is signed besides
     */
    private record Way(
            String name,
            UnaryOperator<DkimSigner.Builder> options,
            Set<String> always,
            Set<String> whenPresent,
            Set<String> signed) {
        @Override
        public String toString() {
            return name;
        }

        /** Whether the signature survives another field of this name. */
        boolean survives(String field, int present, boolean onTop) {
            if (always.contains(field)) {
                return false;
            }
            boolean counts = whenPresent.contains(field) || signed.contains(field);
            // RFC 6376 §5.4.2: instances are taken from the bottom, so one more on top is the one that is not taken.
            return !counts || present == 0 || (onTop && !whenPresent.contains(field));
        }
    }

    private static final List<Way> WAYS = List.of(
            new Way("default", b -> b, ALWAYS, WHEN_PRESENT, Set.of("content-language")),
            new Way(
                    "simple",
                    b -> b.canonicalization(Canonicalization.SIMPLE, Canonicalization.SIMPLE),
                    ALWAYS,
                    WHEN_PRESENT,
                    Set.of("content-language")),
            new Way(
                    "nothing may be added",
                    b -> b.alwaysOversigned(List.of(
                            "From",
                            "Subject",
                            "Reply-To",
                            "To",
                            "Cc",
                            "Date",
                            "Message-ID",
                            "Content-Type",
                            "MIME-Version")),
                    Set.of(
                            "from",
                            "subject",
                            "reply-to",
                            "to",
                            "cc",
                            "date",
                            "message-id",
                            "content-type",
                            "mime-version"),
                    WHEN_PRESENT,
                    Set.of("content-language")),
            new Way(
                    "no second one alone",
                    b -> b.alwaysOversigned(List.of()),
                    Set.of("from"),
                    WHEN_PRESENT,
                    Set.of("subject", "reply-to", "content-language")),
            new Way(
                    "none",
                    b -> b.alwaysOversigned(List.of()).oversignedWhenPresent(List.of()),
                    Set.of("from"),
                    Set.of(),
                    union(union(ALWAYS, WHEN_PRESENT), Set.of("content-language"))),
            new Way(
                    "for a relay that replaces",
                    b -> b.unsignedFields(List.of("Date", "Message-ID")),
                    ALWAYS,
                    minus(WHEN_PRESENT, Set.of("date", "message-id")),
                    Set.of("content-language")),
            new Way(
                    "few",
                    b -> b.signedFields(List.of("Subject", "To")).validity(Duration.ofDays(7)),
                    Set.of("from", "subject"),
                    Set.of("to"),
                    Set.of()));

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
    }

    private static Set<String> minus(Set<String> one, Set<String> other) {
        return one.stream().filter(name -> !other.contains(name)).collect(Collectors.toSet());
    }

    static Stream<Arguments> signed() {
        return SHAPES.entrySet().stream()
                .flatMap(shape -> WAYS.stream().map(way -> Arguments.of(shape.getKey(), way, shape.getValue())));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signed")
    @DisplayName("RFC 6409 §8, RFC 6376 §8.15: what is missing may be added, and no second one of what is there")
    void survives(String shape, Way way, String text) {
        byte[] message = Forge.octets(text);
        DkimSigner signer = way.options
                .apply(DkimSigner.builder("example.com", "s1", SigningKey.of(KEY.privateKey())))
                .build();
        String sent = Forge.text(signer.sign(Message.of(message)).prependTo(message));
        assertThat(result(sent)).isEqualTo(DkimResult.PASS);
        List<String> wrong = new ArrayList<>();
        int headerEnd = sent.contains("\r\n\r\n") ? sent.indexOf("\r\n\r\n") + 2 : sent.length();
        for (String added : ADDED) {
            String name = added.substring(0, added.indexOf(':')).toLowerCase(Locale.ROOT);
            int present = Message.of(message).fields(name).size();
            for (boolean onTop : new boolean[] {true, false}) {
                String changed = onTop
                        ? added + "\r\n" + sent
                        : sent.substring(0, headerEnd) + added + "\r\n" + sent.substring(headerEnd);
                boolean passes = result(changed) == DkimResult.PASS;
                if (passes != way.survives(name, present, onTop)) {
                    wrong.add((onTop ? "on top: " : "below: ") + added + (passes ? " passes" : " fails"));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Of the field that was made here, whatever others there are. */
    private static DkimResult result(String message) {
        return VERIFIER.verify(Message.of(Forge.octets(message))).stream()
                .filter(outcome -> outcome.domain().orElseThrow().toString().equals("example.com"))
                .findFirst()
                .orElseThrow()
                .result();
    }
}
