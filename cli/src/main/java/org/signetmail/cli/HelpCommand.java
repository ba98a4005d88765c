package org.signetmail.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet help}: the help of a command. */
@Command(
        name = "help",
        description = "Shows what a command does, its options and examples.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  signet help verify",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the help is shown", "2:wrong usage", "70:the help could not be written"})
final class HelpCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = Words.Commands.class,
            description = "The command; without it, all of them.")
    private @Nullable String command;

    @Override
    public Integer call() throws UsageException {
        CommandLine top = spec.parent().commandLine();
        CommandLine subject = top;
        if (command != null) {
            Map<String, CommandLine> commands = top.getSubcommands();
            subject = commands.get(command);
            if (subject == null) {
                throw new UsageException(UsageException.whichCommand(command, commands.keySet()));
            }
        }
        subject.usage(spec.commandLine().getOut(), top.getColorScheme());
        return ExitStatus.OK;
    }
}
