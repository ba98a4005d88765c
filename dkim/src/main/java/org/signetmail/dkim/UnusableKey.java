package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyOctets;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.tags.Base64Text;
import org.signetmail.dkim.tags.TagList;

/** Says why the key of a record cannot be used (RFC 6376 §3.6.1, RFC 8463 §4.2). */
final class UnusableKey {

    private static final int SHOWN = 40;
    private static final int ED25519_OCTETS = 32;
    private static final int STRING = 255;

    private static final String VALUE = "The value of p= ";

    private final String text;
    private final KeyRecord record;
    private final TagList tags;
    private final int start;
    private final String value;

    private UnusableKey(String text, KeyRecord record, TagList tags) {
        this.text = text;
        this.record = record;
        this.tags = tags;
        TagList.Tag p = tags.tag("p");
        this.start = p == null ? 0 : p.start();
        this.value = p == null ? "" : text.substring(start, p.end());
    }

    /**
     * Why the key of a record cannot be used.
     *
     * @param text the record
     * @param record the same parsed, with a fault
     * @return the finding that decides
     */
    static Finding finding(String text, KeyRecord record) {
        return new UnusableKey(text, record, KeyRecordParser.tags(text).orElseThrow()).find();
    }

    /** An RSA key of too few bits. */
    static Finding tooShort(int bits, int least) {
        return KeyCode.TOO_SHORT.finding("The key is too short: RSA of " + bits + " bits, and "
                + (least == DkimPolicy.DEFAULT.minimumRsaBits() ? "RFC 8301" : "this verifier") + " wants " + least
                + " or more.");
    }

    /** An RSA key of too many bits. */
    static Finding tooLarge(int bits, int most) {
        return KeyCode.TOO_LARGE.finding(
                "The key is too large: RSA of " + bits + " bits, and no more than " + most + " are taken.");
    }

    private Finding find() {
        if (record.fault() == null) {
            return at(unsafe("the cryptography provider refuses it"));
        }
        return switch (record.fault()) {
            case REVOKED -> at(KeyCode.REVOKED.finding("The key is revoked: p= is empty."));
            case TYPE_UNKNOWN -> typeUnknown();
            case TOO_SHORT -> at(tooShort(record.bits(), DkimPolicy.DEFAULT.minimumRsaBits()));
            case TOO_LARGE -> at(tooLarge(record.bits(), DkimPolicy.DEFAULT.maximumRsaBits()));
            case UNSAFE ->
                record.keyType().equals(KeyRecord.ED25519)
                        ? at(unsafe(unsafePart())
                                .remedy("Compare p= with the file of the key, and make a new key when they are"
                                        + " the same."))
                        : at(unsafe(unsafePart()));
            case SYNTAX, PRIVATE -> at(data());
        };
    }

    /** A finding about the value of p=, unless it has a place already. */
    private Finding at(Finding finding) {
        return finding.position().isPresent() ? finding : finding.at(new Position(text, start, value.length()));
    }

    /** Why no verifier knows the kind of a key, for a record that says one which none knows. */
    static Finding typeUnknown(String text, KeyRecord record) {
        return new UnusableKey(text, record, KeyRecordParser.tags(text).orElseThrow()).typeUnknown();
    }

    private Finding typeUnknown() {
        TagList.Tag k = tags.tag("k");
        int from = k == null ? start : k.start();
        int end = k == null ? start : k.end();
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == '"') {
                return OddOctets.quotes(text, i);
            }
            if (OddOctets.isOdd(text.charAt(i))) {
                return OddOctets.finding(text, i, "k");
            }
        }
        if (end > from && text.charAt(end - 1) == '\\') {
            return backslash(end - 1);
        }
        return KeyCode.TYPE_UNKNOWN.finding(
                text,
                from,
                end,
                "The key is of a kind that DKIM does not know: k=" + Ascii.printable(record.keyType(), SHOWN) + '.');
    }

    private Finding backslash(int at) {
        return KeyCode.BACKSLASH
                .finding(text, at, at + 1, "The record has a backslash in it, at octet " + (at + 1) + '.')
                .remedy(
                        text.startsWith("\\n", at) || text.startsWith("\\r", at)
                                ? "Take each \\n and \\r out: they stand for line ends, which a key has not."
                                : "Take each backslash out.");
    }

    private static Finding unsafe(String part) {
        return KeyCode.UNSAFE.finding("The key is not safe: " + part + '.');
    }

    private String unsafePart() {
        KeyOctets octets = KeyOctets.of(decodedStart());
        if (octets.exponent() == null) {
            return "its 32 octets are no point of Ed25519, or one with which strangers could sign";
        }
        if (octets.evenModulus()) {
            return "its RSA modulus is even";
        }
        int bits = octets.exponent().bitLength();
        if (bits > Integer.SIZE) {
            return "its RSA exponent has " + bits + " bits, and no more than " + Integer.SIZE + " are taken";
        }
        return bits < 2 || !octets.exponent().testBit(0)
                ? "its RSA exponent is " + octets.exponent()
                : "the cryptography provider refuses it";
    }

    private byte[] dense() {
        byte[] dense = tags.withoutFws("p");
        return dense == null ? new byte[0] : dense;
    }

    private byte[] decodedStart() {
        return Base64Text.decodeStart(dense());
    }

    private Finding data() {
        if (value.contains("PRIVATE KEY")) {
            return secret("in PEM");
        }
        int armour = value.indexOf("----");
        if (armour >= 0) {
            return KeyCode.PEM.finding(VALUE + "has PEM armour in it: " + shown(armour) + '.');
        }
        int odd = firstOdd();
        if (odd < value.length()) {
            return oddCharacter(odd);
        }
        byte[] octets = decodedStart();
        KeyOctets found = KeyOctets.of(octets);
        if (found.kind() == KeyOctets.Kind.PRIVATE) {
            return secret("of " + found.present() + " octets");
        }
        if (isHexadecimal()) {
            return KeyCode.BASE64.finding(VALUE + "is hexadecimal, and has to be base64.");
        }
        if (found.isCutOff()) {
            return cutOff(found);
        }
        if (Base64Text.decode(dense(), dense().length) == null) {
            return KeyCode.BASE64.finding(VALUE + "is no whole base64: it has " + dense().length
                    + " characters, and ends in "
                    + Ascii.printable(value.substring(Math.max(0, value.length() - 8)), SHOWN)
                    + '.');
        }
        return other(found, octets);
    }

    private static Finding secret(String what) {
        return KeyCode.PRIVATE.finding(VALUE + "is a private key (" + what + "), which is public now.");
    }

    private String shown(int from) {
        return Ascii.printable(value.substring(from), SHOWN);
    }

    /** The index in the value of what is neither base64 nor white space; its length when there is none. */
    private int firstOdd() {
        int i = 0;
        while (i < value.length() && (value.charAt(i) <= ' ' || Base64Text.isBase64(value.charAt(i)))) {
            i++;
        }
        int padding = i;
        while (padding < value.length() && (value.charAt(padding) == '=' || value.charAt(padding) <= ' ')) {
            padding++;
        }
        return padding == value.length() ? padding : i;
    }

    private Finding oddCharacter(int i) {
        int tag = swallowedTag();
        if (tag >= 0) {
            return KeyCode.SEMICOLON.finding(
                    text,
                    start + tag,
                    start + value.length(),
                    "The record has no semicolon behind p=: its value goes on with " + shown(tag) + '.');
        }
        char c = value.charAt(i);
        if (c == '"' || c == '\'') {
            return OddOctets.quotes(text, start + i);
        }
        if (c == '\\') {
            return backslash(start + i);
        }
        if (OddOctets.isOdd(c)) {
            return OddOctets.finding(text, start + i, "p");
        }
        if (c == '-' || c == '_') {
            return KeyCode.BASE64
                    .finding(VALUE + "is base64url: it has " + c + ", which is no base64.")
                    .remedy("Write + in place of -, and / in place of _.");
        }
        byte[] before = Base64Text.decodeStart(Arrays.copyOf(value.getBytes(StandardCharsets.ISO_8859_1), i));
        KeyOctets found = KeyOctets.of(before);
        if (found.kind() == KeyOctets.Kind.PRIVATE) {
            return secret("of " + found.present() + " octets");
        }
        int behind = c == '=' ? i + 1 : i;
        // Behind padding stands something else, or it would not be odd.
        while (value.charAt(behind) == '=' || value.charAt(behind) <= ' ') {
            behind++;
        }
        boolean whole = found.announced() == found.present() || found.kind() == KeyOctets.Kind.ED25519;
        if (whole) {
            return KeyCode.TRAILING.finding(
                    text,
                    start + behind,
                    start + value.length(),
                    VALUE + "goes on behind the key: " + shown(behind) + '.');
        }
        return KeyCode.BASE64.finding(
                text,
                start + i,
                start + i + 1,
                VALUE + "has " + c + " at octet " + (start + i + 1) + " of the record, which is no base64: " + shown(i)
                        + '.');
    }

    /** Where a further tag begins behind white space in the value; -1 when there is none. */
    private int swallowedTag() {
        for (int i = 1; i < value.length(); i++) {
            if (value.charAt(i - 1) <= ' ' && Ascii.isLetter(value.charAt(i))) {
                int end = i;
                while (end < value.length() && end - i < 10 && Ascii.isLetterOrDigit(value.charAt(end))) {
                    end++;
                }
                if (end + 1 < value.length() && value.charAt(end) == '=' && value.charAt(end + 1) != '=') {
                    return i;
                }
            }
        }
        return -1;
    }

    private boolean isHexadecimal() {
        byte[] dense = dense();
        for (byte octet : dense) {
            if (!Ascii.isDigit(octet) && (octet < 'a' || octet > 'f') && (octet < 'A' || octet > 'F')) {
                return false;
            }
        }
        return dense.length >= 2 * ED25519_OCTETS && dense.length % 2 == 0;
    }

    private Finding cutOff(KeyOctets found) {
        long blanks = value.chars().filter(c -> c == ' ').count();
        String plus = value.replace(' ', '+');
        KeyOctets mended = KeyOctets.of(Base64Text.decodeStart(plus.getBytes(StandardCharsets.ISO_8859_1)));
        if (blanks > 0 && mended.announced() == mended.present()) {
            return KeyCode.BASE64
                    .finding(VALUE + "has " + (blanks == 1 ? "a blank" : blanks + " blanks") + " where the key has +.")
                    .remedy("Write + in place of each blank inside p=.");
        }
        String end = text.length() == STRING ? " The record ends at octet 255." : "";
        return KeyCode.CUT_OFF.finding(VALUE + "is cut off: " + found.present()
                + " octets are there, and its DER promises " + found.announced() + '.' + end);
    }

    private Finding other(KeyOctets found, byte[] octets) {
        boolean rsa = record.keyType().equals(KeyRecord.RSA);
        return switch (found.kind()) {
            case ED25519_ASN1 -> inAsn1(rsa, octets);
            case ED25519 ->
                rsa ? kind("has 32 octets, as an Ed25519 key has,", "Add the tag \"k=ed25519\".") : noKey(found);
            case RSA -> rsa ? damaged(found) : kind("is an RSA key of " + found.bits() + " bits,", "Write \"k=rsa\".");
            case OTHER_ASN1 ->
                KeyCode.DATA
                        .finding("The key is " + found.algorithm() + ", which DKIM does not know.")
                        .remedy("Make an RSA key of 2048 bits, or an Ed25519 key.");
            case CERTIFICATE ->
                KeyCode.DATA.finding(VALUE + "is a certificate, and has to be the public key that is in it.");
            case SSH ->
                KeyCode.DATA
                        .finding(VALUE + "is a public key in the form of SSH.")
                        .remedy("Publish the SubjectPublicKeyInfo of the key, as openssl pkey -pubout writes it.");
            case BASE64 -> KeyCode.BASE64.finding(VALUE + "is in base64 twice, or is PEM in base64.");
            case PRIVATE, DER, UNKNOWN -> noKey(found);
        };
    }

    private Finding kind(String what, String remedy) {
        TagList.Tag k = tags.tag("k");
        String said =
                k == null ? "has no k=, so it counts as RSA" : "says k=" + Ascii.printable(record.keyType(), SHOWN);
        return KeyCode.KIND
                .finding("The key " + what + " and its record " + said + '.')
                .remedy(remedy);
    }

    private Finding inAsn1(boolean rsa, byte[] octets) {
        byte[] key = Arrays.copyOfRange(octets, Math.max(0, octets.length - ED25519_OCTETS), octets.length);
        return KeyCode.ASN1
                .finding("The key is an Ed25519 key wrapped in ASN.1, of " + octets.length
                        + " octets; RFC 8463 wants its 32 octets alone.")
                .remedy("Publish \"" + (rsa ? "k=ed25519; " : "") + "p="
                        + Base64.getEncoder().encodeToString(key) + "\".");
    }

    private Finding damaged(KeyOctets found) {
        if (found.announced() < found.present() && found.bits() > 0) {
            long extra = found.present() - found.announced();
            int tail = (int) Math.min(dense().length, found.announced() / 3 * 4);
            String rest = new String(dense(), tail, dense().length - tail, StandardCharsets.ISO_8859_1);
            return KeyCode.TRAILING.finding(
                    VALUE + "goes on behind the key, by " + extra + " octets: " + Ascii.printable(rest, SHOWN) + '.');
        }
        if (found.exponent() != null && (found.bits() == 0 || found.exponent().signum() <= 0)) {
            return KeyCode.DATA.finding("The key is no RSA key: its " + (found.bits() == 0 ? "modulus" : "exponent")
                    + " is not above zero.");
        }
        return KeyCode.DATA.finding(
                "The key is a damaged RSA key: its " + found.present() + " octets are no valid DER.");
    }

    private Finding noKey(KeyOctets found) {
        String octets = found.present() + (found.present() == 1 ? " octet" : " octets");
        return record.keyType().equals(KeyRecord.ED25519)
                ? KeyCode.DATA.finding("The key has " + octets + "; an Ed25519 key has " + ED25519_OCTETS + '.')
                : KeyCode.DATA.finding(
                        VALUE + "is " + octets + " that are no RSA public key: " + Ascii.printable(value, SHOWN) + '.');
    }
}
