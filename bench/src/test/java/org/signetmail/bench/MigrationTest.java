package org.signetmail.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.Result;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.executor.SPFResult;
import org.apache.james.jspf.impl.SPF;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.RecordType;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dkim.jakarta.SignedMimeMessage;
import org.signetmail.spf.ReceivedSpf;
import org.signetmail.spf.SpfExplanation;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.Zone;

/** What {@code docs/migration.md} shows, before and after: both run, and come to the same. */
class MigrationTest {

    private static final String KEY = "s2026._domainkey.example.com TXT \"" + Mail.RSA.txt() + "\"\n";
    private static final byte[] MESSAGE = """
            From: Bob <bob@example.com>
            To: Alice <alice@example.org>
            Subject: hello
            Date: Thu, 1 Jan 2026 12:00:00 +0000

            Hello.
            """.replace("\n", "\r\n").getBytes(ISO_8859_1);

    private final MemoryDns resolver = MemoryDns.of(Zone.parse(KEY + """
            example.net      TXT "v=spf1 ip4:192.0.2.1 -all exp=why.example.net"
            example.net      A   192.0.2.80
            why.example.net  TXT "%{i} is no host of ours"
            """));
    private final PublicKeyRecordRetriever keys =
            (methods, selector, domain) -> resolver.texts(selector + "._domainkey." + domain, RecordType.TXT);
    private final List<String> log = new ArrayList<>();

    private final Locale locale = Locale.getDefault();

    /** What was before does otherwise under a Turkish locale, where an I has another small letter. */
    @BeforeEach
    void locale() {
        Locale.setDefault(Locale.ROOT);
    }

    @AfterEach
    void ownLocale() {
        Locale.setDefault(locale);
    }

    private static byte[] signed() {
        return DkimSigner.builder("example.com", "s2026", SigningKey.of(Mail.RSA.privateKey()))
                .build()
                .sign(Message.of(MESSAGE))
                .prependTo(MESSAGE);
    }

    @Test
    @DisplayName("jDKIM, verifying")
    void jdkimVerify() throws Exception {
        InputStream in = new ByteArrayInputStream(signed());
        // example: jdkim-verify-before
        DKIMVerifier verifier = new DKIMVerifier(keys); // one for each message: it collects results
        try {
            verifier.verify(in);
        } catch (FailException e) {
            log.add(e.getMessage()); // when none verified
        }
        for (Result result : verifier.getResults()) {
            log.add(result.getResultType() + " " + result.getRecord().getDToken());
        }
        // end
        assertThat(log).containsExactly("PASS example.com");
    }

    @Test
    void signetVerify() throws Exception {
        InputStream in = new ByteArrayInputStream(signed());
        DnsResolver dns = resolver;
        // example: jdkim-verify-after
        DkimVerifier verifier = DkimVerifier.using(dns); // one for all messages and threads
        Message message = Message.read(in, LineEnds.AS_IS, MessageLimits.DEFAULT);
        for (DkimOutcome outcome : verifier.verify(message)) { // also when none verified, or there is none
            log.add(outcome.result() + " "
                    + outcome.domain().map(DomainName::toString).orElse("unsigned"));
        }
        // end
        assertThat(log).containsExactly("PASS example.com");
    }

    @Test
    @DisplayName("jDKIM, signing: either signature verifies by the other")
    void jdkimSign() throws Exception {
        InputStream in = new ByteArrayInputStream(MESSAGE);
        String base64 = Base64.getEncoder().encodeToString(Mail.RSA.privateKey().getEncoded());
        // example: jdkim-sign-before
        String template =
                "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s2026; h=From:To:Subject:Date; bh=; b=;";
        DKIMSigner signer = new DKIMSigner(template, DKIMSigner.getPrivateKey(base64)); // PKCS#8
        String field = signer.sign(in); // one line without its end, to be put on top
        // end
        assertThat(results((field + "\r\n" + new String(MESSAGE, ISO_8859_1)).getBytes(ISO_8859_1)))
                .containsExactly(DkimResult.PASS);
    }

    @Test
    void signetSign() throws Exception {
        InputStream in = new ByteArrayInputStream(MESSAGE);
        String pem = Mail.RSA.pkcs8Pem();
        // example: jdkim-sign-after
        DkimSigner signer = DkimSigner.builder("example.com", "s2026", SigningKey.fromPem(pem))
                .build();
        Message message = Message.read(in, LineEnds.AS_IS, MessageLimits.NONE);
        String field = signer.sign(message).toField(); // folded, with its line end
        // end
        byte[] whole = (field + new String(MESSAGE, ISO_8859_1)).getBytes(ISO_8859_1);
        assertThat(results(whole)).containsExactly(DkimResult.PASS);
        assertThat(new DKIMVerifier(keys).verify(new ByteArrayInputStream(whole)))
                .hasSize(1);
    }

    private List<DkimResult> results(byte[] message) {
        return DkimVerifier.using(resolver).verify(Message.of(message)).stream()
                .map(DkimOutcome::result)
                .toList();
    }

    @Test
    @DisplayName("jSPF")
    void jspf() {
        DNSService dns = new JspfEngine.Service(resolver);
        // example: jspf-before
        SPF spf = new SPF(dns); // or DefaultSPF, with DNS of its own
        SPFResult result = spf.checkSPF("198.51.100.1", "bob@example.net", "mail.example.net");
        String keyword = result.getResult();
        String words = result.getExplanation();
        String field = result.getHeader();
        // end
        assertThat(keyword).isEqualTo("fail");
        assertThat(words).isEqualTo("198.51.100.1 is no host of ours");
        assertThat(field).startsWith("Received-SPF: fail");
    }

    @Test
    void signetSpf() throws Exception {
        DnsResolver dns = resolver;
        InetAddress client = InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, 1});
        // example: jspf-after
        SpfVerifier spf = SpfVerifier.using(dns);
        Envelope envelope = Envelope.from(client).helo("mail.example.net").mailFrom("bob@example.net");
        SpfOutcome outcome = spf.verify(envelope); // MAIL FROM; verifyHelo has the other identity
        String keyword = outcome.result().keyword();
        String words = outcome.explanation().map(SpfExplanation::text).orElse("");
        String field = ReceivedSpf.of(outcome, envelope, "mx.example.org").toField();
        // end
        assertThat(keyword).isEqualTo("fail");
        assertThat(words).isEqualTo("198.51.100.1 is no host of ours");
        assertThat(field).startsWith("Received-SPF: fail");

        // example: jspf-fallback
        SpfOutcome guessed = spf.evaluate(
                SpfRecord.parse("v=spf1 a/24 mx/24 ptr ?all").record().orElseThrow(), envelope);
        // end
        assertThat(guessed.result().keyword()).isEqualTo("neutral");
    }

    @Test
    @DisplayName("utils-mail-dkim")
    void utilsMailDkim(@TempDir Path folder) throws Exception {
        Path der = folder.resolve("s2026.der");
        Files.write(der, Mail.RSA.privateKey().getEncoded());
        byte[] written = UtilsMailDkimBefore.write(mime(), der);
        assertThat(results(written)).containsExactly(DkimResult.PASS);
    }

    @Test
    void signetMime() throws Exception {
        String pem = Mail.RSA.pkcs8Pem();
        MimeMessage message = mime();
        // example: utils-after
        DkimSigner signer = DkimSigner.builder("example.com", "s2026", SigningKey.fromPem(pem))
                .build();
        MimeMessage signed = SignedMimeMessage.of(message, signer);
        // end
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        signed.writeTo(out);
        assertThat(results(out.toByteArray())).containsExactly(DkimResult.PASS);
    }

    private static MimeMessage mime() throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(MESSAGE));
    }
}
