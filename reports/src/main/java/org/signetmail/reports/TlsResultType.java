package org.signetmail.reports;

/**
 * Why a session failed (RFC 8460 §4.3).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum TlsResultType {
    /** No STARTTLS. */
    STARTTLS_NOT_SUPPORTED(
            "starttls-not-supported",
            "The mail server did not offer STARTTLS: turn it on at every host of the MX records."),
    /** The certificate is for another host. */
    CERTIFICATE_HOST_MISMATCH(
            "certificate-host-mismatch",
            "The certificate is for other names: use one with the name of the host as the MX record has it."),
    /** The certificate has expired. */
    CERTIFICATE_EXPIRED(
            "certificate-expired",
            "The certificate of the mail server had expired: renew it, and see that this goes by itself."),
    /** The certificate is of nobody whom the sender trusts. */
    CERTIFICATE_NOT_TRUSTED(
            "certificate-not-trusted",
            "The sender does not trust who issued the certificate: use one of a public authority, and have the server send the intermediate certificates with it."),
    /** Something else about it. */
    VALIDATION_FAILURE(
            "validation-failure",
            "The certificate was refused for a reason that has no word of its own: see the reason code and the host in the report."),
    /** DANE: the records do not fit. */
    TLSA_INVALID(
            "tlsa-invalid",
            "No TLSA record fits the certificate of the mail server: publish one for its present key, and before each new key one for that."),
    /** DANE: no valid DNSSEC. */
    DNSSEC_INVALID(
            "dnssec-invalid",
            "DNSSEC answers were not valid: check the signatures and the DS records of the zones of the domain and of its mail servers."),
    /** DANE: the sender asks for it. */
    DANE_REQUIRED(
            "dane-required",
            "The sender insists on DANE and found no TLSA record under DNSSEC: publish one for the mail server, or ask the sender."),
    /** MTA-STS: the policy could not be fetched. */
    STS_POLICY_FETCH_ERROR(
            "sts-policy-fetch-error",
            "The MTA-STS policy could not be fetched: see that https://mta-sts.DOMAIN/.well-known/mta-sts.txt answers, without a redirect."),
    /** MTA-STS: the policy is none. */
    STS_POLICY_INVALID(
            "sts-policy-invalid",
            "The MTA-STS policy has a fault: check version, mode, mx and max_age in mta-sts.txt."),
    /** MTA-STS: the web certificate of the policy is not valid. */
    STS_WEBPKI_INVALID(
            "sts-webpki-invalid",
            "The web server of the MTA-STS policy has no valid certificate: renew it, with mta-sts.DOMAIN as a name.");

    private final String keyword;
    private final String remedy;

    TlsResultType(String keyword, String remedy) {
        this.keyword = keyword;
        this.remedy = remedy;
    }

    /**
     * The word for it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }

    /**
     * What was wrong, and what the receiver of the mail does about it (RFC 8460 §4.3).
     *
     * @return a sentence in English
     */
    public String remedy() {
        return remedy;
    }
}
