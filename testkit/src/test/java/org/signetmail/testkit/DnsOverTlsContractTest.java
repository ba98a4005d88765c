package org.signetmail.testkit;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;

class DnsOverTlsContractTest extends DnsResolverKit {

    private DnsServer server;

    @Override
    protected DnsResolver resolver(Zone zone) {
        server = DnsServer.builder(zone).tls().start();
        return DnsJavaResolver.builder()
                .servers("tls://127.0.0.1:" + server.tlsAddress().getPort() + "#sha256=" + DnsServer.pin())
                .timeout(Duration.ofMillis(500))
                .attempts(2)
                .build();
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
