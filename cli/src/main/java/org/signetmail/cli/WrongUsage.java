package org.signetmail.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in our words: what was typed, and what the command takes in its place. */
final class WrongUsage {

    private final ParameterException wrong;
    private final CommandSpec command;
    private final List<String> typed;

    private WrongUsage(ParameterException wrong, String[] typed) {
        this.wrong = wrong;
        this.command = wrong.getCommandLine().getCommandSpec();
        this.typed = List.of(typed);
    }

    /**
     * A sentence without a stop.
     *
     * @param typed the whole command line
     */
    static String of(ParameterException wrong, String[] typed) {
        return new WrongUsage(wrong, typed).sentence();
    }

    private String sentence() {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return unmatched.isUnknownOption() ? noOption(word) : tooMuch(word);
        }
        if (wrong instanceof MissingParameterException missing) {
            return missing(missing.getMissing());
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return label(twice.getOverwritten()) + " is given twice, and counts once";
        }
        if (wrong instanceof MutuallyExclusiveArgsException) {
            return String.join(" and ", optionsTyped(String.valueOf(wrong.getMessage()))) + " exclude each other";
        }
        ArgSpec arg = wrong.getArgSpec();
        return arg == null ? String.valueOf(wrong.getMessage()) : badValue(arg);
    }

    private String noOption(String word) {
        String name = name(word);
        return "there is no option " + Printable.of(name) + meant(nearest(name));
    }

    /** Of a single letter every other one is as near: only the same in the other case is meant. */
    private Optional<String> nearest(String name) {
        return name.length() > 2
                ? Nearest.of(name, command.optionsMap().keySet())
                : command.optionsMap().keySet().stream()
                        .filter(name::equalsIgnoreCase)
                        .findFirst();
    }

    private static String name(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private static String meant(Optional<String> name) {
        return name.map(each -> "; did you mean " + each + "?").orElse("");
    }

    private String tooMuch(String word) {
        String takes = command.positionalParameters().isEmpty()
                ? " takes options alone"
                : " takes one " + command.positionalParameters().get(0).paramLabel();
        return (word.isEmpty() ? "an empty word" : Printable.of(word)) + " is too much: " + command.name() + takes
                + (word.length() < 3
                        ? ""
                        : meant(Nearest.of("--" + word, command.optionsMap().keySet())));
    }

    private String missing(List<ArgSpec> missing) {
        // A name that is mistyped is why another is missing.
        Optional<String> unknown = unknownOption();
        if (unknown.isPresent()) {
            return noOption(unknown.get());
        }
        if (missing.size() == 1 && missing.get(0) instanceof OptionSpec option && isTyped(option)) {
            return label(option) + " needs " + option.paramLabel() + " behind it";
        }
        List<String> labels = new ArrayList<>();
        missing.stream().filter(ArgSpec::isPositional).map(ArgSpec::paramLabel).forEach(labels::add);
        missing.stream()
                .filter(ArgSpec::isOption)
                .map(arg -> label(arg) + " " + arg.paramLabel())
                .forEach(labels::add);
        return command.name() + " needs " + listed(labels, "and");
    }

    /** A word that looks like an option and stands where no option wants a value. */
    private Optional<String> unknownOption() {
        for (int i = 1; i < typed.size(); i++) {
            String word = typed.get(i);
            OptionSpec before = command.optionsMap().get(typed.get(i - 1));
            boolean isValue = before != null && before.arity().max() > 0;
            if (word.length() > 1 && word.startsWith("-") && !isValue && !isOption(word)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private boolean isOption(String word) {
        return command.optionsMap().containsKey(name(word))
                // -sSELECTOR
                || (word.charAt(1) != '-' && command.optionsMap().containsKey(word.substring(0, 2)));
    }

    private boolean isTyped(OptionSpec option) {
        return Arrays.stream(option.names()).anyMatch(typed::contains);
    }

    private List<String> optionsTyped(String message) {
        return command.options().stream()
                .filter(this::isTyped)
                .map(OptionSpec::longestName)
                .filter(name -> message.contains(name + "=") || message.contains(name + "]"))
                .toList();
    }

    private String badValue(ArgSpec arg) {
        String value = Printable.of(String.valueOf(wrong.getValue()));
        Class<?> type = arg.typeInfo().isMultiValue() ? arg.auxiliaryTypes()[0] : arg.type();
        if (type.isEnum()) {
            List<String> words = Stream.of(type.getEnumConstants())
                    .map(each -> JsonParts.word((Enum<?>) each))
                    .toList();
            return label(arg) + " takes " + listed(words, "or") + ", not " + value + meant(Nearest.of(value, words));
        }
        if (type == boolean.class || type == Boolean.class) {
            return label(arg) + " takes no value";
        }
        if (type == int.class || type == Integer.class) {
            return label(arg) + " takes a number, not " + value;
        }
        String message = String.valueOf(wrong.getMessage());
        // What a converter of ours says, behind what picocli puts in front of it.
        int end = message.startsWith("Invalid value for ") ? message.indexOf(": ") : -1;
        return label(arg) + ": " + message.substring(end < 0 ? 0 : end + 2);
    }

    private static String label(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    /** As in {@code a, b and c}. */
    private static String listed(Collection<String> words, String last) {
        List<String> all = List.copyOf(words);
        return all.size() < 2
                ? String.join("", all)
                : String.join(", ", all.subList(0, all.size() - 1)) + " " + last + " " + all.get(all.size() - 1);
    }
}
