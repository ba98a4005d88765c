package org.signetmail.interop;

import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.Zone;

/** Our side: signs and verifies as an application would, with keys that the peers have too. */
final class Signet {

    static final String DOMAIN = "example.com";

    /** The name of the kind of key is its selector too. */
    static final List<TestKey> KEYS = List.of(TestKeys.rsa2048(), TestKeys.ed25519());

    private static final int LONGEST_STRING = 255;

    private final DkimVerifier verifier;

    Signet() {
        Zone.Builder zone = Zone.builder();
        KEYS.forEach(key -> zone.txt(DomainName.of(recordName(key)), strings(key.txt())));
        verifier = DkimVerifier.using(FakeDns.of(zone.build()));
    }

    static String recordName(TestKey key) {
        return key.keyType() + "._domainkey." + DOMAIN;
    }

    private static String[] strings(String text) {
        int count = (text.length() + LONGEST_STRING - 1) / LONGEST_STRING;
        String[] strings = new String[count];
        for (int i = 0; i < count; i++) {
            int from = i * LONGEST_STRING;
            strings[i] = text.substring(from, Math.min(text.length(), from + LONGEST_STRING));
        }
        return strings;
    }

    /** The message with our signature on top. */
    byte[] sign(Shape shape, Method method) {
        TestKey key = KEYS.get(method.algorithm() == DkimAlgorithm.RSA_SHA256 ? 0 : 1);
        DkimSigner.Builder signer = DkimSigner.builder(DOMAIN, key.keyType(), SigningKey.of(key.privateKey()))
                .canonicalization(method.header(), method.body());
        return shape.signer().apply(signer).build().sign(shape.message()).prependTo(shape.octets());
    }

    /** Our verdict in the words of a driver. */
    String verify(byte[] signed) {
        DkimOutcome outcome = verifier.verify(Message.of(signed)).get(0);
        return outcome.result() == DkimResult.PASS
                ? Answer.PASS
                : outcome.result().keyword() + " " + outcome.reason();
    }
}
