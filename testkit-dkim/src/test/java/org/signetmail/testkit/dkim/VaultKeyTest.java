package org.signetmail.testkit.dkim;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** A key in a service: over the network, by its digest, with a time limit of its own. */
class VaultKeyTest extends SigningKeyKit {

    private static final TestKey KEY = TestKeys.rsa2048();

    /** RFC 8017 §9.2: DigestInfo for SHA-256, up to the digest. */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    private HttpServer vault;

    private ServerSocket deadVault;

    @Override
    protected SigningKey key() {
        try {
            vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        vault.setExecutor(workers);
        vault.createContext("/", exchange -> {
            byte[] signature = signDigest(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, signature.length);
            exchange.getResponseBody().write(signature);
            exchange.close();
        });
        vault.start();
        return new VaultKey(uri(vault.getAddress().getPort()), KEY.publicKey(), Duration.ofSeconds(30));
    }

    /** Takes connections, as the kernel does, and never says a word. */
    @Override
    protected Optional<SigningKey> failingKey() {
        try {
            deadVault = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new VaultKey(uri(deadVault.getLocalPort()), KEY.publicKey(), Duration.ofMillis(200)));
    }

    private static URI uri(int port) {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/sign");
    }

    private static byte[] signDigest(byte[] digest) {
        try {
            Signature rsa = Signature.getInstance("NONEwithRSA");
            rsa.initSign(KEY.privateKey());
            rsa.update(DIGEST_INFO);
            rsa.update(digest);
            return rsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() throws IOException {
        vault.stop(0);
        workers.shutdownNow();
        deadVault.close();
    }
}
