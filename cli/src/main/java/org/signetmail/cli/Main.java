package org.signetmail.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Address;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code signet} command. Its exit statuses are those of {@link ExitStatus}. */
@Command(
        name = "signet",
        description = "Tells who really sent an e-mail, and what that domain asks for if it was not them.",
        mixinStandardHelpOptions = true,
        version = "signet 0.1.0-SNAPSHOT",
        footerHeading = "%nExamples:%n",
        footer = {"  signet demo", "  signet help verify"})
public final class Main {

    private static final String TERMINALS = "signet.terminal";

    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit status.
     *
     * @param args a subcommand with its options
     */
    public static void main(String[] args) {
        Console console = Console.of(
                        System.in,
                        new FileOutputStream(FileDescriptor.out),
                        new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true))
                .withEnvironment(System.getenv())
                .withTerminals(terminals(System.getProperty(TERMINALS, "")));
        int status = run(console, args);
        System.exit(console.written() ? status : ExitStatus.BROKEN);
    }

    /** The launcher looks, as the JVM cannot tell for one stream: {@code out}, {@code err}, both or neither. */
    private static Set<Console.Stream> terminals(String names) {
        Set<Console.Stream> terminals = EnumSet.noneOf(Console.Stream.class);
        for (Console.Stream stream : Console.Stream.values()) {
            if (names.contains(JsonParts.word(stream))) {
                terminals.add(stream);
            }
        }
        return terminals;
    }

    /** Every command, in the order in which help has them. A new one is told here, and nowhere else. */
    private static List<Object> commands(Console console) {
        return List.of(
                new VerifyCommand(console),
                new DkimCommand(console),
                new SignCommand(console),
                new GenkeyCommand(console),
                new CheckkeyCommand(console),
                new SpfCommand(console),
                new FlattenCommand(console),
                new DmarcCommand(console),
                new CheckCommand(console),
                new LintCommand(console),
                new ReportCommand(console),
                new ServeDnsCommand(console),
                new DemoCommand(console),
                new CompletionCommand(console),
                new HelpCommand());
    }

    /** The command with all that it can do, to be run or to be looked at. */
    static CommandLine commandLine(Console console) {
        CommandLine top = new CommandLine(new Main());
        for (Object command : commands(console)) {
            top.addSubcommand(command);
        }
        // Each of these is said to the subcommands, too, that are there by now.
        return top.setUsageHelpWidth(100)
                .setHelpSectionKeys(examplesBeforeExitStatus(top.getHelpSectionKeys()))
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(Help.defaultColorScheme(Colors.of(console) == Colors.ON ? Help.Ansi.ON : Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A MAIL FROM or HELO that starts with an at sign is no file of options.
                .setExpandAtFiles(false)
                // A name would be looked up; an address is only parsed.
                .registerConverter(InetAddress.class, Main::address)
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof UsageException) {
                        return oneLine(command, String.valueOf(e.getMessage()));
                    }
                    if (e instanceof OutputException) {
                        oneLine(command, String.valueOf(e.getMessage()));
                        return ExitStatus.BROKEN;
                    }
                    return broken(command.getErr(), e);
                });
    }

    private static List<String> examplesBeforeExitStatus(List<String> sections) {
        List<String> exitStatus = List.of(
                UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING, UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST);
        List<String> order = new ArrayList<>(sections);
        order.removeAll(exitStatus);
        order.addAll(exitStatus);
        return order;
    }

    /**
     * Runs a command away from any terminal.
     *
     * @param in what {@code -} reads
     * @param out for verdicts and reports
     * @param err for one line when the command was used wrongly
     * @param args a subcommand with its options
     * @return the exit status
     */
    static int run(InputStream in, PrintWriter out, PrintWriter err, String... args) {
        return run(Console.of(in, out, err), args);
    }

    /**
     * Runs a command.
     *
     * @param args a subcommand with its options
     * @return the exit status
     */
    static int run(Console console, String... args) {
        CommandLine commandLine = commandLine(console);
        if (args.length == 0) {
            commandLine.usage(console.out());
            return ExitStatus.USAGE;
        }
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            console.err()
                    .println("signet: the input is too large for this JVM; give it more with"
                            + " JAVA_TOOL_OPTIONS=-Xmx4g");
            return ExitStatus.USAGE;
        }
    }

    /** A defect of ours: never a status that means a verdict. */
    private static int broken(PrintWriter err, Exception e) {
        err.println("signet: this is a defect in signet, please report it");
        e.printStackTrace(err);
        return ExitStatus.BROKEN;
    }

    private static InetAddress address(String text) {
        try {
            return Address.getByAddress(text);
        } catch (UnknownHostException e) {
            throw new TypeConversionException("not an IP address: " + text);
        }
    }

    private static int usageError(ParameterException e, String... args) {
        CommandLine command = e.getCommandLine();
        boolean isTop = command.getParent() == null;
        if (isTop && e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String typed = unmatched.getUnmatched().get(0);
            return oneLine(
                    command,
                    UsageException.whichCommand(typed, command.getSubcommands().keySet()));
        }
        return oneLine(command, what(e) + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
    }

    private static String what(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String option = unmatched.getUnmatched().get(0);
            String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
            return "there is no option " + Printable.of(name)
                    + Nearest.of(
                                    name,
                                    e.getCommandLine()
                                            .getCommandSpec()
                                            .optionsMap()
                                            .keySet())
                            .map(meant -> "; did you mean " + meant + "?")
                            .orElse("");
        }
        return String.valueOf(e.getMessage());
    }

    private static int oneLine(CommandLine command, String message) {
        String line = message.replace('\r', ' ').replace('\n', ' ');
        command.getErr().println("signet: " + line);
        return ExitStatus.USAGE;
    }
}
