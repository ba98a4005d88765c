package org.signetmail.reports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.signetmail.core.Message;

/**
 * Reads reports: aggregate (RFC 9990, 7489), failure (RFC 9991, 6591) and TLS (RFC 8460), from a file, a stream or a whole mail,
 * in whatever is around them: XML, JSON, gzip, zip, one in another, attached, forwarded. The octets decide; media types and
 * names are hints.
 *
 * <pre>{@code
 * ReadOutcome outcome = ReportReader.DEFAULT.read(Path.of("google.com!example.org!1767225600!1767311999.zip"));
 * for (Report report : outcome.reports()) {
 *     System.out.println(report);
 * }
 * outcome.refusal().ifPresent(System.err::println);
 * }</pre>
 *
 * <p>Tolerant, and honest about it: every deviation that it passes over is told, nothing is mended in silence, and nothing that
 * the reporter left out is filled in. Whatever it cannot or must not read is a {@link Refusal}; exceptions are for the caller's
 * own stream alone. Nothing in a report is ever resolved or fetched, and no name in it is used as that of a file. Immutable and
 * thread-safe.
 */
public final class ReportReader {

    /** With {@link ReportLimits#DEFAULT}, and whole reports only. */
    public static final ReportReader DEFAULT = new ReportReader(ReportLimits.DEFAULT, false);

    /** How much of a stream is kept in memory. */
    private static final int IN_MEMORY = 4 << 20;

    private final ReportLimits limits;
    private final boolean partial;

    private ReportReader(ReportLimits limits, boolean partial) {
        this.limits = limits;
        this.partial = partial;
    }

    /**
     * The same with other limits.
     *
     * @param newLimits how much of an input is read
     * @return a new reader
     */
    public ReportReader withLimits(ReportLimits newLimits) {
        return new ReportReader(Objects.requireNonNull(newLimits, "limits"), partial);
    }

    /**
     * The same with another mind about aggregate reports that are damaged or go over a limit. RFC 9990 §3.1.1: such a report
     * SHOULD be discarded, and its parts MAY be used.
     *
     * @param wanted whether the complete rows before the damage are given, beside the refusal
     * @return a new reader
     */
    public ReportReader withPartialReports(boolean wanted) {
        return new ReportReader(limits, wanted);
    }

    /**
     * Reads a file. Its name is compared with its contents. The rows of a report are read from the file again when they are
     * asked for, unless it is a mail.
     *
     * @param file a report, a container or a mail
     * @return what came of it
     * @throws IOException when the file cannot be read
     */
    public ReadOutcome read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        FileTime time = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        Octets octets = budget -> {
            if (!Files.getLastModifiedTime(file).equals(time) || Files.size(file) != size) {
                throw new IOException("the file has changed since it was read");
            }
            return Files.newInputStream(file);
        };
        Path name = file.getFileName();
        return run(octets, name == null ? Carrier.NONE : new Carrier(name.toString(), null));
    }

    /**
     * Reads a stream to its end, or until it is longer than the limits allow. Up to 4 MiB of it are kept in memory. What is longer
     * is kept in a temporary file, so that memory does not grow with the rows of a report; the file is deleted on POSIX as soon as
     * it is open, elsewhere when its reports are no longer used. A mail is in memory while it is read, up to
     * {@link ReportLimits#inputOctets}.
     *
     * @param in a report, a container or a mail; not closed
     * @return what came of it
     * @throws IOException when the stream does, when there is no room for a temporary file, or when the thread is interrupted
     *     while it uses one; then the rows of its reports cannot be read any more
     */
    public ReadOutcome read(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in");
        long most = Math.max(limits.inputOctets(), limits.outputOctets());
        byte[] first = in.readNBytes((int) Math.min(IN_MEMORY, most) + 1);
        if (first.length <= IN_MEMORY) {
            return read(first);
        }
        Sniffed kind = Sniffed.of(first, Sniffed.LOOK);
        boolean document = kind == Sniffed.XML || kind == Sniffed.JSON;
        // One more than is allowed, so that it is seen to be too long.
        long kept = document ? limits.outputOctets() : limits.inputOctets();
        return run(Spool.of(first, in, kept == Long.MAX_VALUE ? kept : kept + 1), Carrier.NONE);
    }

    /**
     * Reads octets.
     *
     * @param octets a report, a container or a mail; not copied, so not to be changed as long as its reports are used
     * @return what came of it
     */
    public ReadOutcome read(byte[] octets) {
        Objects.requireNonNull(octets, "octets");
        if (Sniffed.of(octets, Math.min(octets.length, Sniffed.LOOK)) == Sniffed.MAIL) {
            return new ReadRun(limits, partial).mail(octets);
        }
        try {
            return run(budget -> new ByteArrayInputStream(octets), Carrier.NONE);
        } catch (IOException e) {
            throw new AssertionError("octets in memory", e);
        }
    }

    /**
     * Reads a mail.
     *
     * @param mail the whole message
     * @return what came of it
     */
    public ReadOutcome read(Message mail) {
        Objects.requireNonNull(mail, "mail");
        return new ReadRun(limits, partial).mail(mail.octets());
    }

    private ReadOutcome run(Octets octets, Carrier carrier) throws IOException {
        return new ReadRun(limits, partial).file(octets, carrier);
    }
}
