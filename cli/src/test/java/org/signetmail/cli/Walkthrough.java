package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of the documentation with consoles in it: blocks of {@code console} in which each line that starts with a prompt is
 * a command, and the lines below it are what it prints. A backslash at the end continues a command on the next line. Blank
 * lines above the next prompt are layout.
 */
final class Walkthrough {

    private static final String PROMPT = "$ ";
    private static final String OPENING = "```console";
    private static final String CLOSING = "```";

    /**
     * A command and what the page shows of its output.
     *
     * @param line the number of its line, from 0
     * @param text the command, without the prompt
     * @param from the number of the first line below it
     * @param shown what is printed; the lines of the page from {@code from}
     */
    record Command(int line, String text, int from, List<String> shown) {}

    private final Path file;
    private final List<String> lines;
    private final List<Command> commands;

    private Walkthrough(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
        this.commands = commands(lines);
    }

    static Walkthrough of(Path file) throws IOException {
        return new Walkthrough(file, Files.readAllLines(file, UTF_8));
    }

    List<Command> commands() {
        return commands;
    }

    private static List<Command> commands(List<String> lines) {
        List<Command> commands = new ArrayList<>();
        boolean console = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (console && line.startsWith(PROMPT)) {
                Command command = command(lines, i);
                commands.add(command);
                i = command.from() + command.shown().size() - 1;
            } else if (line.equals(CLOSING)) {
                console = false;
            } else if (line.equals(OPENING)) {
                console = true;
            }
        }
        return commands;
    }

    private static Command command(List<String> lines, int line) {
        StringBuilder text = new StringBuilder(lines.get(line).substring(PROMPT.length()));
        int from = line + 1;
        while (text.charAt(text.length() - 1) == '\\') {
            text.setLength(text.length() - 1);
            text.append(lines.get(from++).strip());
        }
        int to = from;
        while (!lines.get(to).equals(CLOSING) && !lines.get(to).startsWith(PROMPT)) {
            to++;
        }
        while (to > from && lines.get(to - 1).isEmpty()) {
            to--;
        }
        return new Command(line, text.toString(), from, List.copyOf(lines.subList(from, to)));
    }

    /** Writes the page with what its commands print today. What is shown stays where it is still true. */
    void rewrite(Path scratch) throws IOException {
        Session session = new Session(scratch);
        List<String> fresh = new ArrayList<>();
        int at = 0;
        for (Command command : commands) {
            fresh.addAll(lines.subList(at, command.from()));
            List<String> printed = session.run(command.text());
            fresh.addAll(ShownOutput.matches(command.shown(), printed) ? command.shown() : ShownOutput.masked(printed));
            at = command.from() + command.shown().size();
        }
        fresh.addAll(lines.subList(at, lines.size()));
        Files.writeString(file, String.join("\n", fresh) + "\n", UTF_8);
    }

    /**
     * The shell in which a page's commands run, one after the other. It knows {@code ./signet}, {@code cat FILE},
     * {@code grep WORD FILE} and {@code echo $?}, and {@code >} into a file; files are those of {@code docs} in the
     * repository, and of {@code /tmp}, for which there is a folder of its own.
     */
    static final class Session {

        private static final String SCRATCH = "/tmp/";
        private static final String DOCS = "docs/";
        private static final String INTO = " > ";

        private final String top = Repository.top() + "/";
        private final String scratch;
        private int status;

        Session(Path scratch) {
            this.scratch = scratch + "/";
        }

        List<String> run(String command) throws IOException {
            int into = command.lastIndexOf(INTO);
            Printed printed = print(into < 0 ? command : command.substring(0, into));
            List<String> shown = new ArrayList<>();
            if (into < 0) {
                shown.addAll(printed.out());
            } else {
                Files.write(Path.of(inPlace(command.substring(into + INTO.length()))), printed.out(), UTF_8);
            }
            // Standard error comes last, as on a terminal.
            shown.addAll(printed.err());
            return shown;
        }

        private record Printed(List<String> out, List<String> err) {}

        private Printed print(String command) throws IOException {
            if (command.equals("echo $?")) {
                return new Printed(List.of(String.valueOf(status)), List.of());
            }
            List<String> words = ShellWords.of(command);
            List<String> rest =
                    words.subList(1, words.size()).stream().map(this::inPlace).toList();
            return switch (words.get(0)) {
                case "./signet" -> signet(rest);
                case "cat" -> new Printed(Files.readAllLines(Path.of(rest.get(0)), UTF_8), List.of());
                case "grep" ->
                    new Printed(
                            Files.readAllLines(Path.of(rest.get(1)), UTF_8).stream()
                                    .filter(line -> line.contains(rest.get(0)))
                                    .toList(),
                            List.of());
                default -> throw new IllegalArgumentException("unknown here: " + command);
            };
        }

        private Printed signet(List<String> words) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            status = Main.run(
                    InputStream.nullInputStream(),
                    new PrintWriter(out),
                    new PrintWriter(err, true),
                    words.toArray(String[]::new));
            return new Printed(lines(out), lines(err));
        }

        private List<String> lines(StringWriter printed) {
            return printed.toString()
                    .replace(top, "")
                    .replace(scratch, SCRATCH)
                    .lines()
                    .toList();
        }

        /** Paths are those of the repository, wherever the test runs; also behind an equals or at sign. */
        private String inPlace(String word) {
            int start = Math.max(word.indexOf('='), word.indexOf('@')) + 1;
            for (int at : new int[] {0, start}) {
                if (word.startsWith(DOCS, at)) {
                    return word.substring(0, at) + top + word.substring(at);
                }
                if (word.startsWith(SCRATCH, at)) {
                    return word.substring(0, at) + scratch + word.substring(at + SCRATCH.length());
                }
            }
            return word;
        }
    }
}
