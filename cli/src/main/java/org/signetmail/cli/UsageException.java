package org.signetmail.cli;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;

/** What the user can mend: shown as one line, without a stack trace. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** Says which commands there are, and which of them was meant. */
    static String whichCommand(String typed, Collection<String> commands) {
        String meant = Nearest.of(typed, commands)
                .map(name -> "did you mean " + name + "? The")
                .orElse("the");
        return "there is no command " + Printable.of(typed) + "; " + meant + " commands are "
                + String.join(", ", commands);
    }

    /** Says why a file cannot be read, where the JDK's own message is the file's name alone, or nothing. */
    static UsageException unreadable(String name, Exception e) {
        String shown = Printable.of(name);
        if (e instanceof NoSuchFileException) {
            return new UsageException("no such file: " + shown);
        }
        if (e instanceof AccessDeniedException) {
            return new UsageException("no permission to read " + shown);
        }
        if (e instanceof CharacterCodingException) {
            return new UsageException(shown + " is not UTF-8 text");
        }
        return new UsageException("cannot read " + shown + ": " + reason(e));
    }

    /** Says what is wrong in a file. */
    static UsageException in(String name, Exception e) {
        return new UsageException(Printable.of(name) + ": " + reason(e));
    }

    /** What an exception says, in which the name of a file or a piece of it may stand. */
    private static String reason(Exception e) {
        return Printable.text(String.valueOf(e.getMessage()));
    }
}
