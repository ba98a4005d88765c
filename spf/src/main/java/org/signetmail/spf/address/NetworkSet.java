package org.signetmail.spf.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of addresses of both families. The sets that records speak of are made of few networks, and may be all but few.
 *
 * <p>Kept as ranges in ascending order, IPv4 before IPv6, with a gap between any two. All operations take time in
 * proportion to the number of ranges. Immutable and thread-safe.
 */
public final class NetworkSet {

    private record Range(IpAddress first, IpAddress last) {}

    /** No address. */
    public static final NetworkSet NONE = new NetworkSet(List.of());

    /** Every address of both families. */
    public static final NetworkSet ALL =
            of(List.of(new Network(IpAddress.v4(0), 0), new Network(IpAddress.v6(0, 0), 0)));

    private final List<Range> ranges;

    private NetworkSet(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * The addresses of some networks.
     *
     * @param networks in any order, overlapping or not
     * @return the set
     */
    public static NetworkSet of(Collection<Network> networks) {
        return united(networks.stream()
                .map(network -> new Range(network.address(), network.last()))
                .toList());
    }

    /**
     * The addresses that are in this set or in another one.
     *
     * @param other the other one
     * @return the union
     */
    public NetworkSet plus(NetworkSet other) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return united(all);
    }

    private static NetworkSet united(List<Range> any) {
        List<Range> sorted = new ArrayList<>(any);
        sorted.sort((a, b) -> compare(a.first, b.first));
        List<Range> united = new ArrayList<>(sorted.size());
        for (Range range : sorted) {
            Range before = united.isEmpty() ? null : united.get(united.size() - 1);
            if (before != null && touches(before, range)) {
                IpAddress last = compare(before.last, range.last) >= 0 ? before.last : range.last;
                united.set(united.size() - 1, new Range(before.first, last));
            } else {
                united.add(range);
            }
        }
        return new NetworkSet(united);
    }

    private static boolean touches(Range before, Range next) {
        return before.last.isV4() == next.first.isV4()
                && (compare(next.first, before.last) <= 0
                        || (!isEnd(before.last) && next(before.last).equals(next.first)));
    }

    /**
     * The addresses that are in this set and in another one.
     *
     * @param other the other one
     * @return the intersection
     */
    public NetworkSet and(NetworkSet other) {
        List<Range> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < ranges.size() && j < other.ranges.size()) {
            Range a = ranges.get(i);
            Range b = other.ranges.get(j);
            IpAddress first = compare(a.first, b.first) >= 0 ? a.first : b.first;
            IpAddress last = compare(a.last, b.last) <= 0 ? a.last : b.last;
            if (compare(first, last) <= 0) {
                common.add(new Range(first, last));
            }
            if (compare(a.last, b.last) <= 0) {
                i++;
            } else {
                j++;
            }
        }
        return new NetworkSet(common);
    }

    /**
     * The addresses that are in this set and not in another one.
     *
     * @param other the other one
     * @return the difference
     */
    public NetworkSet minus(NetworkSet other) {
        return and(other.complement());
    }

    private NetworkSet complement() {
        List<Range> gaps = new ArrayList<>();
        gaps(gaps, IpAddress.v4(0));
        gaps(gaps, IpAddress.v6(0, 0));
        return new NetworkSet(gaps);
    }

    private void gaps(List<Range> gaps, IpAddress first) {
        IpAddress open = first;
        for (Range range : ranges) {
            if (range.first.isV4() == first.isV4()) {
                if (compare(open, range.first) < 0) {
                    gaps.add(new Range(open, previous(range.first)));
                }
                if (isEnd(range.last)) {
                    return;
                }
                open = next(range.last);
            }
        }
        gaps.add(new Range(open, first.last(0)));
    }

    /**
     * Whether there is no address in it.
     *
     * @return true for the empty set
     */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /**
     * Whether an address is in it.
     *
     * @param address of either family
     * @return true when it is
     */
    public boolean contains(IpAddress address) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (compare(address, range.first) < 0) {
                high = middle - 1;
            } else if (compare(address, range.last) > 0) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /**
     * The set as networks.
     *
     * @return as few as there can be, in ascending order, IPv4 before IPv6
     */
    public List<Network> networks() {
        List<Network> networks = new ArrayList<>();
        for (Range range : ranges) {
            IpAddress from = range.first;
            while (true) {
                Network network = largest(from, range.last);
                networks.add(network);
                if (compare(network.last(), range.last) >= 0) {
                    break;
                }
                from = next(network.last());
            }
        }
        return List.copyOf(networks);
    }

    /** The largest network that begins at an address and ends at another one or before. */
    private static Network largest(IpAddress from, IpAddress to) {
        int length = from.isV4() ? 32 : 128;
        while (length > 0 && !from.hasBitsBehind(length - 1) && compare(from.last(length - 1), to) <= 0) {
            length--;
        }
        return new Network(from, length);
    }

    private static int compare(IpAddress a, IpAddress b) {
        if (a.isV4() != b.isV4()) {
            return a.isV4() ? -1 : 1;
        }
        int high = Long.compareUnsigned(a.high(), b.high());
        return high != 0 ? high : Long.compareUnsigned(a.low(), b.low());
    }

    private static boolean isEnd(IpAddress address) {
        return address.equals(address.last(0));
    }

    private static IpAddress next(IpAddress address) {
        long low = address.low() + 1;
        return new IpAddress(address.isV4(), low == 0 ? address.high() + 1 : address.high(), low);
    }

    private static IpAddress previous(IpAddress address) {
        return new IpAddress(
                address.isV4(), address.low() == 0 ? address.high() - 1 : address.high(), address.low() - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkSet that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /** The networks with spaces between them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        networks().forEach(network -> text.append(text.length() == 0 ? "" : " ").append(network));
        return text.toString();
    }
}
