package org.signetmail.dmarc.domain;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.signetmail.core.DomainName;

/**
 * Fetches the policy of a domain for MTA-STS (RFC 8461 §3.3): what {@link DomainCheck#withMtaStsPolicy} needs, and a seam for
 * those who have an HTTP client of their own.
 *
 * <p>An implementation is thread-safe, does not block, and does not fail: a failure is an answer too. It takes the certificate
 * of nobody but {@code mta-sts} below the domain, follows no redirect, asks no cache, and reads no more than
 * {@value #MAX_OCTETS} octets.
 */
@FunctionalInterface
public interface MtaStsFetcher {

    /** RFC 8461 §3.3: so large is a policy at most that senders are advised to take. */
    int MAX_OCTETS = 64 * 1024;

    /**
     * Gets {@code https://mta-sts.DOMAIN/.well-known/mta-sts.txt}.
     *
     * @param domain the domain whose policy it is, without {@code mta-sts}
     * @return completes with the answer, never exceptionally
     */
    CompletionStage<MtaStsAnswer> fetch(DomainName domain);

    /**
     * One that uses the JDK's client, trusts whom the JDK trusts, and waits for 20 seconds at most. It connects to wherever
     * the name of the host leads, also within one's own network.
     *
     * @return a new fetcher
     * @throws IllegalStateException when the module java.net.http is not there
     */
    static MtaStsFetcher https() {
        return HttpsFetcher.of(null);
    }

    /**
     * The same with other authorities to trust.
     *
     * @param context has them
     * @return a new fetcher
     * @throws IllegalStateException when the module java.net.http is not there
     */
    static MtaStsFetcher https(SSLContext context) {
        return HttpsFetcher.of(Objects.requireNonNull(context, "context"));
    }
}
