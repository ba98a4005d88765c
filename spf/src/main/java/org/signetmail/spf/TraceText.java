package org.signetmail.spf;

import java.time.Duration;
import java.util.List;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.internal.Ascii;

/** Puts a trace into lines, what is within something below it and further to the right. */
final class TraceText {

    /** Of what DNS said, a person needs the beginning. */
    private static final int MAX_ANSWER = 160;

    private final StringBuilder text = new StringBuilder();

    String of(SpfTrace trace) {
        check(trace.check(), 0);
        for (DnsQuery query : trace.wasted()) {
            line(0, "not needed: " + query(query));
        }
        return text.toString();
    }

    private void check(SpfTrace.Check check, int depth) {
        line(depth, check.domain() + ": " + check.result().keyword() + time(check.elapsed()));
        queries(check.queries(), depth + 1);
        for (SpfTrace.Step step : check.steps()) {
            step(step, depth + 1);
        }
    }

    private void step(SpfTrace.Step step, int depth) {
        String target = step.target().map(name -> " (" + name + ")").orElse("");
        boolean waited = !step.queries().isEmpty() || step.check().isPresent();
        line(depth, step.term() + target + ": " + step.verdict() + (waited ? time(step.elapsed()) : ""));
        queries(step.queries(), depth + 1);
        step.check().ifPresent(check -> check(check, depth + 1));
    }

    private void queries(List<DnsQuery> queries, int depth) {
        for (DnsQuery query : queries) {
            line(depth, query(query));
        }
    }

    private static String query(DnsQuery query) {
        return "asked " + query.name() + " " + query.type() + ": "
                + Ascii.printable(query.answer().describe(), MAX_ANSWER) + time(query.elapsed());
    }

    /** Milliseconds with one place. */
    private static String time(Duration elapsed) {
        long tenths = (elapsed.toNanos() + 50_000) / 100_000;
        return " [" + tenths / 10 + "." + tenths % 10 + " ms]";
    }

    private void line(int depth, String words) {
        text.append("  ".repeat(depth)).append(words).append('\n');
    }
}
