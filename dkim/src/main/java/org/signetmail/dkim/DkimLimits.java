package org.signetmail.dkim;

import java.util.Objects;

/**
 * How much work one message may make. Going over a limit never gives {@link DkimResult#PASS}; the outcome says which
 * limit it was.
 *
 * <p>Immutable and thread-safe. Start from {@link #DEFAULT}:
 * <pre>{@code
 * DkimLimits.DEFAULT.withEvaluations(5)
 * }</pre>
 */
public final class DkimLimits {

    /** 50 signatures parsed and 10 evaluated, 16 KiB each, 100 tags, 1000 signed fields; 3 key records of 16 KiB. */
    public static final DkimLimits DEFAULT = new DkimLimits(50, 10, 16 << 10, 100, 1000, 3, 16 << 10);

    private final int signatures;
    private final int evaluations;
    private final int signatureOctets;
    private final int tags;
    private final int signedFields;
    private final int keyRecords;
    private final int keyRecordOctets;

    private DkimLimits(
            int signatures,
            int evaluations,
            int signatureOctets,
            int tags,
            int signedFields,
            int keyRecords,
            int keyRecordOctets) {
        this.signatures = signatures;
        this.evaluations = evaluations;
        this.signatureOctets = signatureOctets;
        this.tags = tags;
        this.signedFields = signedFields;
        this.keyRecords = keyRecords;
        this.keyRecordOctets = keyRecordOctets;
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " has to be 1 or more, not " + value);
        }
        return value;
    }

    /**
     * The most DKIM-Signature fields that are parsed (RFC 6376 §8.4).
     *
     * @return 1 or more
     */
    public int signatures() {
        return signatures;
    }

    /**
     * The most signatures that are evaluated; those in which an error is found by parsing do not count.
     *
     * @return 1 or more
     */
    public int evaluations() {
        return evaluations;
    }

    /**
     * The most octets in a DKIM-Signature field.
     *
     * @return 1 or more
     */
    public int signatureOctets() {
        return signatureOctets;
    }

    /**
     * The most tags in a signature or key record.
     *
     * @return 1 or more
     */
    public int tags() {
        return tags;
    }

    /**
     * The most names in {@code h=}.
     *
     * @return 1 or more
     */
    public int signedFields() {
        return signedFields;
    }

    /**
     * The most key records of one name that are tried.
     *
     * @return 1 or more
     */
    public int keyRecords() {
        return keyRecords;
    }

    /**
     * The most octets in a key record.
     *
     * @return 1 or more
     */
    public int keyRecordOctets() {
        return keyRecordOctets;
    }

    /**
     * These limits with another number of signatures that are parsed.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public DkimLimits withSignatures(int most) {
        return new DkimLimits(
                positive("signatures", most),
                evaluations,
                signatureOctets,
                tags,
                signedFields,
                keyRecords,
                keyRecordOctets);
    }

    /**
     * These limits with another number of signatures that are evaluated.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public DkimLimits withEvaluations(int most) {
        return new DkimLimits(
                signatures,
                positive("evaluations", most),
                signatureOctets,
                tags,
                signedFields,
                keyRecords,
                keyRecordOctets);
    }

    /**
     * These limits with another length of signature fields.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public DkimLimits withSignatureOctets(int most) {
        return new DkimLimits(
                signatures,
                evaluations,
                positive("signatureOctets", most),
                tags,
                signedFields,
                keyRecords,
                keyRecordOctets);
    }

    /**
     * These limits with another number of tags.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public DkimLimits withTags(int most) {
        return new DkimLimits(
                signatures,
                evaluations,
                signatureOctets,
                positive("tags", most),
                signedFields,
                keyRecords,
                keyRecordOctets);
    }

    /**
     * These limits with another number of names in {@code h=}.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public DkimLimits withSignedFields(int most) {
        return new DkimLimits(
                signatures,
                evaluations,
                signatureOctets,
                tags,
                positive("signedFields", most),
                keyRecords,
                keyRecordOctets);
    }

    /**
     * These limits with another number of key records.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public DkimLimits withKeyRecords(int most) {
        return new DkimLimits(
                signatures,
                evaluations,
                signatureOctets,
                tags,
                signedFields,
                positive("keyRecords", most),
                keyRecordOctets);
    }

    /**
     * These limits with another length of key records.
     *
     * @param most 1 or more
     * @return the changed limits
     * @throws IllegalArgumentException when it is out of range
     */
    public DkimLimits withKeyRecordOctets(int most) {
        return new DkimLimits(
                signatures,
                evaluations,
                signatureOctets,
                tags,
                signedFields,
                keyRecords,
                positive("keyRecordOctets", most));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimLimits that
                && signatures == that.signatures
                && evaluations == that.evaluations
                && signatureOctets == that.signatureOctets
                && tags == that.tags
                && signedFields == that.signedFields
                && keyRecords == that.keyRecords
                && keyRecordOctets == that.keyRecordOctets;
    }

    @Override
    public int hashCode() {
        return Objects.hash(signatures, evaluations, signatureOctets, tags, signedFields, keyRecords, keyRecordOctets);
    }

    /** All limits with their names, on one line. */
    @Override
    public String toString() {
        return "signatures " + signatures + ", evaluations " + evaluations + ", signatureOctets " + signatureOctets
                + ", tags " + tags + ", signedFields " + signedFields + ", keyRecords " + keyRecords
                + ", keyRecordOctets " + keyRecordOctets;
    }
}
