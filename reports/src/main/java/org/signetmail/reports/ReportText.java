package org.signetmail.reports;

import java.util.Optional;
import org.signetmail.core.internal.Ascii;

/** What reports are in one line. */
final class ReportText {

    private static final int LONGEST = 80;

    private ReportText() {}

    static String line(String kind, Report report) {
        return kind + " report of " + shown(report.organization()) + " on " + shown(report.domain()) + ", id "
                + shown(report.reportId());
    }

    private static String shown(Optional<String> text) {
        return text.map(each -> '"' + Ascii.printable(each, LONGEST) + '"').orElse("nobody");
    }
}
