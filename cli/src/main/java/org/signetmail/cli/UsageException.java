package org.signetmail.cli;

/** What the user can mend: shown as one line, without a stack trace. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
