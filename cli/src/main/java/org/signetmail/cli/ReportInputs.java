package org.signetmail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportReader;

/** What {@code signet report} is told to read: files, folders with all that is in them, mbox files, standard input. */
final class ReportInputs {

    /** After so many inputs a line tells that it goes on. */
    private static final int STEP = 500;

    private final ReportReader reader;
    private final long most;
    private final InputStream standardInput;
    private final PrintWriter err;
    private long count;

    ReportInputs(ReportReader reader, long most, InputStream standardInput, PrintWriter err) {
        this.reader = reader;
        this.most = most;
        this.standardInput = standardInput;
        this.err = err;
    }

    /** Takes what came of one input. */
    interface Taker {
        void take(String input, ReadOutcome outcome) throws IOException;
    }

    /**
     * Reads everything, in the order it was named.
     *
     * @throws UsageException when something that was named cannot be read
     * @throws IOException when the taker does
     */
    void read(List<String> names, Taker taker) throws UsageException, IOException {
        for (String name : names) {
            if (!name.equals("-") && !exists(name)) {
                throw UsageException.unreadable(name, new NoSuchFileException(name));
            }
        }
        for (String name : names) {
            if (name.equals("-")) {
                took(name, unlessUnreadable(name, () -> reader.read(standardInput)), taker);
            } else {
                path(Path.of(name), taker);
            }
        }
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void path(Path path, Taker taker) throws UsageException, IOException {
        List<Path> files = unlessUnreadable(path.toString(), () -> InputFiles.at(path));
        for (Path each : files) {
            file(each, taker);
        }
    }

    private void file(Path file, Taker taker) throws UsageException, IOException {
        String name = file.toString();
        if (!unlessUnreadable(name, () -> hasSeveral(file))) {
            took(name, unlessUnreadable(name, () -> reader.read(file)), taker);
            return;
        }
        try (Mbox mbox = unlessUnreadable(name, () -> new Mbox(Files.newInputStream(file), most))) {
            int number = 1;
            for (byte[] mail = next(mbox, name); mail != null; mail = next(mbox, name)) {
                took(name + "#" + number++, reader.read(mail), taker);
            }
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

    private static byte @Nullable [] next(Mbox mbox, String name) throws UsageException {
        try {
            return mbox.next();
        } catch (IOException e) {
            throw UsageException.unreadable(name, e);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T unlessUnreadable(String name, Reading<T> reading) throws UsageException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw UsageException.unreadable(name, e);
        }
    }

    private void took(String name, ReadOutcome outcome, Taker taker) throws IOException {
        taker.take(name, outcome);
        if (++count % STEP == 0) {
            err.println("signet: " + count + " inputs read");
        }
    }

    long count() {
        return count;
    }
}
