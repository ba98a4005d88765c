package org.signetmail.examples.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.MessageResult;

/** What comes on the topic of results; what was sent is there when a method returns. */
final class MailServers implements AutoCloseable {

    private final ResultTopic results;
    private final KafkaProducer<String, String> others;

    MailServers(String brokers) {
        results = new ResultTopic(Map.of("bootstrap.servers", brokers));
        others = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer());
    }

    void send(List<MessageResult> messages) {
        messages.stream().map(results::send).toList().forEach(each -> each.join());
    }

    /** As one server that has counted them itself. */
    void sendCounted(List<MessageResult> messages) {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        messages.forEach(builder::add);
        for (AggregateKey key : builder.keys()) {
            results.send(builder.take(key).orElseThrow()).join();
        }
    }

    /** Any line. */
    void send(String key, String line) throws Exception {
        others.send(new ProducerRecord<>(Topics.RESULTS, key, line)).get();
    }

    /** The time that one partition has, as the topic takes that of its producer. */
    void tick(int partition, Instant time) throws Exception {
        others.send(Ticker.tick(partition, time.toEpochMilli())).get();
    }

    /** All partitions. */
    void tick(Instant time) throws Exception {
        for (int i = 0; i < Cluster.PARTITIONS; i++) {
            tick(i, time);
        }
    }

    @Override
    public void close() {
        results.close();
        others.close();
    }
}
