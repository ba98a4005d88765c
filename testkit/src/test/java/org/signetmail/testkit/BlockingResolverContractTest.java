package org.signetmail.testkit;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.signetmail.core.DnsResolver;

class BlockingResolverContractTest extends DnsResolverKit {

    private ExecutorService executor;

    @AfterAll
    void stop() {
        executor.shutdownNow();
    }

    @Override
    protected DnsResolver resolver(Zone zone) {
        executor = Executors.newFixedThreadPool(8);
        FakeDns dns = FakeDns.of(zone).withDelay(Duration.ofMillis(1));
        return DnsResolver.blocking(
                (name, type) -> dns.lookup(name, type).toCompletableFuture().get(), executor);
    }
}
