package org.signetmail.dkim.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

class KeyCacheTest {

    private static final TestKey ED25519 = TestKeys.ed25519();

    private static final int MAX_TAGS = 100;

    @Test
    @DisplayName("a key record is parsed once, errors included")
    void keyCache() {
        KeyCache cache = new KeyCache(new Crypto(null));
        for (int i = 0; i < 600; i++) {
            String text = "v=DKIM1; k=ed25519; n=" + i + "; p=" + ED25519.publicKeyData();
            assertThat(cache.parse(text, MAX_TAGS)).isPresent();
            assertThat(cache.parse(text, MAX_TAGS)).isSameAs(cache.parse(text, MAX_TAGS));
        }
        assertThat(cache.parse("v=DKIM1; p=" + "A".repeat(10_000), MAX_TAGS)).isPresent();
        assertThat(cache.parse("hello", MAX_TAGS)).isEmpty();
    }
}
