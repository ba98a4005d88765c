package org.signetmail.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of reading a text as a record: the record, or why it is none. The one result of every {@code parse} of a
 * record in Signet.
 *
 * <p>Immutable and thread-safe when the record is.
 *
 * @param <R> what was to be read
 */
public final class Parsed<R> {

    /** What a text turned out to be; more constants may come. */
    public enum Kind {
        /** A record of the kind that was looked for; there may be findings all the same. */
        RECORD,
        /** It claims to be such a record and breaks a rule that makes it void. */
        INVALID,
        /** No such record, but plainly meant as one, such as {@code v:DMARC1;p=none}. */
        NEAR_MISS,
        /** Something else. */
        UNRELATED
    }

    private final Kind kind;
    private final Optional<R> record;
    private final List<Finding> findings;

    private Parsed(Kind kind, Optional<R> record, List<Finding> findings) {
        this.kind = kind;
        this.record = record;
        this.findings = List.copyOf(findings);
    }

    /**
     * The text is a record.
     *
     * @param record what it says
     * @param findings what its owner ought to know about it
     * @param <R> the type of the record
     * @return the result
     */
    public static <R> Parsed<R> record(R record, List<Finding> findings) {
        return new Parsed<>(Kind.RECORD, Optional.of(record), findings);
    }

    /**
     * The text claims to be a record and is void.
     *
     * @param findings why; the one that decides comes first
     * @param <R> the type of the record
     * @return the result
     * @throws IllegalArgumentException when there is no finding
     */
    public static <R> Parsed<R> invalid(List<Finding> findings) {
        return new Parsed<>(Kind.INVALID, Optional.empty(), requireOne(findings));
    }

    /**
     * The text is no record, but was meant as one.
     *
     * @param findings why it is none; the one that decides comes first
     * @param <R> the type of the record
     * @return the result
     * @throws IllegalArgumentException when there is no finding
     */
    public static <R> Parsed<R> nearMiss(List<Finding> findings) {
        return new Parsed<>(Kind.NEAR_MISS, Optional.empty(), requireOne(findings));
    }

    /**
     * The text is something else.
     *
     * @param <R> the type of the record
     * @return the result
     */
    public static <R> Parsed<R> unrelated() {
        return new Parsed<>(Kind.UNRELATED, Optional.empty(), List.of());
    }

    private static List<Finding> requireOne(List<Finding> findings) {
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a text that is no record needs a finding that says why");
        }
        return findings;
    }

    /**
     * What the text turned out to be.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The record.
     *
     * @return nothing unless the kind is {@link Kind#RECORD}
     */
    public Optional<R> record() {
        return record;
    }

    /**
     * What is to be said about the text; of an invalid record or a near miss the first one decides.
     *
     * @return may be empty for a record, never for {@link Kind#INVALID} and {@link Kind#NEAR_MISS}
     */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parsed<?> that
                && kind == that.kind
                && record.equals(that.record)
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, record, findings);
    }

    @Override
    public String toString() {
        return record.map(Object::toString).orElse(kind + " " + findings);
    }
}
