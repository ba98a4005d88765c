package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dmarc.PublicSuffixList;

/** What a check of a domain is to know and to look at besides. */
record CheckOptions(
        List<DomainName> selectors,
        List<DomainName> guesses,
        @Nullable SenderProfile profile,
        @Nullable MtaStsFetcher fetcher,
        List<DomainName> mailFrom,
        List<DomainName> signing,
        @Nullable PublicSuffixList suffixes) {

    static final CheckOptions NONE =
            new CheckOptions(List.of(), DkimLint.usualSelectors(), null, null, List.of(), List.of(), null);

    CheckOptions withSelectors(List<DomainName> names) {
        return new CheckOptions(List.copyOf(names), guesses, profile, fetcher, mailFrom, signing, suffixes);
    }

    CheckOptions withGuesses(List<DomainName> names) {
        return new CheckOptions(selectors, List.copyOf(names), profile, fetcher, mailFrom, signing, suffixes);
    }

    CheckOptions withProfile(SenderProfile receiver) {
        return new CheckOptions(selectors, guesses, receiver, fetcher, mailFrom, signing, suffixes);
    }

    CheckOptions withFetcher(MtaStsFetcher newFetcher) {
        return new CheckOptions(selectors, guesses, profile, newFetcher, mailFrom, signing, suffixes);
    }

    CheckOptions withMailFrom(DomainName domain) {
        return new CheckOptions(selectors, guesses, profile, fetcher, and(mailFrom, domain), signing, suffixes);
    }

    CheckOptions withSigning(DomainName domain) {
        return new CheckOptions(selectors, guesses, profile, fetcher, mailFrom, and(signing, domain), suffixes);
    }

    CheckOptions withSuffixes(PublicSuffixList list) {
        return new CheckOptions(selectors, guesses, profile, fetcher, mailFrom, signing, list);
    }

    private static List<DomainName> and(List<DomainName> domains, DomainName another) {
        List<DomainName> more = new ArrayList<>(domains);
        if (!more.contains(another)) {
            more.add(another);
        }
        return List.copyOf(more);
    }
}
