package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is decided while mail is read is told, of one message and of many. */
class MailNotesTest {

    private static final String MAIL = """
            Return-Path: <bob@example.net>
            Received: from store (store [10.0.0.3]) by b.example; Tue, 3 Mar 2026 10:00:02 +0000
            Received: from mx.example.net (mx.example.net [192.0.2.1]) by in.b.example; Tue, 3 Mar 2026 10:00:00 +0000
            From: Bob <bob@example.net>
            Subject: x

            Hello.
            """;

    private static final String FROM = "From bob@example.net Tue Mar  3 10:00:00 2026\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void zone() throws IOException {
        file(
                "zone.txt",
                "example.net TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.example.net TXT \"v=DMARC1; p=none\"\n");
    }

    private int signet(String command, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(
                List.of(command, "--dns", folder.resolve("zone.txt").toString()));
        all.addAll(List.of(args));
        Console console = Console.of(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err, true));
        return Main.run(console, all.toArray(new String[0]));
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(UTF_8)).toString();
    }

    @Test
    @DisplayName("A table has the client that was believed and, once each, what is to be said of messages")
    void aTableTellsWhatWasDecided() throws IOException {
        file("all/a.eml", MAIL);
        file("all/b.eml", "\uFEFF" + MAIL);
        file("all/c.eml", "\uFEFF" + MAIL.replace("[192.0.2.1]", "[10.0.0.1]"));
        file("all/d.eml", MAIL.replaceFirst("Return-Path.*\n", ""));
        file("all/e.mbox", FROM + MAIL + "\n" + FROM + MAIL);
        signet("verify", folder.resolve("all").toString());
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).contains("AUTHOR DOMAIN  ", "CLIENT  ");
        assertThat(lines.get(1)).contains("192.0.2.1 (2/2)").endsWith("a.eml");
        assertThat(lines.get(3)).contains("example.net               -  ").endsWith("c.eml");
        assertThat(lines.get(6)).contains("192.0.2.1 (2/2)").endsWith("e.mbox#2");
        assertThat(lines.subList(8, lines.size()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("6 messages: DMARC "),
                        line -> assertThat(line).startsWith("NOTE   ").contains("b.eml and 1 other: A byte order mark"),
                        line -> assertThat(line).contains("c.eml: SPF is not checked", "no", "public address"),
                        line -> assertThat(line).contains("d.eml: SPF is not checked", "Return-Path"),
                        line -> assertThat(line).contains("e.mbox#1 and 1 other: The file is an mbox"));
        signet("verify", "--explain", folder.resolve("all").toString());
        assertThat(out.toString().lines().filter(line -> line.startsWith("NOTE")))
                .hasSize(4);
    }

    @Test
    @DisplayName("However many sentences there are, the table ends with few of them and counts the rest")
    void notesAreBounded() throws IOException {
        StringBuilder mbox = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            mbox.append(FROM)
                    .append(MAIL.replace("<bob@example.net>\nReceived", "nobody" + i + "\nReceived"))
                    .append('\n');
        }
        signet("verify", file("m.mbox", mbox.toString()));
        List<String> notes =
                out.toString().lines().filter(line -> line.startsWith("NOTE")).toList();
        assertThat(notes).hasSize(21);
        assertThat(notes.get(20)).contains("21 other notes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                  | The time is today's: the message has no Received field with a time
            from a by b                        | The time is today's
            from a by b; yesterday             | The time is today's
            from a ([192.0.2.1]) by b; 3 Mar 2026 10:00:00 +0000 | -
            """)
    @DisplayName("dkim --time received tells when it is not the message that told the time")
    void dkimTellsWhoseTimeItIs(String received, String told) throws IOException {
        String mail = file(
                "m.eml", (received == null ? "" : "Received: " + received + "\n") + "From: bob@example.net\n\nx\n");
        signet("dkim", mail, "--time", "received");
        if (told == null) {
            assertThat(out.toString()).doesNotContain("NOTE");
        } else {
            assertThat(out.toString()).contains("NOTE   " + told);
        }
        signet("dkim", mail, "--time", "received", "--json");
        assertThat(notes()).hasSize(told == null ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dkim"})
    @DisplayName("Where the field that is asked has no time, the newest one that has counts, and that is told")
    void theNewestTime(String command) throws IOException {
        String mail = file(
                "m.eml",
                MAIL.replace(" b.example; Tue, 3 Mar 2026 10:00:02 +0000", " b.example")
                        .replace("[192.0.2.1]", "[10.0.0.9]"));
        signet(command, mail, "--time", "received");
        assertThat(out.toString())
                .contains("NOTE   The time is 2026-03-03T10:00:00Z, of the newest Received field with");
    }

    @Test
    @DisplayName("A header without a body is told, as its signatures fail for that")
    void noBody() throws IOException {
        for (String mail : List.of(
                MAIL.substring(0, MAIL.indexOf("\n\n") + 1),
                MAIL.substring(0, MAIL.indexOf("\n\n")),
                MAIL.substring(0, MAIL.indexOf("\n\n") + 2))) {
            signet("verify", file("m.eml", mail));
            assertThat(out.toString()).contains("NOTE   The message has no body.");
        }
        signet("dkim", file("m.eml", MAIL));
        assertThat(out.toString()).doesNotContain("NOTE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            220 mx ESMTP~EHLO x~From: bob@example.net~Date: x~~x  | 2 lines of the header are no header field, the first being "220 mx ESMTP"
            >From bob Tue Mar 3~From: bob@example.net~~x          | 1 line of the header is no header field, the first being ">From bob Tue Mar 3"
            ' Subject: a~From: bob@example.net~~x'                | the first being "Subject: a", which begins with white space: look
            -- Forwarded Message --~From: bob@example.net~~x      | the first being "-- Forwarded Message --"
            From: bob@example.net~Sent: Tuesday~To: a~~x          | as Outlook shows a message
            From: bob@example.net~~--b~content-type: message/RFC822~~From: x | A message is attached to this one
            From: bob@example.net~~a^b~                           | 1 CR that stands alone was made a line end
            From: bob@example.net~~a^b^                           | 2 CRs that stand alone were made a line end
            From: bob@example.net~~a^~b~                          | 1 line ends with CRLF and others with LF
            """)
    @DisplayName("What is not as it was sent, or not what is meant, is told")
    void oddMessages(String mail, String told) throws IOException {
        signet("verify", file("m.eml", mail.replace("~", "\n").replace("^", "\r")));
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("NOTE"))
                .singleElement()
                .asString()
                .contains(told);
    }

    @Test
    @DisplayName("Of several Return-Path fields it is told that the first is taken")
    void severalReturnPaths() throws IOException {
        signet("verify", file("m.eml", "Return-Path: <eve@example.org>\n" + MAIL));
        assertThat(out.toString()).contains("MAIL FROM is the first of 2 Return-Path fields, <eve@example.org>.");
    }

    @Test
    @DisplayName("An mbox is split where its empty lines are missing, too, and never at prose")
    void mboxes() throws IOException {
        assertThat(count(FROM + MAIL + FROM + MAIL + FROM + MAIL)).isEqualTo(3);
        assertThat(notes()).singleElement().asString().contains("no empty line before that line");
        assertThat(count((FROM + MAIL + FROM + MAIL).replace("\n", "\r\n"))).isEqualTo(2);
        String takeout = "From 1234567890@xxx Tue Mar 03 10:00:00 +0000 2026\n";
        assertThat(count(takeout + MAIL + takeout + MAIL)).isEqualTo(2);
        String rfc5322 = "From bob Tue, 3 Mar 2026 10:00:00 +0000\n";
        assertThat(count(rfc5322 + MAIL + "\n" + rfc5322 + MAIL)).isEqualTo(2);
        assertThat(count(FROM + MAIL + "From Tue Mar 3 10:00 on, we meet.\nBye.\n"))
                .isOne();
        assertThat(count(FROM + MAIL + "\nFrom 10:30 on we meet.\nBye.\n")).isOne();
        assertThat(count(FROM + MAIL + "From bob\nSubject: x\n")).isOne();
        assertThat(count(FROM + MAIL + "\n" + FROM + "\n" + MAIL)).isEqualTo(2);
        assertThat(notes()).isEmpty();
        assertThat(count(FROM + MAIL)).isOne();
        assertThat(notes()).singleElement().asString().startsWith("The file is an mbox");
    }

    private long count(String mbox) throws IOException {
        signet("verify", file("m.mbox", mbox), "--json");
        return out.toString().lines().count();
    }

    /** Of the last object. */
    private List<?> notes() {
        String last = out.toString().lines().reduce((one, other) -> other).orElseThrow();
        Map<?, ?> object = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(last);
        return (List<?>) ((Map<?, ?>) object.get("input")).get("notes");
    }

    @Test
    @DisplayName("Links in folders are not followed, and told; a folder that a link names is read")
    void links() throws IOException {
        String mail = file("real/a.eml", MAIL);
        Files.createDirectories(folder.resolve("some"));
        try {
            Files.createSymbolicLink(folder.resolve("some/a.eml"), Path.of(mail));
            Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "SKIPPED: no links here");
        }
        for (String command : List.of("verify", "dkim")) {
            assertThat(signet(command, folder.resolve("some").toString(), mail)).isNotEqualTo(ExitStatus.USAGE);
            assertThat(err.toString())
                    .startsWith("signet: 1 link in ")
                    .contains("some not followed; name what is meant");
            assertThat(signet(command, folder.resolve("some").toString())).isEqualTo(ExitStatus.USAGE);
            assertThat(err.toString()).contains("1 link in ", "there is no file in ");
            signet(command, folder.resolve("link").toString(), "--json");
            assertThat(out.toString()).contains("link/a.eml");
            assertThat(err.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DKIM-Signature: v=3D1; a=3Drsa-sha256; d=3Dexample.net~From: bob@example.net~~x | true
            Received: from mx.example.net (mx.example.net [192.0.2.1]) by in.b=~.example=20~From: bob@example.net~~x | true
            From: bob@example.net~Subject: =?utf-8?Q?a=3Db?=~~v=3D1 in the body=~~ | false
            DKIM-Signature: v=1; b=abc=~From: bob@example.net~Subject: a=20b~~x | false
            DKIM-Signature: v=1; b=abc=~ def=~From: bob@example.net~Subject: a=20b~~x | false
            """)
    @DisplayName("A message that is in quoted-printable as a whole is named")
    void quotedPrintable(String mail, boolean isOne) throws IOException {
        int status = signet("verify", file("m.eml", mail.replace("~", "\n")));
        assertThat(err.toString().contains("quoted-printable as a whole")).isEqualTo(isOne);
        assertThat(status == ExitStatus.USAGE).isEqualTo(isOne);
    }
}
