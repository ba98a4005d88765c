package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.Message;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Signs and verifies a body of many megabytes in pieces: a program of its own, to be run with a small heap. */
final class LargeBody {

    private static final int PIECE = 64 << 10;

    private LargeBody() {}

    public static void main(String[] arguments) {
        long pieces = Long.parseLong(arguments[0]) * (1 << 20) / PIECE;
        byte[] piece = new byte[PIECE];
        byte[] line = "A line of prose, as people write it in letters that get long. \r\n"
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < PIECE; i++) {
            piece[i] = line[i % line.length];
        }
        TestKey key = TestKeys.ed25519();
        SigningKey signingKey = SigningKey.of(key.privateKey());
        DkimSigners signers = DkimSigners.of(
                DkimSigner.builder("example.com", "s1", signingKey).build(),
                DkimSigner.builder("example.com", "s1", signingKey)
                        .canonicalization(Canonicalization.SIMPLE, Canonicalization.SIMPLE)
                        .build());
        byte[] header = "From: bob@example.com\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        DkimSigningSession signing = signers.begin(Message.of(header).fields());
        for (long i = 0; i < pieces; i++) {
            signing.body(piece, 0, PIECE);
        }
        byte[] signed = signing.finish().prependTo(header);
        DkimSession session = DkimVerifier.using(Forge.dns(key.txt()))
                .begin(Message.of(signed).fields());
        for (long i = 0; i < pieces; i++) {
            session.body(piece, 0, PIECE);
        }
        session.finish()
                .forEach(outcome -> System.out.println(outcome.result() + " "
                        + outcome.body().map(BodyCoverage::total).orElse(0L)));
        System.out.println(Runtime.getRuntime().maxMemory() >> 20 <= 32);
    }
}
