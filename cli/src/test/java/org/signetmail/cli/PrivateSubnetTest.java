package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.KeyCheck;
import org.signetmail.dkim.KeyReport;
import org.signetmail.dkim.SigningInput;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.AuthenticationLimits;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.Zone;
import org.signetmail.testkit.dkim.SigningKeyKit;

/** The programs of docs/walkthroughs/private-subnet.md run; that the page has the same, {@link WalkthroughsTest} knows. */
class PrivateSubnetTest {

    private static final TestKey FIRST = TestKeys.rsa2048();
    private static final TestKey SECOND = TestKeys.rsa(2048, 11);

    private static final String MAIL = "From: billing@example.com\nSubject: Invoice\n\nIt is in your account.\n";

    /** Stands in for the client of a service that keeps secrets. */
    private static final class SecretsManager {
        private final Map<String, String> texts = new HashMap<>();

        String text(String name) {
            return texts.get(name);
        }
    }

    private static SigningKey managed(TestKey key) {
        // example: subnet-key
        // A private key that a secrets manager keeps. Its client has a cache: a secret is fetched every few minutes.
        final class ManagedKey implements SigningKey {
            private final SecretsManager secrets;
            private final String name;

            ManagedKey(SecretsManager secrets, String name) {
                this.secrets = secrets;
                this.name = name;
            }

            @Override
            public DkimAlgorithm algorithm() {
                return DkimAlgorithm.RSA_SHA256;
            }

            @Override
            public byte[] sign(SigningInput input) {
                return SigningKey.fromPem(secrets.text(name)).sign(input);
            }

            @Override
            public Optional<PublicKey> publicKey() {
                return SigningKey.fromPem(secrets.text(name)).publicKey();
            }
        }
        // end
        SecretsManager secrets = new SecretsManager();
        secrets.texts.put("dkim", key.pkcs8Pem());
        return new ManagedKey(secrets, "dkim");
    }

    @Test
    void resolver() {
        Zone zone = Zone.parse("""
                example.com         TXT  "v=spf1 ip4:192.0.2.1 -all"
                _dmarc.example.com  TXT  "v=DMARC1; p=reject"
                """);
        try (DnsServer server = DnsServer.start(zone)) {
            InetSocketAddress address = server.address();
            String nameServer = address.getAddress().getHostAddress() + ":" + address.getPort();
            // example: subnet-resolver
            DnsJavaResolver resolver = DnsJavaResolver.builder()
                    .servers(nameServer) // "10.20.0.53:5353", the forwarder of the subnet
                    .tcpOnly(true) // the firewall lets nothing else through
                    .timeout(Duration.ofSeconds(
                            2)) // for one attempt; with two, a server that is silent costs four seconds
                    .attempts(2)
                    .build();
            // end
            // example: subnet-limits
            MailAuthenticator authenticator = MailAuthenticator.using(resolver)
                    .withLimits(AuthenticationLimits.DEFAULT.withTime(Duration.ofSeconds(10)));
            // end
            Envelope envelope = Envelope.from(InetAddress.getLoopbackAddress()).mailFrom("billing@example.com");
            assertThat(authenticator
                            .authenticate(Message.of(Messages.crlf(MAIL)), envelope)
                            .dmarc()
                            .result())
                    .isEqualTo(DmarcResult.FAIL);
            assertThat(server.tcpQueries()).isNotEmpty().hasSameSizeAs(server.queries());
        }
    }

    @Test
    void theKeyKeepsTheContract() {
        SigningKeyKit kit = new SigningKeyKit() {
            @Override
            protected SigningKey key() {
                return managed(FIRST);
            }
        };
        kit.makeKey();
        kit.signsMessages();
        kit.endThreads();
    }

    @Test
    void start() {
        assertThat(checked(zone("s2026a", FIRST))).isNotNull();
        assertThatThrownBy(() -> checked(FakeDns.zone("example.com A 192.0.2.1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s2026a._domainkey.example.com");
        assertThatThrownBy(() -> checked(zone("s2026a", SECOND))).isInstanceOf(IllegalStateException.class);
    }

    private static List<String> checked(DnsResolver resolver) {
        SigningKey key = managed(FIRST);
        List<String> log = new ArrayList<>();
        // example: subnet-start
        KeyReport published = KeyCheck.using(resolver).check("example.com", "s2026a", key);
        for (Finding finding : published.findings()) {
            log.add(finding.severity() + " " + finding.code() + ": " + finding.message() + " " + finding.remedy());
        }
        if (published.breaksSignatures()) {
            throw new IllegalStateException("not signing with s2026a: " + published.findings());
        }
        // end
        return log;
    }

    @Test
    void rotation() {
        assertThat(selectorAfter(zone("s2026a", FIRST))).contains("s=s2026a;");
        FakeDns both = FakeDns.zone("s2026a._domainkey.example.com TXT \"" + FIRST.txt() + "\"\n"
                + "s2026b._domainkey.example.com TXT \"" + SECOND.txt() + "\"\n");
        assertThat(selectorAfter(both)).contains("s=s2026b;");
    }

    private static String selectorAfter(DnsResolver resolver) {
        SigningKey oldKey = managed(FIRST);
        SigningKey newKey = managed(SECOND);
        // example: subnet-rotation
        AtomicReference<DkimSigners> current = new AtomicReference<>(DkimSigners.of(
                DkimSigner.builder("example.com", "s2026a", oldKey).build()));
        DkimSigners signers = DkimSigners.supplied(current::get); // asked anew for every message

        // Every hour, or when the secrets manager says that there is a new version:
        if (!KeyCheck.using(resolver).check("example.com", "s2026b", newKey).breaksSignatures()) {
            current.set(DkimSigners.of(
                    DkimSigner.builder("example.com", "s2026b", newKey).build()));
        }
        // end
        byte[] octets = Messages.crlf(MAIL);
        Message signed = Message.of(signers.sign(Message.of(octets)).prependTo(octets));
        assertThat(DkimVerifier.using(resolver).verify(signed))
                .singleElement()
                .returns(DkimResult.PASS, outcome -> outcome.result());
        return signed.fields("DKIM-Signature").toString();
    }

    private static FakeDns zone(String selector, TestKey key) {
        return FakeDns.zone(selector + "._domainkey.example.com TXT \"" + key.txt() + "\"");
    }
}
