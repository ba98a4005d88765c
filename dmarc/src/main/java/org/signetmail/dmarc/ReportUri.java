package org.signetmail.dmarc;

import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * Where a domain wants reports to be sent: one URI of {@code rua=} or {@code ruf=} (RFC 9989 §4.6).
 *
 * <p>Made by Signet alone. Immutable and thread-safe.
 */
public final class ReportUri {

    private final String text;
    private final String scheme;
    private final String address;
    private final Optional<DomainName> host;

    ReportUri(String text, String scheme, String address, Optional<DomainName> host) {
        this.text = Objects.requireNonNull(text, "text");
        this.scheme = Objects.requireNonNull(scheme, "scheme");
        this.address = Objects.requireNonNull(address, "address");
        this.host = Objects.requireNonNull(host, "host");
    }

    /**
     * The URI as published, without the obsolete size limit.
     *
     * @return never empty
     */
    public String text() {
        return text;
    }

    /**
     * Its scheme.
     *
     * @return such as {@code mailto}, in lower case
     */
    public String scheme() {
        return scheme;
    }

    /**
     * The decoded mail address of a {@code mailto} URI, without its headers.
     *
     * @return empty for other schemes
     */
    public String address() {
        return address;
    }

    /**
     * The domain that the reports would go to.
     *
     * @return nothing for a URI that has none
     */
    public Optional<DomainName> host() {
        return host;
    }

    /**
     * Whether reports can be mailed there: the one scheme that every reporter has (RFC 9989 §4.7, rua).
     *
     * @return whether there is an {@link #address}
     */
    public boolean isMail() {
        return !address.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportUri that
                && text.equals(that.text)
                && scheme.equals(that.scheme)
                && address.equals(that.address)
                && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, scheme, address, host);
    }

    /**
     * The URI, for a log.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return Ascii.printable(text, 300);
    }
}
