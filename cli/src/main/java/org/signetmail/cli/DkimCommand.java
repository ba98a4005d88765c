package org.signetmail.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet dkim}: the signatures of messages. */
@Command(
        name = "dkim",
        description = {
            "Checks the DKIM signatures of a message alone, without an SMTP session: each with its key, what is to be said of"
                    + " it, and where it failed what became of the message on the way.",
            "Of several messages the exit status is the worst: 70, 2, 1, 3, 0."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet dkim message.eml",
            "  signet dkim old.eml --time received",
            "  signet dkim sent/ --dns zone.txt --json"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:a signature passes",
            "1:none passes, or there is none",
            "2:wrong usage, or a file that cannot be read or has no message in it",
            "3:none passes, as of one a temporary error is in the way",
            "70:the verdict could not be written"
        })
final class DkimCommand implements Callable<Integer> {

    /** Of the shape of {@code --json}. */
    private static final int VERSION = 1;

    private final Console console;

    @Parameters(
            paramLabel = "MSG",
            arity = "1..*",
            description =
                    "Messages, mbox files, either in gzip, folders with all that is in them, or - for standard input.")
    private List<String> inputs = List.of();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = Moment.HELP + "newest Received field.")
    private @Nullable Moment time;

    @Mixin
    private DnsOptions dns = new DnsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private int status = ExitStatus.OK;
    private boolean isFirst = true;

    DkimCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException {
        DkimVerifier verifier = DkimVerifier.using(dns.resolver());
        Colors colors = output.colors(console);
        try (Progress progress = new Progress(console)) {
            new MailInputs(console, progress).read(inputs, input -> {
                List<DkimOutcome> outcomes = input.message()
                        .map(message -> verify(verifier, message))
                        .orElse(List.of());
                progress.clear();
                if (output.json()) {
                    console.out().println(Json.of(json(input, outcomes)));
                } else {
                    print(colors, input, outcomes);
                }
                status = ExitStatus.worst(status, status(outcomes));
                isFirst = false;
            });
        }
        return status;
    }

    private List<DkimOutcome> verify(DkimVerifier verifier, Message message) {
        InstantSource clock = time == null
                ? console.clock()
                : time.clock(Optional.of(TraceEnvelope.newest(message))).orElse(console.clock());
        return verifier.withOptions(DkimOptions.DEFAULT.withDiagnosis(0).withClock(clock))
                .verify(message);
    }

    /** What was done to the file, and that the message was to tell the time and does not. */
    private List<String> notes(MailInput input) {
        List<String> notes = new ArrayList<>(input.notes());
        input.message()
                .map(message -> Moment.saidOf(time, Optional.of(TraceEnvelope.newest(message))))
                .filter(said -> !said.isEmpty())
                .ifPresent(notes::add);
        return notes;
    }

    private void print(Colors colors, MailInput input, List<DkimOutcome> outcomes) {
        if (input.message().isEmpty()) {
            console.err().println("signet: " + input.said());
            return;
        }
        if (!isFirst) {
            console.out().println();
        }
        console.out().println(colors.bold(Printable.of(input.name())));
        notes(input).forEach(note -> console.out().println("NOTE   " + note));
        for (DkimOutcome outcome : outcomes) {
            String keyword = outcome.result().keyword();
            List<String> lines = new ArrayList<>(outcome.explain());
            console.out()
                    .println("DKIM   "
                            + (outcome.result() == DkimResult.PASS ? colors.good(keyword) : colors.bad(keyword)) + ": "
                            + lines.remove(0));
            lines.forEach(line -> console.out().println("       " + line));
        }
    }

    private Map<String, @Nullable Object> json(MailInput input, List<DkimOutcome> outcomes) {
        boolean isMessage = input.message().isPresent();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("input", JsonParts.input(input, notes(input)));
        object.put("dkim", isMessage ? outcomes.stream().map(DkimJson::of).toList() : null);
        return object;
    }

    private static int status(List<DkimOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return ExitStatus.USAGE;
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.result() == DkimResult.PASS)) {
            return ExitStatus.OK;
        }
        return outcomes.stream().anyMatch(outcome -> outcome.result() == DkimResult.TEMPERROR)
                ? ExitStatus.TEMPORARY
                : ExitStatus.FAIL;
    }
}
