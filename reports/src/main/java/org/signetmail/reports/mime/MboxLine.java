package org.signetmail.reports.mime;

/** The line that begins a message in an mbox file (RFC 4155 App. A): {@code From }, an address, a time. */
public final class MboxLine {

    private static final String FROM = "From ";
    private static final String WEEKDAYS = "Sun Mon Tue Wed Thu Fri Sat ";

    private MboxLine() {}

    /**
     * Whether a message begins at a line.
     *
     * <p>Behind an empty line, a time of day says so. Judgement, for files that were put together by hand, in which a report would be
     * lost else: without the empty line it is so with a weekday in front of the time, and without a time with nothing but an address;
     * both before a line like a header field, which prose that begins with the same word hardly has.
     *
     * @param octets of the file
     * @param line where the line begins
     * @param end how far the octets go: to the end of the line that follows, if it is to be looked at
     * @param afterEmpty whether the line before is empty
     * @return true then
     */
    public static boolean begins(byte[] octets, int line, int end, boolean afterEmpty) {
        for (int i = 0; i < FROM.length(); i++) {
            if (line + i >= end || octets[line + i] != FROM.charAt(i)) {
                return false;
            }
        }
        int next = line;
        while (next < end && octets[next] != '\n') {
            next++;
        }
        int time = timeOfDay(octets, line + FROM.length(), next);
        if (time >= 0 && afterEmpty) {
            return true;
        }
        boolean usual = time >= 0
                ? hasWeekday(octets, line + FROM.length(), time)
                : afterEmpty && isAddress(octets, line + FROM.length(), next);
        return usual && isField(octets, next + 1, end);
    }

    private static int timeOfDay(byte[] octets, int from, int to) {
        for (int i = from; i + 4 < to; i++) {
            if (octets[i + 2] == ':' && isDigit(octets[i]) && isDigit(octets[i + 1]) && isDigit(octets[i + 3])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasWeekday(byte[] octets, int from, int to) {
        for (int i = from; i + 3 < to; i++) {
            if (octets[i - 1] == ' '
                    && octets[i + 3] == ' '
                    && WEEKDAYS.indexOf("" + (char) octets[i] + (char) octets[i + 1] + (char) octets[i + 2] + ' ') % 4
                            == 0) {
                return true;
            }
        }
        return false;
    }

    /** One word with an at sign in it, or the name of a mailer. */
    private static boolean isAddress(byte[] octets, int from, int to) {
        boolean at = false;
        int i = from;
        while (i < to && octets[i] > ' ') {
            at |= octets[i] == '@' || octets[i] == '-';
            i++;
        }
        while (i < to && (octets[i] == ' ' || octets[i] == '\r')) {
            i++;
        }
        return at && i == to;
    }

    private static boolean isField(byte[] octets, int from, int end) {
        int i = from;
        while (i < end && octets[i] > ' ' && octets[i] < 0x7F && octets[i] != ':') {
            i++;
        }
        return i > from && i < end && octets[i] == ':';
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
