package org.signetmail.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the rows that a pattern finds, prints each figure as it is there, and the tables at the end. */
public final class Bench {

    private Bench() {}

    /**
     * Runs.
     *
     * @param args the file for the tables, a regular expression that finds rows, and options of JMH
     * @throws Exception when JMH cannot start, a trial went wrong or the file cannot be written
     */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        Pattern pattern = Pattern.compile(args[1]);
        Options options = new CommandLineOptions(Arrays.copyOfRange(args, 2, args.length));
        List<Table.Line> lines = new ArrayList<>();
        for (Row row : Rows.all()) {
            if (pattern.matcher(row.name()).find()) {
                System.out.println(row.name());
                lines.add(new Table.Line(row, figures(row, options)));
            }
        }
        StringBuilder tables = new StringBuilder(Table.render(lines));
        System.out.println("\n" + tables);
        for (Trial trial : Trial.all()) {
            if (pattern.matcher(trial.name()).find()) {
                String told = trial.name() + ":\n" + trial.report().call();
                System.out.println(told);
                tables.append('\n').append(told);
            }
        }
        if (lines.isEmpty()
                && Trial.all().stream()
                        .noneMatch(trial -> pattern.matcher(trial.name()).find())) {
            throw new IllegalArgumentException("no row and no trial is found by " + pattern);
        }
        Files.writeString(file, tables);
    }

    private static Map<Engine, Figure> figures(Row row, Options options) throws RunnerException {
        Map<Engine, Figure> figures = new EnumMap<>(Engine.class);
        for (Engine engine : Engine.values()) {
            if (row.engines().containsKey(engine)) {
                Collection<RunResult> results = new Runner(new OptionsBuilder()
                                .parent(options)
                                .include(Pattern.quote(Measured.class.getName()))
                                .param("row", row.name())
                                .param("engine", engine.name())
                                .addProfiler(GCProfiler.class)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .run();
                for (RunResult result : results) {
                    Figure figure = figure(result, row.unit());
                    figures.put(engine, figure);
                    System.out.printf("    %-20s %s%n", engine.title(), figure);
                }
                if (results.isEmpty()) {
                    System.out.printf("    %-20s CANNOT: its first run failed%n", engine.title());
                }
            }
        }
        return figures;
    }

    private static Figure figure(RunResult run, Row.Unit unit) {
        List<Double> nanos = new ArrayList<>();
        List<Double> octets = new ArrayList<>();
        run.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .forEach(iteration -> {
                    nanos.add(
                            unit == Row.Unit.CPU
                                    ? cpu(iteration)
                                    : iteration.getPrimaryResult().getScore());
                    octets.add(counter(iteration, "gc.alloc.rate.norm"));
                });
        return new Figure(unit, median(nanos), median(octets));
    }

    private static double cpu(IterationResult iteration) {
        return counter(iteration, "cpu") / counter(iteration, "operations");
    }

    private static double counter(IterationResult iteration, String name) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(name), name)
                .getScore();
    }

    /** Of an even number, what is in the middle of the two. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
