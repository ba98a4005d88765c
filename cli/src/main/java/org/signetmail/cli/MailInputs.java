package org.signetmail.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;

/**
 * What a command is told to read: messages in files, in folders with all that is in them, in mbox files, in gzip, and on
 * standard input. What has no message in it is told as such, one by one: nothing else goes unread for it.
 */
final class MailInputs {

    /** A person who checks a file may wait for a bigger one than a server. */
    private static final MessageLimits LIMITS = MessageLimits.DEFAULT.withMessageOctets(512 << 20);

    /** The most octets that are unpacked. */
    private static final int UNPACKED = 64 << 20;

    /** The first line is a header field, and no header section is longer than this. */
    private static final int FIRST_LINE = MessageLimits.DEFAULT.headerOctets();

    private static final int GZIP = 0x1F8B;

    private static final String BYTE_ORDER_MARK =
            "A byte order mark (UTF-8) in front of the message was skipped: some program wrote the file anew, and may have"
                    + " changed more.";
    private static final String MBOX =
            "The file is an mbox: the message begins behind a line that starts with \"From \" and is no part of it.";
    private static final String MBOX_TIGHT = MBOX
            + " There is no empty line before that line, as an mbox has: look whether it is text of the message above.";

    private final Console console;
    private final Progress progress;

    MailInputs(Console console, Progress progress) {
        this.console = console;
        this.progress = progress;
    }

    /** Takes what came of one input. */
    interface Taker {
        void take(MailInput input);
    }

    /**
     * Reads everything, in the order it was named.
     *
     * @throws UsageException when there is no file in what was named, or standard input is named twice
     */
    void read(List<String> names, Taker taker) throws UsageException {
        if (names.stream().filter("-"::equals).count() > 1) {
            throw new UsageException("standard input (-) can be read once, and is named more often");
        }
        if (names.contains("")) {
            throw new UsageException("an empty text names no file; this folder is .");
        }
        List<String> files = new ArrayList<>();
        for (String name : names) {
            files.addAll(expanded(name));
            tellLinks(name);
        }
        if (files.isEmpty()) {
            throw new UsageException("there is no file in " + Printable.of(String.join(", ", names)));
        }
        int number = 1;
        for (String file : files) {
            progress.tell(number++ + " of " + files.size() + " files: " + Printable.of(file));
            try (InputStream in = file.equals("-") ? console.in() : open(Path.of(file))) {
                read(file, new BufferedInputStream(in, 1 << 16), taker);
            } catch (IOException | InvalidPathException e) {
                taker.take(MailInput.unreadable(file, e));
            }
        }
    }

    /** A pipe, as a shell makes for {@code <(…)}, has no position, which a stream of a channel asks for. */
    private static InputStream open(Path file) throws IOException {
        return Files.isRegularFile(file) || !Files.exists(file) || Files.isDirectory(file)
                ? Files.newInputStream(file)
                : new FileInputStream(file.toFile());
    }

    private static List<String> expanded(String name) {
        if (name.equals("-")) {
            return List.of(name);
        }
        try {
            return InputFiles.at(Path.of(name)).stream().map(Path::toString).toList();
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            // Read below as what it is, so that the reason is told there.
            return List.of(name);
        }
    }

    /** Links in folders are not followed: they may lead out of it, or round in it. */
    private void tellLinks(String name) {
        try {
            long links = name.equals("-") ? 0 : InputFiles.linksIn(Path.of(name));
            if (links > 0) {
                console.err()
                        .println("signet: " + Numbers.counted(links, "link") + " in " + Printable.of(name)
                                + " not followed; name what is meant by itself");
            }
        } catch (IOException | InvalidPathException e) {
            // Told where it is read.
        }
    }

    private static void read(String name, BufferedInputStream in, Taker taker) throws IOException {
        if (!isGzip(in)) {
            readPlain(name, in, taker);
            return;
        }
        byte[] unpacked;
        try (InputStream gzip = new GZIPInputStream(in, 1 << 16)) {
            unpacked = gzip.readNBytes(UNPACKED + 1);
        } catch (ZipException | EOFException e) {
            taker.take(MailInput.none(name, NoMessage.BAD_GZIP));
            return;
        }
        BufferedInputStream plain = new BufferedInputStream(new ByteArrayInputStream(unpacked));
        if (unpacked.length > UNPACKED) {
            taker.take(MailInput.none(name, NoMessage.TOO_LARGE));
        } else if (isGzip(plain)) {
            taker.take(MailInput.none(name, NoMessage.GZIP_TWICE));
        } else {
            readPlain(name, plain, taker);
        }
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP;
    }

    private static void readPlain(String name, BufferedInputStream in, Taker taker) throws IOException {
        List<String> notes = skipsByteOrderMark(in) ? List.of(BYTE_ORDER_MARK) : List.of();
        in.mark(NoMessage.HEAD);
        boolean several = Mbox.isOne(in);
        in.reset();
        if (!several) {
            taker.take(message(name, in, notes));
            return;
        }
        try (Mbox mbox = new Mbox(in, LIMITS.messageOctets())) {
            byte[] mail = mbox.next();
            String note = MBOX;
            for (int number = 1; mail != null; number++) {
                byte[] next = mbox.next();
                List<String> all = new ArrayList<>(notes);
                all.add(note);
                String each = number == 1 && next == null ? name : name + "#" + number;
                taker.take(message(each, new BufferedInputStream(new ByteArrayInputStream(mail)), all));
                mail = next;
                note = mbox.beganAfterEmptyLine() ? MBOX : MBOX_TIGHT;
            }
        }
    }

    private static boolean skipsByteOrderMark(BufferedInputStream in) throws IOException {
        // More than one, where programs wrote one in front of another.
        for (boolean skips = false; ; skips = true) {
            in.mark(3);
            if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
                in.reset();
                return skips;
            }
        }
    }

    private static MailInput message(String name, BufferedInputStream in, List<String> notes) throws IOException {
        in.mark(NoMessage.HEAD);
        byte[] head = in.readNBytes(NoMessage.HEAD);
        in.reset();
        NoMessage problem = NoMessage.of(head).orElse(null);
        if (problem != null) {
            return MailInput.none(name, problem);
        }
        LineEnds lineEnds = firstLineEndsWithLf(in) ? LineEnds.NORMALIZE : LineEnds.AS_IS;
        ReturnsSeen returns = new ReturnsSeen(in);
        Message message = Message.read(lineEnds == LineEnds.NORMALIZE ? returns : in, lineEnds, LIMITS);
        if (message.fields().stream().noneMatch(HeaderField::isWellFormed)
                && message.problem().isEmpty()) {
            return MailInput.none(name, NoMessage.NO_FIELD);
        }
        List<String> told = new ArrayList<>(notes);
        returns.note().ifPresent(told::add);
        return !isSavedPage(message)
                ? MailInput.of(name, message, MessageNotes.of(message, told), lineEnds)
                : MailInput.none(name, NoMessage.WEB_PAGE);
    }

    /** What browsers save in a file of their own is a message in form, of a sender who is none. */
    private static boolean isSavedPage(Message message) {
        return !message.fields("Snapshot-Content-Location").isEmpty()
                || message.fields("From").stream()
                        .anyMatch(from -> from.value().strip().startsWith("<Saved by "));
    }

    /**
     * A file whose first line ends with LF alone keeps mail as files of the system do. Any other is octets as they came
     * over the network, in which a lone LF means something: it must not be mended before it is hashed.
     */
    private static boolean firstLineEndsWithLf(BufferedInputStream in) throws IOException {
        in.mark(FIRST_LINE);
        int before = -1;
        int octet = -1;
        for (int i = 0; i < FIRST_LINE && octet != '\n'; i++) {
            before = octet;
            octet = in.read();
            if (octet < 0) {
                break;
            }
        }
        in.reset();
        return octet == '\n' && before != '\r';
    }
}
