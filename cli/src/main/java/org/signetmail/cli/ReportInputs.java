package org.signetmail.cli;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportReader;

/** What {@code signet report} is told to read: files, folders with all that is in them, mbox files, standard input. */
final class ReportInputs {

    private final ReportReader reader;
    private final long most;
    private final Console console;
    private final Progress progress;
    private long count;
    private long unreadable;

    /**
     * Reads with a reader.
     *
     * @param most the most octets of a mail of an mbox file
     * @param progress is told which file is read
     */
    ReportInputs(ReportReader reader, long most, Console console, Progress progress) {
        this.reader = reader;
        this.most = most;
        this.console = console;
        this.progress = progress;
    }

    /** Takes what came of one input. */
    interface Taker {
        void take(String input, ReadOutcome outcome) throws IOException;
    }

    /**
     * Reads everything, in the order it was named. A file that cannot be read is told, and the others are read all the same.
     *
     * @throws UsageException when something that was named is not there
     * @throws IOException when the taker does
     */
    void read(List<String> names, Taker taker) throws UsageException, IOException {
        for (String name : names) {
            if (!name.equals("-") && !exists(name)) {
                throw UsageException.unreadable(name, new NoSuchFileException(name));
            }
        }
        List<String> files = new ArrayList<>();
        for (String name : names) {
            files.addAll(name.equals("-") ? List.of(name) : files(name));
            if (!name.equals("-")) {
                tellLinks(Path.of(name));
            }
        }
        int number = 1;
        for (String file : files) {
            progress.tell(number++ + " of " + files.size() + " files: " + Printable.of(file));
            if (file.equals("-")) {
                stream(file, console::in, taker);
            } else if (Files.isRegularFile(Path.of(file))) {
                file(Path.of(file), taker);
            } else {
                // A pipe gives what it has once, and has no place to go to, which the streams of Files ask for.
                stream(file, () -> new FileInputStream(file), taker);
            }
        }
    }

    /** Links in folders are not followed: they may lead out of it, or round in it. */
    private void tellLinks(Path path) {
        long links = 0;
        try {
            links = InputFiles.linksIn(path);
        } catch (IOException e) {
            unreadable(path.toString(), e);
        }
        if (links > 0) {
            progress.clear();
            console.err()
                    .println("signet: " + Numbers.counted(links, "link") + " in " + Printable.of(path.toString())
                            + " not followed; name what is meant by itself");
        }
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private List<String> files(String name) {
        try {
            return InputFiles.at(Path.of(name)).stream().map(Path::toString).toList();
        } catch (IOException | UncheckedIOException e) {
            unreadable(name, e);
            return List.of();
        }
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private void stream(String name, Opening opening, Taker taker) throws IOException {
        ReadOutcome outcome;
        try {
            BufferedInputStream in = new BufferedInputStream(opening.open());
            in.mark(Mbox.LINE);
            boolean mbox = Mbox.isOne(in);
            in.reset();
            if (mbox) {
                mails(name, new Mbox(in, most), taker);
                return;
            }
            outcome = reader.read(in);
        } catch (IOException e) {
            unreadable(name, e);
            return;
        }
        took(name, outcome, taker);
    }

    private void file(Path file, Taker taker) throws IOException {
        String name = file.toString();
        ReadOutcome outcome;
        try {
            if (!hasSeveral(file)) {
                outcome = reader.read(file);
            } else {
                try (Mbox mbox = new Mbox(Files.newInputStream(file), most)) {
                    mails(name, mbox, taker);
                }
                return;
            }
        } catch (IOException e) {
            unreadable(name, e);
            return;
        }
        took(name, outcome, taker);
    }

    /** Each message of an mbox file as an input of its own, under the name of the file if there is one alone. */
    private void mails(String name, Mbox mbox, Taker taker) throws IOException {
        byte[] mail = mbox.next();
        byte[] next = mail == null ? null : mbox.next();
        boolean alone = next == null;
        for (int number = 1; mail != null; number++) {
            String each = alone ? name : name + "#" + number;
            progress.tell(Printable.of(each));
            took(each, reader.read(mail), taker);
            mail = next;
            next = mail == null ? null : mbox.next();
        }
    }

    /** Whether a file is an mbox file with more than one message; a single one is read as a mail. */
    private static boolean hasSeveral(Path file) throws IOException {
        // The rest of the first line is passed over by the first message, of which nothing is kept here.
        try (InputStream in = Files.newInputStream(file);
                Mbox mbox = new Mbox(in, 0)) {
            return Mbox.isOne(in) && mbox.next() != null && mbox.next() != null;
        }
    }

    private void unreadable(String name, Exception why) {
        unreadable++;
        progress.clear();
        console.err().println("signet: " + UsageException.unreadable(name, why).getMessage());
    }

    private void took(String name, ReadOutcome outcome, Taker taker) throws IOException {
        count++;
        if (console.isTerminal(Console.Stream.OUT)) {
            progress.clear();
        }
        try {
            taker.take(name, outcome);
        } catch (UncheckedIOException e) {
            // Its rows are read once more, and a file may have changed meanwhile.
            unreadable(name, e.getCause() == null ? e : e.getCause());
        }
    }

    long count() {
        return count;
    }

    /** How many files could not be read. */
    long unreadable() {
        return unreadable;
    }
}
