package org.signetmail.reports.sending;

import java.io.IOException;
import java.util.Objects;

/**
 * What was counted for one report, or a part of it: of one server, of one hour, of one batch. Parts are merged in any order and
 * grouping, and a part that comes twice changes nothing as long as ids are remembered ({@link AggregateLimits#withIds}): what comes
 * out depends on the messages alone. A queue or a table can carry it as one line.
 *
 * <pre>{@code
 * AggregateState day = AggregateState.fromJson(first, limits).merge(AggregateState.fromJson(second, limits));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class AggregateState {

    private final AggregateKey key;

    /** Never changed any more. */
    private final RowTable table;

    AggregateState(AggregateKey key, RowTable table) {
        this.key = key;
        this.table = table;
    }

    /**
     * The state of one message.
     *
     * @param result what it adds
     * @param limits how much is remembered
     * @return a state that counts one message
     */
    public static AggregateState of(MessageResult result, AggregateLimits limits) {
        RowTable table = new RowTable(Objects.requireNonNull(limits, "limits"));
        table.add(result, true, true);
        table.trim(true);
        return new AggregateState(result.key(), table);
    }

    /**
     * Both parts together, within the limits of this one.
     *
     * @param other another part of the same report
     * @return a new state; it costs time and memory by the size of both, so that to add message by message there is
     *     {@link AggregateReportBuilder}
     * @throws IllegalArgumentException when the keys differ
     */
    public AggregateState merge(AggregateState other) {
        if (!key.equals(other.key)) {
            throw new IllegalArgumentException(other.key + " is no part of " + key);
        }
        RowTable merged = table.copy(table.limits());
        merged.merge(other.table);
        return new AggregateState(key, merged);
    }

    /**
     * The report that it belongs to.
     *
     * @return policy domain and day
     */
    public AggregateKey key() {
        return key;
    }

    /**
     * How many messages were counted.
     *
     * @return 1 or more
     */
    public long messages() {
        return table.messages();
    }

    /**
     * How many of them are in no row, as there were too many rows. The report says so in its {@code error}.
     *
     * @return 0 or more
     */
    public long untoldMessages() {
        return table.untold();
    }

    /**
     * Whether anything is told but of mails that carry reports themselves.
     *
     * @return false when the report had better not be sent: two receivers would write to each other for ever; or there was no room
     *     for any row, and a report without one is not valid
     */
    public boolean isWorthSending() {
        return table.worthSending() && table.shown().stream().anyMatch(each -> each.count > 0);
    }

    RowTable table() {
        return table;
    }

    /**
     * The state as text, for a queue or a table.
     *
     * @return one line of printing ASCII, the same for equal states
     */
    public String toJson() {
        return StateJson.write(key, table);
    }

    /**
     * Reads it back.
     *
     * @param line what {@link #toJson} gave
     * @param limits how much is remembered from here on
     * @return an equal state, when it is within the limits
     * @throws IOException when it is something else: what carried it has damaged it, or a later version has written it
     */
    public static AggregateState fromJson(String line, AggregateLimits limits) throws IOException {
        return StateJson.readState(Objects.requireNonNull(line, "line"), Objects.requireNonNull(limits, "limits"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AggregateState that && key.equals(that.key) && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, messages());
    }

    /**
     * The key and the number of messages.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return key + ": " + messages() + " messages in " + table.shown().size() + " rows";
    }
}
