package org.signetmail.cli;

import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command, and says at its end that no DNS server is there when that is why it knows no more.
 *
 * <p>A class, as {@link Failures} is one.
 */
final class Ending implements IExecutionStrategy {

    private final Console console;

    Ending(Console console) {
        this.console = console;
    }

    @Override
    public int execute(ParseResult parsed) {
        int status = new RunLast().execute(parsed);
        if (status == ExitStatus.TEMPORARY && parsed.hasSubcommand()) {
            CommandSpec options = parsed.subcommand().commandSpec().mixins().get("dns");
            if (options != null && options.userObject() instanceof DnsOptions dns) {
                console.out().flush();
                tell(dns);
            }
        }
        return status;
    }

    private void tell(DnsOptions dns) {
        try {
            dns.unreachable().ifPresent(line -> console.err().println("signet: " + line));
        } catch (UsageException e) {
            // The command would have said so before it asked anything.
            throw new IllegalStateException(e);
        }
    }
}
