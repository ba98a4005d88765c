package org.signetmail.dkim.keys;

import org.jspecify.annotations.Nullable;

/** The names of ASN.1 that key files use: identifier octets, and object identifiers as X.690 §8.19 encodes them. */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;

    /** RFC 8017 §C. */
    static final String RSA = "1.2.840.113549.1.1.1";

    /** RFC 8410 §3. */
    static final String ED25519 = "1.3.101.112";

    private Der() {}

    /**
     * Writes an object identifier as it is spoken of.
     *
     * @param contents of the element
     * @return numbers with dots; "an unreadable object identifier" when the octets are none
     */
    static String oid(byte[] contents) {
        if (contents.length == 0 || contents.length > 40 || contents[contents.length - 1] < 0) {
            return "an unreadable object identifier";
        }
        StringBuilder text = new StringBuilder();
        long value = 0;
        for (byte octet : contents) {
            if (value >> 48 != 0) {
                return "an unreadable object identifier";
            }
            value = value << 7 | (octet & 0x7F);
            if (octet >= 0) {
                if (text.isEmpty()) {
                    long first = Math.min(value / 40, 2);
                    text.append(first).append('.').append(value - 40 * first);
                } else {
                    text.append('.').append(value);
                }
                value = 0;
            }
        }
        return text.toString();
    }

    /**
     * How many octets the element at the start says to have, its header included: to tell what is cut off.
     *
     * @param octets begin with an identifier octet
     * @return -1 when that cannot be told
     */
    static long announced(byte[] octets) {
        if (octets.length < 2) {
            return -1;
        }
        int first = octets[1] & 0xFF;
        if (first < 0x80) {
            return 2L + first;
        }
        int lengthOctets = first & 0x7F;
        if (lengthOctets < 1 || lengthOctets > 3 || octets.length < 2 + lengthOctets) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < lengthOctets; i++) {
            length = length << 8 | (octets[2 + i] & 0xFF);
        }
        return 2 + lengthOctets + length;
    }

    /** The contents of the next element, which must be there. */
    static byte[] require(DerReader reader, int tag, String what) {
        byte @Nullable [] contents = reader.next(tag);
        if (contents == null) {
            throw new IllegalArgumentException(what + " is missing or damaged");
        }
        return contents;
    }
}
