package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.core.ResultsFilter;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimKeyPair;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.KeyCheck;
import org.signetmail.dkim.KeyReport;
import org.signetmail.dkim.NoSignerPolicy;
import org.signetmail.dkim.SigningInput;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DispositionPolicy;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.SmtpAction;
import org.signetmail.dmarc.SmtpReply;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfResult;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.Question;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.dkim.SigningKeyKit;

/** The README's examples, compiled and run. {@link PagesTest} holds that what stands between the marks here is what stands there. */
class ReadmeExamplesTest {

    private final byte[] octets = Messages.crlf("From: bob@example.net\nSubject: hello\n\nHello.\n");
    private final InetAddress clientIp = InetAddress.getLoopbackAddress();

    @Test
    void inbound() {
        // example: inbound
        // One for the whole server: immutable and thread-safe.
        MailAuthenticator authenticator = MailAuthenticator.using(DnsJavaResolver.system());
        // end
        assertThat(authenticator).isNotNull();
        authenticator = MailAuthenticator.using(
                FakeDns.zone("_dmarc.example.net TXT \"v=DMARC1; p=reject\"\nexample.net TXT \"v=spf1 -all\""));

        // example: inbound
        // For each message, when its data is in: the octets as they came, without dot-stuffing.
        Envelope envelope = Envelope.from(clientIp).helo("mail.example.net").mailFrom("bob@example.net");
        Message message = Message.of(octets);
        Authentication result = authenticator.authenticate(message, envelope);

        SmtpReply reply = result.reply(); // accept, quarantine, defer or refuse, with the codes and a line to answer
        Message clean =
                ResultsFilter.of("mx.example.org").clean(message); // without fields that a sender forged in our name
        String field = result.toAuthenticationResults("mx.example.org").toField(); // to prepend to the clean message
        String line = result.summary(); // one line for the log; explain() has every query and every rule
        // end
        assertThat(clean.fields()).hasSize(2);
        assertThat(field).contains("dmarc=fail");
        assertThat(reply.line()).startsWith("550 5.7.26 ");
        assertThat(line).contains("client=127.0.0.1", "dmarc=fail", "reply=\"550 5.7.26");
    }

    @Test
    void outcome() {
        DnsResolver resolver = FakeDns.zone("");
        Message message = Message.of("DKIM-Signature: v=1;; d=example.net\r\n\r\n".getBytes(UTF_8));
        List<String> lines = new ArrayList<>();
        Log log = lines::add;
        // example: outcome
        for (DkimOutcome outcome : DkimVerifier.using(resolver).verify(message)) {
            log.info(outcome.problem().map(DkimProblem::code).orElse("dkim-pass")); // for programs: it does not change
            log.info(outcome.summary()); // one line, with nothing hostile in it unescaped
            log.info(outcome.reason()); // for a person: the fact that decides, and what to do
            for (Finding finding : outcome.findings()) { // of a signature that passes, too
                log.info(finding.code() + " (" + finding.section() + "): " + finding.message());
            }
        }
        // end
        assertThat(lines)
                .hasSize(4)
                .startsWith("dkim-signature-syntax", "dkim=permerror problem=dkim-signature-syntax");
        assertThat(lines.get(3))
                .startsWith("dkim-signature-syntax (RFC 6376 §3.2): ")
                .contains("an empty tag");
    }

    private interface Log {
        void info(String line);
    }

    @Test
    void policy() {
        DnsResolver resolver =
                FakeDns.zone("_dmarc.example.net TXT \"v=DMARC1; p=reject\"\nexample.net TXT \"v=spf1 -all\"");
        // example: policy
        MailAuthenticator careful = MailAuthenticator.using(resolver)
                .withDispositionPolicy(DispositionPolicy.neverReject().and(DispositionPolicy.enforceSpfFail()));
        // end
        Envelope envelope = Envelope.from(clientIp).helo("mail.example.net").mailFrom("bob@example.net");
        assertThat(careful.authenticate(Message.of(octets), envelope).reply().action())
                .isEqualTo(SmtpAction.QUARANTINE);
    }

    @Test
    void outbound() {
        String pem = TestKeys.rsa2048().pkcs8Pem();
        // example: outbound
        DkimSigner signer = DkimSigner.builder("example.com", "s2026", SigningKey.fromPem(pem))
                .build();
        byte[] signed = signer.sign(Message.of(octets)).prependTo(octets);
        // end
        assertThat(new String(signed, UTF_8)).startsWith("DKIM-Signature:").endsWith("Hello.\r\n");
    }

    @Test
    void keys() {
        DnsResolver resolver = FakeDns.zone("example.com A 192.0.2.1");
        // example: keys
        DkimKeyPair pair = DkimKeyPair.rsa(2048);
        String record = pair.record().zoneLine("example.com", "s2026"); // split into strings of at most 255 octets
        KeyReport report = KeyCheck.using(resolver).check("example.com", "s2026", pair.signingKey());
        boolean ready = !report.breaksSignatures(); // report.findings() say what is wrong, and what to do
        // end
        assertThat(ready).isFalse();
        FakeDns published = FakeDns.zone(record);
        assertThat(KeyCheck.using(published)
                        .check("example.com", "s2026", pair.signingKey())
                        .matches())
                .isTrue();
    }

    @Test
    void several() {
        DkimSigner rsaSigner = DkimSigner.builder(
                        "example.com", "rsa", SigningKey.of(TestKeys.rsa2048().privateKey()))
                .build();
        DkimSigner ed25519Signer = DkimSigner.builder(
                        "example.com", "ed", SigningKey.of(TestKeys.ed25519().privateKey()))
                .build();
        // example: several
        DkimSigners signers = DkimSigners.of(rsaSigner, ed25519Signer);
        byte[] signed = signers.sign(Message.of(octets)).prependTo(octets);
        // end
        assertThat(Message.of(signed).fields("DKIM-Signature")).hasSize(2);
    }

    @Test
    void tenants() {
        SigningKey key = SigningKey.of(TestKeys.ed25519().privateKey());
        DkimSigner exampleCom = DkimSigner.builder("example.com", "s1", key).build();
        DkimSigner exampleNet = DkimSigner.builder("example.net", "s1", key).build();
        // example: tenants
        AtomicReference<DkimSigners> current = new AtomicReference<>(
                DkimSigners.byAuthorDomain(List.of(exampleCom, exampleNet), NoSignerPolicy.PASS_THROUGH));
        DkimSigners tenants = DkimSigners.supplied(current::get);
        byte[] relayed = tenants.sign(Message.of(octets)).prependTo(octets);
        // end
        assertThat(Message.of(relayed).fields("DKIM-Signature"))
                .singleElement()
                .asString()
                .contains("d=example.net;");
    }

    /** Stands in for a service that keeps keys. */
    private record Vault(TestKey key) {
        byte[] signDigest(String name, byte[] digest) {
            assertThat(name).isEqualTo("dkim-2026");
            try {
                // RFC 8017 §9.2: DigestInfo for SHA-256 in front of the digest.
                Signature rsa = Signature.getInstance("NONEwithRSA");
                rsa.initSign(key.privateKey());
                rsa.update(HexFormat.of().parseHex("3031300d060960864801650304020105000420"));
                rsa.update(digest);
                return rsa.sign();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        PublicKey publicKey(String name) {
            assertThat(name).isEqualTo("dkim-2026");
            return key.publicKey();
        }
    }

    @Test
    void remote() {
        Vault vault = new Vault(TestKeys.rsa2048());
        // example: remote
        final class VaultKey implements SigningKey {
            @Override
            public DkimAlgorithm algorithm() {
                return DkimAlgorithm.RSA_SHA256;
            }

            @Override
            public byte[] sign(SigningInput input) {
                return vault.signDigest(
                        "dkim-2026", input.digest()); // or input.data(), for services that hash by themselves
            }

            @Override
            public Optional<PublicKey> publicKey() {
                return Optional.of(vault.publicKey("dkim-2026"));
            }
        }
        // end
        // example: kit
        class VaultKeyTest extends SigningKeyKit {
            @Override
            protected SigningKey key() {
                return new VaultKey();
            }
        }
        // end
        SigningKeyKit kit = new VaultKeyTest();
        kit.makeKey();
        kit.signsMessages();
        kit.endThreads();
        byte[] signed = DkimSigner.builder("example.com", "s2026", new VaultKey())
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);
        FakeDns dns = FakeDns.zone(
                "s2026._domainkey.example.com TXT \"" + TestKeys.rsa2048().txt() + "\"");
        assertThat(DkimVerifier.using(dns).verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
    }

    @Test
    void provider() {
        DnsResolver resolver = FakeDns.zone(
                "s2026._domainkey.example.net TXT \"" + TestKeys.rsa2048().txt() + "\"");
        PrivateKey privateKey = TestKeys.rsa2048().privateKey();
        Provider provider = new BouncyCastleProvider(); // Stands in for a fast one.
        // example: provider
        DkimOptions dkim = DkimOptions.DEFAULT.withProvider(provider);
        MailAuthenticator authenticator = MailAuthenticator.using(resolver).withDkim(dkim);

        DkimSigner signer = DkimSigner.builder("example.net", "s2026", SigningKey.of(privateKey, provider))
                .provider(provider)
                .build();
        // end
        byte[] signed = signer.sign(Message.of(octets)).prependTo(octets);
        Envelope envelope = Envelope.from(clientIp).helo("mail.example.net").mailFrom("bob@example.net");
        assertThat(authenticator.authenticate(Message.of(signed), envelope).dkim())
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
    }

    @Test
    void testing() {
        Envelope envelope = Envelope.from(clientIp).helo("mail.example.net").mailFrom("bob@example.net");
        // example: testing
        FakeDns dns = FakeDns.zone("""
                example.net         TXT  "v=spf1 ip4:192.0.2.1 -all"
                _dmarc.example.net  TXT  "v=DMARC1; p=reject"
                broken.example      TXT  !SERVFAIL
                """);
        SpfOutcome spf = SpfVerifier.using(dns).verify(envelope);
        List<Question> asked = dns.queries(); // what was asked, in order
        // end
        DnsResolver resolver = dns;
        assertThat(resolver).isNotNull();
        assertThat(spf.result()).isEqualTo(SpfResult.FAIL);
        assertThat(asked).hasToString("[example.net TXT]");
    }
}
