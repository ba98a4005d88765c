package org.signetmail.reports.sending;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * How many failure reports an address gets (RFC 9991 §2: "MUST implement a rate-limit"): so many in an hour, each for another kind of
 * failure. What is held back is counted, and told by {@code Incidents} of the next report of its kind (§8.1). Thread-safe, and
 * bounded whatever comes.
 */
public final class FailureRateLimit {

    /** As many addresses and kinds are remembered; the oldest are forgotten first. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final Duration HOUR = Duration.ofHours(1);

    private final int mostAnHour;
    private final int mostInAll;
    private final InstantSource clock;

    /** By address. */
    private final Map<String, Window> windows = bounded();

    /** By address and kind: what was held back since the last report, and when that was. */
    private final Map<String, Kind> kinds = bounded();

    private final Window all = new Window();

    private FailureRateLimit(int mostAnHour, int mostInAll, InstantSource clock) {
        this.mostAnHour = mostAnHour;
        this.mostInAll = mostInAll;
        this.clock = clock;
    }

    /**
     * A limit.
     *
     * @param mostAnHour reports to one address in an hour, 1 or more
     * @param mostInAll reports to all of them in an hour, 1 or more
     * @param clock what tells the time
     * @return nothing was sent yet
     * @throws IllegalArgumentException when a number is less
     */
    public static FailureRateLimit of(int mostAnHour, int mostInAll, InstantSource clock) {
        if (mostAnHour < 1 || mostInAll < 1) {
            throw new IllegalArgumentException("a rate limit is 1 or more");
        }
        return new FailureRateLimit(mostAnHour, mostInAll, Objects.requireNonNull(clock, "clock"));
    }

    /**
     * Asks whether a report may be sent now; if so it counts as sent.
     *
     * @param address who would get it
     * @param failure what would be told
     * @return for how many failures of its kind it stands, 1 or more; nothing when it is held back
     */
    public synchronized OptionalLong admit(String address, FailureNotice failure) {
        Instant now = clock.instant();
        String to = Ascii.lowerCase(address);
        String name = to + ' ' + failure.kind();
        Kind kind = kinds.computeIfAbsent(name, unused -> new Kind());
        kind.heldBack++;
        Window window = windows.computeIfAbsent(to, unused -> new Window());
        if (kind.last != null && now.isBefore(kind.last)) {
            // The clock was set back: an hour from now on at most.
            kind.last = now;
        }
        boolean again = kind.last != null && now.isBefore(kind.last.plus(HOUR));
        boolean room = window.hasRoom(now, mostAnHour);
        boolean roomInAll = all.hasRoom(now, mostInAll);
        if (again || !room || !roomInAll) {
            return OptionalLong.empty();
        }
        window.sent++;
        all.sent++;
        long incidents = kind.heldBack;
        kind.heldBack = 0;
        kind.last = now;
        return OptionalLong.of(incidents);
    }

    /** Reports within an hour from the first of them. */
    private static final class Window {
        private Instant begin = Instant.MIN;
        private int sent;

        boolean hasRoom(Instant now, int most) {
            if (!now.isBefore(begin.plus(HOUR))) {
                begin = now;
                sent = 0;
            } else if (now.isBefore(begin)) {
                begin = now;
            }
            return sent < most;
        }
    }

    /** One kind of failure for one address. */
    private static final class Kind {
        private @Nullable Instant last;
        private long heldBack;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }
}
