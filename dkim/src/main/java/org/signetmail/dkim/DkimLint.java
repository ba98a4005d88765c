package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.dns.DnsLookups;

/**
 * What a domain ought to know about the keys that it publishes: those of the selectors that it names, and those that can be
 * guessed, as the selectors of a domain cannot be listed (RFC 6376 §3.1).
 *
 * <pre>{@code
 * DkimReport report = DkimLint.using(resolver).check(DomainName.of("example.com"), List.of(DomainName.of("s2026")));
 * report.findings();
 * List<Finding> findings = DkimLint.of("v=DKIM1; k=rsa; p=MIGf");  // a text alone, without DNS
 * }</pre>
 *
 * <p>One record as DNS answered it is for {@link DkimKeyLint}, and whether it is that of one's own key for {@link KeyCheck}. Asks two
 * questions and one for each selector; all at once, but for those that are guessed, which are not asked where no name below
 * {@code _domainkey} exists. Immutable and thread-safe.
 */
public final class DkimLint {

    /** What usual senders and their programs use, as far as it is the same for all of their customers. */
    private static final List<DomainName> USUAL = names(
            "default", "selector1", "selector2", "google", "s1", "s2", "k1", "k2", "k3", "mail", "dkim", "amazonses");

    private final DnsResolver resolver;
    private final List<DomainName> guesses;

    private DkimLint(DnsResolver resolver, List<DomainName> guesses) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.guesses = List.copyOf(guesses);
    }

    private static List<DomainName> names(String... names) {
        List<DomainName> parsed = new ArrayList<>();
        for (String name : names) {
            parsed.add(DomainName.of(name));
        }
        return List.copyOf(parsed);
    }

    /**
     * Makes a lint that guesses at the {@link #usualSelectors}.
     *
     * @param resolver asked for key records
     * @return a lint
     */
    public static DkimLint using(DnsResolver resolver) {
        return new DkimLint(resolver, USUAL);
    }

    /**
     * The same with other guesses.
     *
     * @param selectors what to look for beside the selectors that are named, such as a longer list than
     *     {@link #usualSelectors}; may be empty
     * @return a new lint
     */
    public DkimLint withGuesses(List<DomainName> selectors) {
        return new DkimLint(resolver, selectors);
    }

    /**
     * The selectors that are guessed until {@link #withGuesses} says otherwise.
     *
     * @return a few that are in wide use
     */
    public static List<DomainName> usualSelectors() {
        return USUAL;
    }

    /**
     * Looks at the text of a record, without DNS: the same as {@link DkimKeyLint#of(String)}.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return what breaks every signature, in the order of importance, then what might be better; empty when all is well
     */
    public static List<Finding> of(String octets) {
        return DkimKeyLint.of(octets);
    }

    /**
     * All kinds of findings about published keys: those of this class, of {@link DkimKeyLint} and of {@link KeyCheck}.
     *
     * @return in a fixed order
     */
    public static List<FindingCode> codes() {
        return DkimKeyLint.codes();
    }

    /**
     * Looks at the keys that can be guessed.
     *
     * @param domain {@code d=}
     * @return what there is
     */
    public DkimReport check(DomainName domain) {
        return check(domain, List.of());
    }

    /**
     * Looks at the keys of selectors, and at those that can be guessed.
     *
     * @param domain {@code d=}
     * @param selectors those that the domain is known to use ({@code s=}): that one has no key is an error
     * @return what there is
     */
    public DkimReport check(DomainName domain, List<DomainName> selectors) {
        Objects.requireNonNull(domain, "domain");
        DnsLookups lookups = DnsLookups.join(resolver);
        DkimReport report = KeySearch.of(lookups, domain, List.copyOf(selectors), guesses);
        lookups.leave(resolver);
        return report;
    }
}
