package org.signetmail.dkim.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What octets are told to be that were published as a key, whole or damaged (X.690 §8.1, RFC 5280 §4.1.2.7). */
class KeyOctetsTest {

    /** The AlgorithmIdentifier of rsaEncryption. */
    private static final String RSA = "300d06092a864886f70d0101010500";

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", "").replace("RSA", RSA));
    }

    /** The kind, the bits of the modulus, the exponent, the octets that the DER announces, the algorithm. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            30                                | DER          | 0 |   | -1 | ``
            3000                              | DER          | 0 |   | 2  | ``
            3003 020101                       | PRIVATE      | 0 |   | 5  | ``
            3003 020100                       | PRIVATE      | 0 |   | 5  | ``
            3003 020102                       | DER          | 0 |   | 5  | ``
            3006 020101 020103                | RSA          | 1 | 3 | 8  | ``
            3006 020106 020103                | RSA          | 3 | 3 | 8  | ``
            3005 020105 0200                  | DER          | 0 |   | 7  | ``
            3005 0200 020103                  | DER          | 0 |   | 7  | ``
            3005 02020105                     | DER          | 0 |   | 7  | ``
            3015 020100 0210 01000000000000000000000000000001 | RSA | 0 | 1329227995784915872903807060280344577 | 23 | ``
            3016 020100 0211 0100000000000000000000000000000001 | PRIVATE | 0 | | 24 | ``
            3004 30 02 A0 00                  | CERTIFICATE  | 0 |   | 6  | ``
            3005 30 03 020102                 | CERTIFICATE  | 0 |   | 7  | ``
            3004 30 02 04 00                  | DER          | 0 |   | 6  | ``
            3002 3000                         | DER          | 0 |   | 4  | ``
            3003 06012a                       | DER          | 0 |   | 5  | ``
            3005 30 03 06012a                 | OTHER_ASN1   | 0 |   | 7  | 1.2
            3081 05 30 03 06012a              | OTHER_ASN1   | 0 |   | 8  | 1.2
            3082 0005 30 03 06012a            | OTHER_ASN1   | 0 |   | 9  | 1.2
            3009 30 03 06012a                 | OTHER_ASN1   | 0 |   | 11 | 1.2
            3007 30 05 06032b6570             | ED25519_ASN1 | 0 |   | 9  | 1.3.101.112
            300f RSA                          | RSA          | 0 |   | 17 | 1.2.840.113549.1.1.1
            3011 RSA 0300                     | RSA          | 0 |   | 19 | 1.2.840.113549.1.1.1
            301a RSA 0309 00 3006 020105 020103 | RSA        | 3 | 3 | 28 | 1.2.840.113549.1.1.1
            3019 RSA 0308 00 3005 0200 020103 | RSA          | 0 |   | 27 | 1.2.840.113549.1.1.1
            3019 RSA 0308 00 3005 020105 0200 | RSA          | 0 |   | 27 | 1.2.840.113549.1.1.1
            3017 RSA 0306 00 3003 020105      | RSA          | 0 |   | 25 | 1.2.840.113549.1.1.1
            3016 RSA 0309 00 3006 020105 02   | RSA          | 0 |   | 24 | 1.2.840.113549.1.1.1
            3084 00000005 30 03 06012a        | OTHER_ASN1   | 0 |   | -1 | 1.2
            """)
    void der(String hex, KeyOctets.Kind kind, int bits, BigInteger exponent, long announced, String oid) {
        byte[] octets = octets(hex);
        KeyOctets found = KeyOctets.of(octets);
        assertThat(found)
                .isEqualTo(new KeyOctets(kind, bits, exponent, found.evenModulus(), octets.length, announced, oid));
        assertThat(found.evenModulus()).isEqualTo(hex.contains("020106") || hex.contains("020100 0210"));
        assertThat(found.isCutOff()).isEqualTo(announced > octets.length);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\0\\0\\0\\7ssh-rsa\\0          | SSH
            \\0\\0\\0\\13ssh-ed25519        | SSH
            \\0\\0\\0\\7ssh-rsa             | UNKNOWN
            \\1\\0\\0\\7ssh-rsa\\0          | UNKNOWN
            \\0\\1\\0\\7ssh-rsa\\0          | UNKNOWN
            \\0\\0\\1\\7ssh-rsa\\0          | UNKNOWN
            \\0\\0\\0\\7xsh-rsa\\0          | UNKNOWN
            \\0\\0\\0\\7sxh-rsa\\0          | UNKNOWN
            \\0\\0\\0\\7ssx-rsa\\0          | UNKNOWN
            QUJDQUJDQ                       | BASE64
            QUJDQUJD                        | UNKNOWN
            -+/=\\n\\r az09                 | BASE64
            QUJDQUJDQ!                      | UNKNOWN
            QUJDQUJDQ\\t                    | UNKNOWN
            ``                              | UNKNOWN
            31                              | UNKNOWN
            """)
    void others(String text, KeyOctets.Kind kind) {
        byte[] octets = text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(KeyOctets.of(octets)).isEqualTo(new KeyOctets(kind, 0, null, false, octets.length, -1, ""));
    }

    @Test
    @DisplayName(
            "RFC 8032 §5.1.5: 32 octets may be a key of Ed25519, and 64 are a pair when the second half fits the first")
    void ed25519() {
        assertThat(KeyOctets.of(new byte[31]).kind()).isEqualTo(KeyOctets.Kind.UNKNOWN);
        assertThat(KeyOctets.of(new byte[32]).kind()).isEqualTo(KeyOctets.Kind.ED25519);
        assertThat(KeyOctets.of(new byte[33]).kind()).isEqualTo(KeyOctets.Kind.UNKNOWN);
        byte[] pair = new byte[64];
        assertThat(KeyOctets.isEd25519Pair(pair)).isFalse();
        System.arraycopy(Ed25519.best().secret(new byte[32]).publicOctets(), 0, pair, 32, 32);
        assertThat(KeyOctets.of(pair).kind()).isEqualTo(KeyOctets.Kind.PRIVATE);
        assertThat(KeyOctets.isEd25519Pair(new byte[63])).isFalse();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("X.690 §8.19: object identifiers")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2a                   | 1.2
            00                   | 0.0
            27                   | 0.39
            28                   | 1.0
            4f                   | 1.39
            50                   | 2.0
            8837                 | 2.999
            2a7f                 | 1.2.127
            2a8100               | 1.2.128
            2affffffffffff7f     | 1.2.562949953421311
            2abfffffffffffff7f   | 1.2.36028797018963967
            2ac08080808080807f   | an unreadable object identifier
            2affffffffffffff7f   | an unreadable object identifier
            2a81ffffffffffffff7f | an unreadable object identifier
            ``                   | an unreadable object identifier
            2a80                 | an unreadable object identifier
            """)
    void oids(String hex, String oid) {
        assertThat(Der.oid(HexFormat.of().parseHex(hex))).isEqualTo(oid);
    }

    @Test
    void longOids() {
        byte[] most = new byte[40];
        assertThat(Der.oid(most)).isEqualTo("0.0" + ".0".repeat(39));
        assertThat(Der.oid(new byte[41])).isEqualTo("an unreadable object identifier");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("X.690 §10.1: an element with a definite and minimal length, whole")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            0200           | ``   | ``
            020105         | 05   | ``
            02010506       | 05   | 06
            0202 05        | -    | -
            030105         | -    | -
            02             | -    | -
            028105         | -    | -
            02800000       | -    | -
            0283000001 05  | -    | -
            028101 05      | -    | -
            02820001 05    | -    | -
            0281           | -    | -
            028201         | -    | -
            """)
    void elements(String hex, String contents, String rest) {
        DerReader reader = new DerReader(octets(hex));
        assertThat(reader.next(Der.INTEGER)).isEqualTo(contents == null ? null : octets(contents));
        assertThat(reader.atEnd()).isEqualTo("".equals(rest));
    }

    @Test
    void longElements() {
        for (int length : new int[] {127, 128, 255, 256, 65_535}) {
            String head = length < 0x80 ? "02%02x" : length < 0x100 ? "0281%02x" : "0282%04x";
            byte[] whole = octets(String.format(head, length) + "07".repeat(length));
            assertThat(new DerReader(whole).next(Der.INTEGER)).hasSize(length);
            assertThat(Der.announced(whole)).isEqualTo(whole.length);
            byte[] cut = Arrays.copyOf(whole, whole.length - 1);
            assertThat(new DerReader(cut).next(Der.INTEGER)).isNull();
            assertThat(Der.announced(cut)).isEqualTo(whole.length);
        }
        assertThat(new DerReader(octets("02820080" + "07".repeat(128))).next(Der.INTEGER))
                .isNull();
        assertThat(new DerReader(octets("028200ff" + "07".repeat(255))).next(Der.INTEGER))
                .isNull();
        assertThat(new DerReader(octets("02817f" + "07".repeat(127))).next(Der.INTEGER))
                .isNull();
        assertThat(Der.announced(octets("3083010000"))).isEqualTo(0x10005);
        assertThat(Der.announced(octets("308301"))).isEqualTo(-1);
        assertThat(Der.announced(octets("3080"))).isEqualTo(-1);
        assertThat(Der.announced(octets("308400000001"))).isEqualTo(-1);
    }
}
