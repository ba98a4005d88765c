package org.signetmail.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The {@code signet} command. Its exit statuses are those of {@link ExitStatus}. */
@Command(
        name = "signet",
        description = "Tells who really sent an e-mail, and what that domain asks for if it was not them.",
        mixinStandardHelpOptions = true,
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

    /** Every command, in the order in which help has them. A new one is told here and in {@link #command}. */
    static final List<String> COMMANDS = List.of(
            "verify",
            "dkim",
            "sign",
            "genkey",
            "checkkey",
            "spf",
            "flatten",
            "dmarc",
            "check",
            "lint",
            "report",
            "serve-dns",
            "demo",
            "completion",
            "help");

    private static Object command(String name, Console console) {
        return switch (name) {
            case "verify" -> new VerifyCommand(console);
            case "dkim" -> new DkimCommand(console);
            case "sign" -> new SignCommand(console);
            case "genkey" -> new GenkeyCommand(console);
            case "checkkey" -> new CheckkeyCommand(console);
            case "spf" -> new SpfCommand(console);
            case "flatten" -> new FlattenCommand(console);
            case "dmarc" -> new DmarcCommand(console);
            case "check" -> new CheckCommand(console);
            case "lint" -> new LintCommand(console);
            case "report" -> new ReportCommand(console);
            case "serve-dns" -> new ServeDnsCommand(console);
            case "demo" -> new DemoCommand(console);
            case "completion" -> new CompletionCommand(console);
            case "help" -> new HelpCommand();
            default -> throw new IllegalArgumentException("no such command: " + name);
        };
    }

    /** The command with all that it can do, to be looked at. */
    static CommandLine commandLine(Console console) {
        CommandLine top = new CommandLine(new Main());
        COMMANDS.forEach(name -> top.addSubcommand(command(name, console)));
        return configured(top, console);
    }

    /**
     * The command as far as a command line needs it: looking at the annotations of all commands takes most of the time that
     * a short one takes.
     */
    private static CommandLine commandLine(Console console, List<String> args) {
        CommandLine top = new CommandLine(new Main());
        Set<String> named = new LinkedHashSet<>(args);
        named.retainAll(COMMANDS);
        String first = args.isEmpty() ? "" : args.get(0);
        if (named.isEmpty() || (named.equals(Set.of("help")) && args.size() == 1)) {
            // The list of commands, or a name that is none.
            COMMANDS.forEach(
                    name -> top.addSubcommand(name, name.equals("help") ? new HelpCommand() : inAList(name, console)));
        } else if (first.equals("help") && args.size() == 2 && COMMANDS.contains(args.get(1))) {
            named.forEach(name -> top.addSubcommand(command(name, console)));
        } else if (COMMANDS.contains(first) && !first.equals("completion") && !first.equals("help")) {
            top.addSubcommand(command(first, console));
        } else {
            return commandLine(console);
        }
        return configured(top, console);
    }

    /** A command of which nothing is asked but what it is for. */
    private static CommandSpec inAList(String name, Console console) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null);
        spec.usageMessage()
                .description(command(name, console)
                        .getClass()
                        .getAnnotation(Command.class)
                        .description());
        return spec;
    }

    private static CommandLine configured(CommandLine top, Console console) {
        Failures failures = new Failures();
        String version = version();
        top.getCommandSpec().version(version);
        top.getSubcommands().values().forEach(each -> each.getCommandSpec().version(version));
        // Each of these is said to the subcommands, too, that are there by now.
        return top.setUsageHelpWidth(100)
                .setHelpSectionKeys(examplesBeforeExitStatus(top.getHelpSectionKeys()))
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(Help.defaultColorScheme(Colors.of(console) == Colors.ON ? Help.Ansi.ON : Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A MAIL FROM or HELO that starts with an at sign is no file of options.
                .setExpandAtFiles(false)
                .registerConverter(InetAddress.class, new AddressConverter())
                .setExecutionStrategy(new Ending(console))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** What the jar says of itself; classes that are in no jar yet say nothing. */
    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "signet, not packaged" : "signet " + version;
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
        CommandLine commandLine = commandLine(console, List.of(args));
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
}
