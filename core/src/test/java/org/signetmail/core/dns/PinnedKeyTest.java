package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys that fit, and that do not, are tried with servers; this is for the other side. */
class PinnedKeyTest {

    @Test
    @DisplayName("a pinned key is that of a server: it says nothing of clients, and knows no issuers")
    void knowsNoClients() {
        PinnedKey pinned = new PinnedKey(new byte[32]);
        X509Certificate[] chain = {};
        List<ThrowingCallable> calls = List.of(
                () -> pinned.checkClientTrusted(chain, "EC"),
                () -> pinned.checkClientTrusted(chain, "EC", (Socket) null),
                () -> pinned.checkClientTrusted(chain, "EC", (SSLEngine) null));
        for (ThrowingCallable call : calls) {
            assertThatExceptionOfType(CertificateException.class).isThrownBy(call);
        }
        assertThat(pinned.getAcceptedIssuers()).isEmpty();
    }
}
