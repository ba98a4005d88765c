package org.signetmail.cli;

import java.util.List;
import org.signetmail.core.Finding;

/** Tells what was found out about domains, as it comes. */
interface CheckPrinter {

    /** Takes the next one. */
    void take(CheckedDomain checked);

    /**
     * Tells what is to be told at the end.
     *
     * @param expired a finding for each line of the allow-list that has run out
     */
    void end(List<Finding> expired);
}
