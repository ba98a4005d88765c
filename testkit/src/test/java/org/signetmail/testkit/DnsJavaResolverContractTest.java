package org.signetmail.testkit;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;

class DnsJavaResolverContractTest extends DnsResolverKit {

    private DnsServer server;

    @Override
    protected DnsResolver resolver(Zone zone) {
        server = DnsServer.start(zone);
        return DnsJavaResolver.builder()
                .servers(List.of(server.address()))
                .timeout(Duration.ofMillis(500))
                .attempts(2)
                .build();
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
