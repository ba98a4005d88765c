package org.signetmail.bench;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Path;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/** Signing with utils-mail-dkim, whose classes have the names of Signet's. */
final class UtilsMailDkimBefore {

    private UtilsMailDkimBefore() {}

    static byte[] write(MimeMessage message, Path key) throws Exception {
        File der = key.toFile();
        // example: utils-before
        DkimSigner signer = new DkimSigner("example.com", "s2026", der); // PKCS#8 in DER
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        signer.setLengthParam(false);
        signer.setCheckDomainKey(false); // or it asks DNS for each message
        MimeMessage signed = new DkimMessage(message, signer);
        // end
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        signed.writeTo(out);
        return out.toByteArray();
    }
}
