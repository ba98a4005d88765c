package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimDiagnosis;
import org.signetmail.dkim.DkimOutcome;

/** The octets that a signature was checked against, as fields of a failure report (RFC 6591 §3.2.3). */
final class CanonicalOctets {

    private static final int MOST_OCTETS = 1 << 20;

    private static final int LINE = 72;

    private CanonicalOctets() {}

    /**
     * The fields.
     *
     * @param signature with a diagnosis; without one there are none
     * @return folded, each with the line ends inside it
     */
    static List<String> fields(DkimOutcome signature) {
        List<String> fields = new ArrayList<>();
        DkimDiagnosis diagnosis = signature.diagnosis().orElse(null);
        if (diagnosis == null) {
            return fields;
        }
        byte[] header = diagnosis.canonicalHeader().getBytes(ISO_8859_1);
        if (header.length > 0 && header.length <= MOST_OCTETS) {
            fields.add(folded("DKIM-Canonicalized-Header:", header));
        }
        // RFC 6591 §3.2.3: "limited to those bytes that contribute", which behind l= none does.
        String canonical = diagnosis.canonicalBody();
        long signed = signature.signature().bodyLength().orElse(canonical.length());
        byte[] body = canonical
                .substring(0, (int) Math.min(signed, canonical.length()))
                .getBytes(ISO_8859_1);
        if (body.length > 0 && body.length <= MOST_OCTETS && isHashed(signature, diagnosis, body)) {
            fields.add(folded("DKIM-Canonicalized-Body:", body));
        }
        return fields;
    }

    /** Whether that is all: a diagnosis keeps the first octets of a body alone. */
    private static boolean isHashed(DkimOutcome signature, DkimDiagnosis diagnosis, byte[] body) {
        boolean sha1 =
                signature.algorithm().filter(DkimAlgorithm.RSA_SHA1::equals).isPresent();
        try {
            byte[] hash = MessageDigest.getInstance(sha1 ? "SHA-1" : "SHA-256").digest(body);
            return Base64.getEncoder().encodeToString(hash).equals(diagnosis.bodyHash());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JRE has it", e);
        }
    }

    private static String folded(String name, byte[] octets) {
        Base64.Encoder encoder = Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n', ' '});
        return name + "\r\n " + encoder.encodeToString(octets);
    }
}
