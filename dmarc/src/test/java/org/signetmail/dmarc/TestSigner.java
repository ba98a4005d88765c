package org.signetmail.dmarc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import org.signetmail.testkit.TestKey;

/** Signs whole messages, simple/simple: what a test of the verdict needs of DKIM, and no more. */
final class TestSigner {

    private TestSigner() {}

    /** The message with a signature over its From field and its body in front. */
    static String sign(String message, String domain, String selector, TestKey key) {
        int end = message.indexOf("\r\n\r\n");
        String body = message.substring(end + 4);
        String field = "DKIM-Signature: v=1; a=" + key.keyType() + "-sha256; d=" + domain + "; s=" + selector
                + "; c=simple/simple; h=From; bh=" + base64(sha256(body.isEmpty() ? "\r\n" : body)) + "; b=";
        return field + base64(sign(from(message.substring(0, end)) + "\r\n" + field, key)) + "\r\n" + message;
    }

    private static String from(String header) {
        for (String line : header.split("\r\n", -1)) {
            if (line.startsWith("From:")) {
                return line;
            }
        }
        throw new IllegalArgumentException("no From");
    }

    private static byte[] sign(String text, TestKey key) {
        try {
            boolean rsa = key.keyType().equals("rsa");
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signature.initSign(key.privateKey());
            // RFC 8463 §3: Ed25519 signs the hash.
            signature.update(rsa ? text.getBytes(ISO_8859_1) : sha256(text));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
