package org.signetmail.testkit;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.signetmail.core.DnsResolver;

class BlockingResolverContractTest extends ResolverContract {

    private static ExecutorService executor;

    @BeforeAll
    static void start() {
        executor = Executors.newFixedThreadPool(8);
    }

    @AfterAll
    static void stop() {
        executor.shutdownNow();
    }

    @Override
    DnsResolver resolver() {
        FakeDns dns = FakeDns.of(ZONE).withDelay(Duration.ofMillis(1));
        return DnsResolver.blocking(
                (name, type) -> dns.lookup(name, type).toCompletableFuture().get(), executor);
    }
}
