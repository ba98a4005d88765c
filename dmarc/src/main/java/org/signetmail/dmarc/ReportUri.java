package org.signetmail.dmarc;

import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;

/**
 * Where a domain wants reports to be sent: one URI of {@code rua=} or {@code ruf=} (RFC 9989 §4.6).
 *
 * <p>Immutable and thread-safe.
 *
 * @param text the URI as published, without the obsolete size limit
 * @param scheme such as {@code mailto}, in lower case
 * @param address the decoded mail address of a {@code mailto} URI, without its headers; empty for other schemes
 * @param host the domain that the reports would go to; nothing for a URI that has none
 */
public record ReportUri(String text, String scheme, String address, Optional<DomainName> host) {
    /**
     * Checks for null.
     *
     * @param text the URI
     * @param scheme its scheme
     * @param address the mail address
     * @param host the domain
     */
    public ReportUri {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(host, "host");
    }

    /**
     * Whether reports can be mailed there: the one scheme that every reporter has (RFC 9989 §4.7, rua).
     *
     * @return whether there is an {@link #address}
     */
    public boolean isMail() {
        return !address.isEmpty();
    }
}
