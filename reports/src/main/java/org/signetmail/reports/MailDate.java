package org.signetmail.reports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signetmail.core.internal.Ascii;

/** The dates of mail (RFC 5322 §3.3). */
final class MailDate {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private static final Set<String> ZONES =
            Set.of("ut", "utc", "gmt", "z", "edt", "est", "cdt", "cst", "mdt", "mst", "pdt", "pst");

    /** More words no date has. */
    private static final int MOST_WORDS = 10;

    private MailDate() {}

    /** The time, or nothing when it is none. */
    static Optional<Instant> parse(String text) {
        List<String> words = words(text);
        int i = !words.isEmpty() && !Ascii.isDigit(words.get(0).charAt(0)) ? 1 : 0;
        if (words.size() < i + 4) {
            return Optional.empty();
        }
        long day = FieldText.number(words.get(i));
        String monthName = Ascii.lowerCase(words.get(i + 1));
        int month = monthName.length() == 3 ? MONTHS.indexOf(monthName) : -1;
        long year = FieldText.number(words.get(i + 2));
        int seconds = secondOfDay(words.get(i + 3));
        int zone = words.size() > i + 4 ? zone(words.get(i + 4)) : 0;
        if (day < 1 || day > 31 || month < 0 || month % 3 != 0 || year < 0 || year > 9999 || seconds < 0) {
            return Optional.empty();
        }
        // RFC 5322 §4.3: years of two digits.
        int fullYear = (int) (year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year);
        try {
            return Optional.of(LocalDateTime.of(fullYear, month / 3 + 1, (int) day, 0, 0)
                    .plusSeconds(seconds)
                    .toInstant(ZoneOffset.UTC)
                    .minusSeconds(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it says its zone; RFC 5322 §4.3 takes a name that is not known for no more than UTC. */
    static boolean hasZone(String text) {
        List<String> words = words(text);
        int at = !words.isEmpty() && !Ascii.isDigit(words.get(0).charAt(0)) ? 5 : 4;
        return words.size() > at && isZone(words.get(at));
    }

    private static boolean isZone(String text) {
        char sign = text.charAt(0);
        if (sign == '+' || sign == '-') {
            long digits = text.length() == 5 ? FieldText.number(text.substring(1)) : -1;
            // RFC 5322 §3.3: -0000 says that nobody knows.
            return digits >= 0 && digits % 100 < 60 && !text.equals("-0000");
        }
        return ZONES.contains(Ascii.lowerCase(text));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int comment = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            comment += c == '(' ? 1 : 0;
            if (comment > 0 || FieldText.isSpace(c) || c == ',') {
                if (word.length() > 0 && words.size() < MOST_WORDS) {
                    words.add(word.toString());
                }
                word.setLength(0);
            } else {
                word.append(c);
            }
            comment -= c == ')' && comment > 0 ? 1 : 0;
        }
        return words;
    }

    private static int secondOfDay(String text) {
        int first = text.indexOf(':');
        if (first < 0) {
            return -1;
        }
        int second = text.indexOf(':', first + 1);
        long hour = FieldText.number(text.substring(0, first));
        long minute = FieldText.number(text.substring(first + 1, second < 0 ? text.length() : second));
        long leap = second < 0 ? 0 : FieldText.number(text.substring(second + 1));
        boolean is = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && leap >= 0 && leap <= 60;
        return is ? (int) (hour * 3600 + minute * 60 + leap) : -1;
    }

    /** Seconds east of Greenwich; RFC 5322 §4.3: names that are not known are UTC. */
    private static int zone(String text) {
        char sign = text.charAt(0);
        if (sign == '+' || sign == '-') {
            long digits = text.length() == 5 ? FieldText.number(text.substring(1)) : -1;
            int seconds = digits < 0 ? 0 : (int) (digits / 100 * 3600 + digits % 100 * 60);
            return sign == '-' ? -seconds : seconds;
        }
        return switch (Ascii.lowerCase(text)) {
            case "edt" -> -4 * 3600;
            case "est", "cdt" -> -5 * 3600;
            case "cst", "mdt" -> -6 * 3600;
            case "mst", "pdt" -> -7 * 3600;
            case "pst" -> -8 * 3600;
            default -> 0;
        };
    }
}
