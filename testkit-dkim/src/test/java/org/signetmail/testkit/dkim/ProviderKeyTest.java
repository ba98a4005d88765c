package org.signetmail.testkit.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Optional;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** A key of the JCA that does not show its public half, and one that its provider cannot use. */
class ProviderKeyTest extends SigningKeyKit {

    private static final TestKey KEY = TestKeys.rsa2048();

    @Override
    protected SigningKey key() {
        RSAPrivateKey whole = (RSAPrivateKey) KEY.privateKey();
        try {
            return SigningKey.of(KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(whole.getModulus(), whole.getPrivateExponent())));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Optional<PublicKey> publicKey() {
        return Optional.of(KEY.publicKey());
    }

    @Override
    protected Optional<SigningKey> failingKey() {
        return Optional.of(SigningKey.of(new DeadKey(), KEY.publicKey()));
    }

    /** What is left of a device that was pulled out: a key that no provider takes. */
    private static final class DeadKey implements PrivateKey {
        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }
}
