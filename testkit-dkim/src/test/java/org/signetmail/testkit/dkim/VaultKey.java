package org.signetmail.testkit.dkim;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.DkimSigningProblem;
import org.signetmail.dkim.SigningInput;
import org.signetmail.dkim.SigningKey;

/** A key that a service keeps, which is sent the digest and answers with the signature: what a KMS looks like. */
final class VaultKey implements SigningKey {

    private final HttpClient client;
    private final URI service;
    private final PublicKey publicKey;
    private final Duration timeout;

    VaultKey(URI service, PublicKey publicKey, Duration timeout) {
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.service = service;
        this.publicKey = publicKey;
        this.timeout = timeout;
    }

    @Override
    public DkimAlgorithm algorithm() {
        return DkimAlgorithm.RSA_SHA256;
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.of(publicKey);
    }

    @Override
    public byte[] sign(SigningInput input) {
        HttpRequest request = HttpRequest.newBuilder(service)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofByteArray(input.digest()))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "HTTP " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "interrupted", e);
        }
    }

    @Override
    public String toString() {
        return "VaultKey[" + service + "]";
    }
}
