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

    /** A part that a server has counted itself. */
    private static final int LARGEST_LINE = 1 << 20;

    private static final String TWO_WEEKS = String.valueOf(14L * 24 * 60 * 60 * 1000);

    private Topics() {}

    /**
     * Makes them. The broker's clock is the one that counts ({@code LogAppendTime}): no server whose clock is wrong can end a day, or
     * have records dropped as old.
     */
    static void create(Admin admin, int partitions, short replication) throws InterruptedException, ExecutionException {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : List.of(RESULTS, REPORTS, MAILS)) {
            topics.add(new NewTopic(name, partitions, replication)
                    .configs(Map.of(
                            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                            "LogAppendTime",
                            TopicConfig.RETENTION_MS_CONFIG,
                            TWO_WEEKS,
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            String.valueOf(name.equals(RESULTS) ? LARGEST_LINE : LARGEST))));
        }
        admin.createTopics(topics).all().get();
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
