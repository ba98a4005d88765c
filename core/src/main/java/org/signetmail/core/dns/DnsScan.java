package org.signetmail.core.dns;

import org.xbill.DNS.Type;

/**
 * Goes through a message before dnsjava does, and takes out of its way what would cost more than it is worth: chains of
 * compression pointers, of which 64 KiB hold enough to keep a thread busy for a good part of a second, and the data of
 * records of types that nobody asks for, as each type has a parser of its own. Of additional records nothing is asked for but
 * the rest of the RCODE.
 */
final class DnsScan {

    /**
     * The most pointers in a name. Whoever compresses names has a pointer behind a label, so there are no more of them than a
     * name has labels (RFC 1035 §2.3.4, §4.1.4), and one.
     */
    static final int MAX_POINTERS = 128;

    /** RFC 1035 §2.3.4. */
    private static final int MAX_NAME = 255;

    private static final int HEADER = 12;
    private static final int POINTER = 0xC0;

    /** Where the header has the number of additional records. */
    private static final int ADDITIONAL = 10;

    /** TYPE, CLASS, TTL and RDLENGTH. */
    private static final int RECORD_TAIL = 10;

    /** RFC 6895 §3.1 reserves it, so dnsjava takes the data for mere octets. As a name it is the root. */
    private static final int NO_TYPE = 0;

    private final byte[] message;
    private int at = HEADER;
    private boolean sound = true;
    private boolean extended;

    private DnsScan(byte[] message) {
        this.message = message;
    }

    /**
     * Looks at all names that dnsjava will read, and changes the types of records that matter to nobody.
     *
     * @param message the message, which is changed; at least a header
     * @return false when it is not worth reading: it ends too early, or a name is too long or has too many pointers
     */
    static boolean isWorthReading(byte[] message) {
        return new DnsScan(message).scan();
    }

    private boolean scan() {
        for (int left = unsigned(4); left > 0 && sound; left--) {
            name();
            skip(4);
        }
        for (int section = 6; section < HEADER; section += 2) {
            for (int left = unsigned(section); left > 0 && sound; left--) {
                record();
            }
        }
        if (sound && !extended) {
            message[ADDITIONAL] = 0;
            message[ADDITIONAL + 1] = 0;
        }
        return sound;
    }

    private void record() {
        name();
        int tail = at;
        skip(RECORD_TAIL);
        if (!sound) {
            return;
        }
        int type = unsigned(tail);
        int end = at + unsigned(tail + 8);
        switch (type) {
            case Type.A, Type.AAAA, Type.TXT -> {}
            // RFC 6891 §6.1.3: the upper bits of the RCODE are where others have the TTL.
            case Type.OPT -> extended |= message[tail + 4] != 0;
            case Type.CNAME, Type.PTR, Type.NS -> name();
            case Type.MX -> {
                skip(2);
                name();
            }
            case Type.SOA -> {
                name();
                name();
            }
            default -> {
                message[tail] = NO_TYPE;
                message[tail + 1] = NO_TYPE;
            }
        }
        at = end;
        sound &= end <= message.length;
    }

    private void skip(int octets) {
        at += octets;
        sound &= at <= message.length;
    }

    /** Goes behind a name. */
    private void name() {
        int pointers = 0;
        int octets = 0;
        int behind = -1;
        while (sound) {
            int length = at < message.length ? message[at] & 0xFF : POINTER - 1;
            if (length < POINTER) {
                octets += 1 + length;
                at += 1 + length;
                sound = length <= 63 && octets <= MAX_NAME && at <= message.length;
                if (length == 0) {
                    break;
                }
            } else {
                int target = at + 1 < message.length ? unsigned(at) & 0x3FFF : at;
                behind = behind < 0 ? at + 2 : behind;
                // RFC 1035 §4.1.4: to a prior occurrence.
                sound = target < at && ++pointers <= MAX_POINTERS;
                at = target;
            }
        }
        at = behind < 0 ? at : behind;
    }

    private int unsigned(int index) {
        return (message[index] & 0xFF) << 8 | (message[index + 1] & 0xFF);
    }
}
