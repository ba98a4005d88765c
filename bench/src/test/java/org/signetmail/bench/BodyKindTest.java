package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of different runs can be compared. */
class BodyKindTest {

    @ParameterizedTest
    @DisplayName("The same octets in every run, on every JDK")
    @CsvSource(delimiter = '|', textBlock = """
            PROSE        | 2  | 0e136aa2ef0ee51c1f4af76cb1adb08e17bed78f5e118ce5b983c9ffa276fc5f
            PROSE        | 50 | 4e0dd3dbce83e4af30821720fbd01b2f9d7153d7546e4d4f2beeb3585ca90e17
            BASE64       | 2  | 7344a80988cbce689788fbe96be8a93016d9329c27efd8c26466b7d57ee8f737
            BASE64       | 50 | e3d61b860ea67ad6dc276f42048b9bf8a7ef9b39bd5169e2e956be7ee7bded2e
            PATHOLOGICAL | 2  | 1b89ae9dd1feea6aac7b0c931dd7c16c215b95652b4d013938e12f2040a39c88
            PATHOLOGICAL | 50 | a3e5ba8cd06b149436cba2380ae7f6581265682e61a2b0941c13925f8ae4e9a3
            """)
    void octets(BodyKind kind, int kilobytes, String sha256) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(kind.body(kilobytes * Mail.KB));
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
    }
}
