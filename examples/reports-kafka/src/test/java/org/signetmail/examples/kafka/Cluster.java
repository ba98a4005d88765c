package org.signetmail.examples.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;

/** A broker in a process of its own, and what can be seen of it from outside. */
final class Cluster implements AutoCloseable {

    static final int PARTITIONS = 4;

    /** Machines that do something else are slow, and some stand still for a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Child broker;
    private final Admin admin;
    private final String address;

    private Cluster(Child broker, Admin admin, String address) {
        this.broker = broker;
        this.admin = admin;
        this.address = address;
    }

    static Cluster start(Path directory) throws Exception {
        int[] ports = freePorts();
        String address = "127.0.0.1:" + ports[0];
        Path data = Files.createDirectories(directory.resolve("broker"));
        Child broker =
                Child.start(directory, "broker", "256m", Broker.class, data.toString(), "" + ports[0], "" + ports[1]);
        until("the broker is up", () -> {
            if (!broker.isAlive()) {
                throw new IllegalStateException(broker.said());
            }
            return broker.said().contains("broker: up");
        });
        return new Cluster(broker, Admin.create(Map.of("bootstrap.servers", address)), address);
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

    Admin admin() {
        return admin;
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

    static List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        broker.close();
    }
}
