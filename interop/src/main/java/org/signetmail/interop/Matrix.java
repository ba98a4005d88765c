package org.signetmail.interop;

import java.io.PrintStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signetmail.interop.Finding.Verdict;
import org.signetmail.interop.KnownFaults.Fault;

/** All findings side by side, held against the known faults. */
final class Matrix {

    private static final char RIGHT = '+';
    private static final char KNOWN = 'x';
    private static final char WRONG = '!';
    private static final char STALE = '?';
    private static final char NOTHING = '.';

    private static final int SHAPE_WIDTH = 26;
    private static final int MARKS_WIDTH = 12;

    private final Map<Cell, Finding> findings = new LinkedHashMap<>();
    private final Map<String, String> versions;
    private final Map<Finding, Fault> listed = new HashMap<>();
    private final List<Fault> applicable;

    Matrix(List<Finding> findings, Map<String, String> versions, KnownFaults known) {
        this.versions = versions;
        this.applicable = known.applicable(versions);
        for (Finding finding : findings) {
            this.findings.put(finding.cell(), finding);
            applicable.stream()
                    .filter(fault -> fault.covers(finding.cell()))
                    .findFirst()
                    .ifPresent(fault -> listed.put(finding, fault));
        }
    }

    boolean isAsExpected() {
        return unlisted().isEmpty() && stale().isEmpty() && idle().isEmpty();
    }

    /** Wrong, and nobody has said why. */
    List<Finding> unlisted() {
        return marked(WRONG);
    }

    /** Right, although listed as wrong. */
    List<Finding> stale() {
        return marked(STALE);
    }

    /** Lines of the list that are about no wrong cell. */
    List<Fault> idle() {
        Collection<Fault> used = marked(KNOWN).stream().map(listed::get).toList();
        return applicable.stream().filter(fault -> !used.contains(fault)).toList();
    }

    private List<Finding> marked(char mark) {
        return findings.values().stream()
                .filter(finding -> mark(finding) == mark)
                .toList();
    }

    private char mark(Finding finding) {
        boolean isListed = listed.containsKey(finding);
        if (finding.verdict() == Verdict.UNSUPPORTED) {
            return NOTHING;
        }
        if (finding.verdict() == Verdict.RIGHT) {
            return isListed ? STALE : RIGHT;
        }
        return isListed ? KNOWN : WRONG;
    }

    void print(PrintStream out) {
        printHeads(out);
        for (Shape shape : Shapes.ALL) {
            StringBuilder line = new StringBuilder(padded(shape.name(), SHAPE_WIDTH));
            for (String peer : versions.keySet()) {
                for (Direction direction : Direction.values()) {
                    line.append(marks(peer, direction, shape));
                }
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
        out.println("+ as it should be   x the peer's own fault, listed   ! wrong   ? right, but listed as wrong"
                + "   . cannot be tried");
        printDetails(out);
    }

    private void printHeads(PrintStream out) {
        StringBuilder peers = new StringBuilder(padded("", SHAPE_WIDTH));
        StringBuilder directions = new StringBuilder(padded("", SHAPE_WIDTH));
        StringBuilder algorithms = new StringBuilder(padded("", SHAPE_WIDTH));
        StringBuilder headers = new StringBuilder(padded("header simple, relaxed", SHAPE_WIDTH));
        StringBuilder bodies = new StringBuilder(padded("body simple, relaxed", SHAPE_WIDTH));
        for (Map.Entry<String, String> peer : versions.entrySet()) {
            peers.append(padded(peer.getKey() + " " + peer.getValue(), 2 * MARKS_WIDTH));
            for (Direction direction : Direction.values()) {
                directions.append(padded(direction.name().toLowerCase(Locale.ROOT), MARKS_WIDTH));
                algorithms.append(padded("rsa  ed", MARKS_WIDTH));
                headers.append(padded("ssrr ssrr", MARKS_WIDTH));
                bodies.append(padded("srsr srsr", MARKS_WIDTH));
            }
        }
        List.of(peers, directions, algorithms, headers, bodies)
                .forEach(line -> out.println(line.toString().stripTrailing()));
        out.println();
    }

    private String marks(String peer, Direction direction, Shape shape) {
        StringBuilder marks = new StringBuilder();
        for (Method method : Method.ALL) {
            Finding finding = findings.get(new Cell(peer, direction, method, shape));
            marks.append(finding == null ? NOTHING : mark(finding));
            if (marks.length() == Method.ALL.size() / 2) {
                marks.append(' ');
            }
        }
        return padded(marks.toString(), MARKS_WIDTH);
    }

    private void printDetails(PrintStream out) {
        long tried = findings.values().stream()
                .filter(finding -> finding.verdict() != Verdict.UNSUPPORTED)
                .count();
        out.println();
        out.println(tried + " cells tried, " + marked(RIGHT).size() + " as they should be, "
                + marked(KNOWN).size() + " wrong through a known fault of the peer:");
        for (Fault fault : applicable) {
            long cells = marked(KNOWN).stream()
                    .filter(finding -> fault.equals(listed.get(finding)))
                    .count();
            out.println("  " + cells + "  " + fault + ": " + fault.reason());
        }
        section(out, "WRONG, and not listed:", unlisted());
        section(out, "LISTED as wrong, but right (strike it from the list):", stale());
        section(out, "LISTED, but about no wrong cell (strike it from the list):", idle());
    }

    private static void section(PrintStream out, String title, List<?> items) {
        if (!items.isEmpty()) {
            out.println();
            out.println(title);
            items.forEach(item -> out.println("  " + item));
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
