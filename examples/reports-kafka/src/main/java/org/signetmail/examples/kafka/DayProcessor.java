package org.signetmail.examples.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.ReportSubmitter;

/**
 * Counts what comes on one partition, and closes the reports of days that are over. When that is does not depend on the clock of any
 * machine that happens to run this, but on the ticks in the partition itself: what stands before the first tick that is late enough
 * is in the report, what stands behind it is not. So the same partition read again, after whatever crash, gives the same reports.
 */
final class DayProcessor implements Processor<String, String, String, byte[]> {

    /** Names of stores. */
    static final String PARTS = "parts";

    static final String DAYS = "days";

    /** Of sinks. */
    static final String REPORTS = "reports";

    static final String MAILS = "mails";

    /** The clock of a mail server may be fast, and not by more than that. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** How long reports are closed before other things, such as a commit, have their turn. */
    private static final Duration TURN = Duration.ofMillis(500);

    private static final int MOST_IN_A_TURN = 1_000;

    private final Duration grace;
    private final int partitions;
    private final ReportSubmitter submitter;
    private final Consumer<String> log;
    private final Tally tally;
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable DayStore store;

    DayProcessor(Duration grace, int partitions, ReportSubmitter submitter, Consumer<String> log) {
        this.grace = grace;
        this.partitions = partitions;
        this.submitter = submitter;
        this.log = log;
        this.tally = new Tally(log);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        DayStore days = new DayStore(newContext.getStateStore(PARTS), newContext.getStateStore(DAYS));
        store = days;
        newContext.schedule(
                Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, at -> closeWhatIsDue(newContext, days));
    }

    @Override
    public void process(Record<String, String> record) {
        DayStore days = store;
        ProcessorContext<String, byte[]> here = context;
        if (days == null || here == null) {
            throw new IllegalStateException("init comes first");
        }
        if (Ticker.KEY.equals(record.key())) {
            days.tick(record.timestamp());
            tally.tell();
            return;
        }
        String line = record.value() == null ? "" : record.value();
        if (line.length() > Topics.LARGEST_LINE) {
            // It was small in the gzip of its producer. What is kept of it may be larger than what brokers take.
            tally.add(Tally.Kind.UNREADABLE, "It has " + line.length() + " characters");
            return;
        }
        Part part;
        try {
            part = Part.read(line, ReportTopology.LIMITS);
        } catch (IOException e) {
            tally.add(Tally.Kind.UNREADABLE, String.valueOf(e.getMessage()));
            return;
        }
        AggregateKey key = part.key();
        if (partition(key, partitions) != here.taskId().partition()) {
            // Two partitions would make two reports of one id.
            tally.add(Tally.Kind.MISPLACED, key.toString());
        } else if (isOver(key, days.now())) {
            // Its report has gone out, or will without it: never a second one with other numbers.
            tally.add(Tally.Kind.LATE, key.toString());
        } else if (key.begin().isAfter(Instant.ofEpochMilli(record.timestamp()).plus(AHEAD))) {
            tally.add(Tally.Kind.AHEAD, key.toString());
        } else if (part.isWanted()) {
            days.add(part, line);
        }
    }

    @Override
    public void close() {
        tally.tell();
    }

    /** As Kafka's own producers do it. */
    static int partition(AggregateKey key, int partitions) {
        return Utils.toPositive(Utils.murmur2(Utils.utf8(key.toString()))) % partitions;
    }

    private boolean isOver(AggregateKey key, long now) {
        return key.end().plus(grace).isBefore(Instant.ofEpochMilli(now));
    }

    private void closeWhatIsDue(ProcessorContext<String, byte[]> here, DayStore days) {
        long now = days.now();
        long start = System.nanoTime();
        for (AggregateKey key : days.due(each -> isOver(each, now), MOST_IN_A_TURN)) {
            close(here, days.take(key), now);
            if (System.nanoTime() - start > TURN.toNanos()) {
                return;
            }
        }
    }

    private void close(ProcessorContext<String, byte[]> here, AggregateState state, long now) {
        if (!state.isWorthSending()) {
            // RFC 9990 §3.5: or two receivers would write to each other for ever.
            log.accept("not reported, as it is of reports alone: " + state);
            return;
        }
        ClosedReport report = new ClosedReport(state, Instant.ofEpochMilli(now));
        here.forward(report.document(submitter), REPORTS);
        here.forward(report.order(), MAILS);
        log.accept("closed " + state);
    }
}
