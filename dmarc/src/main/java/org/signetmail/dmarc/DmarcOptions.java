package org.signetmail.dmarc;

import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DmarcEvaluator} goes about it.
 *
 * <pre>{@code
 * DmarcOptions options = DmarcOptions.DEFAULT.withPublicSuffixGuard(PublicSuffixList.read(path));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class DmarcOptions {

    /** RFC 9989 with {@link DmarcLimits#DEFAULT}, without a Public Suffix List. */
    public static final DmarcOptions DEFAULT = new DmarcOptions(DmarcLimits.DEFAULT, null, () -> 0, null);

    private final DmarcLimits limits;
    private final @Nullable PublicSuffixList list;
    private final IntSupplier percentile;
    private final @Nullable PublicSuffixList guard;

    private DmarcOptions(
            DmarcLimits limits,
            @Nullable PublicSuffixList list,
            IntSupplier percentile,
            @Nullable PublicSuffixList guard) {
        this.limits = limits;
        this.list = list;
        this.percentile = percentile;
        this.guard = guard;
    }

    /**
     * The same with other limits.
     *
     * @param newLimits how much one check takes on
     * @return new options
     */
    public DmarcOptions withLimits(DmarcLimits newLimits) {
        return new DmarcOptions(Objects.requireNonNull(newLimits, "limits"), list, percentile, guard);
    }

    /**
     * The same by RFC 7489 instead of RFC 9989: a Public Suffix List says which domains belong together, at most two names
     * are asked for the record, {@code np}, {@code psd} and {@code t} mean nothing, and {@code pct} does.
     *
     * @param suffixes the list
     * @param newPercentile gives a number of 0 to 99, each as often as any other, for a message that fails under
     *     {@code pct}; thread-safe, such as {@code () -> ThreadLocalRandom.current().nextInt(100)}
     * @return new options
     */
    public DmarcOptions withPublicSuffixList(PublicSuffixList suffixes, IntSupplier newPercentile) {
        return new DmarcOptions(
                limits,
                Objects.requireNonNull(suffixes, "suffixes"),
                Objects.requireNonNull(newPercentile, "percentile"),
                guard);
    }

    /**
     * The same with a Public Suffix List beside the tree walk of RFC 9989. By that walk a record at a public suffix, such
     * as {@code uk}, that lacks {@code psd=y} makes all domains beneath it one organization, and each can pass for any
     * other (RFC 9989 §11.8). With the guard two domains whose organizational domain is on the list are aligned only when
     * they belong together by the list as well; {@link DmarcAlignment.Verdict#PUBLIC_SUFFIX} tells where they do not. It
     * takes passes away and never gives one.
     *
     * @param suffixes the list
     * @return new options
     */
    public DmarcOptions withPublicSuffixGuard(PublicSuffixList suffixes) {
        return new DmarcOptions(limits, list, percentile, Objects.requireNonNull(suffixes, "suffixes"));
    }

    /**
     * How much one check takes on.
     *
     * @return the limits
     */
    public DmarcLimits limits() {
        return limits;
    }

    /**
     * The list of RFC 7489.
     *
     * @return nothing when RFC 9989 is gone by
     */
    public Optional<PublicSuffixList> publicSuffixList() {
        return Optional.ofNullable(list);
    }

    /**
     * The list beside the tree walk.
     *
     * @return nothing when there is none
     */
    public Optional<PublicSuffixList> publicSuffixGuard() {
        return Optional.ofNullable(guard);
    }

    IntSupplier percentile() {
        return percentile;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcOptions that
                && limits.equals(that.limits)
                && Objects.equals(list, that.list)
                && percentile.equals(that.percentile)
                && Objects.equals(guard, that.guard);
    }

    @Override
    public int hashCode() {
        return Objects.hash(limits, list, percentile, guard);
    }

    @Override
    public String toString() {
        return limits + (list == null ? ", RFC 9989" : ", RFC 7489") + (guard == null ? "" : ", public suffix guard");
    }
}
