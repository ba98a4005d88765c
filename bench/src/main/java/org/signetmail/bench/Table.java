package org.signetmail.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures as Markdown. */
final class Table {

    /** A row with what came out of it. */
    record Line(Row row, Map<Engine, Figure> figures) {

        Optional<Figure> of(Engine engine) {
            return Optional.ofNullable(figures.get(engine));
        }

        Optional<Engine> bestPeer() {
            return figures.entrySet().stream()
                    .filter(entry -> entry.getKey().isPeer())
                    .min(Comparator.comparingDouble(entry -> entry.getValue().nanos()))
                    .map(Map.Entry::getKey);
        }
    }

    private Table() {}

    static String render(List<Line> lines) {
        StringBuilder table = new StringBuilder();
        table.append(machine());
        append(table, """

                | work | Signet | best Java peer | limit | Signet / limit | goal | peer / Signet | allocated | by the limit |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                """, lines.stream().filter(line -> line.row().size() == 0).map(Table::text));
        append(table, """

                | what grows | Signet | for each | allocated for each |
                |---|--:|--:|--:|
                """, lines.stream().filter(line -> line.row().size() > 0).map(Table::growth));
        return table.toString();
    }

    private static void append(StringBuilder table, String head, Stream<String> rows) {
        List<String> all = rows.toList();
        if (!all.isEmpty()) {
            table.append(head).append(String.join("\n", all)).append('\n');
        }
    }

    private static String growth(Line line) {
        int size = line.row().size();
        Optional<Figure> ours = line.of(Engine.SIGNET);
        Optional<Figure> each = ours.map(all -> new Figure(all.unit(), all.nanos() / size, all.octets() / size));
        return "| "
                + String.join(
                        " | ",
                        line.row().name(),
                        ours.map(Figure::time).orElse("–"),
                        each.map(Figure::time).orElse("–"),
                        each.map(Figure::memory).orElse("–"))
                + " |";
    }

    private static String text(Line line) {
        Optional<Figure> ours = line.of(Engine.SIGNET);
        Optional<Figure> limit = line.of(Engine.LIMIT);
        Optional<Engine> peer = line.bestPeer();
        Optional<Figure> peers = peer.flatMap(line::of);
        return "| "
                + String.join(
                        " | ",
                        line.row().name(),
                        ours.map(Figure::time).orElse("–"),
                        peer.map(engine -> line.of(engine).orElseThrow().time() + " " + engine.title())
                                .orElse("–"),
                        limit.map(Figure::time).orElse("–"),
                        ratio(ours, limit),
                        line.row().goal().toString(),
                        ratio(peers, ours),
                        ours.map(Figure::memory).orElse("–"),
                        limit.map(Figure::memory).orElse("–"))
                + " |";
    }

    private static String ratio(Optional<Figure> of, Optional<Figure> to) {
        return of.isEmpty() || to.isEmpty()
                ? "–"
                : "×" + Figure.decimals(of.get().nanos() / to.get().nanos());
    }

    private static String machine() {
        return "JDK " + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + "), "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + "\n";
    }
}
