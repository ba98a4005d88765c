package org.signetmail.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;

/** Cryptography in native code, where its library loads. */
final class CorrettoProvider {

    private CorrettoProvider() {}

    static Provider get() {
        Throwable error = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (error != null) {
            throw new IllegalStateException("AmazonCorrettoCryptoProvider has no native code for this machine", error);
        }
        return AmazonCorrettoCryptoProvider.INSTANCE;
    }
}
