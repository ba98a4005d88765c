package org.signetmail.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.spf.SpfFlattened;
import org.signetmail.spf.SpfFlattener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code signet flatten}: an SPF record made over to keep to the limit of look-ups. */
@Command(
        name = "flatten",
        description = {
            "Makes the SPF record of a domain over so that a check keeps to the 10 look-ups that there may be: includes are"
                    + " replaced by the networks they let pass, in records as short as they have to be.",
            "Such a record goes stale without a word when one of those changes networks. It is told whose they are and how long"
                    + " they hold; taking out who does not send any more is better, where that is enough."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  signet flatten example.com", "  signet flatten example.com --dns zone.txt --json"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:there are records to publish",
            "1:there are none: the domain has no valid SPF record, or what cannot be replaced costs too much",
            "2:wrong usage",
            "3:a temporary error: the same may say more later",
            "70:the output could not be written"
        })
final class FlattenCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "DOMAIN",
            converter = DomainConverter.class,
            description = "Whose record, such as example.com.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DomainName domain;

    @Mixin
    private DnsOptions dns = new DnsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    FlattenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException {
        SpfFlattened flattened = SpfFlattener.using(dns.resolver()).flatten(domain);
        if (output.json()) {
            console.out().println(Json.of(json(flattened)));
        } else {
            tell(flattened);
        }
        if (flattened.problem().isEmpty()) {
            return ExitStatus.OK;
        }
        return flattened.isTemporary() ? ExitStatus.TEMPORARY : ExitStatus.FAIL;
    }

    private void tell(SpfFlattened flattened) {
        PrintWriter out = console.out();
        Colors colors = output.colors(console);
        if (flattened.problem().isPresent()) {
            out.println(flattened.domain() + ": " + colors.bad("nothing to publish") + ": "
                    + flattened.problem().get());
            list(out, colors, "Cannot be replaced:", flattened.kept());
            return;
        }
        int before = flattened.lookupsBefore();
        out.println(flattened.domain() + ": " + flattened.lookups() + " of 10 look-ups in place of " + before
                + (before <= 10 ? "; what is published keeps the limit, too" : ""));
        list(
                out,
                colors,
                "Publish:",
                flattened.records().stream().map(Object::toString).toList());
        out.println();
        out.println(colors.bold("Difference to the record that is published:"));
        if (flattened.removed().isEmpty() && flattened.added().isEmpty()) {
            out.println("  none but the order of terms");
        }
        flattened.removed().forEach(word -> out.println("  " + colors.bad("- " + word)));
        flattened.added().forEach(word -> out.println("  " + colors.good("+ " + word)));
        if (!flattened.copied().isEmpty()) {
            out.println();
            out.println(colors.bold("To be kept current:"));
            flattened.copied().forEach(copied -> out.println("  " + copied));
            out.println(
                    "  What is added there fails here, and what is given up there passes here, until it is published again."
                            + " Run this again");
            out.println("  every " + words(least(flattened.copied()))
                    + " to miss nothing, and publish when the records differ.");
        }
        list(out, colors, "Left as they are:", flattened.kept());
        list(out, colors, "Left out:", flattened.leftOut());
    }

    private static Duration least(List<SpfFlattened.Copied> copied) {
        return copied.stream()
                .map(SpfFlattened.Copied::ttl)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds >= 7200 && seconds % 3600 == 0
                ? seconds / 3600 + " hours"
                : seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds";
    }

    private static void list(PrintWriter out, Colors colors, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(colors.bold(heading));
            lines.forEach(line -> out.println("  " + line));
        }
    }

    private static Map<String, @Nullable Object> json(SpfFlattened flattened) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", 1);
        object.put("domain", flattened.domain().toString());
        object.put("published", flattened.published());
        object.put("problem", flattened.problem().orElse(null));
        object.put("temporary", flattened.isTemporary());
        object.put("lookupsBefore", flattened.lookupsBefore());
        object.put("lookups", flattened.lookups());
        object.put(
                "records",
                flattened.records().stream().map(FlattenCommand::json).toList());
        object.put("removed", flattened.removed());
        object.put("added", flattened.added());
        object.put(
                "copied", flattened.copied().stream().map(FlattenCommand::json).toList());
        object.put("kept", flattened.kept());
        object.put("leftOut", flattened.leftOut());
        return object;
    }

    private static Map<String, @Nullable Object> json(SpfFlattened.Published record) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", record.name().toString());
        object.put("text", record.text());
        object.put("strings", record.strings());
        return object;
    }

    private static Map<String, @Nullable Object> json(SpfFlattened.Copied copied) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("term", copied.term());
        object.put("from", copied.from().toString());
        object.put("networks", copied.networks().blocks());
        object.put("ttl", copied.ttl().toSeconds());
        return object;
    }
}
