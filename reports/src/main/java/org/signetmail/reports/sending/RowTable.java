package org.signetmail.reports.sending;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one report with their counts. What it holds depends on the set of results alone, not on their order, nor on the parts
 * that they came in, nor on how often one came: rows, ids, the last policy and the flags each form a lattice, and all that is done
 * is to go up in it. Past the limit of ids that is true of results that come once.
 *
 * <p>Rows over the limit: they have an order ({@link #ORDER}) that depends on the row alone, and the first ones stay. Each part of
 * the results keeps those, too, so the count of a row that stays is exact; messages of the others are counted together.
 *
 * <p>Not thread-safe.
 */
final class RowTable {

    /** Ids: remembered, given up at the limit, or not asked for. */
    enum Memory {
        /** Each id is there with its row. */
        REMEMBERED,
        /** Results count as they come, as something else sees to it that they come once. */
        NOT_ASKED,
        /** There were more than the limit. */
        GIVEN_UP
    }

    /** What the id of a message stands for whose row is not told. */
    private static final int UNTOLD = -1;

    /** A row and its count. */
    static final class Slot {
        final Row row;
        final int kind;
        final long hash;
        final int index;
        long count;

        Slot(Row row, int index) {
            this.row = row;
            this.kind = row.kind();
            this.hash = MessageIds.hash(StateJson.text(row));
            this.index = index;
        }

        Row row() {
            return row;
        }
    }

    /** Which rows stay; see {@link Row#kind}. */
    private static final Comparator<Slot> ORDER = Comparator.<Slot>comparingInt(slot -> slot.kind)
            .thenComparing((a, b) -> Long.compareUnsigned(a.hash, b.hash))
            .thenComparing(slot -> StateJson.text(slot.row));

    private final AggregateLimits limits;
    private final Map<Row, Slot> rows = new HashMap<>();
    private final List<@Nullable Slot> byIndex = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private @Nullable MessageIds ids;
    private Memory memory;

    /** The first row that did not stay. */
    private @Nullable Slot floor;

    private long octets;
    private long untold;
    private boolean rowsRefused;

    private @Nullable SeenPolicy policy;
    private long policySeen = Long.MIN_VALUE;
    private boolean policyChanged;
    private boolean worthSending;

    RowTable(AggregateLimits limits) {
        this.limits = limits;
        this.memory = limits.ids() == 0 ? Memory.NOT_ASKED : Memory.REMEMBERED;
        this.ids = limits.ids() == 0 ? null : new MessageIds();
    }

    /**
     * Counts a result; false when its id is there already. Without room for rows, new ones are not told; without room for ids, all
     * are given up when there would be one more.
     */
    boolean add(MessageResult result, boolean room, boolean idRoom) {
        see(result.policy(), result.receivedMillis());
        worthSending |= !result.carriesReport();
        Slot slot = slot(result.row(), room);
        if (!idRoom && ids != null && ids.get(result.idHash()) == MessageIds.ABSENT) {
            giveUp();
        }
        boolean first = count(result.idHash(), slot);
        trim(false);
        return first;
    }

    void see(SeenPolicy seen, long at) {
        if (policy == null) {
            policy = seen;
            policySeen = at;
            return;
        }
        if (!policy.equals(seen)) {
            policyChanged = true;
            // RFC 9990 §3.1: "SHOULD note only the final configuration observed during the period".
            if (at > policySeen || (at == policySeen && StateJson.text(seen).compareTo(StateJson.text(policy)) > 0)) {
                policy = seen;
            }
        }
        policySeen = Math.max(policySeen, at);
    }

    private @Nullable Slot slot(Row row, boolean room) {
        Slot known = rows.get(row);
        if (known != null) {
            return known;
        }
        if (!room) {
            rowsRefused = true;
            return null;
        }
        Integer reused = free.peek();
        Slot slot = new Slot(row, reused == null ? byIndex.size() : reused);
        if (floor != null && ORDER.compare(slot, floor) >= 0) {
            return null;
        }
        if (free.poll() == null) {
            byIndex.add(slot);
        } else {
            byIndex.set(slot.index, slot);
        }
        rows.put(row, slot);
        octets += row.octets();
        return slot;
    }

    private boolean count(long id, @Nullable Slot slot) {
        if (ids != null) {
            int known = ids.get(id);
            if (known != MessageIds.ABSENT) {
                move(id, known, slot);
                return false;
            }
            ids.put(id, slot == null ? UNTOLD : slot.index);
        }
        bump(slot, 1);
        return true;
    }

    /** Of two results with one id the one counts whose row is first in the order, so that it is always the same. */
    private void move(long id, int known, @Nullable Slot slot) {
        Slot before = known == UNTOLD ? null : Objects.requireNonNull(byIndex.get(known));
        if (slot == null || slot == before || (before != null && ORDER.compare(slot, before) > 0)) {
            return;
        }
        bump(before, -1);
        bump(slot, 1);
        Objects.requireNonNull(ids).put(id, slot.index);
    }

    private void bump(@Nullable Slot slot, long by) {
        if (slot == null) {
            untold = sum(untold, by);
        } else {
            slot.count = sum(slot.count, by);
        }
    }

    /** No count is less than nothing, so that a sum which is has gone over. */
    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Down to the limits: now, or not before an eighth of the rows are too many, so that each costs little. */
    void trim(boolean now) {
        if (ids != null && ids.size() > limits.ids()) {
            giveUp();
        }
        int slack = now ? 0 : limits.rows() / 8;
        long octetSlack = now ? 0 : limits.rowOctets() / 8;
        if (rows.size() <= limits.rows() + slack && octets <= limits.rowOctets() + octetSlack) {
            return;
        }
        Slot[] inOrder = rows.values().toArray(new Slot[0]);
        Arrays.sort(inOrder, ORDER);
        int stay = inOrder.length;
        BitSet gone = new BitSet();
        while (stay > 0 && (stay > limits.rows() || octets > limits.rowOctets())) {
            Slot last = inOrder[--stay];
            remove(last);
            gone.set(last.index);
        }
        if (ids != null) {
            ids.replace(gone, UNTOLD);
        }
    }

    private void giveUp() {
        ids = null;
        memory = Memory.GIVEN_UP;
    }

    private void remove(Slot slot) {
        rows.remove(slot.row);
        byIndex.set(slot.index, null);
        free.push(slot.index);
        octets -= slot.row.octets();
        untold = sum(untold, slot.count);
        floor = slot;
    }

    /** Takes in all of another part. */
    void merge(RowTable other) {
        merge(other, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Takes in another part, as if its messages came one by one: rows as long as all take less than so many octets, and all ids are
     * given up when there would be more than so many. When not all rows fit, those do that stay where there are too many.
     */
    void merge(RowTable other, long mostOctets, long mostIds) {
        Slot lower = other.floor;
        if (lower != null && (floor == null || ORDER.compare(lower, floor) < 0)) {
            lower(lower);
        }
        if (other.policy != null) {
            see(other.policy, other.policySeen);
        }
        policyChanged |= other.policyChanged;
        worthSending |= other.worthSending;
        rowsRefused |= other.rowsRefused;
        Map<Integer, Slot> mine = new HashMap<>();
        Slot[] theirs = other.rows.values().toArray(new Slot[0]);
        if (octets + other.octets > mostOctets) {
            Arrays.sort(theirs, ORDER);
        }
        for (Slot each : theirs) {
            Slot slot = slot(each.row, octets < mostOctets);
            if (slot != null) {
                mine.put(each.index, slot);
            }
        }
        if (ids != null && other.ids != null) {
            other.ids.forEach((id, index) -> {
                if (ids != null && ids.size() >= mostIds && ids.get(id) == MessageIds.ABSENT) {
                    giveUp();
                }
                count(id, index == UNTOLD ? null : mine.get(index));
            });
        } else {
            ids = null;
            memory = memory.compareTo(other.memory) < 0 ? other.memory : memory;
            for (Slot each : other.rows.values()) {
                bump(mine.get(each.index), each.count);
            }
            untold = sum(untold, other.untold);
        }
        trim(true);
    }

    /** Rows at or behind a floor that another part has do not stay here either. */
    private void lower(Slot newFloor) {
        BitSet gone = new BitSet();
        for (Slot each : rows.values().toArray(new Slot[0])) {
            if (ORDER.compare(each, newFloor) >= 0) {
                remove(each);
                gone.set(each.index);
            }
        }
        if (ids != null) {
            ids.replace(gone, UNTOLD);
        }
        floor = newFloor;
    }

    RowTable copy(AggregateLimits newLimits) {
        RowTable copy = new RowTable(newLimits);
        copy.merge(this);
        return copy;
    }

    /** Of a state that was written: one row with its count, and its ids where they are remembered. */
    void restore(Row row, long count, long @Nullable [] remembered) {
        restoreCount(slot(row, true), count, remembered);
    }

    /** The same for the messages whose rows are not told. */
    void restoreUntold(long count, long @Nullable [] remembered) {
        restoreCount(null, count, remembered);
    }

    private void restoreCount(@Nullable Slot slot, long count, long @Nullable [] remembered) {
        if (remembered == null) {
            bump(slot, count);
            return;
        }
        for (long id : remembered) {
            count(id, slot);
        }
    }

    void restoreMemory(Memory told) {
        if (told != Memory.REMEMBERED) {
            ids = null;
            memory = told;
        }
    }

    void restoreFlags(boolean changed, boolean worth, boolean refused, @Nullable Row newFloor) {
        policyChanged |= changed;
        worthSending |= worth;
        rowsRefused |= refused;
        if (newFloor != null) {
            lower(new Slot(newFloor, UNTOLD));
        }
    }

    /** As reports show them; a row can be there without a message, as a place in the order. */
    List<Slot> shown() {
        List<Slot> shown = new ArrayList<>(rows.values());
        shown.sort(Comparator.comparing(Slot::row, Row.SHOWN));
        return shown;
    }

    /** The ids of each row, and at {@link #UNTOLD} + 1 those of no row: sorted. Null when they are not remembered. */
    long @Nullable [][] idsByRow() {
        if (ids == null) {
            return null;
        }
        int[] sizes = new int[byIndex.size() + 1];
        ids.forEach((id, index) -> sizes[index + 1]++);
        long[][] byRow = new long[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            byRow[i] = new long[sizes[i]];
        }
        ids.forEach((id, index) -> byRow[index + 1][--sizes[index + 1]] = id);
        for (long[] each : byRow) {
            Arrays.sort(each);
        }
        return byRow;
    }

    long messages() {
        long messages = untold;
        for (Slot each : rows.values()) {
            messages = sum(messages, each.count);
        }
        return messages;
    }

    long octets() {
        return octets;
    }

    int remembered() {
        return ids == null ? 0 : ids.size();
    }

    long untold() {
        return untold;
    }

    boolean rowsRefused() {
        return rowsRefused;
    }

    @Nullable
    Row floor() {
        return floor == null ? null : floor.row;
    }

    Memory memory() {
        return memory;
    }

    SeenPolicy policy() {
        return Objects.requireNonNull(policy, "a table without a result is never shown");
    }

    long policySeen() {
        return policySeen;
    }

    boolean policyChanged() {
        return policyChanged;
    }

    boolean worthSending() {
        return worthSending;
    }

    AggregateLimits limits() {
        return limits;
    }
}
