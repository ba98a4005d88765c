package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.signetmail.reports.sending.ReportSubmitter;

/** A file of properties; the README has them all. Those that begin with {@code kafka.} are handed to Kafka's clients. */
final class Settings {

    private static final String KAFKA = "kafka.";

    private final Properties properties;

    private Settings(Properties properties) {
        this.properties = properties;
    }

    static Settings read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, UTF_8)) {
            properties.load(in);
        }
        return new Settings(properties);
    }

    /** A new map. */
    Map<String, Object> kafka() {
        Map<String, Object> kafka = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(KAFKA)) {
                kafka.put(name.substring(KAFKA.length()), properties.getProperty(name));
            }
        }
        return kafka;
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(properties.getProperty(name)).filter(value -> !value.isEmpty());
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("the settings have no " + name));
    }

    int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no number: " + name + "=" + text(name), e);
        }
    }

    Duration duration(String name, Duration otherwise) {
        try {
            return optional(name).map(Duration::parse).orElse(otherwise);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no duration such as PT30M: " + name + "=" + text(name), e);
        }
    }

    ReportSubmitter submitter() {
        ReportSubmitter submitter =
                ReportSubmitter.of(text("submitter.organization"), text("submitter.domain"), text("submitter.email"));
        return optional("submitter.contact").map(submitter::withContact).orElse(submitter);
    }
}
