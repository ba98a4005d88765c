package org.signetmail.testkit.dkim;

import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKeys;

class LocalEd25519KeyTest extends SigningKeyKit {

    @Override
    protected SigningKey key() {
        return SigningKey.fromPem(TestKeys.ed25519().pkcs8Pem());
    }
}
