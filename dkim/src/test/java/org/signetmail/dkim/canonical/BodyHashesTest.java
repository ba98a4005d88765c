package org.signetmail.dkim.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;

/** What is known of a body after one pass. */
class BodyHashesTest {

    private static final Crypto CRYPTO = new Crypto(null);

    private static byte[] octets(String escaped) {
        return escaped.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}, l={1}")
    @DisplayName("RFC 6376 §3.5 l=: how many octets there are, and how many lines end behind those that are hashed")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a\\r\\nb\\r\\n      | 6 | 6 | 0 | true
            a\\r\\nb\\r\\n      | 5 | 6 | 1 | true
            a\\r\\nb\\r\\n      | 3 | 6 | 1 | true
            a\\r\\nb\\r\\n      | 2 | 6 | 2 | true
            a\\r\\nb\\r\\n      | 0 | 6 | 2 | true
            a\\r\\nb            | 3 | 6 | 1 | false
            a\\r\\nb\\r         | 3 | 7 | 1 | false
            a\\n                | 2 | 4 | 1 | false
            ``                  | 0 | 2 | 1 | false
            ``                  | 2 | 2 | 0 | false
            \\r\\n              | 2 | 2 | 0 | true
            """)
    void facts(String escaped, int length, int total, int lines, boolean lineEnd) {
        byte[] body = octets(escaped);
        for (int split = 0; split <= body.length; split++) {
            BodyHashes hashes = new BodyHashes();
            BodyHash hash = hashes.add(Form.SIMPLE, Hash.SHA256, OptionalLong.of(length), CRYPTO);
            hashes.update(body, 0, split);
            hashes.update(body, split, body.length - split);
            hashes.finish();
            assertThat(hash.total()).isEqualTo(total);
            assertThat(hash.unhashedLines()).isEqualTo(lines);
            assertThat(hashes.endsWithLineEnd()).isEqualTo(lineEnd);
        }
    }

    @Test
    @DisplayName("a hash of the same is shared, and of nothing else")
    void shared() {
        BodyHashes hashes = new BodyHashes();
        OptionalLong all = OptionalLong.empty();
        BodyHash first = hashes.add(Form.RELAXED, Hash.SHA256, all, CRYPTO);
        assertThat(hashes.add(Form.RELAXED, Hash.SHA256, all, new Crypto(null))).isSameAs(first);
        assertThat(hashes.add(Form.SIMPLE, Hash.SHA256, all, CRYPTO)).isNotSameAs(first);
        assertThat(hashes.add(Form.RELAXED, Hash.SHA1, all, CRYPTO)).isNotSameAs(first);
        assertThat(hashes.add(Form.RELAXED, Hash.SHA256, OptionalLong.of(5), CRYPTO))
                .isNotSameAs(first);
        Crypto named = new Crypto(CRYPTO.digest(Hash.SHA256).getProvider());
        assertThat(hashes.add(Form.RELAXED, Hash.SHA256, all, named)).isNotSameAs(first);
        assertThat(hashes.add(Form.RELAXED, Hash.SHA256, OptionalLong.of(Long.MAX_VALUE), CRYPTO))
                .isSameAs(first);
        assertThat(Form.SIMPLE.other()).isEqualTo(Form.RELAXED);
        assertThat(Form.RELAXED.other()).isEqualTo(Form.SIMPLE);
    }

    @ParameterizedTest
    @CsvSource({"32767", "32768", "32769", "65536", "100000"})
    @DisplayName("a piece that is longer than a slice is hashed whole, by every hash")
    void longPieces(int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        body[length - 1] = 'x';
        BodyHashes hashes = new BodyHashes();
        BodyHash simple = hashes.add(Form.SIMPLE, Hash.SHA256, OptionalLong.empty(), CRYPTO);
        BodyHash short1 = hashes.add(Form.SIMPLE, Hash.SHA1, OptionalLong.of(length - 1), CRYPTO);
        hashes.update(body, 0, length);
        hashes.finish();
        byte[] canonical = Arrays.copyOf(body, length + 2);
        canonical[length] = '\r';
        canonical[length + 1] = '\n';
        assertThat(simple.hash()).isEqualTo(CRYPTO.digest(Hash.SHA256).digest(canonical));
        assertThat(short1.hash()).isEqualTo(CRYPTO.digest(Hash.SHA1).digest(Arrays.copyOf(body, length - 1)));
    }

    @Test
    @DisplayName("short ranges go on together, long ones as they are, all in their order")
    void ranges() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] octets = new byte[3000];
            random.nextBytes(octets);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean[] sameBuffer = {false};
            ShortRanges ranges = new ShortRanges((buffer, offset, length) -> {
                out.write(buffer, offset, length);
                sameBuffer[0] |= buffer == octets;
            });
            int at = 0;
            boolean hasLong = false;
            while (at < octets.length) {
                int length = Math.min(octets.length - at, random.nextInt(random.nextBoolean() ? 20 : 200));
                hasLong |= length > 128;
                ranges.accept(octets, at, length);
                at += length;
            }
            ranges.flush();
            assertThat(out.toByteArray()).isEqualTo(octets);
            assertThat(sameBuffer[0]).isEqualTo(hasLong);
        }
    }
}
