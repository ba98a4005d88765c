package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.reports.sql.TestDatabase;

/** Several servers at one database. */
class ResultStoreServersTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @DisplayName("Servers that put in the same at the same time are in nobody's way, and each result is there once")
    void atTheSameTime(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        List<MessageResult> results = new RandomResults(9).list(300, 40);
        ExecutorService servers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int server = 0; server < 4; server++) {
                List<MessageResult> mine = new ArrayList<>(results);
                Collections.shuffle(mine, new Random(server));
                running.add(servers.submit(() -> {
                    ResultStore store = ResultStore.open(source);
                    for (int from = 0; from < mine.size(); from += 60) {
                        store.add(mine.subList(from, from + 60));
                    }
                    return true;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            servers.shutdownNow();
        }
        assertThat(ResultStore.open(source)
                        .state(RandomResults.KEY, AggregateLimits.DEFAULT.withIds(0))
                        .orElseThrow()
                        .messages())
                .isEqualTo(300);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "While results come in, several senders take: each result is in one report, and each report has one sender")
    void takenAtTheSameTime(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ResultStore store = ResultStore.open(source);
        List<MessageResult> results = new RandomResults(9).list(200, 20);
        AggregateLimits limits = AggregateLimits.DEFAULT;
        AtomicInteger adding = new AtomicInteger(2);
        Map<Long, AggregateState> sent = new ConcurrentHashMap<>();
        ExecutorService servers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int server = 0; server < 2; server++) {
                List<MessageResult> mine = results.subList(server * 80, server * 80 + 120);
                running.add(servers.submit(() -> {
                    for (int from = 0; from < 120; from += 10) {
                        store.add(mine.subList(from, from + 10));
                    }
                    adding.decrementAndGet();
                    return true;
                }));
                running.add(servers.submit(() -> {
                    boolean last = false;
                    while (!last) {
                        last = adding.get() == 0;
                        Optional<TakenResults> taken =
                                store.take(RandomResults.KEY, limits, Instant.EPOCH, Duration.ofDays(1));
                        if (taken.isPresent()) {
                            last = false;
                            assertThat(sent.put(
                                            taken.get().number(), taken.get().state()))
                                    .isNull();
                            assertThat(store.sent(taken.get())).isTrue();
                        }
                    }
                    return true;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            servers.shutdownNow();
        }
        AggregateState all =
                sent.values().stream().reduce(AggregateState::merge).orElseThrow();
        assertThat(all.toJson())
                .isEqualTo(ResultStoreTest.counted(results, limits).toJson());
        assertThat(sent.values().stream().mapToLong(AggregateState::messages).sum())
                .isEqualTo(200);
    }
}
