package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.dkim.KeyRecordText;
import org.signetmail.testkit.TestKeys;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a command that takes a private key makes of it, and what {@code signet sign} tells a program. */
class SigningTest {

    private static final String PASSPHRASE = "open sesame";
    /** Of Ed25519, encrypted with that passphrase: PBES2, PBKDF2 and AES-256. */
    private static final String ENCRYPTED = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj1+qAW8e6mKQICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEIA7gwToTYlgs4qV81uShQ0EQEaK
        wedM/YairZMpOOhkFqgCOq0d1sjNA/OdYuGRDCIzzU/ha4De5oPmckE+QYPDxBCV
        sZtyo+vDrW6Eg64/K+I=
        -----END ENCRYPTED PRIVATE KEY-----
        """;

    private static final String NAMES = " -d example.com -s s1 ";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void files() throws IOException {
        file("m.eml", "From: ann@example.com\nSubject: x\n\nHello.\n");
        file("rsa.pem", TestKeys.rsa2048().pkcs8Pem());
        file("ed.pem", TestKeys.ed25519().pkcs8Pem());
    }

    private void file(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(ISO_8859_1));
    }

    /** Words of the form {@code @NAME} are files of the folder. */
    private int signet(String line) {
        octets.reset();
        err.getBuffer().setLength(0);
        List<String> words = new ArrayList<>();
        for (String word : line.strip().split(" +", -1)) {
            words.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
        }
        Console console = Console.of(InputStream.nullInputStream(), octets, new PrintWriter(err, true))
                .withEnvironment(environment);
        int status = Main.run(console, words.toArray(new String[0]));
        assertThat(console.written()).isTrue();
        return status;
    }

    private String out() {
        return octets.toString(ISO_8859_1);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> json() {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(out());
    }

    @Test
    @DisplayName(
            "The passphrase of an encrypted key is in a file or in the environment, and without one the ways are named")
    void encryptedKeys() throws IOException {
        file("enc.pem", ENCRYPTED);
        file("right", PASSPHRASE + "\r\nsecond line\n");
        file("wrong", "x\n");
        file("empty", "\n");
        file("zone.txt", new KeyRecordText(TestKeys.rsa2048().txt()).zoneLine("example.com", "s1") + "\n");
        String sign = "sign @m.eml --key @enc.pem" + NAMES;
        assertThat(signet(sign)).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString())
                .contains("--passphrase", "SIGNET_KEY_PASSPHRASE", "openssl pkey -in")
                .hasLineCount(1);
        assertThat(signet(sign + "--passphrase @right")).isZero();
        assertThat(out()).startsWith("DKIM-Signature: ");
        assertThat(signet("checkkey --key @enc.pem --dns @zone.txt --passphrase @right" + NAMES))
                .isEqualTo(ExitStatus.FAIL);
        assertThat(out()).contains("dkim-key-type-mismatch");
        assertThat(signet(sign + "--passphrase @wrong")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("the passphrase is wrong");
        assertThat(signet(sign + "--passphrase @empty")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("empty: there is nothing on its first line");
        assertThat(signet(sign + "--passphrase @none")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("no such file");

        environment = Map.of("SIGNET_KEY_PASSPHRASE", PASSPHRASE);
        assertThat(signet(sign)).isZero();
        assertThat(signet("sign @m.eml --key @ed.pem" + NAMES))
                .as("a key without a passphrase needs none")
                .isZero();
    }

    @Test
    @DisplayName("A key that is too short to sign with is refused with the command that makes another")
    void shortKeys() throws IOException {
        file("short.pem", TestKeys.rsa1024().pkcs8Pem());
        for (String line : List.of("--key @short.pem", "--key @ed.pem --also @short.pem:s2")) {
            assertThat(signet("sign @m.eml " + line + NAMES)).isEqualTo(ExitStatus.USAGE);
            assertThat(err.toString())
                    .contains("an RSA key of 1024 bits", "\"signet genkey rsa -d example.com -s NEW --out NEW.pem\"")
                    .doesNotContain("shortKey")
                    .hasLineCount(1);
        }
    }

    @Test
    @DisplayName("checkkey --key tells what is said of the record alone, too, and goes by it")
    void whatTheRecordAloneShows() throws IOException {
        String line = new KeyRecordText(TestKeys.rsa2048().txt()).zoneLine("example.com", "real");
        file(
                "zone.txt",
                line + "\n" + line.replace("real.", "s1.").replaceFirst("v=DKIM1;", "v=DKIM1; t=y;")
                        + "\nold._domainkey.example.com CNAME gone.example.net\n");
        for (String selector : List.of("s1", "real", "old")) {
            assertThat(signet("checkkey -d example.com --dns @zone.txt -s " + selector))
                    .isEqualTo(signet("checkkey -d example.com --dns @zone.txt --key @rsa.pem -s " + selector));
            signet("checkkey -d example.com --dns @zone.txt --json -s " + selector);
            List<Object> alone = codes();
            signet("checkkey -d example.com --dns @zone.txt --json --key @rsa.pem -s " + selector);
            assertThat(codes()).containsAll(alone).doesNotHaveDuplicates();
        }
        assertThat(signet("checkkey -d example.com --dns @zone.txt --key @rsa.pem -s old"))
                .isEqualTo(ExitStatus.FAIL);
        assertThat(out()).contains("dkim-key-dangling-cname");
    }

    private List<Object> codes() {
        List<Object> codes = new ArrayList<>();
        ((List<?>) json().get("findings")).forEach(finding -> codes.add(((Map<?, ?>) finding).get("code")));
        return codes;
    }

    @Test
    @DisplayName("A CR alone in a file whose lines end with LF is signed as a line end, and that is told")
    void loneReturn() throws IOException {
        file("lf.eml", "From: ann@example.com\n\nHello\rthere.\n");
        assertThat(signet("sign @lf.eml --key @rsa.pem" + NAMES)).isZero();
        assertThat(out()).endsWith("\n\nHello\nthere.\n");
        assertThat(err.toString()).contains("signet: 1 CR that stands alone was made a line end");
    }

    @Test
    @DisplayName("--json has the fields to put in front of the message, or beside --out which were put there")
    void signedForAProgram() throws IOException {
        JsonShape shape = new JsonShape("sign");
        assertThat(signet("sign @m.eml --key @rsa.pem --also @ed.pem:s2 --json" + NAMES))
                .isZero();
        shape.add(out());
        assertThat(err.toString()).isEmpty();
        List<?> signatures = (List<?>) json().get("signatures");
        assertThat(signatures).hasSize(2);
        assertThat((Map<?, ?>) signatures.get(1)).satisfies(each -> {
            assertThat(each.get("selector")).isEqualTo("s2");
            assertThat(each.get("algorithm")).isEqualTo("ed25519-sha256");
            assertThat((String) each.get("field"))
                    .startsWith("DKIM-Signature: ")
                    .contains("s=s2")
                    .endsWith("\r\n");
        });
        file("8bit.eml", "From: ann@example.com\n\nCaf\u00E9\n");
        assertThat(signet("sign @8bit.eml --key @rsa.pem --json --out @signed.eml" + NAMES))
                .isZero();
        shape.add(out());
        assertThat(json()).containsEntry("file", folder.resolve("signed.eml").toString());
        assertThat((List<?>) json().get("findings")).isNotEmpty();
        assertThat(Files.readString(folder.resolve("signed.eml"), ISO_8859_1)).startsWith("DKIM-Signature: ");

        file("two.eml", "From: a@example.com\nFrom: b@example.com\n\nx\n");
        assertThat(signet("sign @two.eml --key @rsa.pem --json" + NAMES)).isEqualTo(ExitStatus.FAIL);
        shape.add(out());
        assertThat(json()).containsEntry("problem", "sign-author");
        file("cr.eml", "From: ann@example.com\r\n\r\nHello\rthere.\r\n");
        assertThat(signet("sign @cr.eml --key @rsa.pem --json" + NAMES)).isEqualTo(ExitStatus.FAIL);
        assertThat((String) json().get("reason"))
                .contains("one kind of line ends")
                .doesNotContain("LineEndPolicy");
        assertThat(signet("sign @cr.eml --key @rsa.pem" + NAMES)).isEqualTo(ExitStatus.FAIL);
        assertThat(err.toString()).contains("dos2unix").doesNotContain("LineEndPolicy");
        assertThat(signet("sign @none.eml --key @rsa.pem --json" + NAMES)).isEqualTo(ExitStatus.USAGE);
        shape.add(out());
        shape.assertIsDocumented();
        assertThat(signet("sign @m.eml --key @rsa.pem --json --out @none/x.eml" + NAMES))
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(octets.toString(US_ASCII)).isEmpty();
    }
}
