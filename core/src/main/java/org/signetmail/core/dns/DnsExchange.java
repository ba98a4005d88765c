package org.signetmail.core.dns;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsFailure;

/** One query that waits for its answer from one server. Lives on the transport's thread. */
final class DnsExchange extends DnsAlarm {

    /** Gets what comes back. */
    interface Listener {
        /**
         * A message came that may be the answer.
         *
         * @param octets the whole message
         * @param age how many seconds ago the server's answer was made, where a cache on the way may have it
         * @return true when it ends the exchange; false to wait for another one
         */
        boolean received(byte[] octets, long age);

        /**
         * The exchange is over without a message.
         *
         * @param reason what went wrong
         * @param detail in one line
         * @param disturbed whether messages came meanwhile that answered nothing
         */
        void failed(DnsFailure reason, String detail, boolean disturbed);
    }

    private final byte[] query;
    private final Listener listener;
    private final Collection<DnsAlarm> underWay;
    private @Nullable DnsWay way;
    private int straysBefore;
    private int answersBefore;
    private @Nullable Runnable again;
    private boolean over;

    /**
     * An exchange that is not on its way yet.
     *
     * @param query the message; its ID is chosen by the way that it takes
     * @param deadline when to give up, on the scale of {@link System#nanoTime}
     * @param number another one for each exchange
     * @param listener gets what comes back
     * @param underWay those that wait; this one is added, and taken out when it is over
     */
    DnsExchange(byte[] query, long deadline, long number, Listener listener, Collection<DnsAlarm> underWay) {
        super(deadline, number);
        this.query = query;
        this.listener = listener;
        this.underWay = underWay;
        underWay.add(this);
    }

    /** Chooses the way, with an ID that no other exchange on it has. */
    void take(DnsWay taken, int id) {
        way = taken;
        straysBefore = taken.strays();
        answersBefore = taken.answers();
        query[0] = (byte) (id >> 8);
        query[1] = (byte) id;
    }

    /**
     * Sends it again, once, when its way is lost.
     *
     * @param how chooses another way, later
     */
    void mayGoAgain(Runnable how) {
        again = how;
    }

    /**
     * Its way is lost, and it takes another one.
     *
     * @return false when it may not
     */
    boolean again() {
        Runnable how = again;
        if (how == null || over) {
            return false;
        }
        again = null;
        leaveWay();
        how.run();
        return true;
    }

    boolean isOver() {
        return over;
    }

    /** How many answers its way had brought before it. */
    int answersBefore() {
        return answersBefore;
    }

    byte[] query() {
        return query;
    }

    int id() {
        return DnsWire.id(query);
    }

    /**
     * A message with its ID came.
     *
     * @param age in seconds, as {@link Listener#received} has it
     * @return true when it was the answer
     */
    boolean received(byte[] octets, long age) {
        if (!over && listener.received(octets, age)) {
            end();
            return true;
        }
        return false;
    }

    /** Ends without a message; tells nobody if it has ended before. */
    void fail(DnsFailure reason, String detail) {
        if (!over) {
            boolean disturbed = way != null && way.strays() != straysBefore;
            end();
            listener.failed(reason, detail, disturbed);
        }
    }

    /** No answer has come in time. */
    @Override
    void ring() {
        giveUp("no answer in time");
    }

    /** Waits no longer. */
    void giveUp(String detail) {
        if (way != null) {
            way.late(this);
        }
        fail(DnsFailure.TIMEOUT, detail);
    }

    @Override
    void lost() {
        fail(DnsFailure.NETWORK, "the resolver's thread ended");
    }

    /** The socket that it waits on does not work, so none on it has to wait. */
    void breakWay(DnsFailure reason, String detail) {
        if (way instanceof DnsWay.Socket socket) {
            socket.broken(reason, detail);
        }
        fail(reason, detail);
    }

    /** Ends, and tells nobody. */
    void end() {
        if (!over) {
            over = true;
            underWay.remove(this);
            leaveWay();
        }
    }

    private void leaveWay() {
        DnsWay left = way;
        way = null;
        if (left != null) {
            left.leave(this);
        }
    }
}
