package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.signetmail.core.DomainName;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;

/**
 * What was counted for the reports of one partition that are not closed. A line is put in as it came, under its own hash, so that it
 * is there once; when there are enough, they become one line of a state. So a message costs the same however many there are, and no
 * line grows beyond what a broker takes.
 */
final class DayStore {

    /** This many lines, or characters of them, become one. */
    static final int LINES = 4_000;

    static final int CHARACTERS = 256 << 10;

    private static final String NOW = "now";

    /** Keys {@code 2026-01-01 example.com m0123…} of lines that are to be merged into one, {@code … s0123…} of those that stay. */
    private final KeyValueStore<String, String> parts;

    /** Keys {@code 2026-01-01 example.com}: how many lines and characters that are to be merged are there. And what time it is. */
    private final KeyValueStore<String, String> days;

    DayStore(KeyValueStore<String, String> parts, KeyValueStore<String, String> days) {
        this.parts = parts;
        this.days = days;
    }

    /** Milliseconds; 0 before the first tick. */
    long now() {
        String now = days.get(NOW);
        return now == null ? 0 : Long.parseLong(now);
    }

    /** Time never goes back. */
    void tick(long milliseconds) {
        if (milliseconds > now()) {
            days.put(NOW, String.valueOf(milliseconds));
        }
    }

    void add(Part part, String line) {
        String day = name(part.key());
        // Among others it would no more be known when it comes again.
        boolean stays = !part.hasIds() || line.length() >= CHARACTERS;
        String place = day + (stays ? " s" : " m") + hash(line);
        if (parts.get(place) != null) {
            return;
        }
        parts.put(place, line);
        String known = days.get(day);
        long lines = known == null ? 0 : Long.parseLong(known.substring(0, known.indexOf(' ')));
        long characters = known == null ? 0 : Long.parseLong(known.substring(known.indexOf(' ') + 1));
        if (!stays) {
            lines++;
            characters += line.length();
        }
        if (lines >= LINES || characters >= CHARACTERS) {
            AggregateState folded = take(part.key(), day + " m");
            String json = folded.toJson();
            parts.put(day + " s" + hash(json), json);
            lines = 0;
            characters = 0;
        }
        days.put(day, lines + " " + characters);
    }

    /** The oldest reports, while their day is over. */
    List<AggregateKey> due(Predicate<AggregateKey> over, int most) {
        List<AggregateKey> due = new ArrayList<>();
        // Days begin with a digit, and a colon is behind all digits.
        try (KeyValueIterator<String, String> open = days.range("0", ":")) {
            while (open.hasNext() && due.size() < most) {
                String day = open.next().key;
                AggregateKey key = new AggregateKey(
                        DomainName.of(day.substring(day.indexOf(' ') + 1)),
                        LocalDate.parse(day.substring(0, day.indexOf(' '))));
                if (!over.test(key)) {
                    break;
                }
                due.add(key);
            }
        }
        return due;
    }

    /** Takes a report out. */
    AggregateState take(AggregateKey key) {
        String day = name(key);
        days.delete(day);
        return take(key, day + " ");
    }

    private AggregateState take(AggregateKey key, String prefix) {
        AggregateReportBuilder builder = AggregateReportBuilder.create(ReportTopology.LIMITS);
        List<String> taken = new ArrayList<>();
        try (KeyValueIterator<String, String> lines = parts.prefixScan(prefix, new StringSerializer())) {
            while (lines.hasNext()) {
                KeyValue<String, String> each = lines.next();
                Part.read(each.value, ReportTopology.LIMITS).addTo(builder);
                taken.add(each.key);
            }
        } catch (IOException e) {
            // It was read before it was put in.
            throw new UncheckedIOException("the store is damaged at " + prefix, e);
        }
        taken.forEach(parts::delete);
        return builder.take(key).orElseThrow();
    }

    private static String name(AggregateKey key) {
        return key.day() + " " + key.policyDomain();
    }

    private static String hash(String line) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(line.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JRE has it", e);
        }
    }
}
