package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.HeaderCanonicalizer;
import org.signetmail.dkim.canonical.OwnField;
import org.signetmail.dkim.canonical.SignedHeader;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;
import org.signetmail.dkim.keys.RsaKey;
import org.signetmail.dkim.keys.VerificationKey;
import org.signetmail.dkim.tags.OctetBuffer;
import org.signetmail.dkim.tags.QuotedPrintable;

/** Finds out what was changed in a header whose signature does not verify. */
public final class HeaderDiagnosis {

    private final OwnField own;
    private final SignedHeader<?> header;
    private final Hash hash;
    private final byte[] signature;
    private final @Nullable VerificationKey key;
    private final Crypto crypto;

    /**
     * Looks at one header.
     *
     * @param own the signature's field
     * @param header what it signs
     * @param hash of its algorithm
     * @param signature the signature; not copied
     * @param key the key that did not verify it; null when there is none
     * @param crypto computes
     */
    public HeaderDiagnosis(
            OwnField own,
            SignedHeader<?> header,
            Hash hash,
            byte[] signature,
            @Nullable VerificationKey key,
            Crypto crypto) {
        this.own = own;
        this.header = header;
        this.hash = hash;
        this.signature = signature;
        this.key = key;
        this.crypto = crypto;
    }

    /**
     * Whether the header verifies in a canonical form.
     *
     * @param form simple or relaxed
     * @return whether the signature is over that
     */
    public boolean verifies(Form form) {
        OctetBuffer canonical = new OctetBuffer();
        header.canonicalize(form, own, canonical);
        try {
            return key != null && key.verifies(hash, canonical.octets(), canonical.length(), signature, crypto);
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    /**
     * Whether the signature was made with the key, whatever it signs.
     *
     * @return nothing when the kind of key does not tell
     */
    public Optional<Boolean> isMadeWithKey() {
        return key instanceof RsaKey rsa ? Optional.of(isMadeWith(rsa)) : Optional.empty();
    }

    /** RFC 8017 §8.2.2: undone with the right key, a signature is the padding and a DigestInfo, whatever was hashed. */
    private boolean isMadeWith(RsaKey rsa) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, rsa.key());
            return cipher.doFinal(signature).length > hash.length();
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /**
     * The names of which the signed fields are not those that {@code z=} has copies of (RFC 6376 §3.5).
     *
     * @param copies the value of {@code z=} without white space
     * @return names in lower case
     */
    public List<String> changedSinceCopied(byte[] copies) {
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
        HeaderCanonicalizer.signature(Form.RELAXED, octets, canonical);
        return new String(canonical.octets(), 0, canonical.length(), StandardCharsets.ISO_8859_1);
    }
}
