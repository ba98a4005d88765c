package org.signetmail.dkim;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.signetmail.core.DomainName;

/**
 * What a DKIM-Signature field says (RFC 6376 §3.5), as far as it could be read: a claim, whatever came of checking it.
 * Made by a verification alone.
 *
 * <p>Immutable and thread-safe.
 */
public final class DkimSignature {

    /** The claims of a message that has no signature. */
    static final DkimSignature NONE = new DkimSignature(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "");

    private final Optional<DomainName> domain;
    private final Optional<DomainName> selector;
    private final Optional<String> identity;
    private final Optional<DkimAlgorithm> algorithm;
    private final Optional<Canonicalization> headerCanonicalization;
    private final Optional<Canonicalization> bodyCanonicalization;
    private final OptionalLong bodyLength;
    private final Optional<Instant> signedAt;
    private final Optional<Instant> expiresAt;
    private final List<String> names;
    private final String value;

    DkimSignature(
            Optional<DomainName> domain,
            Optional<DomainName> selector,
            Optional<String> identity,
            Optional<DkimAlgorithm> algorithm,
            Optional<Canonicalization> headerCanonicalization,
            Optional<Canonicalization> bodyCanonicalization,
            OptionalLong bodyLength,
            Optional<Instant> signedAt,
            Optional<Instant> expiresAt,
            List<String> names,
            String value) {
        this.domain = domain;
        this.selector = selector;
        this.identity = identity;
        this.algorithm = algorithm;
        this.headerCanonicalization = headerCanonicalization;
        this.bodyCanonicalization = bodyCanonicalization;
        this.bodyLength = bodyLength;
        this.signedAt = signedAt;
        this.expiresAt = expiresAt;
        this.names = names;
        this.value = value;
    }

    /**
     * The SDID: {@code d=}.
     *
     * @return nothing when there is no domain name
     */
    public Optional<DomainName> domain() {
        return domain;
    }

    /**
     * The selector: {@code s=}.
     *
     * @return nothing when there is none
     */
    public Optional<DomainName> selector() {
        return selector;
    }

    /**
     * The AUID: {@code i=}, decoded, or its default.
     *
     * @return an address, its local part often empty; nothing when it could not be read
     */
    public Optional<String> identity() {
        return identity;
    }

    /**
     * The algorithm: {@code a=}.
     *
     * @return nothing when it is none of DKIM's
     */
    public Optional<DkimAlgorithm> algorithm() {
        return algorithm;
    }

    /**
     * The first part of {@code c=}, or its default.
     *
     * @return nothing when {@code c=} could not be read
     */
    public Optional<Canonicalization> headerCanonicalization() {
        return headerCanonicalization;
    }

    /**
     * The second part of {@code c=}, or its default.
     *
     * @return nothing when {@code c=} could not be read
     */
    public Optional<Canonicalization> bodyCanonicalization() {
        return bodyCanonicalization;
    }

    /**
     * How many octets of the canonical body are signed: {@code l=}.
     *
     * @return nothing when the whole body is
     */
    public OptionalLong bodyLength() {
        return bodyLength;
    }

    /**
     * When it was signed: {@code t=}.
     *
     * @return nothing when it does not say; {@link Instant#MAX} for more than 12 digits
     */
    public Optional<Instant> signedAt() {
        return signedAt;
    }

    /**
     * When it expires: {@code x=}.
     *
     * @return nothing when it does not; {@link Instant#MAX} for more than 12 digits
     */
    public Optional<Instant> expiresAt() {
        return expiresAt;
    }

    /**
     * The names of the signed fields as they are written, one for each instance: {@code h=}.
     *
     * @return an immutable list
     */
    public List<String> names() {
        return names;
    }

    /**
     * The signature itself: {@code b=}. Its first characters are the {@code header.b} of RFC 6008.
     *
     * @return base64 without white space; empty when it could not be read
     */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimSignature that
                && domain.equals(that.domain)
                && selector.equals(that.selector)
                && identity.equals(that.identity)
                && algorithm.equals(that.algorithm)
                && headerCanonicalization.equals(that.headerCanonicalization)
                && bodyCanonicalization.equals(that.bodyCanonicalization)
                && bodyLength.equals(that.bodyLength)
                && signedAt.equals(that.signedAt)
                && expiresAt.equals(that.expiresAt)
                && names.equals(that.names)
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                domain,
                selector,
                identity,
                algorithm,
                headerCanonicalization,
                bodyCanonicalization,
                bodyLength,
                signedAt,
                expiresAt,
                names,
                value);
    }

    /** Domain, selector and algorithm, as far as they could be read. */
    @Override
    public String toString() {
        return "d=" + domain.map(DomainName::toString).orElse("") + "; s="
                + selector.map(DomainName::toString).orElse("") + "; a="
                + algorithm.map(DkimAlgorithm::keyword).orElse("");
    }
}
