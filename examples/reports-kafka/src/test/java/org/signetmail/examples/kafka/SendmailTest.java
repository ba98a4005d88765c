package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.examples.kafka.Outbox.Delivery;

class SendmailTest {

    private static final byte[] MAIL = "Subject: x\r\n\r\ny\r\n".getBytes(US_ASCII);

    @TempDir
    private Path directory;

    private Delivery send(String script, Duration patience) throws IOException, InterruptedException {
        Path command = Files.writeString(directory.resolve("sendmail"), "#!/bin/sh\n" + script + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return new Sendmail(command, patience).send("a@receiver.example", "b@example.com", MAIL);
    }

    @DisplayName("What the command's status says")
    @ParameterizedTest
    @CsvSource({"0, TAKEN", "75, LATER", "71, LATER", "74, LATER", "67, REFUSED", "1, REFUSED"})
    void status(int status, Delivery delivery) throws Exception {
        assertThat(send("exit " + status, Duration.ofMinutes(2))).isEqualTo(delivery);
    }

    @Test
    @DisplayName("It gets sender, recipient and the lines of the mail")
    void arguments() throws Exception {
        Path out = directory.resolve("out");
        assertThat(send("{ echo \"$@\"; cat; } > '" + out + "'", Duration.ofMinutes(2)))
                .isEqualTo(Delivery.TAKEN);
        assertThat(out).hasContent("-i -f a@receiver.example -- b@example.com\nSubject: x\n\ny\n");
    }

    @Test
    @DisplayName("A command that does not end is ended")
    void patience() throws Exception {
        assertThat(send("exec sleep 600", Duration.ofMillis(1))).isEqualTo(Delivery.LATER);
    }

    @Test
    @DisplayName("No command at all is no answer")
    void none() {
        assertThatThrownBy(() -> new Sendmail(directory.resolve("none"), Duration.ofMinutes(1))
                        .send("a@receiver.example", "b@example.com", MAIL))
                .isInstanceOf(IOException.class);
    }
}
