package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.signetmail.core.OctetSink;

/**
 * Hashes a body as it may have been before something on the way changed it, to find out which change it was. Does many
 * times the work of a verification, in one pass and constant memory all the same.
 */
final class BodyDiagnosis {

    private final DkimSignatureField field;
    private final Canonicalization canonicalization;
    private final Crypto crypto;
    private final OctetBuffer kept = new OctetBuffer();
    private final int keptOctets;
    private final FooterProbe footer;
    private final List<BodyCanonicalizer> canonicalizers = new ArrayList<>();
    private final List<OctetSink> inputs = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();

    /** The body under one assumption. */
    private record Variant(DkimHint.Kind kind, BodyHash hash) {}

    BodyDiagnosis(DkimSignatureField field, Crypto crypto, int keptOctets) {
        this.field = field;
        this.canonicalization = field.claims.bodyCanonicalization().orElseThrow();
        this.crypto = crypto;
        this.keptOctets = keptOctets;
        this.footer = new FooterProbe(crypto.digest(algorithm()), field.bodyHash);
        BodyCanonicalizer own = canonicalizer(canonicalization, (buffer, offset, length) -> {
            keep(buffer, offset, length);
            footer.accept(buffer, offset, length);
        });
        inputs.add((buffer, offset, length) -> own.update(buffer, offset, offset + length));
        assume(DkimHint.Kind.LINE_ENDS, canonicalization, LineEndFixer::new);
        assume(DkimHint.Kind.TRAILING_WHITE_SPACE, canonicalization, TrailingWhiteSpaceRemover::new);
        assume(DkimHint.Kind.QUOTED_PRINTABLE, canonicalization, QuotedPrintableBody::new);
        Canonicalization other =
                canonicalization == Canonicalization.SIMPLE ? Canonicalization.RELAXED : Canonicalization.SIMPLE;
        assume(DkimHint.Kind.OTHER_BODY_CANONICALIZATION, other, sink -> sink);
    }

    private DkimAlgorithm algorithm() {
        return field.claims.algorithm().orElseThrow();
    }

    /** Undoes one change, as far as it can be undone. */
    private interface Change {
        OctetSink undo(OctetSink out);
    }

    private void assume(DkimHint.Kind kind, Canonicalization assumed, Change change) {
        BodyHash hash = new BodyHash(algorithm(), field.claims.bodyLength(), crypto);
        BodyCanonicalizer canonicalizer = canonicalizer(assumed, hash);
        inputs.add(change.undo((buffer, offset, length) -> canonicalizer.update(buffer, offset, offset + length)));
        variants.add(new Variant(kind, hash));
    }

    private BodyCanonicalizer canonicalizer(Canonicalization assumed, OctetSink out) {
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(assumed, out);
        canonicalizers.add(canonicalizer);
        return canonicalizer;
    }

    private void keep(byte[] buffer, int offset, int length) {
        int wanted = Math.min(length, keptOctets - kept.length());
        kept.append(buffer, offset, wanted);
    }

    void update(byte[] buffer, int offset, int length) {
        for (OctetSink input : inputs) {
            input.accept(buffer, offset, length);
        }
    }

    void finish() {
        for (BodyCanonicalizer canonicalizer : canonicalizers) {
            canonicalizer.finish();
        }
        variants.forEach(variant -> variant.hash.finish());
    }

    /** The first octets of the canonical body. */
    String canonicalBody() {
        return new String(kept.octets(), 0, kept.length(), StandardCharsets.ISO_8859_1);
    }

    /** What may have happened to a body whose hash is not the signed one. */
    List<DkimHint> hints() {
        List<DkimHint> hints = new ArrayList<>();
        for (Variant variant : variants) {
            if (Arrays.equals(variant.hash.hash(), field.bodyHash)) {
                hints.add(DkimHint.of(variant.kind));
            }
        }
        footer.signedOctets()
                .ifPresent(octets -> hints.add(new DkimHint(
                        DkimHint.Kind.FOOTER, "the first " + octets + " octets are those signed", List.of())));
        if (isHashOf(new byte[0]) || isHashOf(new byte[] {'\r', '\n'})) {
            hints.add(DkimHint.of(DkimHint.Kind.EMPTY_BODY_SIGNED));
        }
        return hints;
    }

    private boolean isHashOf(byte[] body) {
        return MessageDigest.isEqual(crypto.digest(algorithm()).digest(body), field.bodyHash);
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
