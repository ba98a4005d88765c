package org.signetmail.cli;

import org.signetmail.dmarc.DmarcResult;

/** What the {@code signet} command tells a script. */
final class ExitStatus {

    /** DMARC passes, or no policy applies; of reports, none was refused. */
    static final int OK = 0;
    /** DMARC fails, or the From field is none that DMARC can judge; of reports, an input was refused. */
    static final int FAIL = 1;
    /** The command was used wrongly, or a file could not be read. */
    static final int USAGE = 2;
    /** A temporary error: the same command may say more later. */
    static final int TEMPORARY = 3;

    /** The output could not be written, or signet has a defect; EX_SOFTWARE of the BSD sysexits. */
    static final int BROKEN = 70;

    private ExitStatus() {}

    static int of(DmarcResult result) {
        return switch (result) {
            case PASS, NONE -> OK;
            case FAIL, PERMERROR -> FAIL;
            case TEMPERROR -> TEMPORARY;
        };
    }
}
