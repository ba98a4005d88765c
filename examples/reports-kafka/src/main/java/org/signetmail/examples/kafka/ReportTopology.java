package org.signetmail.examples.kafka;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.reports.sending.ReportSubmitter;

/** Results in; reports, and what is to be mailed, out. */
final class ReportTopology {

    /** Rows of 16 MiB: a report fits into a record, and one at a time into a small heap. */
    static final AggregateLimits LIMITS = AggregateLimits.DEFAULT.withRowOctets(16L << 20);

    private ReportTopology() {}

    /**
     * The topology.
     *
     * @param grace how long after the end of its day a report is open
     * @param partitions of the results
     * @param stores where the state is, by its name: on disk, or in memory
     */
    static Topology of(
            Duration grace,
            int partitions,
            ReportSubmitter submitter,
            Function<String, KeyValueBytesStoreSupplier> stores,
            Consumer<String> log) {
        return new Topology()
                .addSource("results", new StringDeserializer(), new StringDeserializer(), Topics.RESULTS)
                .addProcessor("counting", () -> new DayProcessor(grace, partitions, submitter, log), "results")
                .addStateStore(store(stores.apply(DayProcessor.PARTS)), "counting")
                .addStateStore(store(stores.apply(DayProcessor.DAYS)), "counting")
                .addSink(
                        DayProcessor.REPORTS,
                        Topics.REPORTS,
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        "counting")
                .addSink(
                        DayProcessor.MAILS,
                        Topics.MAILS,
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        "counting");
    }

    /** What is written twice between two commits goes out once. */
    private static StoreBuilder<KeyValueStore<String, String>> store(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.String())
                .withCachingEnabled()
                .withLoggingEnabled(Topics.CHANGES);
    }
}
