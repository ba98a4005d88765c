package org.signetmail.examples.kafka;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One broker that is its own controller, on loopback: {@code DIRECTORY PORT CONTROLLER-PORT}. */
final class Broker {

    private Broker() {}

    static void run(String[] args) throws Exception {
        // Kafka 4.1's broker looks its own constants up by names in capitals of the default locale, which Turkish has
        // others of.
        Locale.setDefault(Locale.ROOT);
        String directory = args[0];
        String listener = "127.0.0.1:" + args[1];
        String controller = "127.0.0.1:" + args[2];
        new Formatter()
                .setClusterId("signet-example-kafka00")
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(directory)
                .setMetadataLogDirectory(directory)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .run();
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://" + listener + ",CONTROLLER://" + controller,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", directory,
                "log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20),
                "num.network.threads", "2",
                "num.io.threads", "2"));
        settings.putAll(Map.of(
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "auto.create.topics.enable", "false"));
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        System.err.println("broker: up");
        server.awaitShutdown();
    }
}
