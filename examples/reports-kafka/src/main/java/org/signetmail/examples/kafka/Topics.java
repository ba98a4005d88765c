package org.signetmail.examples.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** The topics between mail servers, mergers and mailers. */
final class Topics {

    /** Lines of results and parts, by policy domain and day; and ticks. */
    static final String RESULTS = "dmarc-results";

    /** The reports: XML in gzip, once each. */
    static final String REPORTS = "dmarc-reports";

    /** What the reports are of, to be mailed. */
    static final String MAILS = "dmarc-mails";

    /** A report of the rows that {@link ReportTopology#LIMITS} has room for, in gzip, is smaller. */
    static final int LARGEST = 20 << 20;

    /** Of results, in octets: a part that a server has counted itself. */
    static final int LARGEST_LINE = 1 << 20;

    /** Of what is kept of the results: lines with a longer key, and those that were merged, of up to three octets a character. */
    private static final int LARGEST_CHANGE = 4 << 20;

    private static final String TWO_WEEKS = String.valueOf(14L * 24 * 60 * 60 * 1000);

    private Topics() {}

    /** Of the topics in which Kafka Streams keeps what mergers have counted, but for their name and size. */
    static final Map<String, String> CHANGES =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_CHANGE));

    /**
     * How many brokers must have a record before it counts as written: two, so that no disk that dies takes
     * one with it, where there are three, so that one of them can be away.
     */
    static int inSync(int replication) {
        return replication < 3 ? 1 : 2;
    }

    /**
     * What they are. The broker's clock is the one that counts ({@code LogAppendTime}): no server whose clock is wrong can end a day,
     * or have records dropped as old.
     */
    static List<NewTopic> all(int partitions, int replication) {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : List.of(RESULTS, REPORTS, MAILS)) {
            topics.add(new NewTopic(name, partitions, (short) replication)
                    .configs(Map.of(
                            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                            "LogAppendTime",
                            TopicConfig.RETENTION_MS_CONFIG,
                            TWO_WEEKS,
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            String.valueOf(name.equals(RESULTS) ? LARGEST_LINE : LARGEST),
                            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                            String.valueOf(inSync(replication)))));
        }
        return topics;
    }

    /** How many partitions the results have, on which it depends where a key belongs. */
    static int partitions(Admin admin) throws InterruptedException, ExecutionException {
        TopicDescription results =
                admin.describeTopics(List.of(RESULTS)).allTopicNames().get().get(RESULTS);
        return Objects.requireNonNull(results, "what was asked for")
                .partitions()
                .size();
    }
}
