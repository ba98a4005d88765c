package org.signetmail.dkim.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * Finds the private key in a file or a variable: a PEM block (RFC 7468), base64 without one, DER, or the 32 octets of an
 * Ed25519 key in base64. What the octets are decides, not what the label says. The text is the caller's own: it is
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
        if (text.isEmpty()) {
            throw new IllegalArgumentException("no private key: the text is empty");
        }
        // RFC 7468 §2: words may stand in front of a block, and a word may begin with the digit that DER begins with.
        if (text.charAt(0) == Der.SEQUENCE && !text.contains(BEGIN) && !isBase64(text)) {
            return der("DER", text.getBytes(StandardCharsets.ISO_8859_1), passphrase);
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no private key: the text is UTF-16 or binary; save it as ASCII");
        }
        if (!text.contains(BEGIN)) {
            return withoutBlock(text, passphrase);
        }
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
        return der("PEM block", octets(block.text, "the PEM block"), passphrase);
    }

    /** An environment variable or a properties file often has the two characters \n where the key has its line ends. */
    private static String withLineEnds(String text) {
        return text.indexOf('\\') < 0 ? text : text.replace("\\r", "\n").replace("\\n", "\n");
    }

    /** The first block with a private key; one pass, however many lines begin a block. */
    private static Block privateKey(String text) {
        String others = "";
        String cutOff = "";
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelStart = at + BEGIN.length();
            int labelEnd = text.indexOf(DASHES, labelStart);
            int next = text.indexOf(BEGIN, labelStart);
            if (labelEnd < 0) {
                break;
            }
            String label = text.substring(labelStart, labelEnd);
            int end = text.indexOf(END, labelEnd);
            boolean isPrivate = label.endsWith(PRIVATE_KEY);
            if (end < 0 || (next >= 0 && next < end)) {
                cutOff = isPrivate && cutOff.isEmpty() ? label : cutOff;
                if (end < 0) {
                    break;
                }
            } else if (isPrivate) {
                return new Block(label, text.substring(labelEnd + DASHES.length(), end));
            } else if (others.isEmpty()) {
                others = label;
            }
            at = next;
        }
        if (!cutOff.isEmpty()) {
            throw new IllegalArgumentException(
                    "the key is cut off: " + BEGIN + Ascii.printable(cutOff, 40) + DASHES + " has no " + END + "line");
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("no private key in this PEM text: it holds " + described(others)
                    + "; signing needs the private key that belongs to it");
        }
        throw new IllegalArgumentException("no private key in this PEM text");
    }

    private static String described(String label) {
        String shown = " (" + BEGIN + Ascii.printable(label, 40) + DASHES + ")";
        if (label.endsWith("PUBLIC KEY")) {
            return "a public key" + shown;
        }
        if (label.endsWith("CERTIFICATE REQUEST")) {
            return "a certificate request" + shown;
        }
        return (label.endsWith("CERTIFICATE") ? "a certificate" : "something else") + shown;
    }

    private static PrivateSigner withoutBlock(String text, char @Nullable [] passphrase) {
        String plain = withLineEnds(text);
        if (plain.indexOf('-') >= 0 || !isBase64(plain)) {
            throw new IllegalArgumentException(
                    "no private key: neither PEM with its -----BEGIN line, nor base64, nor DER");
        }
        byte[] octets = octets(plain, "the text");
        if (octets.length == Ed25519.KEY_OCTETS) {
            // RFC 8032 §5.1.5: a private key is 32 octets of any kind. Some mail servers keep nothing else.
            return new Ed25519PrivateSigner(octets);
        }
        return der("base64", octets, passphrase);
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
