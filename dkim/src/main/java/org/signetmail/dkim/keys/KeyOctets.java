package org.signetmail.dkim.keys;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * What octets are that were published as a key, right or wrong: looked at for a person, when a key cannot be used. Immutable.
 *
 * @param kind what they are
 * @param bits of the RSA modulus; zero when there is none
 * @param exponent of an RSA public key; null when there is none
 * @param evenModulus whether the RSA modulus is even, so no product of two large primes
 * @param present how many octets there are
 * @param announced how many the DER at the start says to be; -1 when there is no DER
 * @param oid the algorithm that the DER names; empty when it names none
 */
public record KeyOctets(
        Kind kind,
        int bits,
        @Nullable BigInteger exponent,
        boolean evenModulus,
        int present,
        long announced,
        String oid) {

    /** What octets can be. */
    public enum Kind {
        /** An RSA public key, bare or in a SubjectPublicKeyInfo. */
        RSA,
        /** As many octets as an Ed25519 public key has. */
        ED25519,
        /** An Ed25519 public key in a SubjectPublicKeyInfo (RFC 8410 §4). */
        ED25519_ASN1,
        /** A SubjectPublicKeyInfo for another kind of key. */
        OTHER_ASN1,
        /** A private key: PKCS#8, PKCS#1, SEC 1, or the 64 octets of an Ed25519 key pair. */
        PRIVATE,
        /** An X.509 certificate, or a request for one. */
        CERTIFICATE,
        /** The public key of an SSH user or host. */
        SSH,
        /** Base64 once more, or PEM: encoded twice. */
        BASE64,
        /** DER of something else. */
        DER,
        /** Anything else. */
        UNKNOWN
    }

    private static final int ED25519_PAIR = 64;

    /** A longer number, in octets, is a modulus. */
    private static final int MOST_EXPONENT = 16;

    /**
     * Looks at octets.
     *
     * @param octets of {@code p=}, decoded
     * @return what they are, as far as a start of them tells
     */
    public static KeyOctets of(byte[] octets) {
        if (octets.length == 0 || octets[0] != Der.SEQUENCE) {
            return plain(withoutDer(octets), octets.length, -1, "");
        }
        long announced = Der.announced(octets);
        byte[] contents = contents(octets, announced);
        DerReader reader = new DerReader(contents);
        byte[] version = reader.next(Der.INTEGER);
        if (version != null) {
            return number(version, reader, octets.length, announced);
        }
        int first = start(contents);
        if (first < 0) {
            return plain(Kind.DER, octets.length, announced, "");
        }
        byte[] algorithm = Arrays.copyOfRange(contents, first, contents.length);
        byte[] oid = new DerReader(algorithm).next(Der.OID);
        if (oid == null) {
            // RFC 5280 §4.1, RFC 2986 §4: what begins with a version in the inner sequence is signed, so no bare key.
            boolean signed = algorithm.length > 0 && (algorithm[0] == (byte) 0xA0 || algorithm[0] == Der.INTEGER);
            return plain(signed ? Kind.CERTIFICATE : Kind.DER, octets.length, announced, "");
        }
        return subjectPublicKeyInfo(Der.oid(oid), contents, octets.length, announced);
    }

    /** Of what has no modulus and exponent that could be told. */
    private static KeyOctets plain(Kind kind, int present, long announced, String oid) {
        return new KeyOctets(kind, 0, null, false, present, announced, oid);
    }

    private static Kind withoutDer(byte[] octets) {
        if (octets.length == Ed25519.KEY_OCTETS) {
            return Kind.ED25519;
        }
        if (isEd25519Pair(octets)) {
            return Kind.PRIVATE;
        }
        if (octets.length > 11
                && octets[0] == 0
                && octets[1] == 0
                && octets[2] == 0
                && octets[4] == 's'
                && octets[5] == 's'
                && octets[6] == 'h') {
            return Kind.SSH;
        }
        return octets.length > 8 && isBase64(octets) ? Kind.BASE64 : Kind.UNKNOWN;
    }

    /** As some libraries keep a private key: its public half behind it. */
    static boolean isEd25519Pair(byte[] octets) {
        if (octets.length != ED25519_PAIR) {
            return false;
        }
        byte[] half = Arrays.copyOf(octets, Ed25519.KEY_OCTETS);
        byte[] publicHalf = Ed25519.best().secret(half).publicOctets();
        return Arrays.equals(publicHalf, Arrays.copyOfRange(octets, Ed25519.KEY_OCTETS, ED25519_PAIR));
    }

    private static boolean isBase64(byte[] octets) {
        for (byte octet : octets) {
            boolean sign = octet == '+' || octet == '/' || octet == '=' || octet == '-' || octet == '\n';
            if (!sign && octet != '\r' && octet != ' ' && !Ascii.isLetterOrDigit(octet)) {
                return false;
            }
        }
        return true;
    }

    /** The contents of the outer element, as far as they are there. */
    private static byte[] contents(byte[] octets, long announced) {
        int to = announced < 0 ? octets.length : (int) Math.min(octets.length, announced);
        return Arrays.copyOfRange(octets, Math.max(0, start(octets)), to);
    }

    /** Where the contents of a sequence at the start begin, whole or cut off; -1 when there is none. */
    private static int start(byte[] octets) {
        if (octets.length < 2 || octets[0] != Der.SEQUENCE) {
            return -1;
        }
        int length = octets[1] & 0xFF;
        int from = length < 0x80 ? 2 : 2 + (length & 0x7F);
        return Math.min(from, octets.length);
    }

    /** What begins with a number: the version of a private key, or the modulus of a public one. */
    private static KeyOctets number(byte[] number, DerReader reader, int present, long announced) {
        byte[] exponent = reader.next(Der.INTEGER);
        // RFC 5958 §2, RFC 8017 §A.1.2, RFC 5915 §3: the version of a private key is 0 or 1, and behind it is no
        // exponent.
        if (number.length == 1
                && (number[0] == 0 || number[0] == 1)
                && (exponent == null || exponent.length > MOST_EXPONENT)) {
            return plain(Kind.PRIVATE, present, announced, "");
        }
        if (number.length == 0 || exponent == null || exponent.length == 0) {
            return plain(Kind.DER, present, announced, "");
        }
        return rsa(new BigInteger(number), new BigInteger(exponent), present, announced, "");
    }

    private static KeyOctets rsa(BigInteger modulus, BigInteger exponent, int present, long announced, String oid) {
        return new KeyOctets(Kind.RSA, modulus.bitLength(), exponent, !modulus.testBit(0), present, announced, oid);
    }

    private static KeyOctets subjectPublicKeyInfo(String oid, byte[] contents, int present, long announced) {
        if (oid.equals(Der.ED25519)) {
            return plain(Kind.ED25519_ASN1, present, announced, oid);
        }
        if (!oid.equals(Der.RSA)) {
            return plain(Kind.OTHER_ASN1, present, announced, oid);
        }
        DerReader reader = new DerReader(contents);
        reader.next(Der.SEQUENCE);
        byte[] bits = reader.next(Der.BIT_STRING);
        byte[] numbers = bits == null || bits.length == 0
                ? null
                : new DerReader(Arrays.copyOfRange(bits, 1, bits.length)).next(Der.SEQUENCE);
        if (numbers != null) {
            DerReader both = new DerReader(numbers);
            byte[] modulus = both.next(Der.INTEGER);
            byte[] exponent = both.next(Der.INTEGER);
            if (modulus != null && exponent != null && modulus.length > 0 && exponent.length > 0) {
                return rsa(new BigInteger(modulus), new BigInteger(exponent), present, announced, oid);
            }
        }
        return plain(Kind.RSA, present, announced, oid);
    }

    /**
     * Whether the DER goes on behind the last octet.
     *
     * @return true for what was cut off
     */
    public boolean isCutOff() {
        return announced > present;
    }

    /**
     * The algorithm in words.
     *
     * @return such as {@code an elliptic-curve key (1.2.840.10045.2.1)}
     */
    public String algorithm() {
        return PrivateKeyDer.kind(oid);
    }
}
