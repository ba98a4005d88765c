package org.signetmail.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings become; that they work is shown by {@link ReportsKafkaTest}. */
class ReportsApplicationTest {

    @TempDir
    private Path directory;

    private Properties streams(String settings) throws IOException {
        Path file = Files.writeString(directory.resolve("settings"), """
                kafka.bootstrap.servers=127.0.0.1:1
                instance=a
                state.dir=none
                """ + settings);
        return ReportsApplication.streamsSettings(Settings.read(file));
    }

    @DisplayName("What was counted is on as many brokers as what came, and two must have it where there are three")
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2"})
    void replication(int brokers, String inSync) throws IOException {
        Properties streams = streams("topics.replication=" + brokers + "\n");
        StreamsConfig config = new StreamsConfig(streams);
        assertThat(config.getInt("replication.factor")).isEqualTo(brokers);
        assertThat(config.getMainConsumerConfigs("dmarc-reports", "a", 0))
                .containsEntry("topic.min.insync.replicas", inSync);
        assertThat(Topics.all(12, brokers))
                .hasSize(3)
                .allMatch(each -> each.numPartitions() == 12 && each.replicationFactor() == brokers)
                .allMatch(each -> each.configs().get("min.insync.replicas").equals(inSync));
    }

    @Test
    @DisplayName("What the settings say of Kafka comes before what is set here")
    void override() throws IOException {
        assertThat(streams("topics.replication=1\nkafka.replication.factor=3\n"))
                .containsEntry("replication.factor", "3");
    }

    @Test
    @DisplayName("Nothing is left to the default of brokers unsaid")
    void unsaid() {
        assertThatThrownBy(() -> streams("")).hasMessage("the settings have no topics.replication");
    }
}
