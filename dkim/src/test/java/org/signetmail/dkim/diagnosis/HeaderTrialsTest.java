package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;
import org.signetmail.dkim.keys.PublicKeys;
import org.signetmail.dkim.keys.VerificationKey;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Candidates for what was signed: what they hash to, how they are counted, and when there are too many. */
class HeaderTrialsTest {

    private static final TestKey KEY = TestKeys.rsa1024();
    private static final Crypto CRYPTO = new Crypto(null);

    /** A digest of a provider that does not let it be copied. */
    private static final class NoCopies extends MessageDigest {
        private final MessageDigest digest = CRYPTO.digest(Hash.SHA256);

        NoCopies() {
            super("SHA-256");
        }

        @Override
        protected void engineUpdate(byte input) {
            digest.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            digest.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            return digest.digest();
        }

        @Override
        protected void engineReset() {
            digest.reset();
        }
    }

    private static MessageDigest digest(boolean copies) {
        return copies ? CRYPTO.digest(Hash.SHA256) : new NoCopies();
    }

    private static byte[] octets(List<byte[]> parts) {
        int length = parts.stream().mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static SignedHash signed(byte[] header) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KEY.privateKey());
        signature.update(header);
        VerificationKey key = PublicKeys.verificationKey(KEY.publicKey());
        SignedHash wanted = SignedHash.of(key, Hash.SHA256, signature.sign());
        assertThat(wanted).isNotNull();
        return wanted;
    }

    private static List<byte[]> parts(int... lengths) {
        Random random = new Random(lengths.length);
        List<byte[]> parts = new ArrayList<>();
        for (int length : lengths) {
            byte[] part = new byte[length];
            random.nextBytes(part);
            parts.add(part);
        }
        return parts;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("a candidate has the hash of its octets, and costs those from the first that is changed on")
    void hashes(boolean copies) throws Exception {
        List<byte[]> parts = parts(10, 20, 30, 40);
        List<byte[]> changed = new ArrayList<>(parts);
        changed.set(2, new byte[7]);
        HeaderTrials trials = new HeaderTrials(signed(octets(changed)), digest(copies), parts);
        long octets = 0;
        int count = 0;
        for (int place = 0; place < 4; place++) {
            List<byte[]> candidate = new ArrayList<>(parts);
            candidate.set(place, new byte[7]);
            assertThat(trials.hash(candidate))
                    .isEqualTo(CRYPTO.digest(Hash.SHA256).digest(octets(candidate)));
            assertThat(trials.fits(candidate)).isEqualTo(place == 2);
            int cost = 0;
            for (int i = copies ? place : 0; i < 4; i++) {
                cost += candidate.get(i).length;
            }
            octets += 2L * cost;
            count += 2;
            assertThat(trials.octets()).isEqualTo(octets);
            assertThat(trials.candidates()).isEqualTo(count);
        }
        assertThat(trials.fits(parts)).isFalse();
        assertThat(trials.octets()).as("the last part is always hashed").isEqualTo(octets + (copies ? 40 : 100));
        List<byte[]> shorter = parts.subList(0, 2);
        assertThat(trials.hash(shorter)).isEqualTo(CRYPTO.digest(Hash.SHA256).digest(octets(shorter)));
        List<byte[]> longer = new ArrayList<>(parts);
        longer.addAll(parts);
        assertThat(trials.hash(longer)).isEqualTo(CRYPTO.digest(Hash.SHA256).digest(octets(longer)));
        trials.charge(1000);
        assertThat(trials.octets()).isGreaterThan(1000);
        assertThat(trials.isExhausted()).isFalse();
    }

    @Test
    @DisplayName("500 candidates are tried, and no more")
    void manyCandidates() throws Exception {
        List<byte[]> parts = parts(1, 1);
        HeaderTrials trials = new HeaderTrials(signed(octets(parts)), digest(true), parts);
        for (int i = 0; i < 500; i++) {
            assertThat(trials.isExhausted()).isFalse();
            assertThat(trials.fits(parts)).isTrue();
        }
        assertThat(trials.isExhausted()).isTrue();
        assertThat(trials.fits(parts)).isFalse();
        assertThat(trials.candidates()).isEqualTo(500);
    }

    @Test
    @DisplayName("16 MiB of candidates are hashed, and no more; nor is anything behind the first that is too large")
    void largeCandidates() throws Exception {
        List<byte[]> parts = parts(1 << 20, 1);
        HeaderTrials trials = new HeaderTrials(signed(octets(parts)), digest(false), parts);
        trials.charge((15L << 20) - 1);
        assertThat(trials.isExhausted()).isFalse();
        assertThat(trials.fits(parts)).as("16 MiB").isTrue();
        assertThat(trials.isExhausted()).isTrue();
        HeaderTrials more = new HeaderTrials(signed(octets(parts)), digest(false), parts);
        more.charge(15L << 20);
        assertThat(more.fits(parts)).as("one octet more").isFalse();
        assertThat(more.isExhausted()).isTrue();
        assertThat(more.fits(List.of(new byte[1]))).isFalse();
        assertThat(more.candidates()).isZero();
        HeaderTrials charged = new HeaderTrials(signed(octets(parts)), digest(true), parts);
        charged.charge(16L << 20);
        assertThat(charged.isExhausted()).isTrue();
    }

    @Test
    @DisplayName("RFC 8017 §9.2: the hash in a signature, whichever it is, and bare ones too")
    void signedHashes() throws Exception {
        VerificationKey key = PublicKeys.verificationKey(KEY.publicKey());
        byte[] data = {1, 2, 3};
        for (Hash hash : Hash.values()) {
            Signature signature = Signature.getInstance(hash == Hash.SHA1 ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(KEY.privateKey());
            signature.update(data);
            SignedHash wanted = SignedHash.of(key, Hash.SHA256, signature.sign());
            assertThat(wanted).isNotNull();
            assertThat(wanted.hash()).isEqualTo(hash);
            assertThat(wanted.isBare()).isFalse();
            assertThat(wanted.is(CRYPTO.digest(hash).digest(data))).isTrue();
            assertThat(wanted.is(CRYPTO.digest(hash).digest(new byte[1]))).isFalse();
            Signature none = Signature.getInstance("NONEwithRSA");
            none.initSign(KEY.privateKey());
            none.update(CRYPTO.digest(hash).digest(data));
            SignedHash bare = SignedHash.of(key, Hash.SHA256, none.sign());
            assertThat(bare).isNotNull();
            assertThat(bare.hash()).isEqualTo(hash);
            assertThat(bare.isBare()).isTrue();
            none.update(Arrays.copyOf(data, 10));
            assertThat(SignedHash.of(key, hash, none.sign())).isNull();
            none.update(new byte[40]);
            assertThat(SignedHash.of(key, hash, none.sign())).isNull();
        }
        assertThat(SignedHash.of(key, Hash.SHA256, new byte[128])).isNull();
    }

    @Test
    @DisplayName("a footer is found by its signed part, or not at all where a digest cannot be copied")
    void footers() {
        byte[] body = "a\r\nb\r\nfooter\tof  many words\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] wanted = CRYPTO.digest(Hash.SHA256).digest(Arrays.copyOf(body, 6));
        for (int split = 0; split <= body.length; split++) {
            FooterProbe probe = new FooterProbe(digest(true), wanted, "");
            probe.accept(body, 0, split);
            probe.accept(body, split, body.length - split);
            assertThat(probe.found())
                    .isEqualTo("the first 6 octets are those signed; what follows begins \"footer of many words \"");
        }
        FooterProbe whole =
                new FooterProbe(digest(true), CRYPTO.digest(Hash.SHA256).digest(body), "");
        whole.accept(body, 0, body.length);
        assertThat(whole.found()).as("nothing was added").isNull();
        FooterProbe none = new FooterProbe(new NoCopies(), wanted, "");
        none.accept(body, 0, body.length);
        assertThat(none.found()).isNull();
        FooterProbe other = new FooterProbe(digest(true), new byte[32], "b");
        other.accept(body, 0, body.length);
        assertThat(other.found()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b--\r\n", "\r\n--b--\r\n"})
    @DisplayName("RFC 2046 §5.1.1: a part that was added stands before the closing line, whose octets were signed")
    void parts(String closing) {
        byte[] signed = ("--b\r\n\r\na\r\n" + closing).getBytes(StandardCharsets.US_ASCII);
        byte[] received = "--b\r\n\r\na\r\n\r\n--b\r\n\r\nfooter\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);
        FooterProbe probe =
                new FooterProbe(digest(true), CRYPTO.digest(Hash.SHA256).digest(signed), "b");
        probe.accept(received, 0, received.length);
        assertThat(probe.found())
                .startsWith(
                        "the first 10 octets and the closing line of the multipart are those signed; what follows begins");
    }

    @Test
    @DisplayName("a footer is looked for behind the first 20,000 lines, and 60 characters of it are shown")
    void farFooters() {
        for (int lines : new int[] {20_000, 20_001}) {
            byte[] body = ("\n".repeat(lines) + "x".repeat(100)).getBytes(StandardCharsets.US_ASCII);
            FooterProbe probe =
                    new FooterProbe(digest(true), CRYPTO.digest(Hash.SHA256).digest(Arrays.copyOf(body, lines)), "");
            probe.accept(body, 0, body.length);
            assertThat(probe.found())
                    .isEqualTo(
                            lines > 20_000
                                    ? null
                                    : "the first 20000 octets are those signed; what follows begins \"" + "x".repeat(60)
                                            + "\"");
        }
    }
}
