package org.signetmail.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimSession;
import org.signetmail.dkim.DkimSigningSession;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;

/** A message that is never in memory as a whole; {@link Memory} runs this in a Java of its own with a small heap. */
final class Streamed {

    private static final int PIECE = 64 * Mail.KB;
    private static final byte[] PROSE = BodyKind.PROSE.body(PIECE);

    private final byte[] head;
    private final int pieces;

    private Streamed(int megabytes) {
        byte[] sample = Mail.unsigned(BodyKind.PROSE, 2 * Mail.KB);
        head = Arrays.copyOf(sample, Mail.bodyStart(sample));
        pieces = megabytes * (Mail.MB / PIECE);
    }

    /**
     * Signs or verifies, and tells how long it took. Ends by an error when the heap is too small.
     *
     * @param args an engine's name, and the length of the body in megabytes
     * @throws Exception when the work went wrong
     */
    public static void main(String[] args) throws Exception {
        Streamed message = new Streamed(Integer.parseInt(args[1]));
        switch (Engine.valueOf(args[0])) {
            case SIGNET -> message.signet();
            case JDKIM -> message.jdkim();
            case UTILS_MAIL_DKIM -> message.utilsMailDkim();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private void signet() {
        long start = System.nanoTime();
        byte[] signed = signed();
        long half = System.nanoTime();
        DkimSession session = DkimVerifier.using(Mail.dnsWith(Mail.RSA))
                .withOptions(DkimOptions.DEFAULT.withClock(Mail.CLOCK))
                .begin(Message.of(signed).fields());
        for (int i = 0; i < pieces; i++) {
            session.body(PROSE, 0, PIECE);
        }
        SignetDkim.passes(session.finish());
        tell("signed", start, half);
        tell("verified: pass,", half, System.nanoTime());
    }

    private void jdkim() throws Exception {
        byte[] signed = signed();
        long start = System.nanoTime();
        JdkimEngine.verify(stream(signed), Mail.RSA);
        tell("verified: pass,", start, System.nanoTime());
    }

    private void utilsMailDkim() throws Exception {
        long start = System.nanoTime();
        UtilsMailDkimEngine.sign(stream(head), Mail.RSA, OutputStream.nullOutputStream());
        tell("signed", start, System.nanoTime());
    }

    /** The header with a signature for the whole. */
    private byte[] signed() {
        DkimSigningSession session = Mail.signer(
                        Mail.DOMAIN, SigningKey.of(Mail.RSA.privateKey()), Canonicalization.RELAXED)
                .build()
                .begin(Message.of(head).fields());
        for (int i = 0; i < pieces; i++) {
            session.body(PROSE, 0, PIECE);
        }
        return session.finish().prependTo(head);
    }

    private InputStream stream(byte[] header) {
        Stream<InputStream> body = IntStream.range(0, pieces).mapToObj(i -> new ByteArrayInputStream(PROSE));
        return new SequenceInputStream(Collections.enumeration(
                Stream.concat(Stream.of(new ByteArrayInputStream(header)), body).toList()));
    }

    private static void tell(String done, long from, long to) {
        System.out.printf(Locale.ROOT, "%s in %.1f s%n", done, (to - from) / 1e9);
    }
}
