package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.signetmail.core.OctetSink;

/** All hashes of one body, in one pass: a canonicalization is done once, and a hash of the same octets taken once. */
final class BodyHashes {

    /** The octets after which the next hash gets its turn, so that they are still near the processor for it. */
    private static final int SLICE = 32 << 10;

    private record Kind(Canonicalization canonicalization, String digest, OptionalLong length, Crypto crypto) {}

    private final Map<Kind, BodyHash> hashes = new HashMap<>();
    private final Map<Canonicalization, Pass> passes = new EnumMap<>(Canonicalization.class);

    /**
     * Adds a hash, before the body comes.
     *
     * @param canonicalization of the body
     * @param algorithm names the hash
     * @param length how many octets of the canonical body to hash; all when empty
     * @param crypto computes it
     * @return the hash, perhaps shared with another signature
     */
    BodyHash add(Canonicalization canonicalization, DkimAlgorithm algorithm, OptionalLong length, Crypto crypto) {
        return hashes.computeIfAbsent(new Kind(canonicalization, algorithm.digestName(), length, crypto), kind -> {
            BodyHash hash = new BodyHash(crypto.digest(algorithm), length);
            passes.computeIfAbsent(canonicalization, Pass::new).hashes.add(hash);
            return hash;
        });
    }

    void update(byte[] buffer, int offset, int length) {
        int from = offset;
        for (int left = length; left > 0; left -= SLICE) {
            int to = from + Math.min(left, SLICE);
            for (Pass pass : passes.values()) {
                pass.canonicalizer.update(buffer, from, to);
            }
            from = to;
        }
    }

    void finish() {
        passes.values().forEach(Pass::finish);
    }

    /** One canonicalization of the body and the hashes of its result. */
    private static final class Pass implements OctetSink {
        private final List<BodyHash> hashes = new ArrayList<>(1);
        private final ShortRanges ranges = new ShortRanges(this);
        private final BodyCanonicalizer canonicalizer;

        private Pass(Canonicalization canonicalization) {
            this.canonicalizer = BodyCanonicalizer.of(canonicalization, ranges);
        }

        @Override
        public void accept(byte[] buffer, int offset, int length) {
            for (BodyHash hash : hashes) {
                hash.accept(buffer, offset, length);
            }
        }

        private void finish() {
            canonicalizer.finish();
            ranges.flush();
            hashes.forEach(BodyHash::finish);
        }
    }
}
