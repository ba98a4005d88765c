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
     * RFC 7489 App. C, for readers that know nothing later: valid by its schema but for its pattern of addresses, which no {@code ::}
     * fits. Without a namespace, as nearly all such reports are; what it has no word for is {@code none} ({@code disposition} of mail
     * that passes), {@code other} (reasons) or left out (why SPF came to its result).
     */
    RFC_7489
}
