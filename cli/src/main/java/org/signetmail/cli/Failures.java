package org.signetmail.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is said, and with which status, when a command cannot do what it was told: one line for what the user can mend.
 *
 * <p>A class, not lambdas: the classes of picocli are too old for a class-data archive to hold one that a lambda implements, and
 * all that lean on it.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        boolean isTop = command.getParent() == null;
        if (isTop && e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String typed = unmatched.getUnmatched().get(0);
            return oneLine(
                    command,
                    UsageException.whichCommand(typed, command.getSubcommands().keySet()));
        }
        return oneLine(
                command,
                WrongUsage.of(e, args) + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof UsageException) {
            return oneLine(command, String.valueOf(e.getMessage()));
        }
        if (e instanceof OutputException) {
            oneLine(command, String.valueOf(e.getMessage()));
            return ExitStatus.BROKEN;
        }
        return broken(command.getErr(), e);
    }

    /** A defect of ours: never a status that means a verdict. */
    private static int broken(PrintWriter err, Exception e) {
        err.println("signet: this is a defect in signet, please report it");
        e.printStackTrace(err);
        return ExitStatus.BROKEN;
    }

    private static int oneLine(CommandLine command, String message) {
        String line = message.replace('\r', ' ').replace('\n', ' ');
        command.getErr().println("signet: " + line);
        return ExitStatus.USAGE;
    }
}
