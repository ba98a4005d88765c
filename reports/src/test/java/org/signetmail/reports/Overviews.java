package org.signetmail.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Overviews in which hardly anything is. */
final class Overviews {

    private Overviews() {}

    /** All that there is is of this moment. */
    static ReportOverview of(long reports, Instant time) {
        return new ReportOverview(
                reports,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.of(time),
                Optional.of(time),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                0);
    }
}
