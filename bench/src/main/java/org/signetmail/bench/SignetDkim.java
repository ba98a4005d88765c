package org.signetmail.bench;

import java.io.OutputStream;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SignatureHeader;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKey;

/** Signet's DKIM, as its README shows it. */
final class SignetDkim {

    private SignetDkim() {}

    static Operation verify(byte[] message, TestKey key, @Nullable Provider provider) {
        DkimOptions plain = DkimOptions.DEFAULT.withClock(Mail.CLOCK);
        DkimVerifier verifier = DkimVerifier.using(Mail.dnsWith(key))
                .withOptions(provider == null ? plain : plain.withProvider(provider));
        return () -> passes(verifier.verify(Message.of(message)));
    }

    /** Each time with another text of the key's record, so that it is parsed each time. */
    static Operation verifyNewKey(byte[] message, TestKey key) {
        AtomicLong count = new AtomicLong();
        DkimVerifier verifier = DkimVerifier.using((name, type) ->
                        CompletableFuture.completedFuture(new DnsAnswer.Found(
                                List.of(new DnsRecord.Txt(key.txt() + "; n=" + count.incrementAndGet())),
                                Duration.ofMinutes(1),
                                false)))
                .withOptions(DkimOptions.DEFAULT.withClock(Mail.CLOCK));
        return () -> passes(verifier.verify(Message.of(message)));
    }

    /** Fails unless every signature passes: what does less work than it should is not measured. */
    static List<DkimOutcome> passes(List<DkimOutcome> outcomes) {
        for (DkimOutcome outcome : outcomes) {
            if (outcome.result() != DkimResult.PASS) {
                throw new IllegalStateException(outcome.reason());
            }
        }
        return outcomes;
    }

    /** Signs and sends: the field is written, and behind it the message where it is. */
    static Operation signAndWrite(byte[] message, TestKey key) {
        DkimSigner signer = Mail.signer(Mail.DOMAIN, SigningKey.of(key.privateKey()), Canonicalization.RELAXED)
                .build();
        return () -> {
            SignatureHeader header = signer.sign(Message.of(message));
            OutputStream out = OutputStream.nullOutputStream();
            header.writeTo(out);
            out.write(message);
            return header.fields().get(0).stripTrailing();
        };
    }

    static Operation sign(byte[] message, TestKey key, @Nullable Provider provider) {
        SigningKey signingKey =
                provider == null ? SigningKey.of(key.privateKey()) : SigningKey.of(key.privateKey(), provider);
        DkimSigner.Builder builder = Mail.signer(Mail.DOMAIN, signingKey, Canonicalization.RELAXED);
        DkimSigner signer =
                provider == null ? builder.build() : builder.provider(provider).build();
        return () -> signer.sign(Message.of(message)).prependTo(message);
    }
}
