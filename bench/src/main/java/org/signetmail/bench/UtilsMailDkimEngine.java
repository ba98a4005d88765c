package org.signetmail.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.interfaces.RSAPrivateKey;
import java.util.Properties;
import org.signetmail.testkit.TestKey;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/** utils-mail-dkim of Simple Java Mail, which signs Jakarta Mail's messages. */
final class UtilsMailDkimEngine {

    private UtilsMailDkimEngine() {}

    /** The message is parsed once: an application has it as a MimeMessage, and signing is what is measured. */
    static Operation sign(byte[] message, TestKey key) throws Exception {
        MimeMessage mime = parsed(new ByteArrayInputStream(message));
        DkimSigner signer = signer(key);
        return () -> write(new DkimMessage(mime, signer), message.length);
    }

    static void sign(InputStream message, TestKey key, OutputStream out) throws Exception {
        new DkimMessage(parsed(message), signer(key)).writeTo(out);
    }

    private static MimeMessage parsed(InputStream message) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), message);
    }

    private static DkimSigner signer(TestKey key) throws Exception {
        DkimSigner signer = new DkimSigner(Mail.DOMAIN, Mail.SELECTOR, (RSAPrivateKey) key.privateKey());
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        signer.setLengthParam(false);
        signer.setCheckDomainKey(false);
        return signer;
    }

    private static byte[] write(DkimMessage signed, int length) throws MessagingException, java.io.IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 2048);
        signed.writeTo(out);
        return out.toByteArray();
    }
}
