package org.signetmail.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/** Collects deviations, each once with its number, and not without end. Not thread-safe. */
final class Problems {

    /** Whoever writes more kinds of faults than this has shown what he can. */
    private static final int MOST = 200;

    private static final int LONGEST = 80;

    private final @Nullable Problems around;
    private final Map<String, Seen> problems = new LinkedHashMap<>();
    private final Map<String, Seen> remarks = new LinkedHashMap<>();
    private long row;
    private @Nullable Seen last;
    private String lastTold = "";
    private ReportFault lastFault = ReportFault.MORE;
    private String lastWhere = "";

    /** Those of a document or container in another one. */
    Problems(@Nullable Problems around) {
        this.around = around;
    }

    void atRow(long newRow) {
        this.row = newRow;
    }

    /** Takes what a room says: a code, or a code and a place. */
    void told(String code) {
        // Millions of characters may be wrong in the same way.
        if (!code.equals(lastTold)) {
            int colon = code.indexOf(':');
            lastTold = code;
            lastFault = ReportFault.of(colon < 0 ? code : code.substring(0, colon));
            lastWhere = colon < 0 ? "" : code.substring(colon + 1);
        }
        problem(lastFault, lastWhere);
    }

    void problem(ReportFault fault, String where) {
        add(problems, fault, where, "");
    }

    void problem(ReportFault fault, String where, String value) {
        add(problems, fault, where, value);
    }

    void remark(ReportFault fault, String where) {
        add(remarks, fault, where, "");
    }

    /** A deviation, and how often it was seen. */
    private static final class Seen {
        private final Map<String, Seen> in;
        private final ReportFault fault;
        private final String where;
        private final String value;
        private final long row;
        private long times = 1;

        Seen(Map<String, Seen> in, ReportFault fault, String where, String value, long row) {
            this.in = in;
            this.fault = fault;
            this.where = where;
            this.value = value;
            this.row = row;
        }

        ReportProblem problem() {
            return new ReportProblem(fault, where, value, row, times);
        }
    }

    private void add(Map<String, Seen> to, ReportFault fault, String where, String value) {
        // What is written wrong once is mostly written wrong again and again.
        if (last != null
                && last.in == to
                && last.fault == fault
                && last.where.equals(where)
                && last.value.equals(value)) {
            last.times++;
            return;
        }
        String safeWhere = Ascii.printable(where, LONGEST);
        String safeValue = Ascii.printable(value, LONGEST);
        String key = fault.code() + ':' + safeWhere + '=' + safeValue;
        Seen known = to.get(key);
        if (known != null) {
            known.times++;
            last = known;
        } else if (to.size() < MOST) {
            last = new Seen(to, fault, safeWhere, safeValue, row);
            to.put(key, last);
        } else {
            to.putIfAbsent(ReportFault.MORE.code(), new Seen(to, ReportFault.MORE, "", "", row));
        }
    }

    List<ReportProblem> problems() {
        return joined(around == null ? List.of() : around.problems(), problems);
    }

    List<ReportProblem> remarks() {
        return joined(around == null ? List.of() : around.remarks(), remarks);
    }

    private static List<ReportProblem> joined(List<ReportProblem> outer, Map<String, Seen> inner) {
        List<ReportProblem> all = new ArrayList<>(outer);
        inner.values().forEach(each -> all.add(each.problem()));
        return List.copyOf(all);
    }
}
