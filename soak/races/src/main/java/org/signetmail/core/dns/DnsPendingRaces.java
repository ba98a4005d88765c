package org.signetmail.core.dns;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.Zone;

/** Questions that join others, and leave them, at a real name server; what gets lost is not asked again. */
public final class DnsPendingRaces {

    private static final DnsServer SERVER = DnsServer.start(Zone.parse("*.example TXT x"));
    private static final DnsClient CLIENT = new DnsClient(new DnsClient.Settings(
            List.of(DnsEndpoint.of(SERVER.address())),
            Duration.ofMinutes(2),
            1,
            1232,
            4096,
            4096,
            512,
            1 << 20,
            Duration.ZERO,
            Duration.ofDays(1),
            true,
            Duration.ZERO));
    private static final AtomicLong NUMBERS = new AtomicLong();

    private DnsPendingRaces() {}

    private static DomainName name() {
        long number = NUMBERS.incrementAndGet();
        if (number % 1000 == 0) {
            // It remembers what it was asked.
            SERVER.clear();
        }
        return DomainName.of("n" + number + ".example");
    }

    private static String told(CompletableFuture<DnsAnswer> future) {
        try {
            DnsAnswer answer = future.get(3, TimeUnit.MINUTES);
            return answer instanceof DnsAnswer.Failed failed ? failed.reason().toString() : "answer";
        } catch (CancellationException e) {
            return "cancelled";
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return e.toString();
        }
    }

    /** Two ask the same. */
    @JCStressTest
    @Outcome(id = "answer, answer", expect = ACCEPTABLE, desc = "Both have it.")
    @State
    public static class Joined {
        private final DomainName name = name();

        @Actor
        public void one(LL_Result result) {
            result.r1 = told(CLIENT.lookup(name, RecordType.TXT));
        }

        @Actor
        public void other(LL_Result result) {
            result.r2 = told(CLIENT.lookup(name, RecordType.TXT));
        }
    }

    /** Two ask the same, and one of them does not want to know any more. */
    @JCStressTest
    @Outcome(
            id = {"answer, cancelled", "answer, answer"},
            expect = ACCEPTABLE,
            desc = "The other one has it.")
    @State
    public static class Left {
        private final DomainName name = name();
        private CompletableFuture<DnsAnswer> leaving = new CompletableFuture<>();

        @Actor
        public void stays(LL_Result result) {
            result.r1 = told(CLIENT.lookup(name, RecordType.TXT));
        }

        @Actor
        public void leaves() {
            leaving = CLIENT.lookup(name, RecordType.TXT);
            leaving.cancel(false);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = told(leaving);
        }
    }
}
