package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** The tables of docs/command.md and what {@code signet verify --json} prints are one. */
class JsonShapeTest {

    private static final String ZONE = """
            example.net             TXT "v=spf1 include:a.example.net redirect=%{d2} -all exp=why.example.net"
            a.example.net           TXT "v=spf1 ip4:192.0.2.1 mx ~all"
            why.example.net         TXT "not %{i} for %{s}"
            mail.example.net        TXT "v=spf1 a -all"
            mail.example.net        A   192.0.2.1
            _dmarc.example.net      TXT "v=DMARC1; p=jerect; rua=mailto:d@example.net; t=y"
            _dmarc.example.org      TXT "v=DMARC1; p=reject; t=y"
            s._domainkey.example.org TXT "%s"
            """;

    @TempDir
    private Path folder;

    private final JsonShape shape = new JsonShape("verify");

    @Test
    @DisplayName("Each key of the output is in the tables with its type, and each key of the tables is in an output")
    void tablesAndOutputAreOne() throws IOException {
        TestKey key = TestKeys.ed25519();
        Files.writeString(folder.resolve("zone.txt"), ZONE.replace("%s", key.txt() + "; t=y"));
        byte[] mail = Messages.crlf("From: Ann @ Home <ann@news.example.org>\nSubject: x\n\nHello.\n");
        byte[] signed = DkimSigner.builder("example.org", "s", SigningKey.of(key.privateKey()))
                .validity(Duration.ofDays(1))
                .build()
                .sign(Message.of(mail))
                .prependTo(mail);
        verify(signed, "192.0.2.1", "mail.example.net", "bob@example.net");
        verify(
                (new String(signed, ISO_8859_1) + "added\r\n").getBytes(ISO_8859_1),
                "192.0.2.9",
                "h.example.net",
                "b@example.net");
        verify(Messages.crlf("From: ann@example.net\nDKIM-Signature: x\n\nHello.\n"), "10.0.0.1", "", "");
        verify(
                Messages.crlf("From: ann@example.org\nFrom: x@y.example\n\nHello.\n"),
                "2001:db8::1",
                "[x]",
                "b@absent.example");

        verify(
                Messages.crlf("From: a@example.net\n" + "X: y\n".repeat(20_000) + "\n"),
                "192.0.2.1",
                "",
                "a@example.net");

        verify(Messages.crlf("From: ann@example.org\n\nHello.\n"), "--time", "received");
        verify(Messages.crlf(
                "Received: from a ([192.0.2.1]) by b; 3 Mar 2026 10:00 GMT\nReturn-Path: <>\nFrom: x\n\n"));
        verify(new byte[0]);

        shape.assertIsDocumented();
        shape.assertShowsEveryPart();
    }

    private void verify(byte[] message, String ip, String helo, String mailFrom) throws IOException {
        verify(message, "--ip", ip, "--helo", helo, "--mail-from", mailFrom);
    }

    private void verify(byte[] message, String... options) throws IOException {
        Path file = Files.write(folder.resolve("message.eml"), message);
        List<String> args = new ArrayList<>(List.of("verify", file.toString(), "--json", "--dns"));
        args.add(folder.resolve("zone.txt").toString());
        args.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Main.run(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err, true),
                args.toArray(new String[0]));
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines()).hasSize(1);
        shape.add(out.toString());
    }
}
