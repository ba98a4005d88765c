package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;

/**
 * Which signatures get evaluated when there are too many (RFC 6376 §6.1 allows any order, §8.4 asks for a limit): first
 * those whose domain is nearest to the author's, as DMARC may depend on them. So nobody can push a good signature out of
 * the message's budget by putting junk above it.
 */
final class EvaluationOrder {

    private EvaluationOrder() {}

    /**
     * Picks the checks to go on with, and refuses the others.
     *
     * @param checks all checks of a message
     * @param fields its header
     * @param most how many to evaluate
     * @return those not refused, the ones worth most first
     */
    static List<SignatureCheck> pick(List<SignatureCheck> checks, List<HeaderField> fields, int most) {
        List<SignatureCheck> candidates = new ArrayList<>(checks);
        candidates.removeIf(SignatureCheck::isRefused);
        if (candidates.size() <= most) {
            return candidates;
        }
        List<DomainName> authors = AuthorDomain.of(fields).domains();
        // What has expired cannot pass, and is only checked for its sentence: old signatures push out no other.
        candidates.sort(Comparator.comparing(SignatureCheck::isExpired)
                .thenComparingInt(check -> -nearness(check.domain(), authors)));
        Refusal tooMany = Refusal.of(
                DkimProblem.TOO_MANY_SIGNATURES,
                "The message has " + candidates.size() + " signatures to check, of which " + most
                        + " are evaluated, those nearest to the author's domain first.",
                "");
        for (SignatureCheck check : candidates.subList(most, candidates.size())) {
            check.refuse(tooMany);
        }
        return candidates.subList(0, most);
    }

    /** The number of labels that the domain has in common with an author's, from the right. */
    private static int nearness(DomainName domain, List<DomainName> authors) {
        int nearest = 0;
        for (DomainName author : authors) {
            if (author.equals(domain)) {
                return Integer.MAX_VALUE;
            }
            nearest = Math.max(nearest, labelsInCommon(author.labels(), domain.labels()));
        }
        return nearest;
    }

    private static int labelsInCommon(List<String> a, List<String> b) {
        int common = 0;
        while (common < a.size()
                && common < b.size()
                && a.get(a.size() - 1 - common).equals(b.get(b.size() - 1 - common))) {
            common++;
        }
        return common;
    }
}
