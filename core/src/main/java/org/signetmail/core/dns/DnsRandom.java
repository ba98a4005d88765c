package org.signetmail.core.dns;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Numbers that nobody can guess, drawn in bulk: to call {@link SecureRandom} for each would cost more than the rest of a
 * question.
 *
 * <p>Lives on the transport's thread.
 */
final class DnsRandom {

    private static final int BULK = 1024;
    private static final int RANGE = 1 << 16;

    private final SecureRandom source = new SecureRandom();
    private final ByteBuffer drawn = ByteBuffer.allocate(BULK).limit(0);

    /**
     * A number below a bound, each with the same chance.
     *
     * @param bound 1 to 65,536
     */
    int below(int bound) {
        // The last numbers of the range are drawn again where they would favour some.
        int fair = RANGE - RANGE % bound;
        int number;
        do {
            if (drawn.remaining() < Short.BYTES) {
                source.nextBytes(drawn.array());
                drawn.clear();
            }
            number = Short.toUnsignedInt(drawn.getShort());
        } while (number >= fair);
        return number % bound;
    }
}
