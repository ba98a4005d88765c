package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * Writes the demo's messages and their zone. Keys, times and texts are fixed, so it writes the same octets each time:
 * {@link SampleTest} compares them with the bundled files, and {@link #main} makes those anew.
 */
final class SampleMaker {

    private static final InstantSource SIGNED_AT = InstantSource.fixed(Instant.parse("2026-11-02T09:30:00Z"));

    private static final TestKey SHOP = TestKeys.rsa(2048, 1);
    private static final TestKey CLOUD = TestKeys.ed25519(2);
    private static final TestKey PERSON = TestKeys.rsa(2048, 3);

    private SampleMaker() {}

    /**
     * Makes the bundled files anew.
     *
     * @param args the folder to write to
     */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Files.write(Path.of(args[0], file.getKey()), file.getValue());
        }
    }

    /** The files by their names. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("zone.txt", zone().getBytes(UTF_8));
        byte[] order = Messages.crlf("""
                From: The Shop <orders@shop.example>
                To: Ben <ben@receiver.example>
                Subject: Your order 4711 is on its way
                Date: Mon, 02 Nov 2026 09:29:58 +0000
                Message-ID: <4711@shop.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Dear Ben,

                your order 4711 (two jars of plum jam, 12 €) left our house this morning.

                The Shop
                """);
        byte[] sent = sign(sign(order, "shop.example", "s2026", SHOP), "cloudsender.example", "mail1", CLOUD);
        files.put("aligned.eml", received(sent, "out10.cloudsender.example [192.0.2.10]"));
        files.put("unaligned-spf.eml", received(sent, "out10.cloudsender.example [192.0.2.10]"));
        byte[] forged = Messages.crlf("""
                From: "Security Team" <security@bank.example>
                To: Ben <ben@receiver.example>
                Subject: Your account will be closed today
                Date: Mon, 02 Nov 2026 10:00:00 +0000
                Message-ID: <urgent-1@stranger.example>

                Confirm your password within the hour.
                """);
        files.put("forged.eml", received(forged, "mail.stranger.example [203.0.113.66]"));
        byte[] letter = sign(Messages.crlf("""
                        From: Anna <anna@person.example>
                        To: ben@alumni.example
                        Subject: Sunday
                        Date: Mon, 02 Nov 2026 11:15:00 +0000
                        Message-ID: <sunday@person.example>

                        Shall we meet at the lake at three?
                        """), "person.example", "home", PERSON);
        files.put(
                "forwarded.eml",
                received(received(letter, "mx.person.example [192.0.2.77]"), "relay.alumni.example [198.51.100.25]"));
        byte[] post = sign(Messages.crlf("""
                        From: Anna <anna@person.example>
                        To: garden@club.example
                        Subject: Apple trees
                        Date: Mon, 02 Nov 2026 12:00:00 +0000
                        Message-ID: <apples@person.example>

                        When do you prune yours?
                        """), "person.example", "home", PERSON);
        files.put(
                "list-footer.eml",
                received(
                        join(post, Messages.crlf("-- \nThe garden list: https://club.example/garden\n")),
                        "lists.club.example [198.51.100.40]"));
        byte[] news = Messages.crlf("""
                From: The Daily <letter@daily.example>
                To: Ben <ben@receiver.example>
                Subject: This morning
                Date: Mon, 02 Nov 2026 05:00:00 +0000
                Message-ID: <20261102@daily.example>

                Rain in the west, sun in the east.
                """);
        files.put(
                "rotated-key.eml",
                received(sign(news, "daily.example", "s2024", SHOP), "out11.cloudsender.example [192.0.2.11]"));
        byte[] invoice = Messages.crlf("""
                From: Accounts <accounts@mistyped.example>
                To: Ben <ben@receiver.example>
                Subject: Unpaid invoice
                Date: Mon, 02 Nov 2026 13:00:00 +0000
                Message-ID: <urgent-2@stranger.example>

                Pay today, to the new account below.
                """);
        files.put("mistyped-record.eml", received(invoice, "mail.stranger.example [203.0.113.66]"));
        return files;
    }

    private static String zone() {
        return """
                ; The DNS in which the demo's messages live.

                ; A cloud sender, and a shop that sends through it.
                cloudsender.example                  TXT    "v=spf1 ip4:192.0.2.0/28 -all"
                eu-west.cloudsender.example          TXT    "v=spf1 ip4:192.0.2.0/28 -all"
                mail1._domainkey.cloudsender.example TXT    "%s"
                shop.example                         TXT    "v=spf1 mx -all"
                shop.example                         MX     10 mx.shop.example
                mx.shop.example                      A      192.0.2.200
                bounce.shop.example                  TXT    "v=spf1 include:cloudsender.example -all"
                s2026._domainkey.shop.example        CNAME  s2026.shop.dkim.cloudsender.example
                s2026.shop.dkim.cloudsender.example  TXT    "%s"
                _dmarc.shop.example                  TXT    "v=DMARC1; p=reject; rua=mailto:dmarc@shop.example"

                ; A bank that is written in the name of, and the stranger who does it.
                bank.example                         TXT    "v=spf1 ip4:198.51.100.128/25 -all"
                _dmarc.bank.example                  TXT    "v=DMARC1; p=reject; rua=mailto:dmarc@bank.example"
                stranger.example                     TXT    "v=spf1 ip4:203.0.113.66 -all"

                ; A person with a mail server of her own, whose mail is forwarded, and sent on by a list.
                person.example                       TXT    "v=spf1 ip4:192.0.2.77 -all"
                home._domainkey.person.example       TXT    "%s"
                _dmarc.person.example                TXT    "v=DMARC1; p=quarantine"
                alumni.example                       TXT    "v=spf1 ip4:198.51.100.25 -all"
                club.example                         TXT    "v=spf1 ip4:198.51.100.40 -all"

                ; A newspaper whose old key is gone, though some of its mail is still signed with it.
                daily.example                        TXT    "v=spf1 include:cloudsender.example -all"
                s2024._domainkey.daily.example       CNAME  s2024.daily.dkim.cloudsender.example
                s2024.daily.dkim.cloudsender.example TXT    ""
                _dmarc.daily.example                 TXT    "v=DMARC1; p=quarantine"

                ; A colon where an equals sign belongs.
                mistyped.example                     TXT    "v=spf1 ip4:198.51.100.7 -all"
                _dmarc.mistyped.example              TXT    "v:DMARC1; p=reject"
                """.formatted(CLOUD.txt(), SHOP.txt(), PERSON.txt());
    }

    /** Signs as of a day that stays, so that the octets do. */
    static byte[] sign(byte[] message, String domain, String selector, TestKey key) {
        DkimSigner signer = DkimSigner.builder(domain, selector, SigningKey.of(key.privateKey()))
                .clock(SIGNED_AT)
                .build();
        return signer.sign(Message.of(message)).prependTo(message);
    }

    private static byte[] received(byte[] message, String client) {
        return join(
                Messages.crlf(
                        "Received: from " + client + "\n by mx.receiver.example; Mon, 02 Nov 2026 14:00:00 +0000\n"),
                message);
    }

    static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
