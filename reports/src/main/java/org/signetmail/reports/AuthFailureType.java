package org.signetmail.reports;

/**
 * What failed (RFC 6591 §3.1, RFC 9991 §4).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum AuthFailureType {
    /** DMARC. */
    DMARC("dmarc"),
    /** SPF. */
    SPF("spf"),
    /** A signature of DKIM. */
    SIGNATURE("signature"),
    /** The body hash of a signature. */
    BODYHASH("bodyhash"),
    /** The key of a signature is revoked. */
    REVOKED("revoked"),
    /** ADSP, which is history. */
    ADSP("adsp");

    private final String keyword;

    AuthFailureType(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The word for it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
