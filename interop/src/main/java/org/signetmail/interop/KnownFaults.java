package org.signetmail.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cells that are wrong through a fault of the peer's own. One line is
 *
 * <pre>
 * peer | versions | direction | algorithm | canonicalization | shapes | reason
 * </pre>
 *
 * where {@code *} stands for all (of the shapes, for all that arrive unchanged), a version may end in it, each half of the
 * canonicalization may be one, and shapes have a semicolon between them.
 */
final class KnownFaults {

    private static final String ALL = "*";
    private static final int COLUMNS = 7;

    /** One line. */
    record Fault(
            String peer,
            String version,
            String direction,
            String algorithm,
            String header,
            String body,
            List<String> shapes,
            String reason) {

        boolean covers(Cell cell) {
            Method method = cell.method();
            return peer.equals(cell.peer())
                    && matches(direction, cell.direction().name().toLowerCase(Locale.ROOT))
                    && matches(algorithm, method.algorithm().keyword())
                    && matches(header, method.header().keyword())
                    && matches(body, method.body().keyword())
                    && (shapes.contains(cell.shape().name())
                            || (shapes.contains(ALL) && !cell.shape().isChanged()));
        }

        boolean isFor(String installed) {
            return version.endsWith(ALL)
                    ? installed.startsWith(version.substring(0, version.length() - 1))
                    : version.equals(installed);
        }

        private static boolean matches(String pattern, String value) {
            return pattern.equals(ALL) || pattern.equals(value);
        }

        @Override
        public String toString() {
            return peer + " " + version + " | " + direction + " | " + algorithm + " | " + header + "/" + body + " | "
                    + String.join("; ", shapes);
        }
    }

    private final List<Fault> faults;

    private KnownFaults(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    /** Reads the lines of the list; empty ones and those that begin with # say nothing. */
    static KnownFaults parse(List<String> lines) {
        List<Fault> faults = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                faults.add(fault(line));
            }
        }
        return new KnownFaults(faults);
    }

    private static Fault fault(String line) {
        List<String> columns =
                List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
        if (columns.size() != COLUMNS || columns.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("not a known fault: " + line);
        }
        String[] canonicalization = columns.get(4).split("/", -1);
        if (canonicalization.length != 2) {
            throw new IllegalArgumentException("not a pair of canonicalizations: " + line);
        }
        return new Fault(
                columns.get(0),
                columns.get(1),
                columns.get(2),
                columns.get(3),
                canonicalization[0],
                canonicalization[1],
                List.of(columns.get(5).split(" *; *", -1)),
                columns.get(6));
    }

    List<Fault> all() {
        return faults;
    }

    /** Those for the peers that are there, in the versions that are there: the others are about something else. */
    List<Fault> applicable(Map<String, String> installed) {
        return faults.stream()
                .filter(fault -> installed.containsKey(fault.peer()) && fault.isFor(installed.get(fault.peer())))
                .toList();
    }
}
