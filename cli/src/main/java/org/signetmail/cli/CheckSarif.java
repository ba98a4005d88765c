package org.signetmail.cli;

import java.io.PrintWriter;
import java.util.List;

/** What was found out about domains as one SARIF log. */
final class CheckSarif implements CheckPrinter {

    private final PrintWriter out;
    private final Sarif sarif;

    CheckSarif(PrintWriter out, AllowList allowed) {
        this.out = out;
        this.sarif = new Sarif(allowed);
    }

    @Override
    public void take(CheckedDomain checked) {
        String domain = checked.report().domain().toString();
        checked.report().findings().forEach(finding -> sarif.add(domain, finding, checked.allowed()));
    }

    @Override
    public void end(List<AllowList.OfLine> lines) {
        lines.forEach(sarif::add);
        out.println(sarif);
    }
}
