package org.signetmail.core;

/**
 * What to do with CR and LF octets that stand alone when a message is <em>read</em>, for whatever purpose. What a signer
 * does with those that are still there when it signs is {@code org.signetmail.dkim.LineEndPolicy}: the same two words, and
 * one for refusing.
 *
 * <p>Immutable and thread-safe.
 */
public enum LineEnds {
    /** Keep every octet: for mail as it came over the network. A lone CR or LF ends no line (RFC 5322 §2.3). */
    AS_IS,
    /** Make every lone CR or LF a CRLF: for files that keep mail with the line ends of the system. */
    NORMALIZE;

    /**
     * Applies this choice.
     *
     * @param octets a message
     * @return the same array when there is nothing to change, else a new one
     */
    byte[] apply(byte[] octets) {
        if (this == AS_IS) {
            return octets;
        }
        int lone = 0;
        for (int i = 0; i < octets.length; i++) {
            if (isLone(octets, i)) {
                lone++;
            }
        }
        if (lone == 0) {
            return octets;
        }
        byte[] result = new byte[Math.addExact(octets.length, lone)];
        int to = 0;
        for (int i = 0; i < octets.length; i++) {
            if (isLone(octets, i)) {
                result[to++] = '\r';
                result[to++] = '\n';
            } else {
                result[to++] = octets[i];
            }
        }
        return result;
    }

    private static boolean isLone(byte[] octets, int i) {
        if (octets[i] == '\n') {
            return i == 0 || octets[i - 1] != '\r';
        }
        return octets[i] == '\r' && (i + 1 == octets.length || octets[i + 1] != '\n');
    }
}
