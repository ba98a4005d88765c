package org.signetmail.testkit;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;

class DnsJavaResolverContractTest extends ResolverContract {

    private static DnsServer server;

    @BeforeAll
    static void start() {
        server = DnsServer.start(ZONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    DnsResolver resolver() {
        return DnsJavaResolver.builder()
                .servers(List.of(server.address()))
                .timeout(Duration.ofMillis(500))
                .attempts(2)
                .build();
    }
}
