package org.signetmail.dkim;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.PublicKeys;
import org.signetmail.dkim.keys.RsaKey;
import org.signetmail.dkim.keys.VerificationKey;

/**
 * The TXT record that publishes a key (RFC 6376 §3.6.1, RFC 8463 §4.2).
 *
 * <p>A plain value, which users make too: the text is all of it. Immutable and thread-safe.
 *
 * @param text the record as one string, as most web forms take it
 */
public record KeyRecordText(String text) {

    /** RFC 1035 §3.3: a character-string has at most 255 octets. */
    private static final int MAX_STRING = 255;

    /**
     * Takes the text of a key record.
     *
     * @param text a record, in ASCII
     * @throws IllegalArgumentException when it is no key record with a key that can be used
     */
    public KeyRecordText {
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        boolean usable = KeyAnswer.holdsKey(text);
        if (!printable || !usable) {
            throw new IllegalArgumentException(
                    "not a key record: " + Ascii.printable(text, 200) + (usable ? "" : ": " + why(text)));
        }
    }

    private static String why(String text) {
        boolean octets = text.chars().allMatch(c -> c <= 0xFF);
        return octets ? DkimKeyLint.of(text).get(0).message() : "it has characters that are no octets";
    }

    /**
     * The record for a public key.
     *
     * @param key an RSA or Ed25519 key
     * @return {@code v=DKIM1; k=...; p=...}
     * @throws IllegalArgumentException when it is of another kind
     */
    public static KeyRecordText of(PublicKey key) {
        VerificationKey known = PublicKeys.verificationKey(key);
        String type = known instanceof RsaKey ? "rsa" : "ed25519";
        String data = Base64.getEncoder().encodeToString(known.encoded());
        return new KeyRecordText("v=DKIM1; k=" + type + "; p=" + data);
    }

    /**
     * The record as the character-strings that DNS makes of it: joined with nothing between them they are the text.
     *
     * @return strings of at most 255 octets each
     */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int from = 0; from < text.length(); from += MAX_STRING) {
            strings.add(text.substring(from, Math.min(text.length(), from + MAX_STRING)));
        }
        return List.copyOf(strings);
    }

    /**
     * The record as a line of a zone file (RFC 1035 §5.1).
     *
     * @param domain {@code d=}
     * @param selector {@code s=}
     * @return such as {@code s1._domainkey.example.com. IN TXT ( "v=DKIM1; ..." "..." )}
     * @throws IllegalArgumentException when the domain or the selector is not a domain name
     */
    public String zoneLine(String domain, String selector) {
        DomainName name = DomainName.of(selector + "._domainkey." + domain);
        StringBuilder line = new StringBuilder(name + ". IN TXT (");
        for (String string : strings()) {
            line.append(" \"").append(escaped(string)).append('"');
        }
        return line.append(" )").toString();
    }

    /** RFC 1035 §5.1: a backslash before what would end the string, and before itself. */
    private static String escaped(String string) {
        return string.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
