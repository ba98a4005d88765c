package org.signetmail.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Looks whether anything grows that has to stay as it is. Not thread-safe. */
final class Drift {

    /** What is made once is made by then: classes, caches, threads. */
    private static final int WARM_UP = 3;

    /** As many samples at least have to be compared with as many. */
    private static final int LEAST = 3;

    private static final long MB = 1 << 20;
    private static final int MORE_FILES = 24;
    private static final int MORE_THREADS = 12;

    private final List<Sample> samples = new ArrayList<>();

    /** What has grown by now; nothing when nothing has, or it is too early to tell. */
    Optional<String> add(Sample sample) {
        if (sample.cache() > Course.CACHE_OCTETS) {
            return Optional.of(
                    "the cache of DNS takes " + sample.cache() + " octets, over its bound of " + Course.CACHE_OCTETS);
        }
        samples.add(sample);
        int third = (samples.size() - WARM_UP) / 3;
        if (third < LEAST) {
            return Optional.empty();
        }
        List<Sample> early = samples.subList(WARM_UP, WARM_UP + third);
        List<Sample> late = samples.subList(samples.size() - third, samples.size());
        // The least of some is what cannot be collected; the others may have more that can.
        long heapThen = least(early, Sample::heap);
        long heapNow = least(late, Sample::heap);
        if (heapNow > heapThen + heapThen / 10 + 2 * MB) {
            return Optional.of(String.format(
                    Locale.ROOT, "the heap has grown from %.1f MB to %.1f MB", heapThen / 1e6, heapNow / 1e6));
        }
        long filesThen = least(early, Sample::files);
        long filesNow = least(late, Sample::files);
        if (filesNow > filesThen + MORE_FILES) {
            return Optional.of("open files have grown from " + filesThen + " to " + filesNow);
        }
        long threadsThen = least(early, Sample::threads);
        long threadsNow = least(late, Sample::threads);
        if (threadsNow > threadsThen + MORE_THREADS) {
            return Optional.of("threads have grown from " + threadsThen + " to " + threadsNow);
        }
        return Optional.empty();
    }

    private static long least(List<Sample> samples, ToLongFunction<Sample> of) {
        return samples.stream().mapToLong(of).min().orElseThrow();
    }

    /** From the least to the most, after warming up. */
    String range(ToLongFunction<Sample> of) {
        List<Sample> warm = samples.size() > WARM_UP ? samples.subList(WARM_UP, samples.size()) : samples;
        return String.format(
                Locale.ROOT,
                "%,d to %,d, at first %,d, at last %,d",
                warm.stream().mapToLong(of).min().orElse(0),
                warm.stream().mapToLong(of).max().orElse(0),
                warm.isEmpty() ? 0 : of.applyAsLong(warm.get(0)),
                warm.isEmpty() ? 0 : of.applyAsLong(warm.get(warm.size() - 1)));
    }
}
