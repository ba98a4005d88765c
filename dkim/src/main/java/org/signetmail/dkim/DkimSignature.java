package org.signetmail.dkim;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.signetmail.core.DomainName;

/**
 * What a DKIM-Signature field says (RFC 6376 §3.5), as far as it could be read: a claim, whatever came of checking it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param domain {@code d=}: the SDID
 * @param selector {@code s=}
 * @param identity {@code i=}, decoded, or its default: the AUID
 * @param algorithm {@code a=}
 * @param headerCanonicalization the first part of {@code c=}, or its default
 * @param bodyCanonicalization the second part of {@code c=}, or its default
 * @param bodyLength {@code l=}
 * @param signedAt {@code t=}
 * @param expiresAt {@code x=}
 * @param names {@code h=}: the names of the signed fields as they are written, one for each instance
 * @param value {@code b=}: the signature itself in base64, without white space; empty when it could not be read. Its
 *     first characters are the {@code header.b} of RFC 6008
 */
public record DkimSignature(
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

    /**
     * Copies the list.
     *
     * @param domain {@code d=}
     * @param selector {@code s=}
     * @param identity {@code i=}
     * @param algorithm {@code a=}
     * @param headerCanonicalization the first part of {@code c=}
     * @param bodyCanonicalization the second part of {@code c=}
     * @param bodyLength {@code l=}
     * @param signedAt {@code t=}
     * @param expiresAt {@code x=}
     * @param names {@code h=}
     * @param value {@code b=}
     */
    public DkimSignature {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(headerCanonicalization, "headerCanonicalization");
        Objects.requireNonNull(bodyCanonicalization, "bodyCanonicalization");
        Objects.requireNonNull(bodyLength, "bodyLength");
        Objects.requireNonNull(signedAt, "signedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        names = List.copyOf(names);
        Objects.requireNonNull(value, "value");
    }
}
