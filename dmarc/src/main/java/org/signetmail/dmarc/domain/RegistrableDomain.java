package org.signetmail.dmarc.domain;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dmarc.PublicSuffixList;

/**
 * What somebody could register to have a name that does not exist.
 *
 * @param domain the domain that is looked at, whose owner has what is above it
 * @param suffixes the list that tells; without one, it is as far as names tell
 */
record RegistrableDomain(DomainName domain, @Nullable PublicSuffixList suffixes) {

    /** Below a country's domain, those below which names are registered, as far as no list tells. */
    private static final Set<String> SECOND_LEVELS = Set.of("ac", "co", "com", "edu", "gov", "net", "org");

    private static final Set<String> OWN_USE =
            Set.of("arpa", "corp", "home", "internal", "invalid", "lan", "local", "localdomain", "localhost", "test");

    /**
     * The part of a name that is registered.
     *
     * @return nothing when nobody else can register it
     */
    Optional<DomainName> whose(DomainName name) {
        return Optional.of(top(name)).filter(top -> isRegistrable(top) && !domain.isEqualOrBelow(top));
    }

    private DomainName top(DomainName name) {
        if (suffixes != null) {
            return suffixes.organizationalDomain(name).orElse(name);
        }
        DomainName two = name.suffix(Math.min(2, name.labelCount()));
        String shown = two.toString();
        int dot = shown.indexOf('.');
        boolean ofACountry = shown.length() - dot == 3 && SECOND_LEVELS.contains(shown.substring(0, Math.max(0, dot)));
        return ofACountry ? name.suffix(Math.min(3, name.labelCount())) : two;
    }

    /**
     * What is below a top-level domain in which names are registered: its name begins with a letter (RFC 3696 §2: "not
     * all-numeric"), and it is none of RFC 6761, RFC 6762 and RFC 8375 or of those that home networks use.
     */
    private static boolean isRegistrable(DomainName name) {
        String last = name.suffix(1).toString();
        return name.labelCount() >= 2 && !Ascii.isDigit(last.charAt(0)) && !OWN_USE.contains(last);
    }
}
