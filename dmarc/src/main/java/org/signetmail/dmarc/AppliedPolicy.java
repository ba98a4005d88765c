package org.signetmail.dmarc;

import java.util.Objects;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * What a receiver does with mail that fails, and which tag of which record says so.
 *
 * <p>Made by {@link DmarcLint} alone. Immutable and thread-safe.
 */
public final class AppliedPolicy {

    private final DomainName recordDomain;
    private final Disposition published;
    private final PolicyTag tag;
    private final Disposition policy;
    private final int percent;

    AppliedPolicy(DomainName recordDomain, PolicyChoice choice, int percent) {
        this.recordDomain = Objects.requireNonNull(recordDomain, "recordDomain");
        this.published = choice.published();
        this.tag = choice.tag();
        this.policy = choice.policy();
        this.percent = percent;
    }

    /**
     * Whose record it is.
     *
     * @return the domain; the record is at {@code _dmarc} below it
     */
    public DomainName recordDomain() {
        return recordDomain;
    }

    /**
     * The policy as the tag has it.
     *
     * @return {@link Disposition#NONE} also for a record that counts as {@code p=none}
     */
    public Disposition published() {
        return published;
    }

    /**
     * The tag that it comes from.
     *
     * @return never null
     */
    public PolicyTag tag() {
        return tag;
    }

    /**
     * The policy that is applied: after {@code t=y}, where the receiver heeds it.
     *
     * @return the published one, or the one below it
     */
    public Disposition policy() {
        return policy;
    }

    /**
     * To how many of a hundred messages that fail it is applied; the others get the policy below it (RFC 7489 §6.6.4).
     *
     * @return 100 for a receiver that goes by RFC 9989
     */
    public int percent() {
        return percent;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AppliedPolicy that
                && recordDomain.equals(that.recordDomain)
                && published == that.published
                && tag == that.tag
                && policy == that.policy
                && percent == that.percent;
    }

    @Override
    public int hashCode() {
        return Objects.hash(recordDomain, published, tag, policy, percent);
    }

    /**
     * The policy and where it comes from, such as {@code quarantine (sp of _dmarc.example.com)}.
     *
     * @return a few words of printing ASCII
     */
    @Override
    public String toString() {
        String share = percent == 100 || policy == Disposition.NONE
                ? ""
                : " for " + percent + " of 100, else " + policy.milder().keyword();
        String tested = policy == published ? "" : "=" + published.keyword() + " with t=y";
        return policy.keyword() + share + " (" + Ascii.lowerCase(tag.name()) + tested + " of _dmarc." + recordDomain
                + ")";
    }
}
