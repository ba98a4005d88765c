package org.signetmail.dkim.keys;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Computes, and takes no keys. */
public final class WithoutKeyFactory extends Provider {
    private static final long serialVersionUID = 1;

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    public WithoutKeyFactory() {
        super("WithoutKeyFactory", "1", "for a test");
        borrow("Signature", "SHA256withRSA");
        borrow("MessageDigest", "SHA-256");
    }

    private void borrow(String type, String algorithm) {
        putService(new Service(this, type, algorithm, "borrowed", null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return BOUNCY_CASTLE.getService(type, algorithm).newInstance(parameter);
            }

            @Override
            public boolean supportsParameter(Object parameter) {
                return true;
            }
        });
    }
}
