package org.signetmail.cli;

import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.dmarc.DmarcResult;

/** What the {@code signet} command tells a script. */
final class ExitStatus {

    /** Good: what was asked about is in order, or what was asked for is done; the help of each command says which. */
    static final int OK = 0;
    /** Bad: a message, a record or a key fails, a finding counts, a report was refused, or there is nothing to give. */
    static final int FAIL = 1;
    /** The command was used wrongly, a file could not be read, or it has not in it what was to be looked at. */
    static final int USAGE = 2;
    /** A temporary error: the same command may say more later. */
    static final int TEMPORARY = 3;

    /** What was made could not be written, or signet has a defect; EX_SOFTWARE of the BSD sysexits. */
    static final int BROKEN = 70;

    private ExitStatus() {}

    /** What to tell of several inputs: what could not be done before what is bad, and that before what may yet come. */
    static int worst(int one, int other) {
        return badness(one) > badness(other) ? one : other;
    }

    private static int badness(int status) {
        return switch (status) {
            case OK -> 0;
            case TEMPORARY -> 1;
            case FAIL -> 2;
            case USAGE -> 3;
            default -> 4;
        };
    }

    /**
     * What findings come to: an error counts before an answer that DNS did not give.
     *
     * @param notAnswered the code of the finding that DNS gave no answer, which is none of severity error
     */
    static int of(List<Finding> findings, String notAnswered) {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            return FAIL;
        }
        return findings.stream().anyMatch(finding -> finding.code().equals(notAnswered)) ? TEMPORARY : OK;
    }

    static int of(DmarcResult result) {
        return switch (result) {
            case PASS, NONE -> OK;
            case FAIL, PERMERROR -> FAIL;
            case TEMPERROR -> TEMPORARY;
        };
    }
}
