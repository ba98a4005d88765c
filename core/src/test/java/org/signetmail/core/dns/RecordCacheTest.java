package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecordCacheTest {

    /** What a text is parsed into: equal to no other. */
    private record Parsed(String text, Object identity) {
        static Parsed of(String text) {
            return new Parsed(text, new Object());
        }
    }

    private final RecordCache<Parsed> cache = new RecordCache<>();
    private int parsed;

    private Parsed get(String text) {
        return cache.get(text, each -> {
            parsed++;
            return Parsed.of(each);
        });
    }

    @Test
    @DisplayName("a text is parsed once, and an equal text is the same record")
    void remembers() {
        Parsed first = get("v=spf1 -all");
        assertThat(get("v=spf1 " + first.text().substring(7))).isSameAs(first);
        assertThat(get("v=spf1 ~all").text()).isEqualTo("v=spf1 ~all");
        assertThat(get("").text()).isEmpty();
        assertThat(get("")).isSameAs(get(""));
        assertThat(parsed).isEqualTo(3);
    }

    @Test
    @DisplayName("strangers cannot make it grow, and cannot drive out what is in use")
    void isBounded() {
        Parsed used = get("in use");
        for (int i = 0; i < 10_000; i++) {
            assertThat(get("stranger " + i).text()).isEqualTo("stranger " + i);
            assertThat(get("in use")).isSameAs(used);
            assertThat(cache.size()).isLessThanOrEqualTo(2 * RecordCache.MAX_WEIGHT / RecordCache.ENTRY_WEIGHT);
        }
        parsed = 0;
        get("stranger 9999");
        assertThat(parsed).isZero();
        get("stranger 0");
        assertThat(parsed).isOne();
    }

    @Test
    @DisplayName("long texts weigh more, and those that are too long are not kept")
    void weighsTexts() {
        String padding = "x".repeat(RecordCache.MAX_TEXT - 5);
        for (int i = 10_000; i < 10_200; i++) {
            get(padding + i);
        }
        int most = 2 * RecordCache.MAX_WEIGHT / (RecordCache.ENTRY_WEIGHT + RecordCache.MAX_TEXT);
        assertThat(cache.size()).isBetween(most / 2, most);
        get("short");
        int before = cache.size();
        String tooLong = "x".repeat(RecordCache.MAX_TEXT + 1);
        assertThat(get(tooLong)).isNotSameAs(get(tooLong));
        assertThat(cache.size()).isEqualTo(before);
    }

    @Test
    @DisplayName("texts of one hash are told apart, and are no slower to find")
    void collisions() {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < 7; i++) {
            List<String> longer = new ArrayList<>();
            texts.forEach(text -> longer.addAll(List.of(text + "Aa", text + "BB")));
            texts = longer;
        }
        assertThat(texts).hasSize(128);
        assertThat(texts.stream().map(String::hashCode).distinct()).hasSize(1);
        for (String text : texts) {
            get(text);
        }
        assertThat(texts).allSatisfy(text -> assertThat(get(text).text()).isEqualTo(text));
        assertThat(parsed).isEqualTo(128);
    }

    @Test
    @DisplayName("many threads get the record of their text, and one at a time the same one")
    void manyThreads() throws Exception {
        int threads = 8;
        RecordCache<Parsed> shared = new RecordCache<>();
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Parsed>> results = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int step = thread + 1;
            results.add(pool.submit(() -> {
                go.await();
                Parsed inUse = shared.get("in use", Parsed::of);
                for (int i = 0; i < 20_000; i++) {
                    String text = "v=spf1 exp=" + i * step % 1000;
                    assertThat(shared.get(text, Parsed::of).text()).isEqualTo(text);
                    assertThat(shared.get("in use", Parsed::of)).isSameAs(inUse);
                }
                return inUse;
            }));
        }
        go.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        Parsed first = results.get(0).get();
        assertThat(results).allSatisfy(result -> assertThat(result.get()).isSameAs(first));
        assertThat(shared.size()).isLessThanOrEqualTo(2 * RecordCache.MAX_WEIGHT / RecordCache.ENTRY_WEIGHT);
    }
}
