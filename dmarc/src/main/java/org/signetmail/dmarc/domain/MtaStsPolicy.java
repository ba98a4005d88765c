package org.signetmail.dmarc.domain;

import java.util.List;
import java.util.Objects;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * A policy of MTA-STS that senders take (RFC 8461 §3.2). Made by {@link DomainCheck} alone.
 *
 * <p>Immutable and thread-safe.
 */
public final class MtaStsPolicy {

    /** What a sender does when a mail host has no TLS with a right certificate, or is not named. */
    public enum Mode {
        /** It does not deliver there. */
        ENFORCE,
        /** It delivers and reports. */
        TESTING,
        /** It does as if there were no policy. */
        NONE
    }

    private final Mode mode;
    private final List<String> mx;
    private final long maxAge;

    MtaStsPolicy(Mode mode, List<String> mx, long maxAge) {
        this.mode = Objects.requireNonNull(mode, "mode");
        this.mx = List.copyOf(mx);
        this.maxAge = maxAge;
    }

    /**
     * What senders do.
     *
     * @return the mode
     */
    public Mode mode() {
        return mode;
    }

    /**
     * The names of mail hosts.
     *
     * @return in their order and in lower case; one that begins with {@code *.} stands for all names with one label in its
     *     place
     */
    public List<String> mx() {
        return mx;
    }

    /**
     * How long senders keep it.
     *
     * @return in seconds, 0 to 31557600
     */
    public long maxAge() {
        return maxAge;
    }

    /**
     * Whether a mail host is among those named (RFC 8461 §4.1).
     *
     * @param host as the MX record has it
     * @return true when a sender may deliver there
     */
    public boolean names(DomainName host) {
        return mx.stream().anyMatch(pattern -> matches(pattern, host));
    }

    static boolean matches(String pattern, DomainName host) {
        String name = host.toString();
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        // RFC 8461 §4.1: the asterisk is one label, as in certificates (RFC 6125 §6.4.3).
        int dot = name.indexOf('.');
        return dot > 0 && name.startsWith(pattern.substring(1), dot) && name.length() - dot == pattern.length() - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MtaStsPolicy that && mode == that.mode && mx.equals(that.mx) && maxAge == that.maxAge;
    }

    @Override
    public int hashCode() {
        return Objects.hash(mode, mx, maxAge);
    }

    /** Mode, names and age on one line. */
    @Override
    public String toString() {
        return Ascii.lowerCase(mode.name()) + " " + String.join(" ", mx) + " for " + maxAge + " seconds";
    }
}
