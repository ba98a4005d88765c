package org.signetmail.dmarc;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;

/**
 * What one kind of receiver makes of a domain: the record that it goes by, and what it does with mail that fails.
 *
 * <p>Made by {@link DmarcLint} alone. Immutable and thread-safe.
 */
public final class DmarcReading {

    private final DiscoveryMethod method;
    private final @Nullable DomainName recordDomain;
    private final @Nullable DmarcRecord record;
    private final @Nullable DomainName organizationalDomain;
    private final @Nullable AppliedPolicy domain;
    private final @Nullable AppliedPolicy subdomain;
    private final @Nullable AppliedPolicy missing;
    private final DnsAnswer.@Nullable Failed failure;

    DmarcReading(
            DiscoveryMethod method,
            @Nullable RecordsAtName at,
            @Nullable DomainName organizationalDomain,
            @Nullable AppliedPolicy domain,
            @Nullable AppliedPolicy subdomain,
            @Nullable AppliedPolicy missing,
            DnsAnswer.@Nullable Failed failure) {
        this.method = Objects.requireNonNull(method, "method");
        this.record = at == null ? null : at.record();
        this.recordDomain = at == null || record == null ? null : at.domain();
        this.organizationalDomain = organizationalDomain;
        this.domain = domain;
        this.subdomain = subdomain;
        this.missing = missing;
        this.failure = failure;
    }

    /**
     * How this receiver finds records and organizational domains.
     *
     * @return {@link DiscoveryMethod#TREEWALK} for RFC 9989, {@link DiscoveryMethod#PSL} for RFC 7489
     */
    public DiscoveryMethod method() {
        return method;
    }

    /**
     * Where the record was found that applies to the domain itself.
     *
     * @return the domain or one above it, the record being at {@code _dmarc} below that; nothing when there is none
     */
    public Optional<DomainName> recordDomain() {
        return Optional.ofNullable(recordDomain);
    }

    /**
     * The record that applies to the domain itself.
     *
     * @return nothing when there is none, or when DNS did not tell
     */
    public Optional<DmarcRecord> record() {
        return Optional.ofNullable(record);
    }

    /**
     * The organizational domain: domains that have the same one can pass for each other where alignment is relaxed.
     *
     * @return nothing when DNS did not tell
     */
    public Optional<DomainName> organizationalDomain() {
        return Optional.ofNullable(organizationalDomain);
    }

    /**
     * What is done with mail of the domain itself that fails.
     *
     * @return nothing when DMARC does not apply to it, or when DNS did not tell
     */
    public Optional<AppliedPolicy> domain() {
        return Optional.ofNullable(domain);
    }

    /**
     * What is done with failing mail of a subdomain that exists and has no record of its own.
     *
     * @return nothing when DMARC does not apply to it, or when DNS did not tell
     */
    public Optional<AppliedPolicy> subdomain() {
        return Optional.ofNullable(subdomain);
    }

    /**
     * What is done with failing mail of a subdomain that does not exist in DNS.
     *
     * @return nothing when DMARC does not apply to it, or when DNS did not tell
     */
    public Optional<AppliedPolicy> missingSubdomain() {
        return Optional.ofNullable(missing);
    }

    /**
     * Why it is not known which record applies to the domain itself.
     *
     * @return nothing when it is known, also when it is known that there is none
     */
    public Optional<DnsAnswer.Failed> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcReading that
                && method == that.method
                && Objects.equals(recordDomain, that.recordDomain)
                && Objects.equals(record, that.record)
                && Objects.equals(organizationalDomain, that.organizationalDomain)
                && Objects.equals(domain, that.domain)
                && Objects.equals(subdomain, that.subdomain)
                && Objects.equals(missing, that.missing)
                && Objects.equals(failure, that.failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, recordDomain, record, organizationalDomain, domain, subdomain, missing, failure);
    }

    /**
     * Method and policies.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return method.keyword() + ": " + shown(domain) + "; subdomains " + shown(subdomain) + "; missing ones "
                + shown(missing);
    }

    private static String shown(@Nullable AppliedPolicy policy) {
        return policy == null ? "no policy" : policy.toString();
    }
}
