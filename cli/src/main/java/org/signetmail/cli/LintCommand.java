package org.signetmail.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet lint}: what is wrong with the text of a record, without DNS. */
@Command(
        name = "lint",
        description = {
            "Looks at records that are given as texts, before or without publishing them: what is wrong, where, and"
                    + " what to write instead. DNS is not asked.",
            "What kind of record each is, its text tells; a text that was meant as a record and is none is known, too."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet lint 'v=spf1 include:_spf.example.com ip4:192.0.2.1 -all'",
            "  signet lint 'v:DMARC1;p=reject;rua=mailto:dmarc@example.com:fo=1'",
            "  signet lint @records.txt --fail-on warning --allow allowed.txt",
            "  signet lint @mta-sts.txt                     # a policy of MTA-STS, as it is served",
            "  signet lint --kind dkim 'p=MIGf...' --sarif"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:there is a finding of severity error, or of the one of --fail-on",
            "2:wrong usage, or a text that is no record",
            "70:the output could not be written"
        })
final class LintCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "RECORD",
            arity = "1..*",
            description = "The text of a TXT record, its strings joined; or @FILE with a record on each line, or - for"
                    + " these on standard input. A file may be a policy of MTA-STS, too.")
    private List<String> records = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "What the records are: spf, dmarc, dkim, mta-sts, mta-sts-policy, tls-rpt or bimi. Default: what"
                            + " their texts say.")
    private @Nullable RecordKind kind;

    @Mixin
    private FindingOptions faults = new FindingOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LintCommand(Console console) {
        this.console = console;
    }

    /** A text, what it is called among the inputs, and the file that it is from, with its first line there; else 0. */
    private record Input(String name, String octets, String file, int line) {

        static Input ofText(String name, String octets) {
            return new Input(name, octets, "", 0);
        }

        void add(Sarif sarif, Finding finding) {
            if (line == 0) {
                sarif.add(name, finding);
            } else {
                sarif.add(file, line + finding.position().map(this::linesBefore).orElse(0), finding, octets);
            }
        }

        /** A policy has lines, and positions in them. */
        private int linesBefore(Position position) {
            String[] lines = octets.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].equals(position.text()) || lines[i].equals(position.text() + "\r")) {
                    return i;
                }
            }
            return 0;
        }
    }

    @Override
    public Integer call() throws UsageException {
        faults.requireOneForm(output.json(), false);
        AllowList allowed = faults.allowList(console);
        int status = ExitStatus.OK;
        List<Input> inputs = inputs();
        List<Finding> counting = new ArrayList<>();
        Set<AllowList.Line> used = new HashSet<>();
        Sarif sarif = faults.sarif() ? new Sarif(allowed) : null;
        for (Input input : inputs) {
            RecordKind what =
                    kind != null ? kind : RecordKind.of(input.octets()).orElse(null);
            if (what == null) {
                // Told as such; nothing else goes unread for it.
                console.err().println("signet: " + unknown(input));
                status = ExitStatus.USAGE;
                continue;
            }
            List<Finding> findings = what.lint(input.octets());
            List<Finding> count = allowed.counting(findings);
            counting.addAll(count);
            used.addAll(allowed.used(findings));
            if (sarif != null) {
                findings.forEach(finding -> input.add(sarif, finding));
            } else if (output.json()) {
                console.out().println(Json.of(json(what, input, count, JsonParts.allowed(findings, allowed))));
            } else {
                tell(what, input, inputs.size() > 1, count, findings.size() - count.size());
            }
        }
        List<AllowList.OfLine> lines = new ArrayList<>(allowed.expired());
        // A text has no name in DNS, so that a line with one is for another command.
        lines.addAll(allowed.unused(used, Optional::isEmpty));
        List<Finding> ofLines = lines.stream().map(AllowList.OfLine::finding).toList();
        counting.addAll(ofLines);
        if (sarif != null) {
            lines.forEach(sarif::add);
            console.out().println(sarif);
        } else if (output.json()) {
            // Each object is of one record; a line of the allow-list is of none, and makes the status all the same.
            FindingText.print(console.err(), Colors.OFF, ofLines);
        } else {
            FindingText.print(console.out(), output.colors(console), ofLines);
        }
        return ExitStatus.worst(status, faults.status(counting));
    }

    private List<Input> inputs() throws UsageException {
        List<Input> inputs = new ArrayList<>();
        for (String record : records) {
            if (InputLines.isNamedBy(record)) {
                add(inputs, record);
            } else {
                inputs.add(Input.ofText("record-" + (inputs.size() + 1), octets(record)));
            }
        }
        return inputs;
    }

    /** The records on the lines of a file; a policy of MTA-STS is a whole file. */
    private void add(List<Input> inputs, String argument) throws UsageException {
        String file = argument.equals("-") ? argument : argument.substring(1);
        byte[] octets = InputLines.octets(argument, console);
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        if (kind == RecordKind.MTA_STS_POLICY || (kind == null && RecordKind.isPolicy(text))) {
            inputs.add(new Input(file, text, file, 1));
            return;
        }
        for (InputLines.Line line : InputLines.of(octets, argument, "record")) {
            inputs.add(new Input(file + ":" + line.number(), octets(line.text()), file, line.number()));
        }
    }

    /** As DNS would have it: one character an octet. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String unknown(Input input) {
        return Printable.of(input.name())
                + " is no record of mail (SPF, DKIM, DMARC, MTA-STS, TLS reports, BIMI), and not nearly one: \""
                + Printable.of(input.octets()) + "\"; --kind says what it was meant to be";
    }

    private void tell(RecordKind what, Input input, boolean several, List<Finding> findings, int allowed) {
        PrintWriter out = console.out();
        Colors colors = output.colors(console);
        if (several) {
            out.println(colors.bold(Printable.of(input.name()) + ": " + what.shown()));
        }
        if (findings.isEmpty()) {
            out.println(colors.good("Nothing is wrong with this " + what.shown() + "."));
        }
        FindingText.print(out, colors, findings);
        if (allowed > 0) {
            out.println(colors.faint("Allowed by --allow: " + allowed));
        }
    }

    private static Map<String, @Nullable Object> json(
            RecordKind what, Input input, List<Finding> counting, List<Map<String, @Nullable Object>> allowed) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", 1);
        object.put("input", input.name());
        object.put("kind", JsonParts.word(what));
        object.put("record", input.octets());
        object.put("findings", JsonParts.findings(counting));
        object.put("allowed", allowed);
        return object;
    }
}
