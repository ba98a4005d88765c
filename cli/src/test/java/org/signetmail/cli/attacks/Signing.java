package org.signetmail.cli.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.concurrent.Callable;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.SigningKey;

/** What the bank's own server does with a message that an account of the bank hands in. */
final class Signing {

    private Signing() {}

    static Callable<String> of(String fields) {
        return () -> {
            DkimSigner signer = DkimSigner.builder(
                            "bank.example", "s", SigningKey.of(Attempt.BANK.privateKey(), Attempt.BANK.publicKey()))
                    .requireAlignment(true)
                    .build();
            try {
                Message message = Message.of(
                        (fields + "\n\nHello.\n").replace("\n", "\r\n").getBytes(ISO_8859_1));
                signer.sign(message);
                return "signed by " + signer.domain();
            } catch (DkimSigningException e) {
                return "not signed: " + e.problem();
            }
        };
    }
}
