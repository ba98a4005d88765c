package org.signetmail.reports;

import org.signetmail.reports.mime.MailParts;

/** What octets are, by the first of them. Media types and file names are hints that nobody believes. */
enum Sniffed {
    EMPTY,
    GZIP,
    ZIP,
    XML,
    JSON,
    MAIL,
    UNSUPPORTED,
    OTHER;

    /** As far as white space in front is looked past. */
    static final int LOOK = 1024;

    static Sniffed of(byte[] octets, int length) {
        if (starts(octets, length, 0x1F, 0x8B)) {
            return GZIP;
        }
        if (starts(octets, length, 'P', 'K', 3, 4) || starts(octets, length, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (isOtherContainer(octets, length)) {
            return UNSUPPORTED;
        }
        int i = starts(octets, length, 0xEF, 0xBB, 0xBF)
                ? 3
                : starts(octets, length, 0xFF, 0xFE) || starts(octets, length, 0xFE, 0xFF) ? 2 : 0;
        // The zero octets of UTF-16 are white space here.
        while (i < length && (octets[i] == 0 || FieldText.isSpace((char) octets[i]))) {
            i++;
        }
        if (i == length) {
            return length == LOOK ? OTHER : EMPTY;
        }
        return switch (octets[i]) {
            case '<' -> XML;
            case '{', '[' -> JSON;
            default -> MailParts.looksLikeMail(octets, length) ? MAIL : OTHER;
        };
    }

    private static boolean isOtherContainer(byte[] octets, int length) {
        return (starts(octets, length, 'B', 'Z', 'h') && length > 4 && octets[4] == '1')
                || starts(octets, length, 0xFD, '7', 'z', 'X', 'Z')
                || starts(octets, length, '7', 'z', 0xBC, 0xAF)
                || starts(octets, length, 0x28, 0xB5, 0x2F, 0xFD)
                || starts(octets, length, 0x1F, 0x9D)
                || starts(octets, length, 'R', 'a', 'r', '!');
    }

    private static boolean starts(byte[] octets, int length, int... first) {
        for (int i = 0; i < first.length; i++) {
            if (i >= length || (octets[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
