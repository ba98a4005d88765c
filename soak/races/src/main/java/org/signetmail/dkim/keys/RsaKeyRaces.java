package org.signetmail.dkim.keys;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** A key that keeps what it has verified with: whoever takes that away has it alone. */
public final class RsaKeyRaces {

    private static final TestKey PAIR = TestKeys.rsa1024();
    private static final Crypto CRYPTO = new Crypto(null);
    private static final byte[] DATA = "what was signed".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "what was not".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGNATURE = sign();

    private RsaKeyRaces() {}

    private static byte[] sign() {
        try {
            Signature signature = CRYPTO.rsa(Hash.SHA256);
            signature.initSign(PAIR.privateKey());
            signature.update(DATA);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two verify with one key, which is ready from the last time: one what was signed, one what was not. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Each is right.")
    @State
    public static class Verified {
        private final RsaKey key = new RsaKey((RSAPublicKey) PAIR.publicKey());

        public Verified() {
            if (!verifies(DATA)) {
                throw new IllegalStateException("not what was signed");
            }
        }

        private boolean verifies(byte[] data) {
            try {
                return key.verifies(Hash.SHA256, data, data.length, SIGNATURE, CRYPTO);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Actor
        public void signed(ZZ_Result result) {
            result.r1 = verifies(DATA);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = verifies(OTHER);
        }
    }
}
