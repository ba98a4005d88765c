package org.signetmail.reports;

/**
 * Why a session failed (RFC 8460 §4.3).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum TlsResultType {
    /** No STARTTLS. */
    STARTTLS_NOT_SUPPORTED("starttls-not-supported"),
    /** The certificate is for another host. */
    CERTIFICATE_HOST_MISMATCH("certificate-host-mismatch"),
    /** The certificate has expired. */
    CERTIFICATE_EXPIRED("certificate-expired"),
    /** The certificate is of nobody whom the sender trusts. */
    CERTIFICATE_NOT_TRUSTED("certificate-not-trusted"),
    /** Something else about it. */
    VALIDATION_FAILURE("validation-failure"),
    /** DANE: the records do not fit. */
    TLSA_INVALID("tlsa-invalid"),
    /** DANE: no valid DNSSEC. */
    DNSSEC_INVALID("dnssec-invalid"),
    /** DANE: the sender asks for it. */
    DANE_REQUIRED("dane-required"),
    /** MTA-STS: the policy could not be fetched. */
    STS_POLICY_FETCH_ERROR("sts-policy-fetch-error"),
    /** MTA-STS: the policy is none. */
    STS_POLICY_INVALID("sts-policy-invalid"),
    /** MTA-STS: the web certificate of the policy is not valid. */
    STS_WEBPKI_INVALID("sts-webpki-invalid");

    private final String keyword;

    TlsResultType(String keyword) {
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
