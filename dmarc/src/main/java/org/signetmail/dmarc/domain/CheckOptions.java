package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.PublicSuffixList;

/** What a check of a domain is to know and to look at besides. */
record CheckOptions(
        List<DomainName> selectors,
        @Nullable SenderProfile profile,
        @Nullable MtaStsFetcher fetcher,
        List<DomainName> mailFrom,
        List<DomainName> signing,
        @Nullable PublicSuffixList suffixes) {

    static final CheckOptions NONE = new CheckOptions(List.of(), null, null, List.of(), List.of(), null);

    CheckOptions withSelectors(List<DomainName> names) {
        return new CheckOptions(List.copyOf(names), profile, fetcher, mailFrom, signing, suffixes);
    }

    CheckOptions withProfile(SenderProfile receiver) {
        return new CheckOptions(selectors, receiver, fetcher, mailFrom, signing, suffixes);
    }

    CheckOptions withFetcher(MtaStsFetcher newFetcher) {
        return new CheckOptions(selectors, profile, newFetcher, mailFrom, signing, suffixes);
    }

    CheckOptions withMailFrom(DomainName domain) {
        return new CheckOptions(selectors, profile, fetcher, and(mailFrom, domain), signing, suffixes);
    }

    CheckOptions withSigning(DomainName domain) {
        return new CheckOptions(selectors, profile, fetcher, mailFrom, and(signing, domain), suffixes);
    }

    CheckOptions withSuffixes(PublicSuffixList list) {
        return new CheckOptions(selectors, profile, fetcher, mailFrom, signing, list);
    }

    private static List<DomainName> and(List<DomainName> domains, DomainName another) {
        List<DomainName> more = new ArrayList<>(domains);
        if (!more.contains(another)) {
            more.add(another);
        }
        return List.copyOf(more);
    }
}
