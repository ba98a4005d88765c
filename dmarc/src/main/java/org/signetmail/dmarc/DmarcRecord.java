package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A DMARC Policy Record (RFC 9989 §4.7), with the defaults of what it does not say.
 *
 * <p>Immutable and thread-safe.
 *
 * @param text the record as published, one {@code char} of 0 to 255 an octet
 * @param p the policy for the domain itself; nothing when there is no valid one
 * @param sp the policy for names below the domain; nothing when there is no valid one
 * @param np the policy for names below the domain that do not exist; nothing when there is no valid one
 * @param adkim how DKIM identifiers are aligned
 * @param aspf how SPF identifiers are aligned
 * @param psd whether the domain is a public suffix
 * @param testMode {@code t=y}: the domain asks for one level below its policy
 * @param fo when the domain wants failure reports
 * @param rua where aggregate reports are to go
 * @param ruf where failure reports are to go
 * @param pct the percentage of failing mail to apply the policy to, in RFC 7489 alone; nothing when there is no valid one
 * @param invalidPolicies which of {@code p}, {@code sp} and {@code np} have a value that is no policy; {@code p} also when
 *     it is not there
 * @param lints what the owner ought to know about the record
 */
public record DmarcRecord(
        String text,
        Optional<Disposition> p,
        Optional<Disposition> sp,
        Optional<Disposition> np,
        AlignmentMode adkim,
        AlignmentMode aspf,
        PublicSuffixFlag psd,
        boolean testMode,
        Set<FailureOption> fo,
        List<ReportUri> rua,
        List<ReportUri> ruf,
        OptionalInt pct,
        Set<String> invalidPolicies,
        List<DmarcLint> lints) {

    /**
     * Copies the collections.
     *
     * @param text the record as published
     * @param p the policy for the domain itself
     * @param sp the policy for names below the domain
     * @param np the policy for names below the domain that do not exist
     * @param adkim how DKIM identifiers are aligned
     * @param aspf how SPF identifiers are aligned
     * @param psd whether the domain is a public suffix
     * @param testMode whether the domain asks for one level below its policy
     * @param fo when the domain wants failure reports
     * @param rua where aggregate reports are to go
     * @param ruf where failure reports are to go
     * @param pct the percentage of failing mail to apply the policy to
     * @param invalidPolicies which of the three policies are not valid
     * @param lints what the owner ought to know about the record
     */
    public DmarcRecord {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(p, "p");
        Objects.requireNonNull(sp, "sp");
        Objects.requireNonNull(np, "np");
        Objects.requireNonNull(adkim, "adkim");
        Objects.requireNonNull(aspf, "aspf");
        Objects.requireNonNull(psd, "psd");
        fo = Set.copyOf(fo);
        rua = List.copyOf(rua);
        ruf = List.copyOf(ruf);
        Objects.requireNonNull(pct, "pct");
        invalidPolicies = Set.copyOf(invalidPolicies);
        lints = List.copyOf(lints);
    }

    /**
     * Parses the octets of one TXT record.
     *
     * @param octets its strings joined, one {@code char} of 0 to 255 an octet
     * @return nothing when it is not a DMARC record, or one with the same tag twice
     */
    public static Optional<DmarcRecord> parse(String octets) {
        return Optional.ofNullable(DmarcRecordParser.parse(octets).record());
    }
}
