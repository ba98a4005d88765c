package org.signetmail.dkim.diagnosis;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/** How a date may have been written (RFC 5322 §3.3) before a server wrote it anew. */
final class DateGuesses {

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final List<String> UTC_ZONES = List.of("+0000", "GMT", "UTC", "UT", "-0000", "Z");
    private static final List<String> COMMENTS = List.of("", " (UTC)", " (GMT)");

    private DateGuesses() {}

    /** Gives the same time as others write it; nothing when it cannot be read. */
    static List<String> of(String line) {
        List<String> guesses = new ArrayList<>();
        int comment = line.indexOf('(');
        String date = comment < 0 ? line : Ascii.trimWsp(line.substring(0, comment));
        OffsetDateTime time = time(date);
        if (comment >= 0) {
            guesses.add(date);
        }
        if (time == null) {
            return guesses;
        }
        boolean utc = time.getOffset().equals(ZoneOffset.UTC);
        List<String> zones = utc ? UTC_ZONES : List.of(zone(time));
        for (String zone : zones) {
            for (String suffix : utc && zone.equals("+0000") ? COMMENTS : List.of("")) {
                guesses.add(DAYS.get(time.getDayOfWeek().getValue() - 1) + ", " + written(time, true, true) + zone
                        + suffix);
                guesses.add(DAYS.get(time.getDayOfWeek().getValue() - 1) + ", " + written(time, false, true) + zone
                        + suffix);
                guesses.add(written(time, true, true) + zone + suffix);
                guesses.add(written(time, false, true) + zone + suffix);
            }
            if (time.getSecond() == 0) {
                guesses.add(DAYS.get(time.getDayOfWeek().getValue() - 1) + ", " + written(time, true, false) + zone);
                guesses.add(written(time, false, false) + zone);
            }
        }
        // Made UTC, or another zone's time.
        for (int hours = -11; hours <= 13; hours++) {
            OffsetDateTime other = time.withOffsetSameInstant(ZoneOffset.ofHours(hours));
            guesses.add(
                    DAYS.get(other.getDayOfWeek().getValue() - 1) + ", " + written(other, true, true) + zone(other));
        }
        return guesses;
    }

    private static String zone(OffsetDateTime time) {
        int minutes = time.getOffset().getTotalSeconds() / 60;
        return String.format(
                Locale.ROOT, "%s%02d%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
    }

    private static String written(OffsetDateTime time, boolean twoDigits, boolean seconds) {
        return String.format(
                Locale.ROOT,
                twoDigits ? "%02d %s %04d %02d:%02d%s " : "%d %s %04d %02d:%02d%s ",
                time.getDayOfMonth(),
                MONTHS.get(time.getMonthValue() - 1),
                time.getYear(),
                time.getHour(),
                time.getMinute(),
                seconds ? String.format(Locale.ROOT, ":%02d", time.getSecond()) : "");
    }

    private static @Nullable OffsetDateTime time(String date) {
        List<String> words = words(date);
        if (words.size() != 5) {
            return null;
        }
        List<Integer> clock = numbers(words.get(3));
        int month = MONTHS.indexOf(words.get(1));
        int day = number(words.get(0));
        int year = number(words.get(2));
        ZoneOffset offset = offset(words.get(4));
        if (month < 0 || year < 0 || offset == null || clock.size() < 2 || clock.size() > 3) {
            return null;
        }
        try {
            int second = clock.size() == 3 ? clock.get(2) : 0;
            return OffsetDateTime.of(year, month + 1, day, clock.get(0), clock.get(1), second, 0, offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Day, month, year, time and zone: what the white space is between, without the day of the week. */
    private static List<String> words(String date) {
        int comma = date.indexOf(',');
        List<String> words = new ArrayList<>();
        int from = comma + 1;
        for (int i = from; i <= date.length(); i++) {
            if (i == date.length() || FieldText.isSpace(date.charAt(i))) {
                if (i > from) {
                    words.add(date.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words;
    }

    private static List<Integer> numbers(String clock) {
        List<Integer> numbers = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= clock.length(); i++) {
            if (i == clock.length() || clock.charAt(i) == ':') {
                numbers.add(number(clock.substring(from, i)));
                from = i + 1;
            }
        }
        return numbers;
    }

    /** A number of at most four digits; -1 for anything else. */
    private static int number(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (!Ascii.isDigit(digits.charAt(i))) {
                return -1;
            }
            value = 10 * value + digits.charAt(i) - '0';
        }
        return digits.isEmpty() || digits.length() > 4 ? -1 : value;
    }

    private static @Nullable ZoneOffset offset(String zone) {
        if (UTC_ZONES.contains(zone)) {
            return ZoneOffset.UTC;
        }
        int value = zone.length() == 5 ? number(zone.substring(1)) : -1;
        if (value < 0 || value > 1400 || value % 100 > 59 || (zone.charAt(0) != '+' && zone.charAt(0) != '-')) {
            return null;
        }
        int minutes = value / 100 * 60 + value % 100;
        return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes);
    }
}
