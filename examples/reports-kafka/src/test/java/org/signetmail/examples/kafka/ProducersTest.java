package org.signetmail.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;

class ProducersTest {

    @Test
    @DisplayName("A mail server whose brokers are away is told so by the future, and goes on")
    void away() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (ResultTopic topic = new ResultTopic(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            CompletableFuture<Void> sent = topic.send(new Load(1).result(0, 0));
            assertThatThrownBy(sent::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    @DisplayName("A part that no merger would read is not sent")
    void tooLarge() throws Exception {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        Load load = new Load(1);
        while (builder.keys().isEmpty()
                || builder.state(builder.keys().get(0)).orElseThrow().toJson().length() <= Topics.LARGEST_LINE) {
            for (int i = 0; i < 60_000; i++) {
                builder.add(load.result(0, 0));
            }
        }
        AggregateState state = builder.take(builder.keys().get(0)).orElseThrow();
        try (ResultTopic topic = new ResultTopic(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            assertThatThrownBy(topic.send(state)::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    @DisplayName("A tick goes to every partition, with the broker's time")
    void ticks() throws Exception {
        Node[] none = {};
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            partitions.add(new PartitionInfo(Topics.RESULTS, i, Node.noNode(), none, none));
        }
        Cluster cluster = new Cluster("c", List.of(), partitions, Set.of(), Set.of());
        try (MockProducer<String, String> producer = new MockProducer<>(
                cluster, true, new RoundRobinPartitioner(), new StringSerializer(), new StringSerializer())) {
            Ticker ticker = Ticker.start(producer, Duration.ofDays(1), failure -> {});
            org.signetmail.examples.kafka.Cluster.until(
                    "it ticks", () -> producer.history().size() == 3);
            ticker.close();
            assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 2);
            assertThat(producer.history()).extracting(ProducerRecord::key).containsOnly("tick");
            assertThat(producer.history()).extracting(ProducerRecord::timestamp).containsOnlyNulls();
        }
    }
}
