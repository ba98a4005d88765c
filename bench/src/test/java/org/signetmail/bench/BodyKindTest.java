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
            WRITTEN      | 2  | 12691c92f55ebf9b7f4463ea1949cc20bffbae2fbf916f90d8b82cef63e8ee8c
            WRITTEN      | 50 | 7359cf37ca08c503e94e1b77a30eaf741226ea56aedf4913d1ea3f10516cfb22
            HTML         | 2  | 85ed7c2e7ab9e79084fd0d1c7a357bf1294c7715556da0a7589ff128fcd0e232
            HTML         | 50 | 5e8dd59c610836f4b04e0ddb1a9a83d04428e4e2b67ad47b2d6ec99bfceddf4c
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
