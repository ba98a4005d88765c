package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Undoes base64 (RFC 2045 §6.8); what is no base64 is left out. */
final class Base64Decoding implements BodyFilter {

    private final OctetSink out;
    private final byte[] octets = new byte[3];
    private int bits;
    private int characters;
    private boolean ended;

    Base64Decoding(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            int value = value(buffer[i]);
            ended |= buffer[i] == '=';
            if (value >= 0 && !ended) {
                bits = (bits << 6) | value;
                if (++characters == 4) {
                    write(3);
                }
            }
        }
    }

    private void write(int count) {
        int aligned = bits << (6 * (4 - characters));
        octets[0] = (byte) (aligned >> 16);
        octets[1] = (byte) (aligned >> 8);
        octets[2] = (byte) aligned;
        out.accept(octets, 0, count);
        bits = 0;
        characters = 0;
    }

    static int value(byte octet) {
        if (octet >= 'A' && octet <= 'Z') {
            return octet - 'A';
        }
        if (octet >= 'a' && octet <= 'z') {
            return octet - 'a' + 26;
        }
        if (octet >= '0' && octet <= '9') {
            return octet - '0' + 52;
        }
        return octet == '+' ? 62 : octet == '/' ? 63 : -1;
    }

    @Override
    public void finish() {
        if (characters > 1) {
            write(characters - 1);
        }
    }
}
