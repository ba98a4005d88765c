package org.signetmail.dkim.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * Finds the private key in a file or a variable: a PEM block (RFC 7468), such a file or DER in base64, DER, or the 32 octets
 * of an Ed25519 key in base64. What the octets are decides, not what the label says. The text is the caller's own: it is
 * trusted, but may be the wrong one, and then the reason says which one it is.
 */
public final class PemReader {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    /** Far more than a key of 16384 bits with its certificates. */
    private static final int MOST_CHARACTERS = 1 << 20;

    private PemReader() {}

    /** What is between the lines of a block. */
    private record Block(String label, String text) {}

    /**
     * Reads the first private key.
     *
     * @param text of a file or a variable, one {@code char} of 0 to 255 an octet
     * @param passphrase decrypts the key; null when there is none
     * @return the key
     * @throws IllegalArgumentException when there is no such key in it, or the passphrase is wrong
     */
    public static PrivateSigner read(String text, char @Nullable [] passphrase) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters is no key");
        }
        if (text.chars().allMatch(c -> Ascii.isWsp((char) c) || c == '\r' || c == '\n')) {
            throw new IllegalArgumentException("no private key: the text is empty");
        }
        // RFC 7468 §2: words may stand in front of a block, and a word may begin with the digit that DER begins with.
        if (text.charAt(0) == Der.SEQUENCE && !text.contains(BEGIN) && !isBase64(text)) {
            return der("DER", text.getBytes(StandardCharsets.ISO_8859_1), passphrase);
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no private key: the text is UTF-16 or binary; save it as ASCII");
        }
        return text.contains(BEGIN) ? fromBlock(text, passphrase) : withoutBlock(text, passphrase);
    }

    private static PrivateSigner fromBlock(String text, char @Nullable [] passphrase) {
        Block block = privateKey(withLineEnds(text));
        if (block.text.contains("Proc-Type:")) {
            throw new IllegalArgumentException(
                    "a key encrypted the old way of OpenSSL; \"openssl pkcs8 -topk8\" makes it PKCS#8");
        }
        if (block.label.equals("OPENSSH PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "a key in OpenSSH's own format; \"ssh-keygen -p -m PKCS8 -f FILE\" makes it PKCS#8");
        }
        requireBase64(block.text);
        return key("PEM block", octets(block.text, "the PEM block"), passphrase);
    }

    /**
     * An environment variable or a properties file often has the two characters \n where the key has its line ends, or
     * more backslashes where it went through several hands; and a backslash before a line end where the text goes on.
     */
    private static String withLineEnds(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && text.charAt(end) == '\\') {
                end++;
            }
            char next = end < text.length() ? text.charAt(end) : '\0';
            if (end > i && (next == 'n' || next == 'r')) {
                plain.append('\n');
            } else if (end == i || next == '\n' || next == '\r') {
                plain.append(next);
            } else {
                plain.append(text, i, end);
                end--;
            }
            i = end + 1;
        }
        return plain.toString();
    }

    /** The first block with a private key, by its label or else by its octets; one pass, however many begin. */
    private static Block privateKey(String text) {
        Block other = null;
        Block mislabeled = null;
        String cutOff = "";
        int end = 0;
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelStart = at + BEGIN.length();
            int labelEnd = text.indexOf(DASHES, labelStart);
            int next = text.indexOf(BEGIN, labelStart);
            if (labelEnd < 0) {
                break;
            }
            String label = text.substring(labelStart, labelEnd);
            // The dashes behind the label are not those of the END line, too.
            int start = labelEnd + DASHES.length();
            end = end < 0 || end >= start ? end : text.indexOf(END, start);
            boolean isPrivate = label.endsWith(PRIVATE_KEY);
            if (end < 0 || (next >= 0 && next < end)) {
                cutOff = isPrivate && cutOff.isEmpty() ? label : cutOff;
                if (end < 0) {
                    break;
                }
            } else {
                Block block = new Block(label, text.substring(start, end));
                if (isPrivate) {
                    return block;
                }
                other = other == null ? block : other;
                mislabeled = mislabeled == null && kind(block) == KeyOctets.Kind.PRIVATE ? block : mislabeled;
            }
            at = next;
        }
        if (!cutOff.isEmpty()) {
            throw new IllegalArgumentException(
                    "the key is cut off: " + BEGIN + Ascii.printable(cutOff, 40) + DASHES + " has no " + END + "line");
        }
        if (mislabeled != null) {
            return mislabeled;
        }
        if (other != null) {
            throw new IllegalArgumentException("no private key in this PEM text: it holds " + described(other)
                    + "; signing needs the private key that belongs to it");
        }
        throw new IllegalArgumentException("no private key in this PEM text");
    }

    /** What the octets of a block are, whatever its label says. */
    private static KeyOctets.Kind kind(Block block) {
        if (!isBase64(block.text)) {
            return KeyOctets.Kind.UNKNOWN;
        }
        try {
            return KeyOctets.of(octets(block.text, "the PEM block")).kind();
        } catch (IllegalArgumentException e) {
            // No base64 after all, so its label is all there is.
            return KeyOctets.Kind.UNKNOWN;
        }
    }

    private static String described(Block block) {
        String shown = " (" + BEGIN + Ascii.printable(block.label, 40) + DASHES + ")";
        if (block.label.endsWith("CERTIFICATE REQUEST")) {
            return "a certificate request" + shown;
        }
        String labeled = block.label.endsWith("PUBLIC KEY")
                ? "a public key"
                : block.label.endsWith("CERTIFICATE") ? "a certificate" : "something else";
        return switch (kind(block)) {
            case RSA, ED25519_ASN1 -> "a public key" + shown;
            case CERTIFICATE -> "a certificate" + shown;
            default -> labeled + shown;
        };
    }

    private static PrivateSigner withoutBlock(String text, char @Nullable [] passphrase) {
        if (text.contains(END)) {
            throw new IllegalArgumentException(
                    "the key is cut off: it has an " + END + "line and no " + BEGIN + "line");
        }
        String plain = withoutQuotes(withLineEnds(text));
        if (!isBase64(plain)) {
            throw new IllegalArgumentException(
                    "no private key: neither PEM with its -----BEGIN line, nor base64, nor DER");
        }
        byte[] octets = octets(plain, "the text");
        // Secrets of Kubernetes hold a whole file in base64.
        String file = new String(octets, StandardCharsets.ISO_8859_1);
        return file.contains(BEGIN) ? fromBlock(file, passphrase) : key("base64", octets, passphrase);
    }

    /** Without the quotation marks that a file of settings has around a value. */
    private static String withoutQuotes(String text) {
        int last = text.length() - 1;
        boolean quoted =
                last > 0 && text.charAt(0) == text.charAt(last) && (text.charAt(0) == '"' || text.charAt(0) == '\'');
        return quoted ? text.substring(1, last) : text;
    }

    private static boolean isBase64(String text) {
        return firstOther(text) < 0;
    }

    /** The decoder would leave out what is no base64, and make another key of a damaged one. */
    private static void requireBase64(String block) {
        int other = firstOther(block);
        if (other >= 0) {
            throw new IllegalArgumentException("the PEM block is not base64: it has "
                    + Ascii.printable(block.substring(other, other + 1), 4) + " at character " + (other + 1));
        }
    }

    private static int firstOther(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean known = Ascii.isLetterOrDigit(c) || Ascii.isWsp(c) || "+/=\r\n".indexOf(c) >= 0;
            if (!known) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] octets(String base64, String what) {
        byte[] encoded = base64.getBytes(StandardCharsets.ISO_8859_1);
        try {
            // RFC 7468 §2: white space anywhere in the base64 is ignored.
            return Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " is not base64, or cut off: " + e.getMessage(), e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    // RFC 8032 §5.1.5: a private key of Ed25519 is 32 octets of any kind. Some mail servers keep nothing else, and some
    // libraries its public half behind it.
    private static PrivateSigner key(String what, byte[] octets, char @Nullable [] passphrase) {
        if (octets.length == Ed25519.KEY_OCTETS) {
            return new Ed25519PrivateSigner(octets);
        }
        return KeyOctets.isEd25519Pair(octets)
                ? new Ed25519PrivateSigner(Arrays.copyOf(octets, Ed25519.KEY_OCTETS))
                : der(what, octets, passphrase);
    }

    private static PrivateSigner der(String what, byte[] der, char @Nullable [] passphrase) {
        try {
            return PrivateKeyDer.read(der, passphrase);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no usable private key in the " + what + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }
}
