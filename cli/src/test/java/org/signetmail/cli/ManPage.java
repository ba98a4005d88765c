package org.signetmail.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command as a page for {@code man}, with the macros of man(7). */
final class ManPage {

    private static final String LAUNCHER = """
            .SH ENVIRONMENT
            .TP
            .B JAVA_HOME
            The Java to run with, 17 or later; else the
            .B java
            on the PATH.
            .TP
            .B JAVA_TOOL_OPTIONS
            Options for Java, such as
            .B \\-Xmx4g
            where an input is very large.
            .TP
            .B NO_COLOR
            No colour, unless \\fB\\-\\-color=always\\fR asks for it.
            .TP
            .B SIGNET_JAR
            The jar to start instead of the one that was installed.
            .TP
            .B XDG_CACHE_HOME
            See below.
            .SH FILES
            .TP
            .I ~/.cache/signet
            Or
            .IR $XDG_CACHE_HOME/signet ,
            or
            .I ~/Library/Caches/signet
            on macOS: classes as Java has them in memory, made beside the first start, so that later ones are quicker. May be
            removed at any time.
            """;

    private final StringBuilder text = new StringBuilder();

    private ManPage() {}

    static String of(CommandLine top) {
        ManPage page = new ManPage();
        Locale locale = Locale.getDefault();
        // Picocli sorts the options of a synopsis in capitals of the default locale, and a Turkish i has another one.
        Locale.setDefault(Locale.ROOT);
        try {
            page.write(top);
        } finally {
            Locale.setDefault(locale);
        }
        return page.text.toString();
    }

    private void write(CommandLine top) {
        String summary = top.getCommandSpec().usageMessage().description()[0];
        line(".\\\" Made of the command by DistributionTest; do not edit.");
        line(".TH SIGNET 1 \"\" \"Signet\" \"User Commands\"");
        line(".SH NAME");
        line("signet \\- "
                + escaped(Character.toLowerCase(summary.charAt(0)) + summary.substring(1, summary.length() - 1)));
        line(".SH SYNOPSIS");
        line(".B signet");
        line(".I COMMAND");
        line("[\\fIOPTION\\fR]... [\\fIINPUT\\fR]...");
        line(".SH DESCRIPTION");
        paragraph(summary);
        line(".SH COMMANDS");
        top.getSubcommands().values().forEach(this::command);
        text.append(LAUNCHER);
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        line(".SS " + escaped(spec.qualifiedName()));
        String synopsis = command.getHelp().synopsis(0);
        line(".RS");
        paragraph(String.join(" ", synopsis.strip().split("\\s+")));
        line(".RE");
        line(".PP");
        paragraph(String.join(" ", spec.usageMessage().description()));
        spec.positionalParameters().forEach(each -> entry(each.paramLabel(), each));
        spec.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> entry(label(option), option));
        examples(List.of(spec.usageMessage().footer()));
        statuses(spec.usageMessage().exitCodeList());
    }

    private void entry(String label, ArgSpec arg) {
        line(".TP");
        line("\\fB" + escaped(label) + "\\fR");
        paragraph(String.join(" ", arg.description()));
    }

    private static String label(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }

    private void examples(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        line(".PP");
        line("Examples:");
        line(".PP");
        line(".nf");
        lines.forEach(this::paragraph);
        line(".fi");
    }

    private void statuses(Map<String, String> statuses) {
        if (statuses.isEmpty()) {
            return;
        }
        line(".PP");
        line("Exit status:");
        statuses.forEach((status, when) -> {
            line(".TP");
            line("\\fB" + escaped(status.strip()) + "\\fR");
            paragraph(when);
        });
    }

    /** A line that starts with a dot or an apostrophe would be a macro. */
    private void paragraph(String words) {
        String safe = escaped(Help.Ansi.OFF.string(words));
        line(safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe);
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
