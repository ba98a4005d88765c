package org.signetmail.core.dns;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** A thread that waits for an answer, and another one that brings it. */
public final class DnsLookupsRaces {

    private static final DomainName NAME = DomainName.of("a.example");
    private static final DomainName OTHER = DomainName.of("b.example");
    private static final DnsAnswer ANSWER =
            new DnsAnswer.Found(List.of(DnsRecord.text("x")), Duration.ofMinutes(1), false);

    /** Whoever is not woken says so then. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private DnsLookupsRaces() {}

    private static String told(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Failed failed ? failed.reason().toString() : "answer";
    }

    /** The thread falls asleep, or has just found that it need not. */
    @JCStressTest
    @Outcome(id = "answer", expect = ACCEPTABLE, desc = "It was woken, or found it.")
    @State
    public static class Woken {
        private final CompletableFuture<DnsAnswer> future = new CompletableFuture<>();

        @Actor
        public void waits(L_Result result) {
            DnsLookups lookups = DnsLookups.start((name, type) -> future, 10, LATE);
            result.r1 = told(lookups.await(NAME, RecordType.TXT));
        }

        @Actor
        public void brings() {
            future.complete(ANSWER);
        }
    }

    /** What was asked ahead of need comes while it becomes needed: who brings it need not wake anybody, or has to. */
    @JCStressTest
    @Outcome(id = "answer, answer", expect = ACCEPTABLE, desc = "Both are there.")
    @State
    public static class AskedAhead {
        private final CompletableFuture<DnsAnswer> first = new CompletableFuture<>();
        private final CompletableFuture<DnsAnswer> second = new CompletableFuture<>();
        private final DnsResolver resolver = (name, type) -> name.equals(NAME) ? first : second;

        @Actor
        public void waits(LL_Result result) {
            DnsLookups lookups = DnsLookups.start(resolver, 10, LATE);
            lookups.prefetch(NAME, RecordType.TXT);
            lookups.prefetch(OTHER, RecordType.TXT);
            result.r1 = told(lookups.await(NAME, RecordType.TXT));
            result.r2 = told(lookups.await(OTHER, RecordType.TXT));
        }

        @Actor
        public void brings() {
            second.complete(ANSWER);
            first.complete(ANSWER);
        }
    }

    /** Two answers come at a time, and there is room for one. */
    @JCStressTest
    @Outcome(id = "1, room", expect = ACCEPTABLE, desc = "One is kept, and what is taken gives its room back.")
    @State
    public static class Arrivals {
        private final DnsArrivals<String> arrivals = new DnsArrivals<>(AnswerWeight.of(ANSWER) * 3 / 2);

        @Actor
        public void one() {
            arrivals.add("one", ANSWER, false, false);
        }

        @Actor
        public void other() {
            arrivals.add("other", ANSWER, false, false);
        }

        @Arbiter
        public void after(LL_Result result) {
            int kept = 0;
            for (DnsArrivals.Arrival<String> each = arrivals.poll(); each != null; each = arrivals.poll()) {
                kept += each.answer() != null ? 1 : 0;
            }
            arrivals.add("next", ANSWER, false, false);
            DnsArrivals.Arrival<String> next = arrivals.poll();
            result.r1 = kept;
            result.r2 = next != null && next.answer() != null ? "room" : "none";
        }
    }
}
