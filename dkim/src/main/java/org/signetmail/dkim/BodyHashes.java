package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.signetmail.core.OctetSink;

/** All hashes of one body, in one pass: a canonicalization is done once, and a hash of the same octets taken once. */
final class BodyHashes {

    /** The octets after which the next hash gets its turn, so that they are still near the processor for it. */
    private static final int SLICE = 32 << 10;

    private final List<Pass> passes = new ArrayList<>(1);

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
        return pass(canonicalization).hash(algorithm, length, crypto);
    }

    private Pass pass(Canonicalization canonicalization) {
        for (Pass pass : passes) {
            if (pass.canonicalization == canonicalization) {
                return pass;
            }
        }
        Pass pass = new Pass(canonicalization);
        passes.add(pass);
        return pass;
    }

    void update(byte[] buffer, int offset, int length) {
        int from = offset;
        for (int left = length; left > 0; left -= SLICE) {
            int to = from + Math.min(left, SLICE);
            for (Pass pass : passes) {
                pass.canonicalizer.update(buffer, from, to);
            }
            from = to;
        }
    }

    void finish() {
        passes.forEach(Pass::finish);
    }

    /** One canonicalization of the body and the hashes of its result. */
    private static final class Pass implements OctetSink {
        private final Canonicalization canonicalization;
        private final List<BodyHash> hashes = new ArrayList<>(1);
        private final ShortRanges ranges = new ShortRanges(this);
        private final BodyCanonicalizer canonicalizer;

        private Pass(Canonicalization canonicalization) {
            this.canonicalization = canonicalization;
            this.canonicalizer = BodyCanonicalizer.of(canonicalization, ranges);
        }

        private BodyHash hash(DkimAlgorithm algorithm, OptionalLong length, Crypto crypto) {
            for (BodyHash hash : hashes) {
                if (hash.isSame(algorithm, length, crypto)) {
                    return hash;
                }
            }
            BodyHash hash = new BodyHash(algorithm, length, crypto);
            hashes.add(hash);
            return hash;
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
