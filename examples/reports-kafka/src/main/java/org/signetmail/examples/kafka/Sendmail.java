package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The mail server of this machine, by the command that every one has. It queues, so that what it has taken is its own to deliver. */
final class Sendmail implements Outbox {

    /**
     * What sysexits.h has for failures that do not pass: usage, data, no user, no host, unavailable (which sendmail uses for unknown
     * users, too), no permission. Of all else nobody knows what became of the mail.
     */
    private static final Set<Integer> FINAL = Set.of(64, 65, 67, 68, 69, 77);

    private final Path command;
    private final Duration patience;

    Sendmail(Path command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    @Override
    public Delivery send(String from, String to, byte[] octets) throws IOException, InterruptedException {
        Path mail = Files.createTempFile("dmarc-report", ".eml");
        Process process;
        try {
            // The command wants lines as the system has them; the server gives the CRLF back that was signed. By a
            // file, as the
            // command would take what came through a pipe for all of the mail when this process is killed.
            Files.writeString(mail, new String(octets, US_ASCII).replace("\r\n", "\n"), US_ASCII);
            process = new ProcessBuilder(command.toString(), "-i", "-f", from, "--", to)
                    .redirectInput(mail.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } finally {
            // The command has it open.
            Files.delete(mail);
        }
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                return Delivery.LATER;
            }
            int status = process.exitValue();
            return status == 0 ? Delivery.TAKEN : FINAL.contains(status) ? Delivery.REFUSED : Delivery.LATER;
        } finally {
            process.destroyForcibly();
        }
    }
}
