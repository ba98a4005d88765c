package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code signet verify} reads, whose session it takes, and as of when it judges. */
class VerifyInputsTest {

    private static final String MAIL = """
            Return-Path: <bob@example.net>
            Received: from hub.b.example (hub.b.example [10.0.0.3]) by store.b.example; Tue, 3 Mar 2026 10:00:02 +0000
            Received: from mx.example.net (mx.example.net [192.0.2.1]) by in.b.example; Tue, 3 Mar 2026 10:00:00 +0000
            Received: from [192.168.0.9] (home.example [198.51.100.7]) by mx.example.net; Tue, 3 Mar 2026 09:59:00 +0000
            X-Received: by 2002:a05:1 with SMTP; Tue, 3 Mar 2026 10:00:03 +0000
            From: Bob <bob@example.net>
            Subject: x

            Hello.
            """;

    private static final String ZONE = """
            example.net        TXT "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.example.net TXT "v=DMARC1; p=reject"
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private InstantSource clock = InstantSource.system();

    @BeforeEach
    void zone() throws IOException {
        Files.writeString(folder.resolve("zone.txt"), ZONE);
    }

    private int verify(String... args) {
        return verify(InputStream.nullInputStream(), args);
    }

    private int verify(InputStream in, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(
                List.of("verify", "--dns", folder.resolve("zone.txt").toString()));
        all.addAll(List.of(args));
        Console console =
                Console.of(in, new PrintWriter(out), new PrintWriter(err, true)).withClock(clock);
        return Main.run(console, all.toArray(new String[0]));
    }

    private String file(String name, byte[] octets) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, octets).toString();
    }

    private static byte[] mail(String without) {
        return Messages.crlf(MAIL.lines()
                .filter(line -> without.isEmpty() || !line.startsWith(without))
                .collect(Collectors.joining("\n", "", "\n")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            plain                | 0 | Received 2 of 3, by in.b.example, is believed: client 192.0.2.1, HELO mx.example.net. MAIL FROM is Return-Path, <bob@example.net>.
            --from-received      | 0 | Received 2 of 3, by in.b.example, is believed
            --hops 3             | 1 | Received 3 of 3, by mx.example.net, is believed: client 198.51.100.7, HELO [192.168.0.9].
            --hops 1             | 1 | Received 1 of 3, by store.b.example, is believed: client 10.0.0.3
            --hops 4             | 1 | SPF is not checked, and DMARC goes by DKIM alone: --hops is 4, but the message has 3 Received fields
            """)
    void theSessionIsReadFromTheMessage(String option, int status, String told) throws IOException {
        List<String> args = new ArrayList<>(List.of(file("m.eml", mail(""))));
        if (!option.equals("plain")) {
            args.addAll(List.of(option.split(" ", -1)));
        }
        assertThat(verify(args.toArray(new String[0]))).isEqualTo(status);
        assertThat(out.toString()).contains("TRACE  " + told);
        args.add("--explain");
        verify(args.toArray(new String[0]));
        assertThat(out.toString()).contains("TRACE  " + told);
    }

    static Stream<Arguments> mailboxes() {
        return Stream.of(
                Arguments.of(
                        "Outlook.com: hops inside have public IPv6 addresses",
                        """
                        Received: from AM0PR01.eurprd01.prod.outlook.com (2603:10a6:208:ac::15) by DB8PR01.eurprd01.prod.outlook.com (2603:10a6:10:1::6) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE) id 15.20.9298.16; Tue, 3 Mar 2026 10:00:03 +0000
                        Received: from AMS0EPF1.eurprd05.prod.outlook.com (2603:10b6:208:236:cafe::b6) by AM0PR01CA1.outlook.office365.com (2603:10a6:208:aa::10) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9320.15 via Frontend Transport; Tue, 3 Mar 2026 10:00:02 +0000
                        Received: from mx.example.net (192.0.2.1) by AMS0EPF1.mail.protection.outlook.com (10.167.16.114) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9320.9 via Frontend Transport; Tue, 3 Mar 2026 10:00:01 +0000
                        Received: from laptop ([198.51.100.7]) by mx.example.net (Postfix) with ESMTPSA id 1
                        """,
                        "Received 3 of 4, by AMS0EPF1.mail.protection.outlook.com, is believed: client 192.0.2.1, HELO mx.example.net"),
                Arguments.of(
                        "Microsoft to Outlook.com: the client is of another network",
                        """
                        Received: from AM0PR01.eurprd01.prod.outlook.com (2603:10a6:208:ac::15) by DB8PR01.eurprd01.prod.outlook.com (2603:10a6:10:1::6) with Microsoft SMTP Server id 15.20.9298.16
                        Received: from EUR05-obe.outbound.protection.example (2001:db8:f403::2) by DB8EPF1.mail.protection.outlook.com (2603:10a6:10:2::c) with Microsoft SMTP Server id 15.20.9320.9 via Frontend Transport
                        """,
                        "Received 2 of 2, by DB8EPF1.mail.protection.outlook.com, is believed: client 2001:db8:f403::2"),
                Arguments.of(
                        "A rented machine beside Outlook.com, which writes a line of its own below",
                        """
                        Received: from x.prod.outlook.com (2603:1020:5::7) by DB8EPF1.mail.protection.outlook.com (2603:10a6:10:2::c) with Microsoft SMTP Server id 15.20.9320.9
                        Received: from mx.example.net (192.0.2.1) by DB8EPF2.mail.protection.outlook.com (10.167.16.114) with Microsoft SMTP Server id 15.20.9320.9
                        """,
                        "Received 1 of 2, by DB8EPF1.mail.protection.outlook.com, is believed: client 2603:1020:5::7"),
                Arguments.of(
                        "Gmail",
                        """
                        Received: by 2002:a05:7022:6723:b0:8a:1 with SMTP id x; Tue, 3 Mar 2026 02:00:01 -0800 (PST)
                        Received: from mx.example.net (mx.example.net. [192.0.2.1]) by mx.google.com with ESMTPS id q1 for <b@b.example> (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); Tue, 03 Mar 2026 02:00:00 -0800 (PST)
                        Received: by out.example.net (Postfix, from userid 1000) id 2
                        """,
                        "Received 2 of 3, by mx.google.com, is believed: client 192.0.2.1, HELO mx.example.net"),
                Arguments.of(
                        "Yahoo",
                        """
                        Received: from 10.197.33.76 by atlas206.free.mail.bf1.yahoo.com pod-id NONE with HTTPS; Tue, 03 Mar 2026 10:00:01 +0000
                        Received: from 192.0.2.1 (EHLO mx.example.net) by 10.197.33.76 with SMTPs (version=TLS1_3); Tue, 03 Mar 2026 10:00:00 +0000
                        """,
                        "Received 2 of 2, by 10.197.33.76, is believed: client 192.0.2.1, HELO mx.example.net"),
                Arguments.of(
                        "Fastmail",
                        """
                        Received: from mx5 ([10.202.2.42]) by store1.internal (LMTPProxy); Tue, 03 Mar 2026 05:00:02 -0500
                        Received: from mx5.messagingengine.com (localhost [127.0.0.1]) by mailmx.nyi.internal (Postfix) with ESMTP id 3
                        Received: from mx.example.net (mx.example.net [192.0.2.1]) (using TLSv1.3) by mx5.messagingengine.com (Postfix) with ESMTPS id 2
                        """,
                        "Received 3 of 3, by mx5.messagingengine.com, is believed: client 192.0.2.1, HELO mx.example.net"),
                Arguments.of(
                        "A filter on the same machine",
                        """
                        Received: from in.b.example by in.b.example with LMTP id x
                        Received: from localhost (localhost [127.0.0.1]) by in.b.example (Postfix) with ESMTP id 3
                        Received: from mx.example.net (unknown [192.0.2.1]) by in.b.example (Postfix) with ESMTPS id 2
                        """,
                        "Received 3 of 3, by in.b.example, is believed: client 192.0.2.1, HELO mx.example.net"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mailboxes")
    @DisplayName("The field that is believed is that of the border of the mailbox system")
    void theBorderIsFound(String system, String received, String told) throws IOException {
        String mail = "Return-Path: <bob@example.net>\n" + received + "From: bob@example.net\n\nHi.\n";
        verify(file("m.eml", Messages.crlf(mail)));
        assertThat(out.toString()).as(system).contains("TRACE  " + told);
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource(delimiter = '|', textBlock = """
            Return-Path           | no Return-Path field
            Received              | no Received field
            Received: from mx     | Received 2 of 2, by mx.example.net,
            """)
    void whatIsMissingIsTold(String without, String told) throws IOException {
        verify(file("m.eml", mail(without)));
        assertThat(out.toString()).contains(told);
        boolean checked = out.toString().contains("is believed");
        assertThat(out.toString().contains("\nSPF    ")).isEqualTo(checked);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            <bob@example.net>                       | MAIL FROM is Return-Path, <bob@example.net>.
            bob@example.net                         | MAIL FROM is Return-Path, <bob@example.net>.
            <bob@example.net> (bounces)             | MAIL FROM is Return-Path, <bob@example.net>.
            <@relay.example,@b.example:bob@example.net> | MAIL FROM is Return-Path, <bob@example.net>.
            <"b o b"@example.net>                   | MAIL FROM is Return-Path, <"b o b"@example.net>.
            <>                                      | MAIL FROM is Return-Path, <>.
            !!                                      | the Return-Path field, which would have MAIL FROM, is empty
            <@relay.example:>                       | no address in angle brackets: <@relay.example:>.
            bob                                     | no address in angle brackets: bob.
            Bob bob@example.net                     | no address in angle brackets: Bob bob@example.net.
            <bob@example.net> <eve@example.org>     | no address in angle brackets: <bob@example.net> <eve@example.org>.
            <bob@example.net                        | no address in angle brackets: <bob@example.net.
            """)
    @DisplayName("RFC 5321 §4.4: what Return-Path may be")
    void returnPaths(String value, String told) throws IOException {
        verify(
                file(
                        "m.eml",
                        Messages.crlf(
                                "Return-Path: " + value
                                        + "\nReceived: from mx.example.net ([192.0.2.1]) by in.b.example\nFrom: bob@example.net\n\nHi.\n")));
        assertThat(out.toString()).contains(told);
    }

    @Test
    void withoutAPublicClientSpfIsNotChecked() throws IOException {
        String m = file(
                "m.eml",
                Messages.crlf("Return-Path: <>\nReceived: from x (x [IPv6:::1]) by y\nReceived: from a ([127.0.0.1])"
                        + " by b\nFrom: bob@example.net\n\nHi.\n"));
        assertThat(verify(m)).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "none of the 2 Received fields names a client with a public address. Give the session with --ip")
                .contains("DMARC  fail")
                .contains("reason=\"Without SPF, as the client is not known. ")
                .doesNotContain("SPF    ");
        verify(m, "--explain");
        assertThat(out.toString()).doesNotContain("127.0.0.1").contains("DMARC");
        verify(m, "--json");
        assertThat(json(out.toString())).containsEntry("envelope", null).containsEntry("spf", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m --helo x                                   | --helo needs --ip
            m --mail-from x                              | --mail-from needs --ip
            m --ip 192.0.2.1                             | --ip needs --mail-from
            m --ip 192.0.2.1 --mail-from a --hops 2      | --hops and --ip exclude each other
            m --ip 192.0.2.1 --mail-from a --from-received | --from-received and --ip exclude each other
            m --ip 192.0.2.1 --mail-from a --time received | --time received needs a session from Received
            m --mail-from <>                             | --mail-from needs --ip
            m --hops 0                                   | --hops must be 1 or more, not 0
            m --hops x                                   | --hops takes a number
            m --time yesterday                           | yesterday is neither a time such as 2026-11-26
            m --time 2026-02-30                          | 2026-02-30 is neither
            m --time 2026-02-03T10:00                    | 2026-02-03T10:00 is neither
            EMPTYFOLDER                                  | there is no file in
            """)
    void optionsThatDoNotGoTogether(String args, String expected) throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(verify(args.replace("EMPTYFOLDER", empty.toString()).split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("signet: ").contains(expected);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    static Stream<Arguments> noMessages() throws IOException {
        byte[] mail = MAIL.getBytes(US_ASCII);
        return Stream.of(
                Arguments.of("mail-empty", new byte[0], "is empty"),
                Arguments.of("mail-empty", gzip(new byte[0]), "is empty"),
                Arguments.of("mail-blank-line", ("\n" + MAIL).getBytes(US_ASCII), "begins with an empty line"),
                Arguments.of("mail-blank-line", ("\r\n" + MAIL).getBytes(US_ASCII), "begins with an empty line"),
                Arguments.of("mail-blank-line", ("\uFEFF \n" + MAIL).getBytes(UTF_8), "begins with an empty line"),
                Arguments.of("mail-no-field", "Hello\nBob\n\nHow are you?\n".getBytes(US_ASCII), "no header field"),
                Arguments.of("mail-outlook", octets(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0), ".msg"),
                Arguments.of("mail-utf-16", MAIL.getBytes(UTF_16), "UTF-16"),
                Arguments.of("mail-utf-16", ("\uFEFF" + MAIL).getBytes(UTF_16LE), "UTF-16"),
                Arguments.of("mail-utf-16", MAIL.getBytes(UTF_16LE), "UTF-16"),
                Arguments.of("mail-utf-32", ("\uFEFF" + MAIL).getBytes(Charset.forName("UTF-32LE")), "UTF-32"),
                Arguments.of("mail-utf-32", ("\uFEFF" + MAIL).getBytes(Charset.forName("UTF-32BE")), "UTF-32"),
                Arguments.of("mail-utf-32", MAIL.getBytes(Charset.forName("UTF-32LE")), "UTF-32"),
                Arguments.of("mail-utf-32", MAIL.getBytes(Charset.forName("UTF-32BE")), "UTF-32"),
                Arguments.of("mail-web-page", "<!DOCTYPE html><html>x".getBytes(US_ASCII), "web page"),
                Arguments.of("mail-web-page", "\n\n  <HTML>\n<body>x".getBytes(US_ASCII), "web page"),
                Arguments.of(
                        "mail-web-page",
                        "From: <Saved by Blink>\nSnapshot-Content-Location: https://m.example/\n\nx".getBytes(US_ASCII),
                        "web page"),
                Arguments.of(
                        "mail-shown-table",
                        ("Message ID\t<a@b.example>\nFrom:\tBob <bob@example.net>\nSPF:\tPASS with IP 192.0.2.1\n\n"
                                        + MAIL)
                                .getBytes(US_ASCII),
                        "the table that a mailbox shows"),
                Arguments.of(
                        "mail-shown-table",
                        ("Original Message\n\nMessage ID\t<a@b.example>\n\n" + MAIL).getBytes(US_ASCII),
                        "the table that a mailbox shows"),
                Arguments.of("mail-quoted", ("> " + MAIL.replace("\n", "\n> ")).getBytes(US_ASCII), "quoted with >"),
                Arguments.of("mail-base64", Base64.getMimeEncoder().encode(mail), "in base64 as a whole"),
                Arguments.of("mail-base64", Base64.getUrlEncoder().encode(mail), "in base64 as a whole"),
                Arguments.of("mail-packed", "BZh91AY&SYabc".getBytes(US_ASCII), "bzip2"),
                Arguments.of("mail-packed", octets(0xFD, '7', 'z', 'X', 'Z', 0, 'a', ':'), "xz"),
                Arguments.of("mail-packed", tar(), "tar"),
                Arguments.of("mail-packed", gzip(tar()), "tar"),
                Arguments.of("mail-apple-mail", ("4711      \n" + MAIL).getBytes(US_ASCII), ".emlx"),
                Arguments.of("mail-json", "{\n \"raw\": \"RnJvbTo\"\n}".getBytes(US_ASCII), "JSON"),
                Arguments.of("mail-json", "[{\"from\": 1}]".getBytes(US_ASCII), "JSON"),
                Arguments.of("mail-rtf", "{\\rtf1\\ansi x}".getBytes(US_ASCII), "layout"),
                Arguments.of("mail-cr-line-ends", MAIL.replace('\n', '\r').getBytes(US_ASCII), "CR alone"),
                Arguments.of("mail-double-cr", MAIL.replace("\n", "\r\r\n").getBytes(US_ASCII), "CR CR LF"),
                Arguments.of("mail-binary", new byte[200], "octets of 0"),
                Arguments.of("mail-binary", octets(0x89, 'P', 'N', 'G', ':', 0, 0), "octets of 0"),
                Arguments.of(
                        "mail-web-page",
                        "From: <Saved by Windows Internet Explorer 7>\nSubject: x\n\nx".getBytes(US_ASCII),
                        "web page"),
                Arguments.of("mail-outlook-store", "!BDN....".getBytes(US_ASCII), ".pst"),
                Arguments.of("mail-pdf", "%PDF-1.7\n".getBytes(US_ASCII), "PDF"),
                Arguments.of("mail-zip", octets('P', 'K', 3, 4, 20, 0), "zip"),
                Arguments.of("mail-bad-gzip", Arrays.copyOf(gzip(mail), 60), "cut off"),
                Arguments.of("mail-bad-gzip", octets(0x1F, 0x8B, 9, 9, 9), "damaged"),
                Arguments.of("mail-gzip-twice", gzip(gzip(mail)), "gzip data in gzip data"),
                Arguments.of("mail-too-large", gzip(new byte[(64 << 20) + 1]), "64 MiB"));
    }

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }

    private static byte[] tar() {
        byte[] tar = new byte[1024];
        byte[] name = "a.eml".getBytes(US_ASCII);
        System.arraycopy(name, 0, tar, 0, name.length);
        System.arraycopy("ustar".getBytes(US_ASCII), 0, tar, 257, 5);
        return tar;
    }

    private static byte[] gzip(byte[] octets) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(octets);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noMessages")
    @DisplayName("What is no message is named, and never judged")
    void whatIsNoMessage(String code, byte[] octets, String told) throws IOException {
        String file = file("m.eml", octets);
        assertThat(verify(file)).isEqualTo(2);
        assertThat(err.toString()).startsWith("signet: ").contains("m.eml ", told);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();

        assertThat(verify(new ByteArrayInputStream(octets), "-", "--json")).isEqualTo(2);
        Map<String, Object> json = json(out.toString());
        assertThat((Map<?, ?>) json.get("input"))
                .isEqualTo(Map.of(
                        "name",
                        "-",
                        "problem",
                        code,
                        "reason",
                        ((Map<?, ?>) json.get("input")).get("reason"),
                        "notes",
                        List.of()));
        assertThat(json).containsEntry("dmarc", null).containsKey("queries");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String line) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(line);
    }

    @Test
    void aByteOrderMarkIsSkippedAndTold() throws IOException {
        byte[] marked = ("\uFEFF" + new String(mail(""), ISO_8859_1)).getBytes(UTF_8);
        assertThat(verify(file("m.eml", marked))).isZero();
        assertThat(out.toString()).contains("NOTE   A byte order mark (UTF-8) in front of the message was skipped");
        byte[] twice = ("\uFEFF\uFEFF" + new String(mail(""), ISO_8859_1)).getBytes(UTF_8);
        assertThat(verify(file("m.eml", twice))).isZero();
        assertThat(out.toString()).contains("was skipped").doesNotContain("no header field");
    }

    @Test
    void aPipeIsRead() throws Exception {
        Path pipe = folder.resolve("pipe");
        int made;
        try {
            made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        } catch (IOException e) {
            made = 1;
        }
        Assumptions.assumeTrue(made == 0, "NOT TESTED: there is no mkfifo");
        Path mail = Path.of(file("m.eml", mail("")));
        // Opened by the shell: this process would wait for a reader.
        Process writer =
                new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", mail.toString(), pipe.toString()).start();
        assertThat(verify(pipe.toString())).isZero();
        assertThat(out.toString()).contains("DMARC  pass");
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void gzipIsRead() throws IOException {
        assertThat(verify(file("m.eml.gz", gzip(mail(""))))).isZero();
        assertThat(out.toString()).contains("DMARC  pass");
    }

    @Test
    void anMboxIsSplitAndAFolderIsWalked() throws IOException {
        String from = "From bob@example.net Tue Mar  3 10:00:00 2026\n";
        String mbox = from + MAIL + "\n" + from + MAIL.replace("[192.0.2.1]", "[192.0.2.2]") + "\n";
        file("all/a.eml", mail(""));
        file("all/sub/b.mbox.gz", gzip(mbox.getBytes(US_ASCII)));
        file("all/c.txt", "nothing".getBytes(US_ASCII));
        String late = folder.resolve("absent.eml").toString();
        assertThat(verify(folder.resolve("all").toString(), late)).isEqualTo(2);
        List<String> lines = out.toString().lines().map(String::strip).toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0))
                .startsWith("DMARC      SPF        DKIM       ANSWER      AUTHOR DOMAIN             CLIENT")
                .endsWith("MESSAGE");
        assertThat(lines.get(1))
                .startsWith("pass       pass       none       accept      example.net")
                .endsWith("a.eml");
        assertThat(lines.get(2)).startsWith("pass").endsWith("b.mbox.gz#1");
        assertThat(lines.get(3))
                .startsWith("fail       fail       none       refuse      example.net")
                .endsWith("b.mbox.gz#2");
        assertThat(lines.get(5)).isEqualTo("3 messages: DMARC 2 pass, 1 fail; 2 inputs have no message");
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("c.txt has no header field"),
                        line -> assertThat(line)
                                .startsWith("signet: no such file")
                                .endsWith("absent.eml"));

        assertThat(verify(folder.resolve("all/sub").toString(), "--explain")).isEqualTo(1);
        assertThat(out.toString()).contains("b.mbox.gz#1", "b.mbox.gz#2", "2 messages: DMARC 1 pass, 1 fail");
        assertThat(verify(folder.resolve("all/sub").toString(), "--json")).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void aMailboxWithOneMessageIsAMessage() throws IOException {
        String mbox = "From bob@example.net Tue Mar  3 10:00:00 2026\n" + MAIL;
        assertThat(verify(file("one.mbox", mbox.getBytes(US_ASCII)))).isZero();
        assertThat(out.toString()).startsWith("Authentication-Results").contains("TRACE  ");
    }

    @Test
    void whoLooksOnSeesColoursAndHowFarItIs() throws IOException {
        file("all/a.eml", mail(""));
        file("all/b.eml", mail(""));
        Console console = Console.of(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err, true))
                .withTerminals(Set.of(Console.Stream.OUT, Console.Stream.ERR));
        String zone = folder.resolve("zone.txt").toString();
        Main.run(console, "verify", "--dns", zone, folder.resolve("all").toString());
        assertThat(out.toString()).contains("\u001B[32mpass\u001B[0m       pass");
        assertThat(err.toString()).startsWith("\r1 of 2 files: ").endsWith("\r");
        out.getBuffer().setLength(0);
        Main.run(
                console,
                "verify",
                "--dns",
                zone,
                "--color=never",
                folder.resolve("all").toString());
        assertThat(out.toString()).doesNotContain("\u001B");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            plain                        | 1 | The signature itself verifies
            --time 2026-03-03            | 0 | DKIM   pass
            --time 2026-03-03T12:00:00Z  | 0 | DKIM   pass
            --time 2026-03-04            | 1 | verif
            --time received              | 0 | DKIM   pass
            --time 2026-03-01            | 1 | future
            """)
    @DisplayName("--time judges t= and x= as of then")
    void asOfADay(String option, int status, String told) throws IOException {
        TestKey key = TestKeys.ed25519();
        Files.writeString(
                folder.resolve("zone.txt"),
                "_dmarc.example.org TXT \"v=DMARC1; p=reject\"\ns._domainkey.example.org TXT \"" + key.txt() + "\"\n");
        byte[] plain = Messages.crlf("From: ann@example.org\nSubject: x\n\nHello.\n");
        byte[] signed = DkimSigner.builder("example.org", "s", SigningKey.of(key.privateKey()))
                .clock(InstantSource.fixed(Instant.parse("2026-03-03T09:00:00Z")))
                .validity(Duration.ofHours(20))
                .build()
                .sign(Message.of(plain))
                .prependTo(plain);
        byte[] trace = Messages.crlf("Received: from a ([192.0.2.1]) by b; Tue, 3 Mar 2026 10:00:00 +0000\n");
        clock = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
        List<String> args = new ArrayList<>(List.of(
                file("m.eml", (new String(trace, ISO_8859_1) + new String(signed, ISO_8859_1)).getBytes(ISO_8859_1))));
        if (!option.equals("plain")) {
            args.addAll(List.of(option.split(" ", -1)));
        }
        assertThat(verify(args.toArray(new String[0]))).isEqualTo(status);
        assertThat(out.toString()).contains(told);
    }
}
