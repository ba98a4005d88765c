package org.signetmail.dkim;

import java.util.List;
import org.signetmail.core.AuthorDomain;

/** Every signer signs every message. Immutable and thread-safe. */
final class AllSigners implements SignerChoice {

    private final List<DkimSigner> signers;
    private final LineEndPolicy lineEnds;

    /**
     * Takes the signers.
     *
     * @param signers one at least
     * @throws IllegalArgumentException when their line ends differ
     */
    AllSigners(List<DkimSigner> signers) {
        this.signers = List.copyOf(signers);
        this.lineEnds = commonLineEnds(this.signers);
    }

    /** What all of them do with lone CR and LF; what nobody signs is left as it is. */
    static LineEndPolicy commonLineEnds(List<DkimSigner> signers) {
        LineEndPolicy common = signers.isEmpty() ? LineEndPolicy.AS_IS : signers.get(0).lineEnds;
        for (DkimSigner signer : signers) {
            if (signer.lineEnds != common) {
                throw new IllegalArgumentException("the signers differ about line ends: " + signers.get(0) + " has "
                        + common + ", " + signer + " has " + signer.lineEnds);
            }
        }
        return common;
    }

    @Override
    public LineEndPolicy lineEnds() {
        return lineEnds;
    }

    @Override
    public List<DkimSigner> choose(AuthorDomain author) {
        return signers;
    }

    @Override
    public NoSignerPolicy otherwise() {
        return NoSignerPolicy.REFUSE;
    }

    /** The signers in brackets. */
    @Override
    public String toString() {
        return signers.toString();
    }
}
