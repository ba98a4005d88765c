package org.signetmail.testkit;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;

class DnsOverHttpsContractTest extends DnsResolverKit {

    private DnsServer server;

    @Override
    protected DnsResolver resolver(Zone zone) {
        server = DnsServer.builder(zone).https().start();
        return DnsJavaResolver.builder()
                .servers(
                        "https://127.0.0.1:" + server.httpsAddress().getPort() + "/dns-query#sha256=" + DnsServer.pin())
                .timeout(Duration.ofMillis(1500))
                .attempts(4)
                .build();
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
