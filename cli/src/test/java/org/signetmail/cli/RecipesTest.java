package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.KeyCheck;
import org.signetmail.dkim.NoSignerPolicy;
import org.signetmail.dkim.SigningInput;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What docs/recipes.md has of keys, and its XML. */
class RecipesTest {

    private final byte[] octets = Messages.crlf("From: bob@example.com\nSubject: hello\n\nHello.\n");

    private static String published(String selector, TestKey key) {
        return selector + "._domainkey.example.com TXT \"" + key.txt() + "\"\n";
    }

    private static List<DkimResult> results(byte[] signed, String zone) {
        return DkimVerifier.using(FakeDns.zone(zone)).verify(Message.of(signed)).stream()
                .map(DkimOutcome::result)
                .toList();
    }

    /** RFC 8017 §9.2: what a service does that is asked for RSASSA-PKCS1-v1_5 of a digest. */
    private static byte[] signDigest(byte[] digest) {
        try {
            Signature rsa = Signature.getInstance("NONEwithRSA");
            rsa.initSign(TestKeys.rsa2048().privateKey());
            rsa.update(HexFormat.of().parseHex("3031300d060960864801650304020105000420"));
            rsa.update(digest);
            return rsa.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("A key in a KMS")
    void kms() {
        PublicKey fetched = TestKeys.rsa2048().publicKey();
        // example: kms
        // The service's own call, of a digest: RSASSA_PKCS1_V1_5_SHA_256 with the type DIGEST at AWS,
        // RSA_SIGN_PKCS1_2048_SHA256
        // at Google, RS256 at Azure. The public key is fetched once, when the server starts.
        record KmsKey(PublicKey rsa, UnaryOperator<byte[]> service) implements SigningKey {
            @Override
            public DkimAlgorithm algorithm() {
                return DkimAlgorithm.RSA_SHA256;
            }

            @Override
            public byte[] sign(SigningInput input) {
                return service.apply(input.digest()); // what it throws refuses the message; nothing goes out unsigned
            }

            @Override
            public Optional<PublicKey> publicKey() {
                return Optional.of(rsa);
            }
        }
        DkimSigner signer = DkimSigner.builder("example.com", "s2026", new KmsKey(fetched, RecipesTest::signDigest))
                .build();
        // end
        byte[] signed = signer.sign(Message.of(octets)).prependTo(octets);
        assertThat(results(signed, published("s2026", TestKeys.rsa2048()))).containsExactly(DkimResult.PASS);

        DkimSigner faulty = DkimSigner.builder("example.com", "s2026", new KmsKey(fetched, digest -> new byte[256]))
                .build();
        assertThatThrownBy(() -> faulty.sign(Message.of(octets))).isInstanceOf(DkimSigningException.class);
    }

    @Test
    @DisplayName("Rotation: the new key is used when it is published, and the old one stays beside it for a while")
    void rotation() {
        SigningKey oldKey = SigningKey.of(TestKeys.rsa2048().privateKey());
        SigningKey newKey = SigningKey.of(TestKeys.ed25519().privateKey());
        FakeDns resolver =
                FakeDns.zone(published("s2026a", TestKeys.rsa2048()) + published("s2026b", TestKeys.ed25519()));
        // example: rotation
        DkimSigner before = DkimSigner.builder("example.com", "s2026a", oldKey).build();
        AtomicReference<DkimSigners> current = new AtomicReference<>(DkimSigners.of(before));
        DkimSigners signers = DkimSigners.supplied(current::get); // what the server signs with

        // 1. Publish s2026b. 2. Every hour: is it there, and is it ours?
        if (!KeyCheck.using(resolver).check("example.com", "s2026b", newKey).breaksSignatures()) {
            DkimSigner after =
                    DkimSigner.builder("example.com", "s2026b", newKey).build();
            current.set(DkimSigners.of(after, before)); // 3. Both, for as long as caches and queues last: a week
        }
        // 4. Then the new one alone, and p= of s2026a is made empty when nothing signed with it is on its way any more.
        // end
        byte[] signed = signers.sign(Message.of(octets)).prependTo(octets);
        assertThat(results(signed, published("s2026b", TestKeys.ed25519())))
                .containsExactlyInAnyOrder(DkimResult.PASS, DkimResult.PERMERROR);
    }

    @Test
    @DisplayName("Many domains: a folder of keys, read anew while the server runs")
    void domains(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("example.com.pem"), TestKeys.rsa2048().pkcs8Pem(), US_ASCII);
        Files.writeString(folder.resolve("example.net.pem"), TestKeys.ed25519().pkcs8Pem(), US_ASCII);
        // example: domains
        final class Tenants {
            /** A file for each domain, such as example.com.pem. */
            static DkimSigners of(Path keys) {
                List<DkimSigner> signers = new ArrayList<>();
                try (DirectoryStream<Path> files = Files.newDirectoryStream(keys, "*.pem")) {
                    for (Path file : files) {
                        String name = file.getFileName().toString();
                        String domain = name.substring(0, name.length() - ".pem".length());
                        signers.add(DkimSigner.builder(domain, "s2026", SigningKey.fromPem(Files.readString(file)))
                                .requireAlignment(true)
                                .build());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return DkimSigners.byAuthorDomain(signers, NoSignerPolicy.REFUSE);
            }
        }
        AtomicReference<DkimSigners> tenants = new AtomicReference<>(Tenants.of(folder));
        DkimSigners signers = DkimSigners.supplied(tenants::get);
        // When a customer comes or goes: tenants.set(Tenants.of(folder))
        // end
        byte[] signed = signers.sign(Message.of(octets)).prependTo(octets);
        assertThat(results(signed, published("s2026", TestKeys.rsa2048()))).containsExactly(DkimResult.PASS);
        byte[] stranger = Messages.crlf("From: a@example.org\n\nx\n");
        assertThatThrownBy(() -> signers.sign(Message.of(stranger))).isInstanceOf(DkimSigningException.class);
    }

    @Test
    @DisplayName("What the page leaves out of a shaded jar is what the command's own jar leaves out")
    void shading() {
        String pom = Pages.text(Repository.file("cli/pom.xml"));
        String page = Pages.text(Repository.file("docs/recipes.md"));
        List<String> excluded = Pattern.compile("<exclude>[^<]+</exclude>|<Multi-Release>true</Multi-Release>")
                .matcher(page)
                .results()
                .map(each -> each.group())
                .toList();
        assertThat(excluded)
                .hasSizeGreaterThan(4)
                .contains("<Multi-Release>true</Multi-Release>")
                .allSatisfy(each -> assertThat(pom).contains(each));
    }

    @Test
    @DisplayName("The modules that the page gives to jlink are among those that HostsTest links")
    void linking() {
        String modules = Pattern.compile("--add-modules\\s+([a-z0-9.,]+)")
                .matcher(Pages.text(Repository.file("docs/recipes.md")))
                .results()
                .map(each -> each.group(1))
                .findFirst()
                .orElseThrow();
        String test = Pages.text(Repository.file("hosts/src/test/java/org/signetmail/hosts/HostsTest.java"));
        List<String> linked = Pattern.compile("\"--add-modules\",\\s+\"([a-z0-9.,]+)\"")
                .matcher(test)
                .results()
                .map(each -> each.group(1))
                .toList();
        assertThat(linked)
                .anySatisfy(
                        each -> assertThat(List.of(each.split(",", -1))).containsAll(List.of(modules.split(",", -1))));
    }
}
