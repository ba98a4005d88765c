package org.signetmail.reports;

/**
 * A deviation that was passed over, with its place. Immutable and thread-safe.
 *
 * @param fault what kind of deviation
 * @param where the element, field or key, or what stood there instead; empty when the fault says it all
 * @param value what stood there, cut and in printing ASCII; empty when that does not matter
 * @param row the first record that has it, counted from 1; 0 when it is in none
 * @param times how often it was seen
 */
public record ReportProblem(ReportFault fault, String where, String value, long row, long times) {

    /**
     * Code, place and value, as in {@code enum-unknown:spf.scope=pra}.
     *
     * @return printing ASCII
     */
    public String code() {
        return fault.code() + (where.isEmpty() ? "" : ":" + where) + (value.isEmpty() ? "" : "=" + value);
    }

    @Override
    public String toString() {
        return code() + (row == 0 ? "" : " (record " + row + ")") + (times < 2 ? "" : ", " + times + " times");
    }
}
