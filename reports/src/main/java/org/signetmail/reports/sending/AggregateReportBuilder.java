package org.signetmail.reports.sending;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.signetmail.dmarc.Authentication;

/**
 * Counts the messages that a receiver sees, by policy domain and day in UTC, and gives for each an {@link AggregateState}: the
 * report, or this server's part of it.
 *
 * <pre>{@code
 * AggregateReportBuilder builder = AggregateReportBuilder.create();
 * builder.add(authentication, queueId, received);                // for each message
 *
 * for (AggregateKey key : builder.keys()) {                      // after midnight
 *     builder.take(key).ifPresent(state -> send(AggregateDocument.of(state, submitter)));
 * }
 * }</pre>
 *
 * <p>Only what a domain asks for by {@code rua=} is counted. A message counts once, however often its id comes, as long as the ids
 * of its report are within the limit: they are remembered as hashes, 8 octets each. What is kept of strangers is bounded by
 * {@link AggregateLimits}. Thread-safe.
 */
public final class AggregateReportBuilder {

    private final AggregateLimits limits;
    private final Map<AggregateKey, RowTable> tables = new TreeMap<>();
    private long octets;
    private long ids;
    private long uncounted;

    private AggregateReportBuilder(AggregateLimits limits) {
        this.limits = limits;
    }

    /**
     * A builder within {@link AggregateLimits#DEFAULT}.
     *
     * @return it holds nothing
     */
    public static AggregateReportBuilder create() {
        return create(AggregateLimits.DEFAULT);
    }

    /**
     * A builder.
     *
     * @param limits how much of what strangers send is remembered
     * @return it holds nothing
     */
    public static AggregateReportBuilder create(AggregateLimits limits) {
        return new AggregateReportBuilder(Objects.requireNonNull(limits, "limits"));
    }

    /**
     * Counts a message, if a report on it is asked for.
     *
     * @param message all that was found out about it, with what is done with it
     * @param id what tells it from others; see {@link MessageResult#of}
     * @param received when the message came
     * @return whether it was counted; false when no policy applies, nobody wants a report, it is deferred, its id was there already,
     *     or there are too many reports
     * @throws IllegalArgumentException when the time is before 1970 or after 9999
     */
    public boolean add(Authentication message, String id, Instant received) {
        Optional<MessageResult> result = MessageResult.of(message, id, received);
        return result.isPresent() && add(result.get());
    }

    /**
     * Counts a message, if a report on it is asked for.
     *
     * @param result what it adds
     * @return whether it was counted, as above
     */
    public synchronized boolean add(MessageResult result) {
        if (!result.isWanted()) {
            return false;
        }
        RowTable table = table(result.key());
        if (table == null) {
            uncounted++;
            return false;
        }
        boolean room = octets < limits.allRowOctets();
        boolean idRoom = ids < limits.allIds();
        release(table);
        boolean counted = table.add(result, room, idRoom);
        hold(table);
        return counted;
    }

    /**
     * Adds a part that was counted elsewhere, or earlier, within the same limits as if its messages came one by one.
     *
     * @param part of any report
     * @return whether it was added; false when there are too many reports
     */
    public synchronized boolean merge(AggregateState part) {
        RowTable table = table(part.key());
        if (table == null) {
            uncounted += part.messages();
            return false;
        }
        release(table);
        table.merge(part.table(), limits.allRowOctets() - octets, limits.allIds() - ids);
        hold(table);
        return true;
    }

    private void hold(RowTable table) {
        octets += table.octets();
        ids += table.remembered();
    }

    private void release(RowTable table) {
        octets -= table.octets();
        ids -= table.remembered();
    }

    private @Nullable RowTable table(AggregateKey key) {
        RowTable known = tables.get(key);
        if (known != null || tables.size() >= limits.reports()) {
            return known;
        }
        RowTable table = new RowTable(limits);
        tables.put(key, table);
        return table;
    }

    /**
     * The reports that something was counted for.
     *
     * @return by day, then by domain
     */
    public synchronized List<AggregateKey> keys() {
        return new ArrayList<>(tables.keySet());
    }

    /**
     * Takes a report out, to be sent or to be merged with others. What comes later for it begins a new one: take it when no message
     * of its day can come any more.
     *
     * @param key policy domain and day
     * @return nothing when nothing was counted for it
     */
    public synchronized Optional<AggregateState> take(AggregateKey key) {
        RowTable table = tables.remove(Objects.requireNonNull(key, "key"));
        if (table == null) {
            return Optional.empty();
        }
        release(table);
        table.trim(true);
        return Optional.of(new AggregateState(key, table));
    }

    /**
     * Looks at a report, to be saved, say; it stays here and goes on.
     *
     * @param key policy domain and day
     * @return a copy of what was counted until now; nothing when nothing was
     */
    public synchronized Optional<AggregateState> state(AggregateKey key) {
        RowTable table = tables.get(Objects.requireNonNull(key, "key"));
        return table == null ? Optional.empty() : Optional.of(new AggregateState(key, table.copy(limits)));
    }

    /**
     * How many messages were not counted as there were too many reports.
     *
     * @return 0 or more
     */
    public synchronized long uncounted() {
        return uncounted;
    }

    /**
     * How many reports it holds.
     *
     * @return one line of printing ASCII
     */
    @Override
    public synchronized String toString() {
        return tables.size() + " reports in the making";
    }
}
