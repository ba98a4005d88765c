package org.signetmail.reports;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.signetmail.spf.address.IpAddress;

/**
 * Rows of which there is not much to keep: few, or such as differ in address and count alone. A long document of them need not be
 * read again. Bounded, whatever the rows are; not thread-safe before it is complete.
 */
final class KeptRows {

    /** Numbers of a row: shape, address, count. */
    private static final int WIDTH = 4;

    private static final int ROWS_OF_BLOCK = 1 << 10;

    /** An eighth of the heap at most: what is kept is a convenience. */
    static final int MOST_ROWS = (int) Math.min(1 << 18, Runtime.getRuntime().maxMemory() / 8 / (WIDTH * Long.BYTES));

    /** Few, as whoever wants can have them all in one bucket of a hash table. */
    private static final int MOST_SHAPES = 128;

    private static final int MOST_CHARACTERS = 1 << 17;

    /** About what an object takes beside its characters. */
    private static final int OBJECT = 50;

    private static final InetAddress NOWHERE = IpAddress.v4(0).toInetAddress();

    /** Rows but for address and count, each with its number. */
    private final Map<AggregateRow, Integer> numbers = new HashMap<>();

    private final List<AggregateRow> shapes = new ArrayList<>();
    private int characters;
    private boolean tooMuch;
    private int rows;
    private int last;
    /** Of each row the number of its shape, negated less one for an IPv6 address, the address, and the count. */
    private final List<long[]> blocks = new ArrayList<>();

    /** Takes a row; of too many nothing is kept at all. */
    void add(AggregateRow row) {
        if (tooMuch) {
            return;
        }
        int number = rows == MOST_ROWS ? -1 : number(row);
        if (number < 0) {
            giveUp();
            return;
        }
        int at = rows % ROWS_OF_BLOCK * WIDTH;
        if (at == 0) {
            blocks.add(new long[ROWS_OF_BLOCK * WIDTH]);
        }
        long[] block = blocks.get(rows / ROWS_OF_BLOCK);
        IpAddress address = IpAddress.of(row.sourceIp());
        block[at] = address.isV4() ? number : -number - 1;
        block[at + 1] = address.high();
        block[at + 2] = address.low();
        block[at + 3] = row.count();
        rows++;
    }

    private void giveUp() {
        tooMuch = true;
        rows = 0;
        blocks.clear();
        numbers.clear();
        shapes.clear();
    }

    /** That of its shape, or -1 when there is no room for one more. */
    private int number(AggregateRow row) {
        // Mostly it is as the one before.
        if (rows > 0 && hasShape(row, shapes.get(last))) {
            return last;
        }
        AggregateRow bare = at(row, NOWHERE, 0);
        Integer known = numbers.get(bare);
        if (known == null) {
            characters += size(bare);
            if (shapes.size() == MOST_SHAPES || characters > MOST_CHARACTERS) {
                return -1;
            }
            known = shapes.size();
            shapes.add(bare);
            numbers.put(bare, known);
        }
        last = known;
        return last;
    }

    /** As equals of the records, which costs a tenth of the reading. */
    private static boolean hasShape(AggregateRow row, AggregateRow bare) {
        if (!(row.headerFrom().equals(bare.headerFrom())
                && row.disposition().equals(bare.disposition())
                && row.dkim().equals(bare.dkim())
                && row.spf().equals(bare.spf())
                && row.reasons().equals(bare.reasons())
                && row.envelopeFrom().equals(bare.envelopeFrom())
                && row.envelopeTo().equals(bare.envelopeTo())
                && row.dkimResults().size() == bare.dkimResults().size()
                && row.spfResults().size() == bare.spfResults().size())) {
            return false;
        }
        for (int i = 0; i < row.dkimResults().size(); i++) {
            DkimAuthResult one = row.dkimResults().get(i);
            DkimAuthResult other = bare.dkimResults().get(i);
            if (!(one.domain().equals(other.domain())
                    && one.selector().equals(other.selector())
                    && one.result().equals(other.result())
                    && one.humanResult().equals(other.humanResult()))) {
                return false;
            }
        }
        for (int i = 0; i < row.spfResults().size(); i++) {
            SpfAuthResult one = row.spfResults().get(i);
            SpfAuthResult other = bare.spfResults().get(i);
            if (!(one.domain().equals(other.domain())
                    && one.scope().equals(other.scope())
                    && one.result().equals(other.result())
                    && one.humanResult().equals(other.humanResult()))) {
                return false;
            }
        }
        return true;
    }

    private static AggregateRow at(AggregateRow row, InetAddress address, long count) {
        return new AggregateRow(
                address,
                count,
                row.disposition(),
                row.dkim(),
                row.spf(),
                row.reasons(),
                row.headerFrom(),
                row.envelopeFrom(),
                row.envelopeTo(),
                row.dkimResults(),
                row.spfResults());
    }

    /** Whether they differ in address and count at most, as far as it is seen at once: of rows that were kept. */
    @SuppressWarnings({"OptionalEquality", "ReferenceEquality"}) // To be seen at once is the point.
    static boolean isAlike(AggregateRow a, AggregateRow b) {
        return a.disposition() == b.disposition()
                && a.dkim() == b.dkim()
                && a.spf() == b.spf()
                && a.reasons() == b.reasons()
                && a.headerFrom() == b.headerFrom()
                && a.envelopeFrom() == b.envelopeFrom()
                && a.envelopeTo() == b.envelopeTo()
                && a.dkimResults() == b.dkimResults()
                && a.spfResults() == b.spfResults();
    }

    private static int size(AggregateRow row) {
        int size = size(row.disposition()) + size(row.dkim()) + size(row.spf());
        size += size(row.headerFrom()) + size(row.envelopeFrom()) + size(row.envelopeTo());
        for (PolicyOverride each : row.reasons()) {
            size += size(each.type()) + size(each.comment());
        }
        for (DkimAuthResult each : row.dkimResults()) {
            size += size(each.domain()) + size(each.selector()) + size(each.result()) + size(each.humanResult());
        }
        for (SpfAuthResult each : row.spfResults()) {
            size += size(each.domain()) + size(each.scope()) + size(each.result()) + size(each.humanResult());
        }
        return size;
    }

    private static int size(Reported<?> word) {
        return size(word.text());
    }

    private static int size(Optional<String> text) {
        return OBJECT + text.map(String::length).orElse(0);
    }

    /** Whether all are here. */
    boolean hasAll() {
        return !tooMuch;
    }

    /** All of them, in their order. */
    Stream<AggregateRow> stream() {
        return IntStream.range(0, rows).mapToObj(this::row);
    }

    private AggregateRow row(int index) {
        long[] block = blocks.get(index / ROWS_OF_BLOCK);
        int at = index % ROWS_OF_BLOCK * WIDTH;
        int number = (int) block[at];
        IpAddress address =
                number >= 0 ? IpAddress.v4((int) block[at + 2]) : IpAddress.v6(block[at + 1], block[at + 2]);
        return at(shapes.get(number >= 0 ? number : -number - 1), address.toInetAddress(), block[at + 3]);
    }
}
