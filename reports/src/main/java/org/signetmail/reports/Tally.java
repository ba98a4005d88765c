package org.signetmail.reports;

import java.util.EnumMap;
import java.util.Map;

/** Sums up rows. Not thread-safe. */
final class Tally {

    private final Problems problems;
    private final AddressSet sources = new AddressSet();
    private final Map<ReportedDisposition, Long> byDisposition = new EnumMap<>(ReportedDisposition.class);
    private long rows;
    private long messages;
    private long withoutDisposition;
    private long dkimPass;
    private long spfPass;
    private long eitherPass;

    Tally(Problems problems) {
        this.problems = problems;
    }

    void add(AggregateRow row) {
        long count = row.count();
        rows++;
        if (messages > Long.MAX_VALUE - count) {
            problems.problem(ReportFault.COUNT_OVERFLOW, "");
        }
        messages = sum(messages, count);
        ReportedDisposition disposition = row.disposition().value().orElse(null);
        if (disposition == null) {
            withoutDisposition = sum(withoutDisposition, count);
        } else {
            byDisposition.merge(disposition, count, Tally::sum);
        }
        dkimPass = sum(dkimPass, row.dkim().is(EvaluatedResult.PASS) ? count : 0);
        spfPass = sum(spfPass, row.spf().is(EvaluatedResult.PASS) ? count : 0);
        eitherPass = sum(eitherPass, row.passes() ? count : 0);
        sources.add(row.sourceIp());
    }

    /** Stays at the end of its range. */
    static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    long rows() {
        return rows;
    }

    ReportTotals totals(long droppedRows) {
        return new ReportTotals(
                rows,
                droppedRows,
                messages,
                byDisposition,
                withoutDisposition,
                dkimPass,
                spfPass,
                eitherPass,
                sources.size());
    }
}
