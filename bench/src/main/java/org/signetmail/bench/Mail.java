package org.signetmail.bench;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.Zone;

/** The messages that are measured, and the keys they are signed with: the same octets in every run. */
final class Mail {

    static final int KB = 1024;
    static final int MB = 1024 * KB;

    static final String DOMAIN = "example.com";
    static final String SELECTOR = "s2026";
    static final TestKey RSA = TestKeys.rsa2048();
    static final TestKey ED25519 = TestKeys.ed25519();

    /** When it was signed. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

    static final String HEADER = """
            Received: from mail.example.com (mail.example.com [192.0.2.25])
             by mx.example.org (Postfix) with ESMTPS id 4ZxQ1k2f9Gz9sRK
             for <alice@example.org>; Thu, 1 Jan 2026 12:00:01 +0000 (UTC)
            Message-ID: <20260101120000.4711@mail.example.com>
            Date: Thu, 1 Jan 2026 12:00:00 +0000
            From: Bob Example <bob@example.com>
            To: Alice Example <alice@example.org>, Carol Example <carol@example.net>
            Subject: The minutes of our last meeting, and what has to be done
             before the next one
            Reply-To: Bob Example <bob@example.com>
            In-Reply-To: <20251231093000.4242@mail.example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii
            Content-Transfer-Encoding: 7bit
            X-Mailer: Example Mail 7.1
            """.replace("\n", "\r\n");

    private Mail() {}

    /**
     * A message without a signature.
     *
     * @param kind of the body
     * @param length of the whole message, in octets
     * @return a new array
     */
    static byte[] unsigned(BodyKind kind, int length) {
        return message(HEADER, kind, length);
    }

    static byte[] message(String header, BodyKind kind, int length) {
        byte[] head = (header + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] body = kind.body(length - head.length);
        byte[] message = Arrays.copyOf(head, length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    static DkimSigner.Builder signer(String domain, SigningKey key, Canonicalization canonicalization) {
        return signer(domain, SELECTOR, key, canonicalization);
    }

    static DkimSigner.Builder signer(
            String domain, String selector, SigningKey key, Canonicalization canonicalization) {
        return DkimSigner.builder(domain, selector, key)
                .canonicalization(canonicalization, canonicalization)
                .clock(CLOCK);
    }

    static byte[] signed(byte[] message, TestKey key, Canonicalization canonicalization) {
        return signer(DOMAIN, SigningKey.of(key.privateKey()), canonicalization)
                .build()
                .sign(Message.of(message))
                .prependTo(message);
    }

    /** Knows the published half of a key. */
    static DnsResolver dnsWith(TestKey key) {
        return MemoryDns.of(Zone.parse(keyName(DOMAIN) + " TXT \"" + key.txt() + "\"\n"));
    }

    /** All checks, at the time of these messages. */
    static MailAuthenticator authenticator(DnsResolver dns) {
        return MailAuthenticator.using(dns).withDkim(DkimOptions.DEFAULT.withClock(CLOCK));
    }

    static String keyName(String domain) {
        return SELECTOR + "._domainkey." + domain;
    }

    /** Where the body begins. */
    static int bodyStart(byte[] message) {
        int i = 0;
        while (message[i] != '\r' || message[i + 2] != '\r') {
            i++;
        }
        return i + 4;
    }

    static Envelope envelope(String client, String helo, String mailFrom) {
        try {
            return Envelope.from(InetAddress.getByName(client)).helo(helo).mailFrom(mailFrom);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
