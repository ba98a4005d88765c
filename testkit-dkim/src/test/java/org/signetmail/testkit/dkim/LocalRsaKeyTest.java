package org.signetmail.testkit.dkim;

import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKeys;

class LocalRsaKeyTest extends SigningKeyKit {

    @Override
    protected SigningKey key() {
        return SigningKey.fromPem(TestKeys.rsa2048().pkcs8Pem());
    }
}
