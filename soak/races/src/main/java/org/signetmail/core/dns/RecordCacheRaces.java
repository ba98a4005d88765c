package org.signetmail.core.dns;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Records by their text. */
public final class RecordCacheRaces {

    private static final String TEXT = "v=spf1 -all";

    private RecordCacheRaces() {}

    /** What a text is parsed into: equal to no other, and whole when it is seen. */
    private static final class Parsed {
        private final String text;
        private int length;

        private Parsed(String text) {
            this.text = text;
            length = text.length();
        }

        private String of(String other) {
            return text.equals(other) && length == other.length() ? "whole" : "broken";
        }
    }

    /** Two ask for what nobody has asked for. */
    @JCStressTest
    @Outcome(id = "whole, whole, same", expect = ACCEPTABLE, desc = "Both have the record that is kept.")
    @State
    public static class FirstAsked {
        private final RecordCache<Parsed> cache = new RecordCache<>();
        private Parsed one;
        private Parsed other;

        @Actor
        public void one() {
            one = cache.get(TEXT, Parsed::new);
        }

        @Actor
        public void other() {
            other = cache.get(TEXT, Parsed::new);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = one.of(TEXT);
            result.r2 = other.of(TEXT);
            result.r3 = one == other && cache.get(TEXT, Parsed::new) == one ? "same" : "others";
        }
    }

    /** One asks for what is in use, while another fills the young generation, so that it becomes the old one. */
    @JCStressTest
    @Outcome(id = "whole, whole, same", expect = ACCEPTABLE, desc = "What is in use stays.")
    @State
    public static class NextGeneration {
        private static final int FULL = RecordCache.MAX_WEIGHT / (RecordCache.ENTRY_WEIGHT + RecordCache.MAX_TEXT);
        private static final String LONG = "x".repeat(RecordCache.MAX_TEXT - 3);
        private static final String[] OTHERS = new String[FULL + 1];

        static {
            for (int i = 0; i < OTHERS.length; i++) {
                OTHERS[i] = LONG + (100 + i);
            }
        }

        private final RecordCache<Parsed> cache = new RecordCache<>();
        private final Parsed inUse;
        private Parsed one;
        private Parsed other;

        public NextGeneration() {
            inUse = cache.get(TEXT, Parsed::new);
            for (int i = 0; i < FULL - 1; i++) {
                cache.get(OTHERS[i], Parsed::new);
            }
        }

        @Actor
        public void one() {
            one = cache.get(TEXT, Parsed::new);
        }

        @Actor
        public void other() {
            other = cache.get(OTHERS[FULL - 1], Parsed::new);
            other = cache.get(OTHERS[FULL], Parsed::new);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = one.of(TEXT);
            result.r2 = other.of(OTHERS[FULL]);
            result.r3 = one == inUse && cache.get(TEXT, Parsed::new) == inUse ? "same" : "others";
        }
    }
}
