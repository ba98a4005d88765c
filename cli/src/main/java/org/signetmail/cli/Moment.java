package org.signetmail.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --time} names: an instant, or the time at which a message says that it was received. */
final class Moment {

    /** How help explains {@code --time}, up to which Received field it is. */
    static final String HELP =
            "Judge t= and x= of signatures as of then: 2026-11-26 (noon, UTC), 2026-11-26T09:30:00Z, or"
                    + " received for the time in the ";

    private static final String RECEIVED = "received";

    private final @Nullable Instant instant;

    private Moment(@Nullable Instant instant) {
        this.instant = instant;
    }

    /** Whether it is the message that has to tell. */
    boolean isOfMessage() {
        return instant == null;
    }

    /** A clock that stands still; empty when the message has to tell and does not. */
    Optional<InstantSource> clock(Optional<TraceEnvelope> trace) {
        Optional<Instant> then =
                instant == null ? trace.flatMap(each -> each.time().or(each::newestTime)) : Optional.of(instant);
        return then.map(InstantSource::fixed);
    }

    /** What has to be said of the clock: that it was another field that told the time, or none; may be empty. */
    static String saidOf(@Nullable Moment time, Optional<TraceEnvelope> trace) {
        if (time == null
                || time.instant != null
                || trace.flatMap(TraceEnvelope::time).isPresent()) {
            return "";
        }
        return time.clock(trace)
                .map(
                        clock -> "The time is " + clock.instant()
                                + ", of the newest Received field with a time that can be read; the field that was asked for has none.")
                .orElse("The time is today's: the message has no Received field with a time that can be read.");
    }

    /** Reads a day, which stands for its noon, a time with an offset, or the word. */
    static final class Converter implements ITypeConverter<Moment> {
        @Override
        public Moment convert(String text) {
            if (text.equals(RECEIVED)) {
                return new Moment(null);
            }
            try {
                return new Moment(
                        text.indexOf('T') < 0
                                ? LocalDate.parse(text).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC)
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException e) {
                throw new TypeConversionException(Printable.of(text)
                        + " is neither a time such as 2026-11-26 or 2026-11-26T09:30:00Z nor " + RECEIVED);
            }
        }
    }
}
