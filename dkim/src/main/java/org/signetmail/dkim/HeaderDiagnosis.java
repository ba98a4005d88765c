package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;

/** Finds out what was changed in a header whose signature does not verify. */
final class HeaderDiagnosis {

    private final DkimSignatureField field;
    private final SignedHeader header;
    private final @Nullable VerificationKey key;
    private final Crypto crypto;

    HeaderDiagnosis(DkimSignatureField field, SignedHeader header, @Nullable VerificationKey key, Crypto crypto) {
        this.field = field;
        this.header = header;
        this.key = key;
        this.crypto = crypto;
    }

    List<DkimHint> hints() {
        List<DkimHint> hints = new ArrayList<>();
        if (key instanceof RsaKey rsa) {
            hints.add(DkimHint.of(isMadeWith(rsa) ? DkimHint.Kind.RIGHT_KEY : DkimHint.Kind.OTHER_KEY));
        }
        Canonicalization other = field.claims.headerCanonicalization().orElseThrow() == Canonicalization.SIMPLE
                ? Canonicalization.RELAXED
                : Canonicalization.SIMPLE;
        if (verifies(other)) {
            hints.add(DkimHint.of(DkimHint.Kind.OTHER_HEADER_CANONICALIZATION));
        }
        List<String> changed = changedSinceCopied();
        if (!changed.isEmpty()) {
            hints.add(new DkimHint(DkimHint.Kind.FIELDS_CHANGED, "", changed));
        }
        List<String> added = header.coverage().stream()
                .filter(covered -> covered.present() > covered.signed())
                .map(SignedField::name)
                .toList();
        if (!added.isEmpty()) {
            hints.add(new DkimHint(DkimHint.Kind.FIELDS_ADDED, "", added));
        }
        return hints;
    }

    /** Whether the header verifies when it is canonicalized in this way. */
    boolean verifies(Canonicalization canonicalization) {
        OctetBuffer canonical = new OctetBuffer();
        header.canonicalize(canonicalization, field, canonical);
        try {
            return key != null
                    && key.verifies(
                            field.claims.algorithm().orElseThrow(),
                            canonical.octets(),
                            canonical.length(),
                            field.signature,
                            crypto);
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    /** RFC 8017 §8.2.2: undone with the right key, a signature is the padding and a DigestInfo, whatever was hashed. */
    private boolean isMadeWith(RsaKey rsa) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, rsa.key());
            return cipher.doFinal(field.signature).length
                    > field.claims.algorithm().orElseThrow().hashLength();
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** The names of which the signed fields are not those that z= has copies of (RFC 6376 §3.5). */
    private List<String> changedSinceCopied() {
        byte[] copies = field.octetsOfTag("z");
        if (copies == null) {
            return List.of();
        }
        Map<String, Integer> balance = new HashMap<>();
        TreeSet<String> copiedNames = new TreeSet<>();
        int start = 0;
        for (int i = 0; i <= copies.length; i++) {
            if (i == copies.length || copies[i] == '|') {
                byte[] copy = QuotedPrintable.octets(Arrays.copyOfRange(copies, start, i));
                int colon = copy == null ? -1 : indexOfColon(copy);
                if (copy != null && colon > 0 && isName(copy, colon)) {
                    copiedNames.add(name(copy, colon));
                    balance.merge(relaxed(copy), 1, Integer::sum);
                }
                start = i + 1;
            }
        }
        for (HeaderField signed : header.fields()) {
            byte[] octets = new byte[signed.length()];
            signed.writeTo((buffer, offset, length) -> System.arraycopy(buffer, offset, octets, 0, length));
            if (copiedNames.contains(Ascii.lowerCase(signed.name()))) {
                balance.merge(relaxed(octets), -1, Integer::sum);
            }
        }
        TreeSet<String> changed = new TreeSet<>();
        balance.forEach((canonical, count) -> {
            if (count != 0) {
                changed.add(canonical.substring(0, canonical.indexOf(':')));
            }
        });
        return List.copyOf(changed);
    }

    private static int indexOfColon(byte[] octets) {
        int i = 0;
        while (i < octets.length && octets[i] != ':') {
            i++;
        }
        return i == octets.length ? -1 : i;
    }

    /** RFC 5322 §3.6.8: printing ASCII. The copy is a stranger's, and its name is shown. */
    private static boolean isName(byte[] copy, int colon) {
        for (int i = 0; i < colon; i++) {
            if (copy[i] <= ' ' || copy[i] > '~') {
                return false;
            }
        }
        return true;
    }

    private static String name(byte[] copy, int colon) {
        return Ascii.lowerCase(new String(copy, 0, colon, StandardCharsets.ISO_8859_1));
    }

    private static String relaxed(byte[] octets) {
        OctetBuffer canonical = new OctetBuffer();
        HeaderCanonicalizer.signature(Canonicalization.RELAXED, octets, canonical);
        return new String(canonical.octets(), 0, canonical.length(), StandardCharsets.ISO_8859_1);
    }
}
