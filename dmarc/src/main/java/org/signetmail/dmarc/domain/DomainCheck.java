package org.signetmail.dmarc.domain;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.FindingCode;

/**
 * Looks at a whole domain: SPF, DKIM and DMARC together, its mail hosts, and what it publishes of MTA-STS (RFC 8461), TLS reports
 * (RFC 8460) and BIMI, as far as DNS shows it.
 *
 * <pre>{@code
 * DomainReport report = DomainCheck.using(resolver).check(DomainName.of("example.com"));
 * report.findings();
 * }</pre>
 *
 * <p>Asks {@value #MAX_QUESTIONS} questions at most. Immutable and thread-safe.
 */
public final class DomainCheck {

    /** The most questions of one check. */
    public static final int MAX_QUESTIONS = 40;

    private final DnsResolver resolver;
    private final List<DomainName> selectors;
    private final @Nullable SenderProfile profile;

    private DomainCheck(DnsResolver resolver, List<DomainName> selectors, @Nullable SenderProfile profile) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.selectors = List.copyOf(selectors);
        this.profile = profile;
    }

    /**
     * Makes a check.
     *
     * @param resolver asked for all records
     * @return a check
     */
    public static DomainCheck using(DnsResolver resolver) {
        return new DomainCheck(resolver, List.of(), null);
    }

    /**
     * The same with selectors that the domain is known to use.
     *
     * @param names the selectors ({@code s=})
     * @return a new check
     */
    public DomainCheck withSelectors(List<DomainName> names) {
        return new DomainCheck(resolver, names, profile);
    }

    /**
     * The same with what a large receiver wants of those who send much.
     *
     * @param receiver whose demands
     * @return a new check
     */
    public DomainCheck withProfile(SenderProfile receiver) {
        return new DomainCheck(resolver, selectors, Objects.requireNonNull(receiver, "receiver"));
    }

    /**
     * All kinds of findings beyond those of SPF, DKIM and DMARC.
     *
     * @return in a fixed order
     */
    public static List<FindingCode> codes() {
        return DomainCode.codes("");
    }

    /**
     * Looks at a domain.
     *
     * @param domain the domain of addresses in From
     * @return what there is to say
     */
    public DomainReport check(DomainName domain) {
        return new CheckRun(resolver, Objects.requireNonNull(domain, "domain"), selectors, profile).run();
    }
}
