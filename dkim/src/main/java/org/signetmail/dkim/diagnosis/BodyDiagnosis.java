package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.signetmail.core.OctetSink;
import org.signetmail.dkim.canonical.BodyCanonicalizer;
import org.signetmail.dkim.canonical.BodyHash;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * Hashes a body as it may have been before something on the way changed it, to find out which change it was. Does many
 * times the work of a verification, in one pass and constant memory all the same.
 */
public final class BodyDiagnosis {

    private final Hash algorithm;
    private final OptionalLong signedLength;
    private final byte[] wanted;
    private final Crypto crypto;
    private final OctetBuffer kept = new OctetBuffer();
    private final int keptOctets;
    private final FooterProbe footer;
    private final List<BodyCanonicalizer> canonicalizers = new ArrayList<>();
    private final List<OctetSink> inputs = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();

    /** The body under one assumption. */
    private record Variant(BodyChange change, BodyHash hash) {}

    /**
     * Looks at one body.
     *
     * @param form the canonical form of the body
     * @param algorithm of its hash
     * @param signedLength how many octets of the canonical body are signed; all when empty
     * @param wanted the signed hash; not copied
     * @param crypto computes
     * @param keptOctets how much of the canonical body to keep
     */
    public BodyDiagnosis(
            Form form, Hash algorithm, OptionalLong signedLength, byte[] wanted, Crypto crypto, int keptOctets) {
        this.algorithm = algorithm;
        this.signedLength = signedLength;
        this.wanted = wanted;
        this.crypto = crypto;
        this.keptOctets = keptOctets;
        this.footer = new FooterProbe(crypto.digest(algorithm), wanted);
        BodyCanonicalizer own = canonicalizer(form, (buffer, offset, length) -> {
            keep(buffer, offset, length);
            footer.accept(buffer, offset, length);
        });
        inputs.add((buffer, offset, length) -> own.update(buffer, offset, offset + length));
        assume(BodyChange.LINE_ENDS, form, LineEndFixer::new);
        assume(BodyChange.TRAILING_WHITE_SPACE, form, TrailingWhiteSpaceRemover::new);
        assume(BodyChange.QUOTED_PRINTABLE, form, QuotedPrintableBody::new);
        assume(BodyChange.OTHER_FORM, form.other(), sink -> sink);
    }

    /** Undoes one change, as far as it can be undone. */
    private interface Undoing {
        OctetSink undo(OctetSink out);
    }

    private void assume(BodyChange change, Form assumed, Undoing undoing) {
        BodyHash hash = new BodyHash(algorithm, signedLength, crypto);
        BodyCanonicalizer canonicalizer = canonicalizer(assumed, hash);
        inputs.add(undoing.undo((buffer, offset, length) -> canonicalizer.update(buffer, offset, offset + length)));
        variants.add(new Variant(change, hash));
    }

    private BodyCanonicalizer canonicalizer(Form assumed, OctetSink out) {
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(assumed, out);
        canonicalizers.add(canonicalizer);
        return canonicalizer;
    }

    private void keep(byte[] buffer, int offset, int length) {
        int wanted = Math.min(length, keptOctets - kept.length());
        kept.append(buffer, offset, wanted);
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets
     * @param offset index of the first
     * @param length how many
     */
    public void update(byte[] buffer, int offset, int length) {
        for (OctetSink input : inputs) {
            input.accept(buffer, offset, length);
        }
    }

    /** Ends the body. */
    public void finish() {
        for (BodyCanonicalizer canonicalizer : canonicalizers) {
            canonicalizer.finish();
        }
        variants.forEach(variant -> variant.hash.finish());
    }

    /**
     * The first octets of the canonical body.
     *
     * @return one {@code char} an octet
     */
    public String canonicalBody() {
        return new String(kept.octets(), 0, kept.length(), StandardCharsets.ISO_8859_1);
    }

    /**
     * What may have been done to a body whose hash is not the signed one.
     *
     * @return each change that, undone, gives the signed hash
     */
    public List<BodyChange> changes() {
        List<BodyChange> changes = new ArrayList<>();
        for (Variant variant : variants) {
            if (Arrays.equals(variant.hash.hash(), wanted)) {
                changes.add(variant.change);
            }
        }
        return changes;
    }

    /**
     * Where text begins that was added at the end of the body.
     *
     * @return how many octets of the canonical body are those signed; nothing when it is not so
     */
    public OptionalLong footerStart() {
        return footer.signedOctets();
    }

    /**
     * Whether the signer hashed an empty body.
     *
     * @return whether the signed hash is that of no octets or of one CRLF
     */
    public boolean isEmptyBodySigned() {
        return isHashOf(new byte[0]) || isHashOf(new byte[] {'\r', '\n'});
    }

    private boolean isHashOf(byte[] body) {
        return MessageDigest.isEqual(crypto.digest(algorithm).digest(body), wanted);
    }

    /** Tries after each line of the canonical body whether it is the last one that was signed. */
    private static final class FooterProbe implements OctetSink {

        /** Enough for a megabyte of text; a body with more lines keeps its secret. */
        private static final int MOST_LINES = 20_000;

        private final MessageDigest digest;
        private final byte[] wanted;
        private long octets;
        private int lines;
        private OptionalLong signedOctets = OptionalLong.empty();

        private FooterProbe(MessageDigest digest, byte[] wanted) {
            this.digest = digest;
            this.wanted = wanted;
        }

        @Override
        public void accept(byte[] buffer, int offset, int length) {
            int from = offset;
            int end = offset + length;
            for (int i = offset; i < end && lines < MOST_LINES && signedOctets.isEmpty(); i++) {
                if (buffer[i] == '\n') {
                    lines++;
                    octets += i + 1 - from;
                    digest.update(buffer, from, i + 1 - from);
                    from = i + 1;
                    probe();
                }
            }
            octets += end - from;
            digest.update(buffer, from, end - from);
        }

        private void probe() {
            try {
                MessageDigest copy = (MessageDigest) digest.clone();
                if (Arrays.equals(copy.digest(), wanted)) {
                    signedOctets = OptionalLong.of(octets);
                }
            } catch (CloneNotSupportedException e) {
                lines = MOST_LINES; // A provider's digest that cannot be copied tells nothing about footers.
            }
        }

        private OptionalLong signedOctets() {
            return signedOctets;
        }
    }
}
