package org.signetmail.core.dns;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one key, whoever certifies it (RFC 7858 §4.2): that of the server's own certificate, as TLS proves that it holds
 * no other.
 *
 * <p>Immutable and thread-safe.
 */
final class PinnedKey extends X509ExtendedTrustManager {

    private final byte[] sha256;

    /**
     * Trusts a key.
     *
     * @param sha256 the hash of its SubjectPublicKeyInfo (RFC 7469 §2.4)
     */
    PinnedKey(byte[] sha256) {
        super();
        this.sha256 = sha256.clone();
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        try {
            byte[] key = chain[0].getPublicKey().getEncoded();
            if (!MessageDigest.isEqual(MessageDigest.getInstance("SHA-256").digest(key), sha256)) {
                throw new CertificateException("the server has another key than the one that is pinned");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    private static CertificateException noServer() {
        return new CertificateException("clients are not known here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noServer();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
