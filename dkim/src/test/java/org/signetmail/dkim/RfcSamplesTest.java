package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** The signed messages in the appendices of RFC 6376 and RFC 8463. */
class RfcSamplesTest {

    private static final FakeDns DNS = FakeDns.zone("""
            brisbane._domainkey.example.com TXT ( "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9"
                "ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/N"
                "MqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB" )
            brisbane._domainkey.football.example.com TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            test._domainkey.football.example.com TXT ( "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTz"
                "WRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6l"
                "HvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB" )
            """);

    private static final String RFC_6376_A_2 = """
            DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
                  c=simple/simple; q=dns/txt; i=joe@football.example.com;
                  h=Received : From : To : Subject : Date : Message-ID;
                  bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
                  b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
                    4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
                    KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
                    4bmp/YzhwvcubU4=;
            Received: from client1.football.example.com  [192.0.2.1]
                  by submitserver.example.com with SUBMISSION;
                  Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game. Are you hungry yet?

            Joe.
            """;

    private static final String RFC_8463_A_3 = """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=test; t=1528637909; h=from : to : subject :
             date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
             DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
             dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """;

    private final DkimVerifier verifier = DkimVerifier.using(DNS);

    @Test
    @DisplayName("RFC 6376 appendix A.2")
    void rfc6376() {
        assertThat(verifier.verify(Message.of(Messages.crlf(RFC_6376_A_2))))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
                    assertThat(outcome.reason()).isEqualTo("The signature of example.com verifies.");
                    assertThat(outcome.identity()).contains("joe@football.example.com");
                    assertThat(outcome.key()).contains(new DkimKey(1024, false, false));
                    assertThat(outcome.body()).contains(new BodyCoverage(54, 54, 0));
                    assertThat(outcome.signedFields()).contains(new SignedField("from", 1, 1));
                });
    }

    @Test
    @DisplayName("RFC 8463 appendix A.3")
    void rfc8463() {
        assertThat(verifier.verify(Message.of(Messages.crlf(RFC_8463_A_3))))
                .extracting(DkimOutcome::result, outcome -> outcome.algorithm().orElseThrow())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(DkimResult.PASS, DkimAlgorithm.ED25519_SHA256),
                        org.assertj.core.groups.Tuple.tuple(DkimResult.PASS, DkimAlgorithm.RSA_SHA256));
    }

    @Test
    @DisplayName("RFC 6376 appendix A.2, one octet of the body changed")
    void changedBody() {
        String changed = RFC_6376_A_2.replace("lost", "last");
        assertThat(verifier.verify(Message.of(Messages.crlf(changed))))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.BODY_HASH_MISMATCH);
    }

    @Test
    @DisplayName("RFC 6376 appendix A.2, one octet of the header changed")
    void changedHeader() {
        String changed = RFC_6376_A_2.replace("dinner ready", "dinner Ready");
        assertThat(verifier.verify(Message.of(Messages.crlf(changed))))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.SIGNATURE_MISMATCH);
    }
}
