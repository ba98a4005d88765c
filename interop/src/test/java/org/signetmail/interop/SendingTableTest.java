package org.signetmail.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * Shapes of messages, signed and sent in every way, with what servers on the way add: both of our signatures are good where
 * they arrive, and so is the author's where the message is not built anew. Signet verifies, and dkimpy and Mail::DKIM where
 * they are installed. The table is in {@code target/sending/table.md}.
 */
class SendingTableTest {

    private static final TestKey RSA = TestKeys.rsa2048();
    private static final TestKey ED25519 = TestKeys.ed25519();

    /** Signs every field that there is. */
    static final DkimSigner AUTHOR = DkimSigner.builder("up.example", "rsa", SigningKey.of(RSA.privateKey()))
            .canonicalization(Canonicalization.SIMPLE, Canonicalization.SIMPLE)
            .signedFields(List.of("*"))
            .build();

    private static final DkimSigners OURS = DkimSigners.of(
            DkimSigner.builder("example.com", "rsa", SigningKey.of(RSA.privateKey()))
                    .canonicalization(Canonicalization.SIMPLE, Canonicalization.SIMPLE)
                    .build(),
            DkimSigner.builder("example.com", "ed25519", SigningKey.of(ED25519.privateKey()))
                    .build());

    private static final List<String> RECORDS = List.of(
            "rsa._domainkey.up.example\t" + RSA.txt(),
            "rsa._domainkey.example.com\t" + RSA.txt(),
            "ed25519._domainkey.example.com\t" + ED25519.txt());

    private static final FakeDns DNS = FakeDns.zone(
            String.join("\n", RECORDS.stream().map(SendingTableTest::zoneLine).toList()) + "\n");

    private static String zoneLine(String record) {
        int tab = record.indexOf('\t');
        String text = record.substring(tab + 1);
        int half = text.length() / 2;
        return record.substring(0, tab) + " TXT \"" + text.substring(0, half) + "\" \"" + text.substring(half) + "\"";
    }

    /** What servers on the way add. */
    private enum Addition {
        NOTHING {
            @Override
            String to(String text) {
                return text;
            }
        },
        TRACE {
            @Override
            String to(String text) {
                return "Return-Path: <bob@example.com>\r\nDelivered-To: alice@example.net\r\n"
                        + "Received: from a.example (a.example [192.0.2.1])\r\n\tby b.example;"
                        + " Tue, 25 Nov 2025 10:00:01 +0000\r\nX-Spam-Status: No\r\n" + text;
            }
        },
        /** RFC 6409 §8: what a submission server adds. */
        TRACE_AND_WHAT_IS_MISSING {
            @Override
            String to(String text) {
                String whole = text;
                for (String field : List.of(
                        "Sender: bob@example.com",
                        "Date: Tue, 25 Nov 2025 10:00:00 +0000",
                        "Message-ID: <added@b.example>",
                        "To: undisclosed-recipients:;",
                        "MIME-Version: 1.0")) {
                    whole = with(field, whole);
                }
                return TRACE.to(whole);
            }
        };

        abstract String to(String text);

        private static String with(String field, String text) {
            int end = text.indexOf("\r\n\r\n");
            String header = "\r\n" + text.substring(0, end).toLowerCase(Locale.ROOT);
            String name = field.substring(0, field.indexOf(':') + 1).toLowerCase(Locale.ROOT);
            return header.contains("\r\n" + name)
                    ? text
                    : text.substring(0, end) + "\r\n" + field + text.substring(end);
        }
    }

    private final Path directory = Path.of(System.getProperty("signet.target", "target"), "sending");
    private final List<String> wrong = new ArrayList<>();
    private final List<Path> signatures = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    @Test
    void everySignatureArrives() throws Exception {
        Files.createDirectories(directory.resolve("messages"));
        Files.write(Files.createDirectories(directory.resolve("keys")).resolve("records"), RECORDS);
        table.append(
                "Of each message with each addition (none; Return-Path and Received; these and a missing Sender, Date,"
                        + " Message-ID, To, MIME-Version): signatures that pass by Signet, ours + the author's.\n\n| shape |");
        for (Sending way : Sending.values()) {
            table.append(' ').append(way.title()).append(" |");
        }
        table.append("\n|---|").append("---|".repeat(Sending.values().length)).append('\n');
        try (MailServer server = new MailServer()) {
            for (SentShape shape : SentShape.ALL) {
                table.append("| ").append(shape.name()).append(" |");
                for (Sending way : Sending.values()) {
                    table.append(' ').append(cell(shape, way, server)).append(" |");
                }
                table.append('\n');
            }
        }
        table.append('\n');
        peer("dkimpy", "/usr/bin/python3", "-c", "import dkim, nacl.signing");
        peer("mail-dkim", "/usr/bin/perl", "-MMail::DKIM::Verifier", "-e", "1");
        Files.writeString(directory.resolve("table.md"), table);
        assertThat(wrong).isEmpty();
    }

    private String cell(SentShape shape, Sending way, MailServer server) throws IOException {
        if (!way.sends(shape)) {
            return "–";
        }
        String name = shape.name() + ", " + way.title();
        String arrived;
        try {
            arrived = new String(way.send(shape, OURS, server), ISO_8859_1);
        } catch (Exception e) {
            wrong.add(name + ": " + e);
            return "not sent";
        }
        boolean authored = shape.octets() != null && way.keepsOctets();
        int ours = 0;
        int authors = 0;
        for (Addition addition : Addition.values()) {
            byte[] octets = addition.to(arrived).getBytes(ISO_8859_1);
            List<DkimOutcome> outcomes = DkimVerifier.using(DNS).verify(Message.of(octets));
            for (DkimOutcome outcome : outcomes) {
                boolean passes = outcome.result() == DkimResult.PASS;
                boolean isOurs = outcome.domain().orElseThrow().toString().equals("example.com");
                ours += passes && isOurs ? 1 : 0;
                authors += passes && !isOurs ? 1 : 0;
                if (!passes && (isOurs || authored)) {
                    wrong.add(name + ", " + addition + ": " + outcome.domain() + " " + outcome.reason());
                }
            }
            if (addition != Addition.TRACE) {
                keep(name + " " + addition, octets, authored ? 3 : 2);
            }
        }
        int times = Addition.values().length;
        if (ours != 2 * times || (authored && authors != times)) {
            wrong.add(name + ": " + ours + " + " + authors + " pass");
        }
        String anew = shape.octets() != null && !authored ? " (built anew)" : "";
        return ours + " + " + authors + anew;
    }

    /** Each signature in a file of its own, without the others: a peer says one word for a message. */
    private void keep(String name, byte[] octets, int count) throws IOException {
        Message message = Message.of(octets);
        List<HeaderField> fields = message.fields("DKIM-Signature");
        for (int i = 0; i < Math.min(count, fields.size()); i++) {
            List<HeaderField> others = new ArrayList<>(fields);
            others.remove(i);
            Path file = directory.resolve("messages").resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + "-" + i + ".eml");
            Files.write(file, message.without(others).octets());
            signatures.add(file);
        }
    }

    private void peer(String name, String... probe) throws Exception {
        Path driver = Path.of("drivers", name);
        if (!isThere(probe)) {
            String skipped = name + ": SKIPPED, it is not installed, nothing is proved about it";
            table.append("- ").append(skipped).append('\n');
            System.err.println("sending table: " + skipped);
            return;
        }
        Path work = Files.createDirectories(directory.resolve(name));
        int passed = 0;
        int unsupported = 0;
        String version = "";
        // Few enough for the time that a peer has.
        for (int from = 0; from < signatures.size(); from += 100) {
            List<Path> some = signatures.subList(from, Math.min(signatures.size(), from + 100));
            Peer.Transcript said = new Peer(name, driver.toAbsolutePath())
                    .run(
                            some.stream()
                                    .map(file -> "verify\t" + file.toAbsolutePath())
                                    .toList(),
                            directory.resolve("keys").toAbsolutePath(),
                            work);
            version = said.version();
            for (int i = 0; i < some.size(); i++) {
                String answer = said.answers().get(i);
                if (Answer.is(answer, Answer.PASS)) {
                    passed++;
                } else if (Answer.is(answer, Answer.UNSUPPORTED)) {
                    unsupported++;
                } else {
                    wrong.add(name + " " + some.get(i).getFileName() + ": " + answer);
                }
            }
        }
        table.append("- ")
                .append(name)
                .append(' ')
                .append(version)
                .append(": of ")
                .append(signatures.size());
        table.append(" signatures ").append(passed).append(" pass, ").append(unsupported);
        table.append(" are of an algorithm that it does not know\n");
    }

    private static boolean isThere(String... probe) throws InterruptedException {
        try {
            return new ProcessBuilder(probe)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
