package org.signetmail.dkim;

/**
 * How much work one message may make. Going over a limit never gives {@link DkimResult#PASS}; the outcome says which
 * limit it was.
 *
 * <p>Immutable and thread-safe.
 *
 * @param signatures the most DKIM-Signature fields that are parsed (RFC 6376 §8.4)
 * @param evaluations the most of them that are evaluated; those in which an error is found by parsing do not count
 * @param signatureOctets the most octets in a DKIM-Signature field
 * @param tags the most tags in a signature or key record
 * @param signedFields the most names in {@code h=}
 * @param keyRecords the most key records of one name that are tried
 * @param keyRecordOctets the most octets in a key record
 */
public record DkimLimits(
        int signatures,
        int evaluations,
        int signatureOctets,
        int tags,
        int signedFields,
        int keyRecords,
        int keyRecordOctets) {

    /** 50 signatures parsed and 10 evaluated, 16 KiB each, 100 tags, 1000 signed fields; 3 key records of 16 KiB. */
    public static final DkimLimits DEFAULT = new DkimLimits(50, 10, 16 << 10, 100, 1000, 3, 16 << 10);

    /**
     * Checks the ranges.
     *
     * @param signatures 1 or more
     * @param evaluations 1 or more
     * @param signatureOctets 1 or more
     * @param tags 1 or more
     * @param signedFields 1 or more
     * @param keyRecords 1 or more
     * @param keyRecordOctets 1 or more
     * @throws IllegalArgumentException when a limit is not positive
     */
    public DkimLimits {
        if (signatures < 1
                || evaluations < 1
                || signatureOctets < 1
                || tags < 1
                || signedFields < 1
                || keyRecords < 1
                || keyRecordOctets < 1) {
            throw new IllegalArgumentException("a limit must be positive");
        }
    }
}
