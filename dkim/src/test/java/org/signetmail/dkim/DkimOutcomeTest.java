package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What an outcome tells a program and a log. */
class DkimOutcomeTest {

    private static final TestKey RSA = TestKeys.rsa1024();

    private static final byte[] SIGNED = Forge.sign("""
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=From; bh=@BH@; b=@B@
            From: a@example.com

            Hello.
            """, RSA);

    private static DkimOutcome verify(FakeDns dns, byte[] message) {
        return DkimVerifier.using(dns).verify(Message.of(message)).get(0);
    }

    @Test
    @DisplayName("codes are stable: programs and dashboards hold them")
    void codes() {
        assertThat(Arrays.stream(DkimProblem.values()).map(DkimProblem::code))
                .containsExactly(
                        "dkim-no-signature",
                        "dkim-signature-syntax",
                        "dkim-signature-too-large",
                        "dkim-tag-missing",
                        "dkim-version",
                        "dkim-algorithm-unknown",
                        "dkim-algorithm-historic",
                        "dkim-signature-encoding",
                        "dkim-canonicalization-unknown",
                        "dkim-domain-invalid",
                        "dkim-selector-invalid",
                        "dkim-identity-invalid",
                        "dkim-identity-outside-domain",
                        "dkim-signed-fields-invalid",
                        "dkim-from-not-signed",
                        "dkim-body-length-invalid",
                        "dkim-body-too-short",
                        "dkim-query-method-unknown",
                        "dkim-time-invalid",
                        "dkim-expired",
                        "dkim-signed-in-future",
                        "dkim-key-lookup-failed",
                        "dkim-key-missing",
                        "dkim-key-syntax",
                        "dkim-key-revoked",
                        "dkim-key-private",
                        "dkim-key-type-mismatch",
                        "dkim-key-hash-excluded",
                        "dkim-key-service-excluded",
                        "dkim-key-strict-domain",
                        "dkim-key-too-short",
                        "dkim-key-too-large",
                        "dkim-key-unsafe",
                        "dkim-body-hash-mismatch",
                        "dkim-signature-mismatch",
                        "dkim-body-partly-signed",
                        "dkim-field-not-signed",
                        "dkim-domain-refused",
                        "dkim-too-many-signatures",
                        "dkim-message-incomplete");
    }

    @Test
    void summaryIsOneLineForALog() {
        DkimOutcome passed = verify(Forge.dns(RSA.txt()), SIGNED);
        assertThat(passed.summary())
                .isEqualTo("dkim=pass d=example.com s=s1 a=rsa-sha256 bits=1024 body=8/8")
                .isEqualTo(passed.toString());
        assertThat(verify(FakeDns.zone(""), SIGNED).summary())
                .isEqualTo("dkim=permerror problem=dkim-key-missing d=example.com s=s1 a=rsa-sha256 body=8/8");
        assertThat(verify(FakeDns.zone(""), Forge.octets("From: a@example.com\r\n\r\n"))
                        .summary())
                .isEqualTo("dkim=none problem=dkim-no-signature");
        assertThat(verify(FakeDns.zone(""), Forge.octets("DKIM-Signature: d=a\rb; \r\n\r\n"))
                        .summary())
                .isEqualTo("dkim=permerror problem=dkim-signature-syntax");
    }

    @Test
    @DisplayName("RFC 8301 §3.2, RFC 6376 §3.6.1: a short key and t=y are told of a signature that passes")
    void keyFindings() {
        DkimOutcome outcome = verify(Forge.dns(RSA.txt().replace("k=rsa;", "k=rsa; t=y;")), SIGNED);
        assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
        assertThat(outcome.findings())
                .extracting(Finding::code)
                .contains("dkim-key-short", "dkim-key-testing")
                .doesNotHaveDuplicates();
        assertThat(outcome.findings())
                .filteredOn(each -> each.code().equals("dkim-key-short"))
                .allSatisfy(
                        each -> assertThat(each.message()).contains("s1._domainkey.example.com", "1024 bits", "2048"));
    }

    @Test
    void equalWhenAllIs() {
        DkimOutcome one = verify(Forge.dns(RSA.txt()), SIGNED);
        DkimOutcome same = verify(Forge.dns(RSA.txt()), SIGNED);
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(verify(FakeDns.zone(""), SIGNED));
    }
}
