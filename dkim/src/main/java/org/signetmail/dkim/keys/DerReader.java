package org.signetmail.dkim.keys;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads DER elements one after the other (X.690 §8.1): as much of ASN.1 as a public key needs, without recursion. */
final class DerReader {

    private final byte[] octets;
    private int position;

    DerReader(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Reads one element.
     *
     * @param tag the identifier octet that it must have
     * @return its contents; null when the next element is another one or not whole, and nothing is read then
     */
    byte @Nullable [] next(int tag) {
        int i = position;
        if (i + 2 > octets.length || (octets[i] & 0xFF) != tag) {
            return null;
        }
        int length = octets[i + 1] & 0xFF;
        i += 2;
        if (length > 0x7F) {
            int lengthOctets = length & 0x7F;
            // X.690 §10.1: definite and minimal. Two octets of length are enough for every key record there can be.
            if (lengthOctets < 1 || lengthOctets > 2 || lengthOctets > octets.length - i) {
                return null;
            }
            length = octets[i] & 0xFF;
            if (lengthOctets == 2) {
                length = length << 8 | (octets[i + 1] & 0xFF);
            }
            if (length < (lengthOctets == 1 ? 0x80 : 0x100)) {
                return null;
            }
            i += lengthOctets;
        }
        if (length > octets.length - i) {
            return null;
        }
        position = i + length;
        return Arrays.copyOfRange(octets, i, position);
    }

    boolean atEnd() {
        return position == octets.length;
    }
}
