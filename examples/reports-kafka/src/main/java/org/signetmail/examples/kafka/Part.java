package org.signetmail.examples.kafka;

import java.io.IOException;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.MessageResult;

/** A line of the topic, or of the store: the result of one message, or a part that was put together already. */
interface Part {

    /** How the line of a part begins. */
    String STATE = "{\"signet\":\"state\",";

    AggregateKey key();

    /** Whether anybody wants to have it told. */
    boolean isWanted();

    /** Whether it changes nothing when it is added once more, as each message is known by its id. */
    boolean hasIds();

    void addTo(AggregateReportBuilder builder);

    static Part read(String line, AggregateLimits limits) throws IOException {
        return line.startsWith(STATE)
                ? new Counted(AggregateState.fromJson(line, limits), hasIds(line))
                : new Message(MessageResult.fromJson(line));
    }

    /** States are written in one way only; what stands before has no such name. */
    private static boolean hasIds(String state) {
        int name = state.indexOf("\"ids\":");
        return name >= 0 && state.startsWith("\"ids\":\"remembered\"", name);
    }

    /** Of one message. */
    record Message(MessageResult result) implements Part {
        @Override
        public AggregateKey key() {
            return result.key();
        }

        @Override
        public boolean isWanted() {
            return result.isWanted();
        }

        @Override
        public boolean hasIds() {
            return true;
        }

        @Override
        public void addTo(AggregateReportBuilder builder) {
            builder.add(result);
        }
    }

    /** Of many. */
    record Counted(AggregateState state, boolean hasIds) implements Part {
        @Override
        public AggregateKey key() {
            return state.key();
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public void addTo(AggregateReportBuilder builder) {
            builder.merge(state);
        }
    }
}
