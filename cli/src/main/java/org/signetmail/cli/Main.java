package org.signetmail.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.xbill.DNS.Address;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The {@code signet} command. Its exit statuses are those of {@link ExitStatus}. */
@Command(
        name = "signet",
        description = "Tells who really sent an e-mail, and what that domain asks for if it was not them.",
        mixinStandardHelpOptions = true,
        version = "signet 0.1.0-SNAPSHOT",
        subcommands = {DemoCommand.class, VerifyCommand.class, ReportCommand.class})
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit status.
     *
     * @param args a subcommand with its options
     */
    public static void main(String[] args) {
        // Not System.out, which keeps to itself that it could not write.
        PrintWriter out = writer(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int status = run(System.in, out, err, args);
        System.exit(written(out, err) ? status : ExitStatus.BROKEN);
    }

    static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /** A verdict that nobody could read must not look like one. */
    static boolean written(PrintWriter out, PrintWriter err) {
        boolean written = !out.checkError();
        if (!written) {
            err.println("signet: the output could not be written");
        }
        return written;
    }

    /**
     * Runs a command.
     *
     * @param in what {@code -} reads
     * @param out for verdicts and reports
     * @param err for one line when the command was used wrongly
     * @param args a subcommand with its options
     * @return the exit status
     */
    static int run(InputStream in, PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(new Main(), new StandardInput(in))
                .setOut(out)
                .setErr(err)
                // A MAIL FROM or HELO that starts with an at sign is no file of options.
                .setExpandAtFiles(false)
                // A name would be looked up; an address is only parsed.
                .registerConverter(InetAddress.class, Main::address)
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof UsageException) {
                        return oneLine(command, String.valueOf(e.getMessage()));
                    }
                    return broken(command.getErr(), e);
                });
        if (args.length == 0) {
            commandLine.usage(out);
            return ExitStatus.USAGE;
        }
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            err.println("signet: the input is too large for this JVM; give it more with JAVA_TOOL_OPTIONS=-Xmx4g");
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
        return oneLine(e.getCommandLine(), e.getMessage() + " (see signet --help)");
    }

    private static int oneLine(CommandLine command, String message) {
        String line = message.replace('\r', ' ').replace('\n', ' ');
        command.getErr().println("signet: " + line);
        return ExitStatus.USAGE;
    }

    /** Gives commands that want it the standard input of {@link #run}. */
    private record StandardInput(InputStream in) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == VerifyCommand.class) {
                return type.cast(new VerifyCommand(in));
            }
            return type == ReportCommand.class
                    ? type.cast(new ReportCommand(in))
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
