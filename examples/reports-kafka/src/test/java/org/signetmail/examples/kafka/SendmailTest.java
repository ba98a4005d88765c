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
    @CsvSource({
        "0, TAKEN",
        // sysexits.h: what does not pass with time
        "64, REFUSED",
        "65, REFUSED",
        "67, REFUSED",
        "68, REFUSED",
        "69, REFUSED",
        "77, REFUSED",
        // and what may
        "66, LATER",
        "70, LATER",
        "71, LATER",
        "73, LATER",
        "74, LATER",
        "75, LATER",
        "78, LATER",
        // no status of mail at all: a script that failed, no command in it, a signal
        "1, LATER",
        "127, LATER",
        "137, LATER"
    })
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
    @DisplayName("With a command that does not end ends what it has started")
    void descendants() throws Exception {
        Path pid = directory.resolve("pid");
        for (int patience = 500; !Files.exists(pid); patience *= 2) {
            assertThat(send(
                            "sleep 600 & echo $! > '" + pid + ".new'; mv '" + pid + ".new' '" + pid + "'; wait",
                            Duration.ofMillis(patience)))
                    .isEqualTo(Delivery.LATER);
        }
        ProcessHandle.of(Long.parseLong(Files.readString(pid, US_ASCII).strip()))
                .ifPresent(left -> assertThat(left.onExit()).succeedsWithin(Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("No file is left behind when this process is killed: it has no name any more while the command runs")
    void noFile() throws Exception {
        assertThat(send(
                        "while [ -e \"$(readlink /proc/$$/fd/0)\" ]; do sleep 0.01; done; grep -q Subject",
                        Duration.ofSeconds(20)))
                .isEqualTo(Delivery.TAKEN);
    }

    @Test
    @DisplayName("No command at all is no answer")
    void none() {
        assertThatThrownBy(() -> new Sendmail(directory.resolve("none"), Duration.ofMinutes(1))
                        .send("a@receiver.example", "b@example.com", MAIL))
                .isInstanceOf(IOException.class);
    }
}
