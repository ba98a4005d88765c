package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Provider;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Key records and keys, rule by rule. */
class KeyRulesTest {

    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey ED25519 = TestKeys.ed25519();
    /** Handed over, never registered. */
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private static final String NAME = "s1._domainkey.example.com";

    private static final byte[] RSA_SIGNED = signed(RSA, "");
    private static final byte[] ED25519_SIGNED = signed(ED25519, "");
    private static final byte[] SUBDOMAIN_SIGNED = signed(RSA, " i=bob@mail.example.com;");

    private static byte[] signed(TestKey key, String tag) {
        return Forge.sign(
                "DKIM-Signature: v=1; a=" + key.keyType() + "-sha256; c=relaxed/relaxed; d=example.com; s=s1;" + tag
                        + " h=From; bh=@BH@; b=@B@\nFrom: bob@example.com\n\nHi\n",
                key);
    }

    /** The key is P, the key in PKCS#1 form is P1, an Ed25519 key is E. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    rule 32: v= missing                    | rsa     | k=rsa; p=P                 | pass
                    rule 32: v=DKIM1 first                 | rsa     | v=DKIM1; p=P               | pass
                    rule 32: FWS around v=                 | rsa     | v = DKIM1 ; p=P            | pass
                    rule 32: v= later                      | rsa     | k=rsa; v=DKIM1; p=P        | KEY_SYNTAX
                    rule 32: v=dkim1                       | rsa     | v=dkim1; p=P               | KEY_SYNTAX
                    rule 32: v=DKIM1.0                     | rsa     | v=DKIM1.0; p=P             | KEY_SYNTAX
                    rule 32: v=DKIM2                       | rsa     | v=DKIM2; p=P               | KEY_SYNTAX
                    rule 33: trailing semicolon and space  | rsa     | v=DKIM1; p=P;              | pass
                    rule 33: trailing line end             | rsa     | v=DKIM1; p=P\\r\\n          | pass
                    rule 33: no base64                     | rsa     | v=DKIM1; p=P*              | KEY_SYNTAX
                    rule 34: PKCS#1 form                   | rsa     | v=DKIM1; k=rsa; p=P1       | pass
                    rule 34: Ed25519                       | ed25519 | v=DKIM1; k=ed25519; p=E    | pass
                    rule 34: Ed25519 without k=            | ed25519 | v=DKIM1; p=E               | KEY_TYPE_MISMATCH
                    rule 34: Ed25519 as SPKI               | ed25519 | v=DKIM1; k=ed25519; p=ES   | KEY_SYNTAX
                    rule 34: Ed25519 of 31 octets          | ed25519 | v=DKIM1; k=ed25519; p=E31  | KEY_SYNTAX
                    rule 34: RSA key under k=ed25519       | rsa     | v=DKIM1; k=ed25519; p=P    | KEY_TYPE_MISMATCH
                    rule 34: RSA key for an Ed25519 signature | ed25519 | v=DKIM1; k=rsa; p=P     | KEY_TYPE_MISMATCH
                    rule 34: RSA key called Ed25519        | ed25519 | v=DKIM1; k=ed25519; p=P    | KEY_SYNTAX
                    rule 34: Ed25519 key called RSA        | rsa     | v=DKIM1; k=rsa; p=E        | KEY_SYNTAX
                    rule 35: p= empty                      | rsa     | v=DKIM1; p=                | KEY_REVOKED
                    rule 35: p= blank                      | rsa     | v=DKIM1; p= ;              | KEY_REVOKED
                    rule 35: p= missing                    | rsa     | v=DKIM1; k=rsa             | KEY_SYNTAX
                    rule 35: not a tag list                | rsa     | hello                      | KEY_SYNTAX
                    rule 35: another record                | rsa     | v=spf1 -all                | KEY_SYNTAX
                    rule 39: h=sha256                      | rsa     | v=DKIM1; h=sha256; p=P     | pass
                    rule 39: FWS and unknown names in h=   | rsa     | v=DKIM1; h=sha1 : sha256 : x-y; p=P | pass
                    rule 39: h=sha1                        | rsa     | v=DKIM1; h=sha1; p=P       | KEY_HASH_EXCLUDED
                    rule 4, 39: h= empty                   | rsa     | v=DKIM1; h=; p=P           | KEY_HASH_EXCLUDED
                    rule 39: s=email                       | rsa     | v=DKIM1; s=email; p=P      | pass
                    rule 39: s=*                           | rsa     | v=DKIM1; s=*; p=P          | pass
                    rule 39: s=tlsrpt:email                | rsa     | v=DKIM1; s=tlsrpt : email; p=P | pass
                    rule 39: s=tlsrpt                      | rsa     | v=DKIM1; s=tlsrpt; p=P     | KEY_SERVICE_EXCLUDED
                    rule 39: s= empty                      | rsa     | v=DKIM1; s=; p=P           | KEY_SERVICE_EXCLUDED
                    rule 40: t=s, i= at d=                 | rsa     | v=DKIM1; t=s; p=P          | pass
                    rule 40: t=s, i= in a subdomain        | sub     | v=DKIM1; t=s; p=P          | KEY_STRICT_DOMAIN
                    rule 40: FWS around flags              | sub     | v=DKIM1; t=y : s; p=P      | KEY_STRICT_DOMAIN
                    rule 40: no t=s, i= in a subdomain     | sub     | v=DKIM1; t=y; p=P          | pass
                    rule 41: g= is an unknown tag          | rsa     | v=DKIM1; g=alice; p=P      | pass
                    rule 41: g= empty                      | rsa     | v=DKIM1; g=; p=P           | pass
                    rule 2: p= twice                       | rsa     | v=DKIM1; p=P; p=P          | KEY_SYNTAX
                    rule 3: P= is not p=                   | rsa     | v=DKIM1; P=P               | KEY_SYNTAX
                    notes and unknown tags                 | rsa     | v=DKIM1; n=; x=y; p=P      | pass
                    unknown tags with hyphens              | rsa     | v=DKIM1; x-note=1; p=P; x-y=2 | pass
                    a hyphen first                         | rsa     | v=DKIM1; -x=1; p=P         | KEY_SYNTAX
                    unknown k=                             | rsa     | v=DKIM1; k=rsa2; p=P       | KEY_TYPE_MISMATCH
                    RFC 6376 §3.6.1 p=: FWS inside         | rsa     | v=DKIM1; p=PFWS            | pass
                    bad DER: cut                           | rsa     | v=DKIM1; p=PCUT            | KEY_SYNTAX
                    bad DER: octets behind the key         | rsa     | v=DKIM1; p=PMORE           | KEY_SYNTAX
                    bad DER: nested deep                   | rsa     | v=DKIM1; p=PBOMB           | KEY_SYNTAX
                    bad DER: length over the end           | rsa     | v=DKIM1; p=MIT/////        | KEY_SYNTAX
                    """)
    void record(String rule, String message, String record, String expected) {
        byte[] octets = switch (message) {
            case "rsa" -> RSA_SIGNED;
            case "sub" -> SUBDOMAIN_SIGNED;
            default -> ED25519_SIGNED;
        };
        FakeDns dns = Forge.dns(filledIn(record.translateEscapes()));
        assertThat(verdict(dns, octets)).as(record).isEqualTo(expected);
    }

    private static String filledIn(String record) {
        int at = record.lastIndexOf("p=P") >= 0 ? record.lastIndexOf("p=P") : record.lastIndexOf("p=E");
        if (at < 0) {
            return record;
        }
        String p = RSA.publicKeyData();
        byte[] spki = Base64.getDecoder().decode(p);
        byte[] point = Base64.getDecoder().decode(ED25519.publicKeyData());
        return record.replace("PFWS", p.substring(0, 50) + " \t" + p.substring(50))
                .replace("PCUT", base64(Arrays.copyOf(spki, spki.length - 3)))
                .replace("PMORE", base64(Arrays.copyOf(spki, spki.length + 3)))
                .replace("PBOMB", base64(HexFormat.of().parseHex("30803080".repeat(1000))))
                .replace("p=P1", "p=" + base64(pkcs1((RSAPublicKey) RSA.publicKey())))
                .replace("p=P", "p=" + p)
                .replace("p=ES", "p=" + base64(ED25519.publicKey().getEncoded()))
                .replace("p=E31", "p=" + base64(Arrays.copyOf(point, 31)))
                .replace("p=E", "p=" + ED25519.publicKeyData());
    }

    private static byte[] pkcs1(RSAPublicKey key) {
        return pkcs1(key.getModulus(), key.getPublicExponent());
    }

    private static byte[] pkcs1(BigInteger modulus, BigInteger exponent) {
        try {
            return new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, exponent).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String verdict(FakeDns dns, byte[] message) {
        return verdict(dns, DkimPolicy.DEFAULT, message);
    }

    private static String verdict(FakeDns dns, DkimPolicy policy, byte[] message) {
        DkimOptions options = DkimOptions.DEFAULT.withPolicy(policy);
        DkimVerifier verifier = DkimVerifier.using(dns).withOptions(options);
        String verdict = verdict(verifier, message);
        assertThat(verdict(verifier.withOptions(options.withProvider(BOUNCY_CASTLE)), message))
                .as("with another provider")
                .isEqualTo(verdict);
        return verdict;
    }

    private static String verdict(DkimVerifier verifier, byte[] message) {
        DkimOutcome outcome = verifier.verify(Message.of(message)).get(0);
        return outcome.problem().map(Enum::name).orElse("pass");
    }

    /** Some providers throw at such a modulus, others compute: neither passes, and neither throws at the caller. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"multiple of 3, 3", "multiple of 15, 15", "prime, 0"})
    @DisplayName("hostile: RSA keys whose modulus is no product of two large primes")
    void oddModulus(String name, int kind) {
        Random random = new Random(1);
        BigInteger modulus = switch (kind) {
            case 0 -> BigInteger.probablePrime(1024, random);
            default -> {
                BigInteger factor = BigInteger.valueOf(kind);
                BigInteger rough = BigInteger.ONE
                        .shiftLeft(1023)
                        .divide(factor)
                        .multiply(factor)
                        .add(factor);
                yield rough.testBit(0) ? rough : rough.add(factor);
            }
        };
        assertThat(modulus.bitLength()).isEqualTo(1024);
        FakeDns dns = Forge.dns("p=" + base64(pkcs1(modulus, BigInteger.valueOf(65537))));
        DkimOptions otherProvider = DkimOptions.DEFAULT.withProvider(BOUNCY_CASTLE);
        assertThat(verdict(DkimVerifier.using(dns), RSA_SIGNED)).isEqualTo("SIGNATURE_MISMATCH");
        assertThat(verdict(DkimVerifier.using(dns).withOptions(otherProvider), RSA_SIGNED))
                .isEqualTo("KEY_UNSAFE");
        assertThat(verdict(DkimVerifier.using(dns).withOptions(otherProvider.withDiagnosis(10)), RSA_SIGNED))
                .isEqualTo("KEY_UNSAFE");
    }

    @Test
    @DisplayName("rule 33: missing base64 padding")
    void missingPadding() {
        String data = ED25519.publicKeyData();
        FakeDns dns = Forge.dns("v=DKIM1; k=ed25519; p=" + data.substring(0, data.indexOf('=')));
        assertThat(verdict(dns, ED25519_SIGNED)).isEqualTo("pass");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    rule 36: NXDOMAIN            | other.example TXT "x"                    | KEY_MISSING
                    rule 36: no TXT record       | s1._domainkey.example.com A 192.0.2.1    | KEY_MISSING
                    rule 36: name with children  | x.s1._domainkey.example.com TXT "x"      | KEY_MISSING
                    rule 36: SERVFAIL            | s1._domainkey.example.com TXT !SERVFAIL  | KEY_LOOKUP_FAILED
                    rule 36: REFUSED             | s1._domainkey.example.com TXT !REFUSED   | KEY_LOOKUP_FAILED
                    rule 36: no answer           | s1._domainkey.example.com TXT !TIMEOUT   | KEY_LOOKUP_FAILED
                    rule 35: empty TXT           | s1._domainkey.example.com TXT ""         | KEY_SYNTAX
                    rule 35: empty TXT behind a CNAME | s1._domainkey.example.com CNAME k.example.net\\nk.example.net TXT "" | KEY_SYNTAX
                    hostile: wildcard TXT        | *.example.com TXT "v=spf1 -all"          | KEY_SYNTAX
                    """)
    void answer(String rule, String zone, String expected) {
        assertThat(verdict(FakeDns.zone(zone.translateEscapes()), RSA_SIGNED)).isEqualTo(expected);
    }

    @Test
    @DisplayName("rule 35: a CNAME is followed")
    void cname() {
        FakeDns dns = FakeDns.zone(NAME + " CNAME k.example.net\nk.example.net TXT \"" + ED25519.txt() + "\"");
        assertThat(verdict(dns, ED25519_SIGNED)).isEqualTo("pass");
    }

    @Test
    @DisplayName("rule 37: records that are no keys are dropped, the others tried in order, three at most")
    void severalRecords() {
        String wrong = "v=DKIM1; p=" + TestKeys.rsa(1024, 7).publicKeyData();
        String right = RSA.txt();
        assertThat(verdict(Forge.dns("v=spf1 -all", "hello", wrong, wrong, right), RSA_SIGNED))
                .isEqualTo("pass");
        assertThat(verdict(Forge.dns(wrong, wrong, wrong, right), RSA_SIGNED)).isEqualTo("SIGNATURE_MISMATCH");
        assertThat(verdict(Forge.dns("v=DKIM1; p=", wrong), RSA_SIGNED)).isEqualTo("KEY_REVOKED");
        assertThat(verdict(Forge.dns(right, "v=DKIM1; p="), RSA_SIGNED)).isEqualTo("pass");
    }

    @Test
    @DisplayName("rule 37: what was not tried, too large or taken out is told")
    void recordsLeftOut() {
        String wrong = "v=DKIM1; p=" + TestKeys.rsa(1024, 7).publicKeyData();
        String large = RSA.txt() + "; n=" + "x".repeat(16 << 10);
        assertThat(reason(Forge.dns(wrong, wrong, wrong, RSA.txt())))
                .contains("4 TXT records, and may have one", "no more than 3 keys are tried");
        assertThat(verdict(Forge.dns(wrong, large), RSA_SIGNED)).isEqualTo("KEY_TOO_LARGE");
        assertThat(verdict(Forge.dns("v=spf1 -all", large), RSA_SIGNED)).isEqualTo("KEY_TOO_LARGE");
        assertThat(verdict(Forge.dns(large, RSA.txt()), RSA_SIGNED)).isEqualTo("pass");
        assertThat(reason(FakeDns.zone(NAME + " TXT \"\"")))
                .contains("the record is empty, as of a key that was taken out");
    }

    @Test
    @DisplayName(
            "an answer with many records is searched; one over the bound is permerror, as asking again does not help")
    void largeAnswers() {
        String large = RSA.txt() + "; n=" + "x".repeat(20_000);
        assertThat(reason(Forge.dns("v=spf1 -all", large)))
                .contains(NAME + " has a TXT record of " + large.length() + " octets, over the bound of 16384");
        String others = (NAME + " TXT \"12\"\n").repeat(120);
        assertThat(verdict(FakeDns.zone(others + NAME + " TXT \"" + RSA.txt() + "\""), RSA_SIGNED))
                .isEqualTo("pass");
        FakeDns tooLarge = FakeDns.zone((NAME + " TXT \"12\"\n").repeat(4_400));
        assertThat(verdict(tooLarge, RSA_SIGNED)).isEqualTo("KEY_TOO_LARGE");
        assertThat(reason(tooLarge)).contains("over the bound of 65535");
    }

    private static String reason(FakeDns dns) {
        return DkimVerifier.using(dns).verify(Message.of(RSA_SIGNED)).get(0).reason();
    }

    @Test
    @DisplayName("X.690 §10.1: lengths in DER are minimal")
    void longDer() {
        byte[] spki = Base64.getDecoder().decode(RSA.publicKeyData());
        byte[] longer = new byte[spki.length + 1];
        System.arraycopy(spki, 0, longer, 0, 3);
        longer[2]++;
        longer[3] = 0x30;
        longer[4] = (byte) 0x81;
        System.arraycopy(spki, 4, longer, 5, spki.length - 4);
        assertThat(verdict(Forge.dns("p=" + base64(longer)), RSA_SIGNED)).isEqualTo("KEY_SYNTAX");
    }

    @Test
    @DisplayName("RFC 6376 §3.5 i=: an encoded @ is none")
    void encodedAt() {
        assertThat(verdict(Forge.dns(RSA.txt()), signed(RSA, " i==40example.com;")))
                .isEqualTo("IDENTITY_INVALID");
        assertThat(verdict(Forge.dns(RSA.txt()), signed(RSA, " i=a@b.example=40example.com;")))
                .isEqualTo("IDENTITY_INVALID");
        assertThat(verdict(Forge.dns(RSA.txt()), signed(RSA, " i=a=40b@example.com;")))
                .isEqualTo("pass");
    }

    @Test
    @DisplayName("hostile: a header over a limit in which no signature was seen is not called unsigned")
    void incompleteHeader() {
        String text = "A: b\r\n".repeat(5001) + Forge.text(RSA_SIGNED);
        assertThat(verdict(Forge.dns(RSA.txt()), Forge.octets(text))).isEqualTo("MESSAGE_INCOMPLETE");
    }

    @Test
    @DisplayName("rule 38: the strings of a record are joined with nothing")
    void splitRecord() {
        String txt = RSA.txt();
        FakeDns dns = FakeDns.zone(NAME + " TXT \"" + txt.substring(0, 3) + "\" \"" + txt.substring(3, 60) + "\" \""
                + txt.substring(60) + "\"");
        assertThat(verdict(dns, RSA_SIGNED)).isEqualTo("pass");
    }

    @Test
    @DisplayName("rule 40: t=y is told and changes nothing")
    void testing() {
        FakeDns dns = Forge.dns("v=DKIM1; t=y; p=" + RSA.publicKeyData()).withAuthenticAnswers();
        assertThat(DkimVerifier.using(dns).verify(Message.of(RSA_SIGNED)))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
                    assertThat(outcome.key()).contains(new DkimKey(1024, true, true));
                });
        byte[] changed = RSA_SIGNED.clone();
        changed[changed.length - 3] ^= 1;
        assertThat(DkimVerifier.using(dns).verify(Message.of(changed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.FAIL);
    }

    @ParameterizedTest(name = "RSA of {0} bits: {1}, forensic {2}")
    @CsvSource({
        "512, KEY_TOO_SHORT, pass",
        "768, KEY_TOO_SHORT, pass",
        "1023, KEY_TOO_SHORT, pass",
        "1024, pass, pass",
        "1025, pass, pass",
        "1536, pass, pass",
        "3072, pass, pass"
    })
    @DisplayName("rule 42: the length of RSA keys in bits, RFC 8301 §3.2")
    void rsaBits(int bits, String expected, String forensic) {
        TestKey key = TestKeys.rsa(bits, 1);
        FakeDns dns = Forge.dns(key.txt());
        assertThat(verdict(dns, signed(key, ""))).isEqualTo(expected);
        assertThat(verdict(dns, DkimPolicy.forensic(), signed(key, ""))).isEqualTo(forensic);
    }

    /** The key need not be one: it is refused before anything is computed with it. */
    @ParameterizedTest(name = "{0} bits, exponent {1}: {2}")
    @CsvSource({
        "8193, 65537, KEY_TOO_LARGE",
        "16384, 65537, KEY_TOO_LARGE",
        "20000, 65537, KEY_TOO_LARGE",
        "256, 65537, KEY_TOO_SHORT",
        "2048, 1, KEY_UNSAFE",
        "2048, 2, KEY_UNSAFE",
        "2048, 65536, KEY_UNSAFE",
        "2048, 3, SIGNATURE_MISMATCH",
        "2048, 4294967295, SIGNATURE_MISMATCH",
        "2048, 4294967297, KEY_UNSAFE",
        "2048, 0, KEY_SYNTAX",
        "2048, -3, KEY_SYNTAX",
        "8192, 65537, SIGNATURE_MISMATCH"
    })
    @DisplayName("rule 42, hostile: RSA keys that are refused before any arithmetic")
    void rsaBounds(int bits, BigInteger exponent, String expected) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        assertThat(verdict(Forge.dns("p=" + base64(pkcs1(modulus, exponent))), RSA_SIGNED))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("hostile: even, zero and negative modulus")
    void rsaModulus() {
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger even = BigInteger.ONE.shiftLeft(2047);
        assertThat(verdict(Forge.dns("p=" + base64(pkcs1(even, e))), RSA_SIGNED))
                .isEqualTo("KEY_UNSAFE");
        assertThat(verdict(Forge.dns("p=" + base64(pkcs1(BigInteger.ZERO, e))), RSA_SIGNED))
                .isEqualTo("KEY_SYNTAX");
        assertThat(verdict(
                        Forge.dns("p=" + base64(pkcs1(even.add(BigInteger.ONE).negate(), e))), RSA_SIGNED))
                .isEqualTo("KEY_SYNTAX");
    }

    @Test
    @DisplayName("hostile: a key record of more than 16 KiB, and one of 9 KB")
    void largeRecords() {
        assertThat(verdict(Forge.dns(RSA.txt() + "; n=" + "x".repeat(9000)), RSA_SIGNED))
                .isEqualTo("pass");
        assertThat(verdict(Forge.dns(RSA.txt() + "; n=" + "x".repeat(16 << 10)), RSA_SIGNED))
                .isEqualTo("KEY_TOO_LARGE");
    }

    /** The points of order 1, 2, 4 and 8, with the encodings of them that are not canonical. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    @DisplayName("hostile: Ed25519 keys of small order, for which a stranger can sign anything")
    void smallOrder(String point) {
        String record = "v=DKIM1; k=ed25519; p=" + base64(HexFormat.of().parseHex(point));
        String forged = "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s1; h=From;"
                + " bh=@BH@; b=" + base64(HexFormat.of().parseHex(point.substring(0, 62) + "00" + "00".repeat(32)))
                + "\r\nFrom: bob@example.com\r\n\r\n";
        byte[] message = Forge.octets(forged.replace("@BH@", "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="));
        assertThat(verdict(Forge.dns(record), message)).isEqualTo("KEY_UNSAFE");
    }

    @Test
    @DisplayName("hostile: Ed25519 octets that are no point")
    void notOnTheCurve() {
        String record = "v=DKIM1; k=ed25519; p=" + base64(HexFormat.of().parseHex("02" + "00".repeat(31)));
        assertThat(verdict(Forge.dns(record), ED25519_SIGNED)).isEqualTo("KEY_UNSAFE");
    }

    @Test
    @DisplayName("hostile: Ed25519 with the key of somebody else")
    void otherEd25519Key() {
        assertThat(verdict(Forge.dns(TestKeys.ed25519(5).txt()), ED25519_SIGNED))
                .isEqualTo("SIGNATURE_MISMATCH");
    }

    @Test
    @DisplayName("hostile: RSA signatures of another length or range, RFC 8017 §8.2.2")
    void signatureRange() {
        BigInteger modulus = ((RSAPublicKey) RSA.publicKey()).getModulus();
        String text = Forge.text(RSA_SIGNED);
        int from = text.indexOf("b=", text.indexOf("bh=") + 3) + 2;
        int to = text.indexOf("\r\n", from);
        byte[] signature = Base64.getDecoder().decode(text.substring(from, to));
        byte[] plusModulus = new BigInteger(1, signature).add(modulus).toByteArray();
        byte[] zeros = new byte[signature.length];
        byte[] padded = new byte[signature.length + 1];
        System.arraycopy(signature, 0, padded, 1, signature.length);
        byte[] cut = Arrays.copyOf(signature, signature.length - 1);
        for (byte[] wrong : List.of(plusModulus, zeros, padded, cut, new byte[] {1}, new byte[10_000])) {
            byte[] message = Forge.octets(text.substring(0, from) + base64(wrong) + text.substring(to));
            assertThat(verdict(Forge.dns(RSA.txt()), message)).isEqualTo("SIGNATURE_MISMATCH");
        }
    }
}
