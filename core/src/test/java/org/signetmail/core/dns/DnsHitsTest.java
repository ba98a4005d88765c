package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.DatagramPacket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** What is kept needs nobody else. */
class DnsHitsTest {

    private static final DomainName NAME = DomainName.of("a");

    private final Responder server = new Responder();
    private final DnsClient client = server.client();

    private static DnsLookups lookups(DnsClient client) {
        return DnsLookups.start(client, 10, Duration.ofMinutes(1));
    }

    /** Everything of ours that a client consists of, and what that is made of. */
    private List<Object> parts() throws IllegalAccessException {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> left = new ArrayDeque<>(List.of(client));
        while (!left.isEmpty()) {
            Object each = left.remove();
            if (!found.add(each)) {
                continue;
            }
            if (each instanceof AtomicReference<?> reference && reference.get() != null) {
                left.add(reference.get());
            }
            if (!each.getClass().getName().startsWith("org.signetmail.")) {
                continue;
            }
            for (Field field : each.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(each);
                    if (value != null && !(value instanceof Enum<?>)) {
                        left.add(value);
                    }
                }
            }
        }
        return new ArrayList<>(found);
    }

    private static void locked(Deque<Object> monitors, Runnable inside) {
        Object next = monitors.poll();
        if (next == null) {
            inside.run();
        } else {
            synchronized (next) {
                locked(monitors, inside);
            }
        }
    }

    @Test
    @DisplayName("while others hold all monitors of the client and its thread, what is kept is there at once")
    void takesNoLock() throws Exception {
        CompletableFuture<DnsAnswer> first = client.lookup(NAME, RecordType.TXT).toCompletableFuture();
        DatagramPacket query = server.take();
        server.answer(query);
        assertThat(first.join()).matches(Responder::isAnswer);

        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.hold(client, go);
        List<Object> parts = parts();
        assertThat(parts)
                .hasAtLeastOneElementOfType(DnsCache.class)
                .hasAtLeastOneElementOfType(DnsTransport.class)
                .hasAtLeastOneElementOfType(DnsPlaces.class);
        Thread holder = new Thread(() -> locked(new ArrayDeque<>(parts), () -> {
            held.countDown();
            Responder.await(go);
        }));
        holder.start();
        Responder.await(held);

        try {
            assertThat(CompletableFuture.supplyAsync(() -> lookups(client).await(NAME, RecordType.TXT))
                            .get(60, TimeUnit.SECONDS))
                    .matches(Responder::isAnswer);
            CompletableFuture<DnsAnswer> kept =
                    client.lookup(NAME, RecordType.TXT).toCompletableFuture();
            assertThat(kept).isDone();
        } finally {
            go.countDown();
            holder.join();
        }
        assertThat(client.counts().hits()).isEqualTo(2);
    }
}
