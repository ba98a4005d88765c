package org.signetmail.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What was asked for could not be written: shown as one line, and status 70. */
final class OutputException extends Exception {

    private static final long serialVersionUID = 1L;

    OutputException(String name, IOException cause) {
        super("cannot write " + name + ": " + why(cause), cause);
    }

    /** Where the JDK's own message is the file's name alone, or nothing, its exception's name has the reason. */
    private static String why(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "no permission";
        }
        String said = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : Printable.text(said);
    }
}
