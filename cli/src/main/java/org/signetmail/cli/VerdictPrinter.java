package org.signetmail.cli;

/** Tells verdicts as they come. */
interface VerdictPrinter {

    /** Takes the next one. */
    void take(Verified verified);

    /** Tells what is to be told at the end, and gives the exit status of all. */
    int end();
}
