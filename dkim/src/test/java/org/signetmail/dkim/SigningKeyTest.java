package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Private keys from wherever they are kept. */
class SigningKeyTest {

    private static final char[] PASSPHRASE = "gehe1m-\u00fc".toCharArray();

    /** The key of RFC 8463 appendix A.1, and the same in PKCS#8. */
    private static final String RFC_8463_ED25519 = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

    private static final String RFC_8463_ED25519_RECORD =
            "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /** The 32 octets of the private key, and those of its public half. */
    private static final String RFC_8463_ED25519_PAIR =
            "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";

    private static final String RFC_8463_RSA = """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
            Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
            KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
            AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
            6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
            zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
            6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
            uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
            WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
            WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
            licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
            o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
            uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
            -----END RSA PRIVATE KEY-----
            """;

    private static String pem(String label, String base64) {
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static String record(SigningKey key) {
        return KeyRecordText.of(key.publicKey().orElseThrow()).text();
    }

    /** Signs and verifies with it. */
    private static void works(SigningKey key) {
        byte[] message = Messages.crlf("From: bob@example.com\n\nHi\n");
        DkimSigner signer =
                DkimSigner.builder("example.com", "s1", key).shortKey(true).build();
        byte[] signed = signer.sign(Message.of(message)).prependTo(message);
        assertThat(DkimVerifier.using(Forge.dns(record(key))).verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
    }

    @Test
    @DisplayName("PKCS#8 with Ed25519: the key of RFC 8463 appendix A.1")
    void pkcs8Ed25519() {
        SigningKey key = SigningKey.fromPem(pem("PRIVATE KEY", RFC_8463_ED25519));
        assertThat(key.algorithm()).isEqualTo(DkimAlgorithm.ED25519_SHA256);
        assertThat(record(key)).isEqualTo(RFC_8463_ED25519_RECORD);
        works(key);
    }

    @Test
    @DisplayName("PKCS#8 with RSA")
    void pkcs8Rsa() {
        TestKey key = TestKeys.rsa2048();
        works(SigningKey.fromPem("some text before\n" + key.pkcs8Pem() + "and after"));
    }

    @Test
    @DisplayName("PKCS#1: the key of RFC 8463 appendix A.1")
    void pkcs1() {
        SigningKey key = SigningKey.fromPem(RFC_8463_RSA.replace("\n", "\r\n"));
        assertThat(key.algorithm()).isEqualTo(DkimAlgorithm.RSA_SHA256);
        assertThat(record(key)).contains("MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3");
        works(key);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    AES-256, HMAC-SHA-256 | MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAi+wpCJbD0rewICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEMLeYb82N9tTOGbfSfMlnqoEQCi6ioccIY/5KN7QAteN3sfphD9MhwhDPNXL3H1YDCmc8HxyDLQhNcxbFRAQFmdNVg56zS7wc1ITblth/GR2sE8=
                    AES-128, HMAC-SHA-1 | MIGNMEkGCSqGSIb3DQEFDTA8MBsGCSqGSIb3DQEFDDAOBAhYiZRhVOsUCgICCAAwHQYJYIZIAWUDBAECBBBW0og6Ekfett9S/i2gP5kOBEDu2dSGAsg7XyoF5iWR3h3Dgz5uqTsSFfUUsYimfYk2UT5rB6ZHxHN8DRBGFT3LMh1HGsU470vTCkUXE46CHjCd
                    AES-192, HMAC-SHA-512 | MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhgJPI4eUwlrQICCAAwDAYIKoZIhvcNAgsFADAdBglghkgBZQMEARYEECnQeBurdtMPgkCAMdsFwdUEQEdPuiLGb6050XKEkWcX+XMi9P8QvJEXjH7iXO+UFfMJP+qJh3Y0zxABBbmcCPW15WcuiU5AWe9PoL+dGnDS0b4=
                    triple DES | MIGKME4GCSqGSIb3DQEFDTBBMCkGCSqGSIb3DQEFDDAcBAgLRcfxHCTFAwICCAAwDAYIKoZIhvcNAgkFADAUBggqhkiG9w0DBwQItB4TQuhHEQoEOEX6B+vMqiPRLx6ITYfLTu4aiJAvW9DHbrXzcPXj9K0DaAf4a+sGML8mnT32qsw40YuJZVY7tLkO
                    """)
    @DisplayName("encrypted PKCS#8, as OpenSSL writes it")
    void encrypted(String name, String base64) {
        SigningKey key = SigningKey.fromPem(pem("ENCRYPTED PRIVATE KEY", base64), PASSPHRASE);
        assertThat(record(key)).isEqualTo(RFC_8463_ED25519_RECORD);
        String pem = pem("ENCRYPTED PRIVATE KEY", base64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(pem, "wrong".toCharArray()))
                .withMessageNotContaining(RFC_8463_ED25519);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(pem))
                .withMessageContaining("no passphrase");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MFgwHAYKKoZIhvcNAQwBAzAOBAgOrJOJRu58oAICCAAEOEdgG3fLT/paPdQk167SFWa0vp/bwRz/B1qyoUdySQmy2glmErNQrWhfxrpFXm+5z9QPMV4TMhKw",
                "MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAgDnxe/1D+3GQICQAACAQgCAQEwHQYJYIZIAWUDBAEqBBA1hpFcf8UCEHbp7+uEBvZvBEAFJR66V8QG6DvJAJw8ZE+7XQGxgqieEoMrT0ZJzIXZGq608vPST1lJBsUC/ngtBTbkEvY6iKd0xP2TFsSd35bq"
            })
    @DisplayName("encryptions that are not supported say so")
    void unsupportedEncryption(String base64) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(pem("ENCRYPTED PRIVATE KEY", base64), PASSPHRASE))
                .withRootCauseInstanceOf(GeneralSecurityException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1h\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nnot base64: =\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    @DisplayName("what is no key is refused in one way")
    void noKey(String pem) {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.fromPem(pem));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.fromPem(pem, PASSPHRASE));
    }

    /** The same key in the forms in which it comes out of files, variables and other programs. */
    static Stream<Arguments> formsOfOneKey() {
        String pkcs8 = pem("PRIVATE KEY", RFC_8463_ED25519);
        byte[] der = Base64.getDecoder().decode(RFC_8463_ED25519);
        String secret = Base64.getEncoder().encodeToString(Arrays.copyOfRange(der, der.length - 32, der.length));
        return Stream.of(
                Arguments.of("the two characters \\n for line ends", pkcs8.replace("\n", "\\n")),
                Arguments.of("the same in quotation marks", '"' + pkcs8.replace("\n", "\\n") + '"'),
                Arguments.of("\\r\\n for line ends", pkcs8.replace("\n", "\\r\\n")),
                Arguments.of("CRLF", pkcs8.replace("\n", "\r\n")),
                Arguments.of("blanks for line ends", pkcs8.replace('\n', ' ')),
                Arguments.of("no line ends", pkcs8.replace("\n", "")),
                Arguments.of("indented", pkcs8.replace("\n", "\n    ")),
                Arguments.of("a BOM in front", "\u00ef\u00bb\u00bf" + pkcs8),
                Arguments.of("a backslash in front", "\\" + pkcs8.replace("\n", "\\n")),
                Arguments.of("lines that go on, with CRLF", pkcs8.replace("\n", "\\\r\n")),
                Arguments.of("base64 behind \\n", "\\n" + RFC_8463_ED25519),
                Arguments.of("base64 before \\n", RFC_8463_ED25519 + "\\n"),
                Arguments.of("words in front", "Bag Attributes\n  friendlyName: x\n" + pkcs8),
                Arguments.of("words in front that begin with a 0", "0 my key\n" + pkcs8),
                Arguments.of("a certificate in front", pem("CERTIFICATE", "AAAA") + pkcs8),
                Arguments.of("a block cut off in front", "-----BEGIN CERTIFICATE-----\nAAAA\n" + pkcs8),
                Arguments.of("a wrong label", pem("RSA PRIVATE KEY", RFC_8463_ED25519)),
                Arguments.of("base64 without its lines", RFC_8463_ED25519),
                Arguments.of(
                        "the same, broken",
                        RFC_8463_ED25519.substring(0, 20) + "\r\n" + RFC_8463_ED25519.substring(20)),
                Arguments.of("DER", new String(der, StandardCharsets.ISO_8859_1)),
                Arguments.of("32 octets in base64", secret),
                Arguments.of("32 octets in base64, no padding, a line end", secret.replace("=", "") + "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formsOfOneKey")
    @DisplayName("one key in many forms")
    void forms(String name, String text) {
        assertThat(record(SigningKey.fromPem(text))).isEqualTo(RFC_8463_ED25519_RECORD);
    }

    @Test
    @DisplayName("PKCS#1 and PKCS#8 with RSA, each under the label of the other")
    void wrongLabels() {
        SigningKey expected = SigningKey.fromPem(RFC_8463_RSA);
        assertThat(record(SigningKey.fromPem(RFC_8463_RSA.replace("RSA PRIVATE", "PRIVATE"))))
                .isEqualTo(record(expected));
        String pkcs8 = Base64.getEncoder()
                .encodeToString(TestKeys.rsa2048().privateKey().getEncoded());
        assertThat(record(SigningKey.fromPem(pem("RSA PRIVATE KEY", pkcs8))))
                .isEqualTo(record(SigningKey.of(TestKeys.rsa2048().privateKey())));
    }

    static Stream<Arguments> otherShapes() {
        String pkcs8 = TestKeys.rsa2048().pkcs8Pem();
        String rsa = base64(TestKeys.rsa2048().privateKey().getEncoded());
        String expected = record(SigningKey.fromPem(pkcs8));
        byte[] pair = Base64.getDecoder().decode(RFC_8463_ED25519_PAIR);
        // A seed that begins like DER.
        TestKey der = TestKeys.ed25519(seedOfDer());
        byte[] derPair = Arrays.copyOf(seedOfDer(), 64);
        System.arraycopy(der.publicKey().getEncoded(), 12, derPair, 32, 32);
        return Stream.of(
                Arguments.of("private under PUBLIC KEY", pem("PUBLIC KEY", rsa), expected),
                Arguments.of("private under KEY", pem("KEY", rsa), expected),
                Arguments.of("behind a public key", pem("CERTIFICATE", "AAAA") + pem("RSA KEY", rsa), expected),
                Arguments.of("a PEM file in base64", base64(pkcs8.getBytes(StandardCharsets.US_ASCII)), expected),
                Arguments.of("backslashes, backslash, n", pkcs8.replace("\n", "\\\\n"), expected),
                Arguments.of("backslashes, r, n", pkcs8.replace("\n", "\\\\r\\\\n"), expected),
                Arguments.of("lines that go on", pkcs8.replace("\n", "\\\n"), expected),
                Arguments.of("base64 in quotes", '"' + rsa + '"', expected),
                Arguments.of("base64 in single quotes", "'" + rsa + "'", expected),
                Arguments.of(
                        "seed in a block",
                        pem("PRIVATE KEY", base64(Arrays.copyOf(pair, 32))),
                        RFC_8463_ED25519_RECORD),
                Arguments.of("pair", RFC_8463_ED25519_PAIR, RFC_8463_ED25519_RECORD),
                Arguments.of("pair in a block", pem("PRIVATE KEY", RFC_8463_ED25519_PAIR), RFC_8463_ED25519_RECORD),
                Arguments.of(
                        "pair that begins like DER",
                        base64(derPair),
                        record(SigningKey.of(der.privateKey(), der.publicKey()))));
    }

    /** A block with octets that are written in hexadecimal. */
    private static String der(String hex) {
        return pem("PRIVATE KEY", base64(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private static byte[] seedOfDer() {
        byte[] seed = new byte[32];
        seed[0] = 0x30;
        seed[1] = 30;
        return seed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherShapes")
    @DisplayName("what the octets are decides, in whatever shape they come")
    void shapes(String name, String text, String expected) {
        assertThat(record(SigningKey.fromPem(text))).isEqualTo(expected);
    }

    static Stream<Arguments> wrongTexts() throws Exception {
        KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
        KeyPair ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
        dsa.initialize(1024);
        String publicKey = base64(TestKeys.rsa2048().publicKey().getEncoded());
        String pkcs8 = base64(TestKeys.rsa2048().privateKey().getEncoded());
        String certificate = "MIIBAjCBqgIBATAKBggqhkjOPQQDAjA=";
        return Stream.of(
                Arguments.of("", "the text is empty"),
                Arguments.of(" \r\n\t", "the text is empty"),
                Arguments.of(" ".repeat(1 << 20), "the text is empty"),
                Arguments.of("\"", "neither PEM"),
                Arguments.of("-" + RFC_8463_ED25519, "neither PEM"),
                Arguments.of("-----BEGIN PRIVATE KEY-----*MC4=\n-----END PRIVATE KEY-----", "it has * at character 1"),
                Arguments.of(pem("CERTIFICATE", "no base64!"), "a certificate (-----BEGIN CERTIFICATE-----)"),
                Arguments.of(pem("PUBLIC KEY", "A"), "a public key (-----BEGIN PUBLIC KEY-----)"),
                Arguments.of(der("3004 3002 a000"), "it is a certificate; signing needs the private key"),
                Arguments.of(der("3005 3003 020101"), "it is a certificate; signing needs the private key"),
                Arguments.of(der("3004 3002 0400"), "it is no private key"),
                Arguments.of(der("3002 3000"), "it is no private key"),
                Arguments.of(der("300a 020103 3005 06032a0304"), "it is a PKCS#12 key store"),
                Arguments.of(der("300b 02020003 3005 06032a0304"), "a key of another kind (1.2.3.4)"),
                Arguments.of(
                        pkcs8 + "\n-----END PRIVATE KEY-----", "cut off: it has an -----END line and no -----BEGIN"),
                Arguments.of(pem("PUBLIC KEY", base64(ec.getPrivate().getEncoded())), "it is an elliptic-curve key"),
                Arguments.of(pem("PUBLIC KEY", certificate), "a certificate (-----BEGIN PUBLIC KEY-----)"),
                Arguments.of(pem("CERTIFICATE", publicKey), "a public key (-----BEGIN CERTIFICATE-----)"),
                Arguments.of("\\x" + pkcs8 + "\\", "neither PEM"),
                Arguments.of("hello, world", "neither PEM with its -----BEGIN line, nor base64, nor DER"),
                Arguments.of(
                        "-----BEGIN PRIVATE KEY-----\n" + pkcs8.substring(0, 400), "cut off: -----BEGIN PRIVATE KEY"),
                // Found by fuzzing: a damaged line whose dashes are those of the END line.
                Arguments.of(
                        pem("PRIVATE KEY", pkcs8).replace("KEY-----\n", "KEY---!--\n"),
                        "no private key in this PEM text"),
                Arguments.of("-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----", "cut off: -----BEGIN PRIVATE KEY"),
                Arguments.of(
                        pem("PRIVATE KEY", pkcs8.substring(0, 400)), "cut off: it should have 1218 octets and has 300"),
                Arguments.of(pkcs8.substring(0, 400), "cut off: it should have 1218 octets and has 300"),
                Arguments.of(pem("PUBLIC KEY", publicKey), "a public key (-----BEGIN PUBLIC KEY-----)"),
                Arguments.of(pem("PRIVATE KEY", publicKey), "it is a public key"),
                Arguments.of(publicKey, "it is a public key"),
                Arguments.of(pem("CERTIFICATE", certificate), "a certificate (-----BEGIN CERTIFICATE-----)"),
                Arguments.of(pem("NEW CERTIFICATE REQUEST", "AAAA"), "a certificate request"),
                Arguments.of(pem("DH PARAMETERS", "AAAA"), "something else (-----BEGIN DH PARAMETERS-----)"),
                Arguments.of(pem("PRIVATE KEY", base64(ec.getPrivate().getEncoded())), "it is an elliptic-curve key"),
                Arguments.of(pem("EC PRIVATE KEY", "MA8CAQEECgECAwQFBgcICQo="), "it is an elliptic-curve key (SEC 1)"),
                Arguments.of(
                        pem("PRIVATE KEY", base64(ed448.getPrivate().getEncoded())),
                        "it is an Ed448 key (1.3.101.113)"),
                Arguments.of(
                        pem(
                                "PRIVATE KEY",
                                base64(dsa.generateKeyPair().getPrivate().getEncoded())),
                        "it is a DSA key"),
                Arguments.of(pem("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjE="), "ssh-keygen -p -m PKCS8"),
                Arguments.of("-----BEGIN X\r\n\u00a0-----\nAAAA\n-----END X", "-----BEGIN X\\013\\010\\160-----"),
                Arguments.of("\0-\0-\0", "UTF-16"),
                Arguments.of(
                        pem("PRIVATE KEY", RFC_8463_ED25519.replace("BQYD", "B*QYD")),
                        "not base64: it has * at character 11"),
                Arguments.of(base64(new byte[] {0x30, 3, 2, 1, 1}), "are no private key"),
                Arguments.of(
                        base64(new byte[33]),
                        "the 33 octets are no DER of a key, and an Ed25519 key without DER has 32"),
                Arguments.of(base64(new byte[64]), "the 64 octets are no DER of a key"),
                Arguments.of(" ".repeat((1 << 20) + 1), "1048577 characters"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrongTexts")
    @DisplayName("what is no private key is named as what it is")
    void namesWhatItIs(String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(text))
                .withMessageContaining(words);
    }

    @Test
    @DisplayName("hostile: many lines that begin a block cost no more than their length")
    void manyBegins() {
        String text = "-----BEGIN PRIVATE KEY-----\n".repeat(30_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(text))
                .withMessageContaining("cut off");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(text + "-----END X-----".repeat(1000)))
                .withMessageContaining("no usable private key in the PEM block");
    }

    @Test
    @DisplayName("hostile: a key that is to be hashed for hours is refused")
    void iterations() {
        byte[] der = Base64.getDecoder()
                .decode(
                        "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAi+wpCJbD0rewICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEM"
                                + "LeYb82N9tTOGbfSfMlnqoEQCi6ioccIY/5KN7QAteN3sfphD9MhwhDPNXL3H1YDCmc8HxyDLQhNcxbFRAQFmdNVg56zS7wc1IT"
                                + "blth/GR2sE8=");
        // The salt of eight octets becomes one of six, and the iterations have four octets in place of two.
        byte[] more = der.clone();
        int salt = new String(der, StandardCharsets.ISO_8859_1).indexOf("\u0004\u0008\u00be");
        more[salt + 1] = 6;
        System.arraycopy(new byte[] {2, 4, 0x7F, -1, -1, -1}, 0, more, salt + 8, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromPem(base64(more), PASSPHRASE))
                .withMessageContaining("2147483647 times; from 1 to 10000000 are taken");
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    @Test
    void otherKindsOfKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of(generator.generateKeyPair().getPrivate()));
        KeyPairGenerator ed448 = KeyPairGenerator.getInstance("Ed448");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of(ed448.generateKeyPair().getPrivate()));
        TestKey ed25519 = TestKeys.ed25519();
        Provider provider = Security.getProvider("SunRsaSign");
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(ed25519.privateKey(), provider));
    }

    @Test
    @DisplayName("a file, with and without a passphrase")
    void files(@TempDir Path directory) throws Exception {
        Path plain = Files.writeString(directory.resolve("plain.pem"), pem("PRIVATE KEY", RFC_8463_ED25519));
        assertThat(record(SigningKey.fromPem(plain))).isEqualTo(RFC_8463_ED25519_RECORD);
        assertThat(record(SigningKey.fromPem(plain, PASSPHRASE))).isEqualTo(RFC_8463_ED25519_RECORD);
    }

    @Test
    @DisplayName("a pair of which the private key does not show its public half")
    void pairs() {
        TestKey rsa = TestKeys.rsa2048();
        works(SigningKey.of(rsa.privateKey(), rsa.publicKey()));
        works(SigningKey.of(rsa.privateKey(), Security.getProvider("SunRsaSign")));
        TestKey ed25519 = TestKeys.ed25519();
        SigningKey jdk = SigningKey.of(ed25519.privateKey(), ed25519.publicKey());
        works(jdk);
        SigningInput input = new SigningInput(new byte[7], new byte[32]);
        assertThat(jdk.sign(input))
                .isEqualTo(SigningKey.of(ed25519.privateKey()).sign(input));
    }

    @Test
    @DisplayName("a key store")
    void keyStore(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "s1",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=example.com",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        works(SigningKey.fromKeyStore(store, "s1", "changeit".toCharArray()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromKeyStore(store, "s2", "changeit".toCharArray()));
        assertThatThrownBy(() -> SigningKey.fromKeyStore(store, "s1", "wrong".toCharArray()))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    @DisplayName("hostile: no key shows itself")
    void secrets() {
        String pem = TestKeys.rsa2048().pkcs8Pem();
        assertThat(SigningKey.fromPem(pem)).hasToString("SigningKey[rsa-sha256]");
        assertThat(SigningKey.of(TestKeys.ed25519().privateKey())).hasToString("SigningKey[ed25519-sha256]");
        DkimKeyPair pair = DkimKeyPair.ed25519();
        assertThat(pair.toString())
                .contains("p=")
                .doesNotContain(pair.privateKeyPem().substring(30, 60));
    }
}
