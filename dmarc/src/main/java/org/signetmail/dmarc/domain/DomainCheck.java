package org.signetmail.dmarc.domain;

import java.util.List;
import java.util.Objects;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.FindingCode;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dmarc.PublicSuffixList;

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
    private final CheckOptions options;

    private DomainCheck(DnsResolver resolver, CheckOptions options) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.options = options;
    }

    /**
     * Makes a check.
     *
     * @param resolver asked for all records
     * @return a check
     */
    public static DomainCheck using(DnsResolver resolver) {
        return new DomainCheck(resolver, CheckOptions.NONE);
    }

    /**
     * The same with selectors that the domain is known to use, in place of those that were given before.
     *
     * @param names the selectors ({@code s=}): that one has no key is an error, and they come before all guesses
     * @return a new check
     */
    public DomainCheck withSelectors(List<DomainName> names) {
        return new DomainCheck(resolver, options.withSelectors(names));
    }

    /**
     * The same with other selectors to look for beside those that are named, in place of {@link DkimLint#usualSelectors}. A
     * longer list begins with what is likeliest:
     *
     * <pre>{@code
     * List<DomainName> guesses = new ArrayList<>(List.of(DomainName.of("mailjet"), DomainName.of("s2026")));
     * guesses.addAll(DkimLint.usualSelectors());
     * }</pre>
     *
     * @param names the selectors ({@code s=}), asked for in this order, each once, as far as the rest of the check leaves
     *     questions: a finding names those that were not asked for. Empty for no guesses
     * @return a new check
     */
    public DomainCheck withGuesses(List<DomainName> names) {
        return new DomainCheck(resolver, options.withGuesses(names));
    }

    /**
     * The same with what a large receiver wants of those who send much.
     *
     * @param receiver whose demands
     * @return a new check
     */
    public DomainCheck withProfile(SenderProfile receiver) {
        return new DomainCheck(resolver, options.withProfile(Objects.requireNonNull(receiver, "receiver")));
    }

    /**
     * The same with the policy of MTA-STS, which is fetched over HTTPS (RFC 8461 §3.3). Without this, nothing but DNS is asked.
     *
     * @param fetcher gets it, such as {@link MtaStsFetcher#https()}
     * @return a new check
     */
    public DomainCheck withMtaStsPolicy(MtaStsFetcher fetcher) {
        return new DomainCheck(resolver, options.withFetcher(Objects.requireNonNull(fetcher, "fetcher")));
    }

    /**
     * The same with a domain of MAIL FROM (Return-Path) that mail of the domain has: whether the two can align (RFC 9989 §4.4.2).
     * Several calls are for several domains.
     *
     * @param domain behind the at sign of the reverse path
     * @return a new check
     */
    public DomainCheck withMailFrom(DomainName domain) {
        return new DomainCheck(resolver, options.withMailFrom(Objects.requireNonNull(domain, "domain")));
    }

    /**
     * The same with a domain that signs mail of the domain ({@code d=}): whether the two can align (RFC 9989 §4.4.1). Several calls are for
     * several domains.
     *
     * @param domain the {@code d=} of its signatures
     * @return a new check
     */
    public DomainCheck withSigningDomain(DomainName domain) {
        return new DomainCheck(resolver, options.withSigning(Objects.requireNonNull(domain, "domain")));
    }

    /**
     * The same with the Public Suffix List by which receivers go that keep to RFC 7489; without it, they are taken to draw the
     * lines between organizations where the tree walk of RFC 9989 does.
     *
     * @param suffixes the list
     * @return a new check
     */
    public DomainCheck withPublicSuffixList(PublicSuffixList suffixes) {
        return new DomainCheck(resolver, options.withSuffixes(Objects.requireNonNull(suffixes, "suffixes")));
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
        return new CheckRun(resolver, Objects.requireNonNull(domain, "domain"), options).run();
    }
}
