package org.signetmail.soak;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKey;

/** All messages of a seed: each is a function of the seed and its number. Immutable and thread-safe. */
final class Population {

    /** When all of them were signed and are checked. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

    private static final int BODIES = 12;
    private static final int SILENT = 400;
    private static final long KIND = 1;

    /** A message of a good sender. */
    private record Good(String signer, String signatures, String header, String body) {}

    private final long seed;
    private final List<Good> good = new ArrayList<>();

    Population(long seed) {
        this.seed = seed;
        for (int number = 0; number < BODIES; number++) {
            for (String signer : SoakZone.SIGNERS) {
                good.add(sign(signer, number, Dice.of(seed, number, signer.hashCode())));
            }
        }
    }

    private static Good sign(String signer, int number, Random dice) {
        String header = "From: Bob Example <bob@" + signer + ">\r\n"
                + "To: Alice Example <alice@example.org>\r\n"
                + "Subject: Minutes\t of   the meeting,\r\n  number " + number + " \r\n"
                + "Date: Thu, 1 Jan 2026 12:00:00 +0000\r\n"
                + "Message-ID: <" + number + "@" + signer + ">\r\n\r\n";
        String body = body(number, dice);
        TestKey[] keys = number % 4 == 0
                ? new TestKey[] {SoakZone.ED25519, SoakZone.RSA}
                : new TestKey[] {
                    number % 4 == 1 ? SoakZone.RSA : number % 4 == 2 ? SoakZone.ED25519 : SoakZone.SHORT_RSA
                };
        Message message = Message.of((header + body).getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder signatures = new StringBuilder();
        for (TestKey key : keys) {
            Canonicalization form = dice.nextBoolean() ? Canonicalization.RELAXED : Canonicalization.SIMPLE;
            DkimSigner signing = DkimSigner.builder(signer, SoakZone.selector(key), SigningKey.of(key.privateKey()))
                    .canonicalization(form, form)
                    .clock(CLOCK)
                    .shortKey(true)
                    .build();
            signatures.append(signing.sign(message).toField());
        }
        return new Good(signer, signatures.toString(), header, body);
    }

    private static String body(int number, Random dice) {
        if (number == 0) {
            return "";
        }
        byte[] noise = new byte[number == BODIES - 1 ? 40_000 : 200 * number];
        dice.nextBytes(noise);
        if (number % 3 == 0) {
            return Base64.getMimeEncoder().encodeToString(noise) + "\r\n";
        }
        StringBuilder text = new StringBuilder();
        for (byte each : noise) {
            int chance = Byte.toUnsignedInt(each);
            text.append(chance < 40 ? " " : chance < 44 ? " \r\n" : chance < 46 ? "\t" : (char) ('a' + chance % 26));
        }
        return text + "\r\n\r\n";
    }

    Subject subject(long number) {
        Random dice = Dice.of(seed, number, KIND);
        Kind kind = Kind.of(dice);
        Good from = good.get(dice.nextInt(good.size()));
        Draft draft = new Draft(number, from.signer, from.signatures, from.header, from.body);
        kind.work(draft, dice);
        Subject.Way way = dice.nextInt(4) == 0
                ? Subject.Way.PACKETS
                : dice.nextInt(SILENT) == 0 ? Subject.Way.SILENCE : Subject.Way.MEMORY;
        Envelope envelope =
                Envelope.from(address(draft.client)).helo(draft.helo).mailFrom(draft.mailFrom);
        return new Subject(number, kind, way, envelope, Message.of(draft.octets()));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
