package org.signetmail.bench;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** All rows of the table. */
final class Rows {

    private Rows() {}

    static List<Row> all() {
        return Stream.of(DkimRows.all(), SpfRows.all(), AuthenticationRows.all(), GrowthRows.all(), Waiting.all())
                .flatMap(List::stream)
                .toList();
    }

    static Row named(String name) {
        return all().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no row is called " + name));
    }
}
