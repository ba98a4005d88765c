package org.signetmail.reports.sending;

/**
 * In which form an aggregate report is written.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum AggregateForm {
    /** RFC 9990: valid by its schema. */
    RFC_9990,
    /**
     * RFC 7489 App. C, for readers that know nothing later. Without a namespace, as nearly all such reports are; what it has no word
     * for is {@code none} ({@code disposition} of mail that passes) or {@code other} (reasons).
     */
    RFC_7489
}
