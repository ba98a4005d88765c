package org.signetmail.cli;

import java.util.List;

/** Tells what was found out about domains, as it comes. */
interface CheckPrinter {

    /** Takes the next one. */
    void take(CheckedDomain checked);

    /**
     * Tells what is to be told at the end.
     *
     * @param lines what is to be said of lines of the allow-list
     */
    void end(List<AllowList.OfLine> lines);
}
