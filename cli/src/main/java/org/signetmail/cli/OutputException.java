package org.signetmail.cli;

import java.io.IOException;

/** What was asked for could not be written: shown as one line, and status 70. */
final class OutputException extends Exception {

    private static final long serialVersionUID = 1L;

    OutputException(String name, IOException cause) {
        super("cannot write " + name + ": " + cause, cause);
    }
}
