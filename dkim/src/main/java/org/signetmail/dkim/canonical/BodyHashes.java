package org.signetmail.dkim.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.signetmail.core.OctetSink;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;

/** All hashes of one body, in one pass: a canonicalization is done once, and a hash of the same octets taken once. */
public final class BodyHashes {

    /** The octets after which the next hash gets its turn, so that they are still near the processor for it. */
    private static final int SLICE = 32 << 10;

    private final List<Pass> passes = new ArrayList<>(1);

    /** The last octet of the body so far; zero before there is one. */
    private byte last;

    private byte beforeLast;

    /** For one body. */
    public BodyHashes() {}

    /**
     * Adds a hash, before the body comes.
     *
     * @param form of the body
     * @param algorithm names the hash
     * @param length how many octets of the canonical body to hash; all when empty
     * @param crypto computes it
     * @return the hash, perhaps shared with another signature
     */
    public BodyHash add(Form form, Hash algorithm, OptionalLong length, Crypto crypto) {
        return pass(form).hash(algorithm, length, crypto);
    }

    private Pass pass(Form form) {
        for (Pass pass : passes) {
            if (pass.form == form) {
                return pass;
            }
        }
        Pass pass = new Pass(form);
        passes.add(pass);
        return pass;
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets
     * @param offset index of the first
     * @param length how many
     */
    public void update(byte[] buffer, int offset, int length) {
        if (length > 0) {
            beforeLast = length > 1 ? buffer[offset + length - 2] : last;
            last = buffer[offset + length - 1];
        }
        int from = offset;
        for (int left = length; left > 0; left -= SLICE) {
            int to = from + Math.min(left, SLICE);
            for (Pass pass : passes) {
                pass.canonicalizer.update(buffer, from, to);
            }
            from = to;
        }
    }

    /**
     * Whether the body as it came ends with a line end of its own, so that no canonical form adds one.
     *
     * @return false for an empty body
     */
    public boolean endsWithLineEnd() {
        return beforeLast == '\r' && last == '\n';
    }

    /** Ends the body. */
    public void finish() {
        passes.forEach(Pass::finish);
    }

    /** One canonicalization of the body and the hashes of its result. */
    private static final class Pass implements OctetSink {
        private final Form form;
        private final List<BodyHash> hashes = new ArrayList<>(1);
        private final ShortRanges ranges = new ShortRanges(this);
        private final BodyCanonicalizer canonicalizer;

        private Pass(Form form) {
            this.form = form;
            this.canonicalizer = BodyCanonicalizer.of(form, ranges);
        }

        private BodyHash hash(Hash algorithm, OptionalLong length, Crypto crypto) {
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
