package org.signetmail.interop;

import org.signetmail.dkim.DkimAlgorithm;

/**
 * What came of a cell.
 *
 * @param cell the cell
 * @param verdict whether it is as it should be
 * @param detail what the verifier said, or the signer that did not sign
 */
record Finding(Cell cell, Verdict verdict, String detail) {

    /** Whether a cell is as it should be. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** The peer does not know the algorithm; every one knows RSA. */
        UNSUPPORTED
    }

    /** By the answer of whoever verified. */
    static Finding of(Cell cell, String answer) {
        String wanted = cell.shape().isChanged() ? Answer.FAIL : Answer.PASS;
        return new Finding(cell, Answer.is(answer, wanted) ? Verdict.RIGHT : otherwise(cell, answer), answer);
    }

    /** By the answer of a signer that did not sign. */
    static Finding unsigned(Cell cell, String answer) {
        return new Finding(cell, otherwise(cell, answer), "does not sign: " + answer);
    }

    private static Verdict otherwise(Cell cell, String answer) {
        boolean mayBeUnknown = cell.method().algorithm() == DkimAlgorithm.ED25519_SHA256;
        return mayBeUnknown && Answer.is(answer, Answer.UNSUPPORTED) ? Verdict.UNSUPPORTED : Verdict.WRONG;
    }

    @Override
    public String toString() {
        return cell + ": " + detail;
    }
}
