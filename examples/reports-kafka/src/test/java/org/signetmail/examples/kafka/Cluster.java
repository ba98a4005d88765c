package org.signetmail.examples.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.signetmail.examples.kafka.Child.Children;

/** A broker in a process of its own, and what can be seen of it from outside. The process ends with the other children. */
final class Cluster implements AutoCloseable {

    static final int PARTITIONS = 4;

    /** Machines that do something else are slow, and some stand still for a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Admin admin;
    private final String address;

    private Cluster(Admin admin, String address) {
        this.admin = admin;
        this.address = address;
    }

    static Cluster start(Children children, Path data) throws Exception {
        int[] ports = freePorts();
        String address = "127.0.0.1:" + ports[0];
        Child broker = children.start("broker", "256m", "broker", data.toString(), "" + ports[0], "" + ports[1]);
        until("the broker is up", () -> {
            if (!broker.isAlive()) {
                throw new IllegalStateException(broker.said());
            }
            return broker.said().contains("broker: up");
        });
        return new Cluster(Admin.create(Map.of("bootstrap.servers", address)), address);
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }

    /** Waits for a condition, and fails by its name. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!holds(condition)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("not after " + PATIENCE.toSeconds() + " s: " + what);
            }
            Thread.sleep(20);
        }
    }

    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (ExecutionException e) {
            // What is asked for may not be there yet.
            if (e.getCause() instanceof RetriableException || e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    String address() {
        return address;
    }

    /** The partitions of the results that each instance has, by its name. */
    Map<String, Set<Integer>> assignment() throws Exception {
        Map<String, Set<Integer>> assignment = new TreeMap<>();
        for (MemberDescription member : admin.describeConsumerGroups(List.of("dmarc-reports"))
                .all()
                .get()
                .get("dmarc-reports")
                .members()) {
            Set<Integer> partitions = new TreeSet<>();
            member.assignment().topicPartitions().forEach(each -> partitions.add(each.partition()));
            assignment.put(member.groupInstanceId().orElse("?").replaceFirst("-1$", ""), partitions);
        }
        return assignment;
    }

    /** Whether a group has taken in all that a topic has, and committed that; the topic has no transactions. */
    boolean isThrough(String group, String topic) throws Exception {
        Map<TopicPartition, Long> last = new HashMap<>();
        ends(topic, IsolationLevel.READ_COMMITTED)
                .forEach((partition, end) -> last.put(new TopicPartition(topic, partition), end - 1));
        return isThrough(group, last);
    }

    /** The same for records that were read. */
    boolean isThrough(String group, List<? extends ConsumerRecord<?, ?>> records) throws Exception {
        Map<TopicPartition, Long> last = new HashMap<>();
        records.forEach(
                each -> last.merge(new TopicPartition(each.topic(), each.partition()), each.offset(), Math::max));
        return isThrough(group, last);
    }

    private boolean isThrough(String group, Map<TopicPartition, Long> last) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return last.entrySet().stream().allMatch(each -> {
            OffsetAndMetadata at = committed.get(each.getKey());
            return each.getValue() < 0 || (at != null && at.offset() > each.getValue());
        });
    }

    /** The partitions of a topic in which something stands that is not committed. */
    Set<Integer> uncommitted(String topic) throws Exception {
        Map<Integer, Long> stable = ends(topic, IsolationLevel.READ_COMMITTED);
        Set<Integer> uncommitted = new TreeSet<>();
        ends(topic, IsolationLevel.READ_UNCOMMITTED).forEach((partition, end) -> {
            if (end > stable.getOrDefault(partition, end)) {
                uncommitted.add(partition);
            }
        });
        return uncommitted;
    }

    /** What stands in each partition, committed or not. */
    Map<Integer, Long> ends(String topic) throws Exception {
        return ends(topic, IsolationLevel.READ_UNCOMMITTED);
    }

    private Map<Integer, Long> ends(String topic, IsolationLevel level) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            asked.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        Map<Integer, Long> ends = new TreeMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each : admin.listOffsets(
                        asked, new ListOffsetsOptions(level))
                .all()
                .get()
                .entrySet()) {
            ends.put(each.getKey().partition(), each.getValue().offset());
        }
        return ends;
    }

    /** What a consumer sees that reads what is committed, as soon as there are so many records. */
    List<ConsumerRecord<String, byte[]>> read(String topic, int atLeast) throws Exception {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            until("there are " + atLeast + " of " + topic, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= atLeast;
            });
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** A setting of a topic. */
    String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }

    /** Changes it. */
    void set(String topic, String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
