package org.signetmail.core.dns;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Answers by question: one thread puts, any may get, and any may empty it. */
public final class DnsCacheRaces {

    private static final DnsQuestion QUESTION = new DnsQuestion(DomainName.of("a.example"), RecordType.TXT);
    private static final DnsQuestion OTHER = new DnsQuestion(DomainName.of("b.example"), RecordType.TXT);

    private DnsCacheRaces() {}

    private static DnsCache cache(int octets) {
        return new DnsCache(octets, Duration.ZERO, Duration.ofDays(1), true, Duration.ofHours(1), System::nanoTime);
    }

    private static DnsAnswer answer(String text) {
        return new DnsAnswer.Found(List.of(DnsRecord.text(text)), Duration.ofMinutes(1), false);
    }

    private static String told(DnsCache.Kept kept) {
        if (kept == null) {
            return "none";
        }
        return kept.answer() instanceof DnsAnswer.Found found
                        && found.records().get(0) instanceof DnsRecord.Txt txt
                        && !kept.stale()
                ? txt.octets()
                : "broken";
    }

    /** One puts a newer answer, one gets. */
    @JCStressTest
    @Outcome(
            id = {"old, new", "new, new"},
            expect = ACCEPTABLE,
            desc = "One of the two, and the newer one afterwards.")
    @State
    public static class Replaced {
        private final DnsCache cache = cache(10_000);

        public Replaced() {
            cache.put(QUESTION, answer("old"));
        }

        @Actor
        public void put() {
            cache.put(QUESTION, answer("new"));
        }

        @Actor
        public void get(LL_Result result) {
            result.r1 = told(cache.get(QUESTION));
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = told(cache.get(QUESTION));
        }
    }

    /** One puts what has no room beside the other, one gets that. */
    @JCStressTest
    @Outcome(
            id = {"old, one", "none, one"},
            expect = ACCEPTABLE,
            desc = "It is there still or no more; one of both is kept, within the bound.")
    @State
    public static class DrivenOut {
        private static final DnsAnswer LARGE = answer("x".repeat(100));
        private static final int BOUND = room();

        private final DnsCache cache = cache(BOUND);

        private static int room() {
            DnsCache alone = cache(10_000);
            alone.put(OTHER, LARGE);
            return (int) alone.octets();
        }

        public DrivenOut() {
            cache.put(QUESTION, answer("old"));
        }

        @Actor
        public void put() {
            cache.put(OTHER, LARGE);
        }

        @Actor
        public void get(LL_Result result) {
            result.r1 = told(cache.get(QUESTION));
        }

        @Arbiter
        public void after(LL_Result result) {
            boolean one = cache.get(QUESTION) == null ^ cache.get(OTHER) == null;
            result.r2 = one && cache.octets() > 0 && cache.octets() <= BOUND ? "one" : "" + cache.octets();
        }
    }

    /** One puts, one empties. */
    @JCStressTest
    @Outcome(
            id = {"none, empty", "new, full"},
            expect = ACCEPTABLE,
            desc = "Emptied before or behind it; what is counted is what is there.")
    @State
    public static class Emptied {
        private final DnsCache cache = cache(10_000);

        @Actor
        public void put() {
            cache.put(QUESTION, answer("new"));
        }

        @Actor
        public void clear() {
            cache.clear();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = told(cache.get(QUESTION));
            result.r2 = cache.octets() == 0 ? "empty" : "full";
        }
    }
}
