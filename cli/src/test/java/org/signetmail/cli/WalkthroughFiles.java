package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * Makes the messages of docs/walkthroughs, as a mailbox has them: with Return-Path and Received. Keys, times and texts are
 * fixed, so they are the same octets each time. Where Amazon SES stands in them, names and addresses are as it writes them,
 * and the keys are the test kit's.
 */
final class WalkthroughFiles {

    private static final TestKey OURS = TestKeys.rsa(2048, 11);
    private static final TestKey AMAZON = TestKeys.rsa(2048, 12);
    private static final TestKey PERSON = TestKeys.rsa(2048, 13);

    private static final String TOKEN = "q3t5v7x2z4b6d7f2h4j6l3n5p7r2t4w6";
    private static final String AMAZON_TOKEN = "a2c4e6g7i2k3m5o7q4s2u6w3y5a7c2e4";
    private static final String OUTGOING = "a8-12.smtp-out.amazonses.com (a8-12.smtp-out.amazonses.com [54.240.8.12])";
    private static final String FEEDBACK = "0100019a4f0c3b21-6f1d";

    private WalkthroughFiles() {}

    /** The zones' lines of the keys, to be pasted when a key changes. */
    public static void main(String[] args) {
        System.out.println(TOKEN + " " + OURS.txt());
        System.out.println(AMAZON_TOKEN + " " + AMAZON.txt());
        System.out.println("home " + PERSON.txt());
    }

    /** The messages by the names of their files. */
    static Map<String, byte[]> messages() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] order = mail("""
                From: The Shop <orders@example.com>
                To: Ben <ben@mailbox.example>
                Subject: Your order 4711
                Date: Mon, 02 Nov 2026 09:29:58 +0000
                Message-ID: <0100019a4f0c3b21@email.amazonses.com>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii
                Feedback-ID: 1.us-east-1.abc=:AmazonSES
                X-SES-Outgoing: 2026.11.02-54.240.8.12

                Your order 4711 left our house this morning.
                """);
        byte[] easyDkim = bySes(sign(order, "example.com", TOKEN, OURS));
        files.put("ses-default.eml", delivered(easyDkim, OUTGOING, FEEDBACK + "@amazonses.com"));
        files.put("ses-custom.eml", delivered(easyDkim, OUTGOING, FEEDBACK + "@bounce.example.com"));
        files.put("ses-no-dkim.eml", delivered(bySes(order), OUTGOING, FEEDBACK + "@amazonses.com"));

        byte[] support = mail("""
                From: Support <support@example.com>
                To: Ben <ben@mailbox.example>
                Subject: Reset your password
                Date: Mon, 02 Nov 2026 09:29:58 +0000
                Message-ID: <0100019a4f0c3b21@email.amazonses.com>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii
                Feedback-ID: 1.us-east-1.abc=:AmazonSES
                X-SES-Outgoing: 2026.11.02-54.240.8.12

                You asked for a new password. Ask again if you did not get here within the hour.
                """);
        byte[] signed = bySes(sign(support, "example.com", "s2026", OURS));
        files.put("spam.eml", delivered(signed, OUTGOING, FEEDBACK + "@amazonses.com"));
        files.put("mended.eml", delivered(signed, OUTGOING, FEEDBACK + "@bounce.example.com"));

        byte[] letter = sign(mail("""
                From: Anna <anna@person.example>
                To: Ben <ben@alumni.example>
                Subject: Sunday
                Date: Mon, 02 Nov 2026 11:15:00 +0000
                Message-ID: <sunday@person.example>

                Shall we meet at the lake at three?
                """), "person.example", "home", PERSON);
        byte[] notice = Messages.crlf("-- \nScanned by gateway.person.example.\n");
        files.put("letter.eml", letter);
        files.put("footer.eml", SampleMaker.join(letter, notice));
        files.put("forged.eml", mail("""
                From: Anna <anna@person.example>
                To: Ben <ben@alumni.example>
                Subject: Sunday
                Date: Mon, 02 Nov 2026 11:20:00 +0000
                Message-ID: <sunday@stranger.example>

                I lost my purse. Can you send me some money?
                """));

        files.put("outgoing.eml", mail("""
                From: Billing <billing@example.com>
                To: Ben <ben@mailbox.example>
                Subject: Invoice 2026-118
                Date: Mon, 02 Nov 2026 09:29:58 +0000
                Message-ID: <invoice-2026-118@example.com>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                Your invoice is in your account.
                """));

        byte[] invoice = mail("""
                From: Accounts <accounts@invoices.example.org>
                To: Ben <ben@mailbox.example>
                Subject: Unpaid invoice
                Date: Mon, 02 Nov 2026 13:00:00 +0000
                Message-ID: <urgent-2@stranger.example>

                Pay today, to the new account below.
                """);
        files.put(
                "no-such-subdomain.eml",
                delivered(invoice, "mail.stranger.example ([203.0.113.66])", "x@stranger.example"));
        return files;
    }

    private static byte[] mail(String text) {
        return Messages.crlf(text);
    }

    private static byte[] sign(byte[] message, String domain, String selector, TestKey key) {
        return SampleMaker.sign(message, domain, selector, key);
    }

    /** Amazon SES adds a signature of its own to all that it sends. */
    private static byte[] bySes(byte[] message) {
        return sign(message, "amazonses.com", AMAZON_TOKEN, AMAZON);
    }

    /** In a mailbox whose system has an edge server, and behind it a store. */
    private static byte[] delivered(byte[] message, String client, String returnPath) {
        return SampleMaker.join(mail("Return-Path: <" + returnPath + """
                >
                Received: from mx1.mailbox.example ([10.1.4.7])
                 by store3.mailbox.example with LMTP id 7Qa2; Mon, 02 Nov 2026 09:30:03 +0000
                Received: from %s
                 by mx1.mailbox.example with ESMTPS id 4XyZ
                 for <ben@mailbox.example>; Mon, 02 Nov 2026 09:30:02 +0000
                """.formatted(client)), message);
    }
}
