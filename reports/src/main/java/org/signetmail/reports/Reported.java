package org.signetmail.reports;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A keyword as a reporter wrote it, and what it means. Absent, empty and unknown are three things: an absent one has no text,
 * an empty one an empty text, an unknown one its text and no value.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <E> what it may mean
 */
public final class Reported<E extends Enum<E>> {

    private final @Nullable E value;
    private final @Nullable String text;
    private final String keyword;

    Reported(@Nullable E value, @Nullable String text, String keyword) {
        this.value = value;
        this.text = text;
        this.keyword = keyword;
    }

    static <E extends Enum<E>> Reported<E> absent() {
        return new Reported<>(null, null, "");
    }

    /**
     * What it means.
     *
     * @return nothing when it is absent, empty or unknown
     */
    public Optional<E> value() {
        return Optional.ofNullable(value);
    }

    /**
     * What the reporter wrote, without white space around it: hostile text.
     *
     * @return nothing when it is absent
     */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /**
     * The keyword of the value, in the specification's own letters.
     *
     * @return nothing when there is no value
     */
    public Optional<String> keyword() {
        return value == null ? Optional.empty() : Optional.of(keyword);
    }

    /**
     * Whether it means this.
     *
     * @param wanted a value
     * @return false also when it is absent
     */
    public boolean is(E wanted) {
        return value == Objects.requireNonNull(wanted, "wanted");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reported<?> that && value == that.value && Objects.equals(text, that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, text);
    }

    /** The keyword, or nothing. */
    @Override
    public String toString() {
        return value == null ? "" : keyword;
    }
}
