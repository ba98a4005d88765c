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
    private final Map<String, ReportProblem> problems = new LinkedHashMap<>();
    private final Map<String, ReportProblem> remarks = new LinkedHashMap<>();
    private long row;

    /** Those of a document or container in another one. */
    Problems(@Nullable Problems around) {
        this.around = around;
    }

    void atRow(long newRow) {
        this.row = newRow;
    }

    /** Takes what a room says: a code, or a code and a place. */
    void told(String code) {
        int colon = code.indexOf(':');
        if (colon < 0) {
            problem(ReportFault.of(code), "");
        } else {
            problem(ReportFault.of(code.substring(0, colon)), code.substring(colon + 1));
        }
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

    private void add(Map<String, ReportProblem> to, ReportFault fault, String where, String value) {
        String safeWhere = Ascii.printable(where, LONGEST);
        String safeValue = Ascii.printable(value, LONGEST);
        String key = fault.code() + ':' + safeWhere + '=' + safeValue;
        ReportProblem known = to.get(key);
        if (known != null) {
            to.put(key, new ReportProblem(fault, safeWhere, safeValue, known.row(), known.times() + 1));
        } else if (to.size() < MOST) {
            to.put(key, new ReportProblem(fault, safeWhere, safeValue, row, 1));
        } else if (fault != ReportFault.MORE) {
            to.remove(ReportFault.MORE.code());
            to.put(ReportFault.MORE.code(), new ReportProblem(ReportFault.MORE, "", "", row, 1));
        }
    }

    List<ReportProblem> problems() {
        return joined(around == null ? List.of() : around.problems(), problems);
    }

    List<ReportProblem> remarks() {
        return joined(around == null ? List.of() : around.remarks(), remarks);
    }

    private static List<ReportProblem> joined(List<ReportProblem> outer, Map<String, ReportProblem> inner) {
        List<ReportProblem> all = new ArrayList<>(outer);
        all.addAll(inner.values());
        return List.copyOf(all);
    }
}
