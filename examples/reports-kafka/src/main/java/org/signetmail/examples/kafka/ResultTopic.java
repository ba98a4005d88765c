package org.signetmail.examples.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.MessageResult;

/**
 * Where a mail server puts what it saw.
 *
 * <pre>{@code
 * MessageResult.of(authentication, queueId, received).ifPresent(results::send);
 * }</pre>
 *
 * <p>The mail does not wait until it is written: when the brokers cannot be reached, a result is given up after two minutes. Where
 * nothing is known of the topic yet, or 32 MB are waiting, sending takes half a second, and then fails. Thread-safe.
 */
public final class ResultTopic implements AutoCloseable {

    private final KafkaProducer<String, String> producer;

    /**
     * Connects.
     *
     * @param kafka settings of a producer, {@code bootstrap.servers} at least
     */
    public ResultTopic(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /**
     * Sends the result of a message.
     *
     * @param result as it is; one that nobody wants a report of is left out
     * @return done when enough brokers have it; fails with Kafka's exception when they do not. The same may be sent again
     */
    public CompletableFuture<Void> send(MessageResult result) {
        return result.isWanted()
                ? send(result.key().toString(), result.toJson())
                : CompletableFuture.completedFuture(null);
    }

    /**
     * Sends what a server has counted for a while by an {@code AggregateReportBuilder} of its own: less to carry than message by
     * message.
     *
     * @param part with its ids, a few thousand messages at most: Kafka takes lines up to a megabyte
     * @return as above
     */
    public CompletableFuture<Void> send(AggregateState part) {
        return send(part.key().toString(), part.toJson());
    }

    private CompletableFuture<Void> send(String key, String line) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (line.length() > Topics.LARGEST_LINE) {
            // In gzip it may pass as a record, but no merger takes it.
            done.completeExceptionally(new RecordTooLargeException(key + ": a line of " + line.length() + " octets"));
            return done;
        }
        try {
            var unused = producer.send(new ProducerRecord<>(Topics.RESULTS, key, line), (metadata, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Waits for what is on its way. */
    @Override
    public void close() {
        producer.close();
    }
}
