package org.signetmail.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight at once against one at a time. */
class EightOctetsTest {

    @Test
    void squeezesEverySetOfDroppedOctets() {
        byte[] octets = {1, (byte) 0x82, 3, (byte) 0xFF, 5, 0x7F, 7, 8};
        for (int set = 0; set < 256; set++) {
            byte[] expected = new byte[8];
            long dropped = 0;
            int length = 0;
            for (int i = 0; i < 8; i++) {
                if (((set >> i) & 1) != 0) {
                    dropped |= 0x80L << (8 * i);
                } else {
                    expected[length++] = octets[i];
                }
            }
            assertThat(EightOctets.squeeze(of(octets), dropped))
                    .as("set %x", set)
                    .isEqualTo(of(expected));
        }
    }

    @Test
    void findsAndReplacesTheOctetsThatAreEqual() {
        Random random = new Random(1);
        byte[] pool = {0, 1, '\t', '\n', ' ', 0x7F, (byte) 0x80, (byte) 0x81, (byte) 0x89, (byte) 0xFF};
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[8];
            for (int i = 0; i < 8; i++) {
                octets[i] = pool[random.nextInt(pool.length)];
            }
            byte[] spaced = octets.clone();
            long tabs = 0;
            for (int i = 0; i < 8; i++) {
                if (octets[i] == '\t') {
                    tabs |= 0x80L << (8 * i);
                    spaced[i] = ' ';
                }
            }
            long found = EightOctets.zeros(of(octets) ^ EightOctets.all('\t'));
            assertThat(found).as("%s", Arrays.toString(octets)).isEqualTo(tabs);
            assertThat(EightOctets.anyZero(of(octets) ^ EightOctets.all('\t')) != 0)
                    .as("%s", Arrays.toString(octets))
                    .isEqualTo(tabs != 0);
            if (tabs != 0) {
                assertThat(Long.numberOfTrailingZeros(EightOctets.anyZero(of(octets) ^ EightOctets.all('\t'))))
                        .as("the first of %s", Arrays.toString(octets))
                        .isEqualTo(Long.numberOfTrailingZeros(tabs));
            }
            assertThat(EightOctets.clear(of(octets), found) | EightOctets.spaces(found))
                    .isEqualTo(of(spaced));
        }
    }

    @Test
    void clearsAllBitsAndPutsBack() {
        byte[] octets = {-1, -1, -1, -1, -1, -1, -1, -1};
        for (int i = 0; i < 8; i++) {
            byte[] expected = octets.clone();
            expected[i] = 0;
            assertThat(EightOctets.clear(of(octets), 0x80L << (8 * i))).isEqualTo(of(expected));
            byte[] buffer = new byte[10];
            EightOctets.put(buffer, 1, of(expected));
            assertThat(Arrays.copyOfRange(buffer, 1, 9)).isEqualTo(expected);
            assertThat(buffer[0] + buffer[9]).isZero();
        }
    }

    @Test
    void beforeLooksIntoTheNextEight() {
        long first = EightOctets.zeros(of(new byte[] {1, 0, 1, 1, 1, 1, 1, 1}));
        long next = EightOctets.zeros(of(new byte[] {0, 0, 1, 1, 1, 1, 1, 1}));
        assertThat(EightOctets.before(first, next))
                .isEqualTo(EightOctets.zeros(of(new byte[] {0, 1, 1, 1, 1, 1, 1, 0})));
    }

    private static long of(byte[] octets) {
        return EightOctets.get(octets, 0);
    }
}
