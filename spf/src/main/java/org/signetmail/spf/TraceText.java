package org.signetmail.spf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.internal.Ascii;

/** Puts a trace into lines, what is within something below it and further to the right. */
final class TraceText {

    /** Of what DNS said, and of a term, a person needs the beginning. */
    private static final int MAX_SHOWN = 160;

    private final SpfLimits limits;
    private final List<String> lines = new ArrayList<>();

    /** How many terms that need DNS were evaluated up to the line at hand (RFC 7208 §4.6.4). */
    private int termsSoFar;

    TraceText(SpfLimits limits) {
        this.limits = limits;
    }

    List<String> of(SpfTrace trace) {
        line(0, head(trace.check(), limits) + time(trace.check().elapsed()));
        inside(trace.check(), 1);
        for (DnsQuery query : trace.wasted()) {
            line(0, "not needed: " + query(query));
        }
        return List.copyOf(lines);
    }

    /** The check of the whole, and how much of the limits it took. */
    static String head(SpfTrace.Check check, SpfLimits limits) {
        SpfCounts cost = check.cost();
        return check.domain() + ": " + check.result().keyword() + " (" + cost.terms() + " of " + limits.terms()
                + " terms, " + cost.voids() + " of " + limits.voids() + " voids, " + count(cost.queries(), "query")
                + ")";
    }

    private void inside(SpfTrace.Check check, int depth) {
        queries(check.queries(), depth);
        // A record that was given to the check, and not asked for.
        check.record()
                .filter(record -> check.queries().isEmpty())
                .ifPresent(record -> line(depth, "record " + Ascii.printable(record.toString(), MAX_SHOWN)));
        for (SpfTrace.Step step : check.steps()) {
            step(step, depth);
        }
    }

    private void step(SpfTrace.Step step, int depth) {
        String target = step.target().map(name -> " (" + name + ")").orElse("");
        line(
                depth,
                Ascii.printable(step.term().toString(), MAX_SHOWN) + target + ": " + step.verdict() + cost(step)
                        + (isLocal(step) ? "" : time(step.elapsed())));
        // What is below counts on from what the term itself has used.
        int after = termsSoFar + step.cost().terms();
        termsSoFar = after - step.check().map(check -> check.cost().terms()).orElse(0);
        queries(step.queries(), depth + 1);
        step.check().ifPresent(check -> {
            line(depth + 1, check.domain() + ": " + check.result().keyword());
            inside(check, depth + 2);
        });
        termsSoFar = after;
    }

    private static boolean isLocal(SpfTrace.Step step) {
        return step.queries().isEmpty() && step.check().isEmpty();
    }

    /** What a term took: its place among the terms that need DNS, and what it cost with all below it. */
    private String cost(SpfTrace.Step step) {
        SpfCounts cost = step.cost();
        StringBuilder words = new StringBuilder();
        if (cost.terms() > 0) {
            int last = termsSoFar + cost.terms();
            words.append(cost.terms() == 1 ? "term " + last : "terms " + (termsSoFar + 1) + " to " + last);
            words.append(" of ").append(limits.terms());
        }
        if (cost.voids() > 0) {
            words.append(words.length() > 0 ? ", " : "").append(count(cost.voids(), "void"));
        }
        if (cost.queries() > 0) {
            words.append(words.length() > 0 ? ", " : "").append(count(cost.queries(), "query"));
        }
        return words.length() > 0 ? " (" + words + ")" : "";
    }

    static String count(int number, String what) {
        String many = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return number + " " + (number == 1 ? what : many);
    }

    private void queries(List<DnsQuery> queries, int depth) {
        for (DnsQuery query : queries) {
            line(depth, query(query));
        }
    }

    private static String query(DnsQuery query) {
        return "asked " + query.name() + " " + query.type() + ": "
                + Ascii.printable(query.answer().describe(), MAX_SHOWN)
                + (query.notes().isEmpty() ? "" : " (" + query.notes() + ")") + time(query.elapsed());
    }

    /** Milliseconds with one place. */
    private static String time(Duration elapsed) {
        long tenths = (elapsed.toNanos() + 50_000) / 100_000;
        return " [" + tenths / 10 + "." + tenths % 10 + " ms]";
    }

    private void line(int depth, String words) {
        lines.add("  ".repeat(depth) + words);
    }
}
