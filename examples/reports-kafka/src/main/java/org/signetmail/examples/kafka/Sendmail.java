package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The mail server of this machine, by the command that every one has. It queues, so that what it has taken is its own to deliver. */
final class Sendmail implements Outbox {

    /** What sysexits.h has for failures that pass: EX_UNAVAILABLE is none, as sendmail uses it for unknown users, too. */
    private static final int EX_OSERR = 71;

    private static final int EX_IOERR = 74;
    private static final int EX_TEMPFAIL = 75;

    private final Path command;
    private final Duration patience;

    Sendmail(Path command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    @Override
    public Delivery send(String from, String to, byte[] octets) throws IOException, InterruptedException {
        Path mail = Files.createTempFile("dmarc-report", ".eml");
        try {
            // The command wants lines as the system has them; the server gives the CRLF back that was signed.
            Files.writeString(mail, new String(octets, US_ASCII).replace("\r\n", "\n"), US_ASCII);
            Process process = new ProcessBuilder(command.toString(), "-i", "-f", from, "--", to)
                    .redirectInput(mail.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Delivery.LATER;
                }
                return switch (process.exitValue()) {
                    case 0 -> Delivery.TAKEN;
                    case EX_OSERR, EX_IOERR, EX_TEMPFAIL -> Delivery.LATER;
                    default -> Delivery.REFUSED;
                };
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(mail);
        }
    }
}
