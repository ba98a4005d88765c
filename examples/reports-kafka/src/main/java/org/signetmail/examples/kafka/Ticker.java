package org.signetmail.examples.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says on each partition of the results, once a minute, that time goes on: else no report would be closed where no mail comes. The
 * time of a tick is that of its record, which the broker gives. Several instances do it; that does no harm.
 */
final class Ticker {

    /** The key of a tick; the key of a result has a space in it. */
    static final String KEY = "tick";

    private final Producer<String, String> producer;
    private final Consumer<String> log;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "ticker");
        thread.setDaemon(true);
        return thread;
    });

    private Ticker(Producer<String, String> producer, Consumer<String> log) {
        this.producer = producer;
        this.log = log;
    }

    static Ticker start(Producer<String, String> producer, Duration every, Consumer<String> log) {
        Ticker ticker = new Ticker(producer, log);
        var unused = ticker.timer.scheduleWithFixedDelay(ticker::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return ticker;
    }

    private void tick() {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (PartitionInfo each : producer.partitionsFor(Topics.RESULTS)) {
                sent.add(producer.send(tick(each.partition(), null)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (KafkaException | ExecutionException e) {
            log.accept("no tick: " + e); // the next one tells as much
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A tick; the time is for topics whose records have their producer's. */
    static ProducerRecord<String, String> tick(int partition, @Nullable Long milliseconds) {
        return new ProducerRecord<>(Topics.RESULTS, partition, milliseconds, KEY, "");
    }

    void close() {
        timer.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }
}
