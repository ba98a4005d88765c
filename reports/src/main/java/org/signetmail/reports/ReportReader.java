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
 * own stream alone. Nothing in a report is ever resolved, fetched or written to a file. Immutable and thread-safe.
 */
public final class ReportReader {

    /** With {@link ReportLimits#DEFAULT}, and whole reports only. */
    public static final ReportReader DEFAULT = new ReportReader(ReportLimits.DEFAULT, false);

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
     * Reads a stream to its end.
     *
     * @param in a report, a container or a mail; not closed. It is kept in memory, up to
     *     {@link ReportLimits#inputOctets} for containers and mails and {@link ReportLimits#outputOctets} for others
     * @return what came of it
     * @throws IOException when the stream does
     */
    public ReadOutcome read(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in");
        long most = Math.max(limits.inputOctets(), limits.outputOctets());
        byte[] octets = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        return read(octets);
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
