package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.MethodResult;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dkim.DkimResult;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.SpfResult;

/**
 * Writes {@link Authentication#toAuthenticationResults}. What a receiver acts on comes first, and signatures, of which a
 * sender can add any number, come last and are bounded: readers take so many results of a field and no more.
 */
final class ResultsWriter {

    /** So many signatures are listed in any case; more only if they were evaluated. */
    private static final int LISTED = 10;

    /** Verdicts that take no key and no cryptography: a sender gets any number of them for nothing. */
    private static final Set<DkimProblem> UNEVALUATED = Collections.unmodifiableSet(EnumSet.of(
            DkimProblem.SIGNATURE_SYNTAX,
            DkimProblem.SIGNATURE_TOO_LARGE,
            DkimProblem.TAG_MISSING,
            DkimProblem.VERSION,
            DkimProblem.ALGORITHM_UNKNOWN,
            DkimProblem.ALGORITHM_HISTORIC,
            DkimProblem.SIGNATURE_ENCODING,
            DkimProblem.CANONICALIZATION_UNKNOWN,
            DkimProblem.DOMAIN_INVALID,
            DkimProblem.SELECTOR_INVALID,
            DkimProblem.IDENTITY_INVALID,
            DkimProblem.IDENTITY_OUTSIDE_DOMAIN,
            DkimProblem.SIGNED_FIELDS_INVALID,
            DkimProblem.FROM_NOT_SIGNED,
            DkimProblem.BODY_LENGTH_INVALID,
            DkimProblem.QUERY_METHOD_UNKNOWN,
            DkimProblem.TIME_INVALID,
            DkimProblem.EXPIRED,
            DkimProblem.SIGNED_IN_FUTURE,
            DkimProblem.DOMAIN_REFUSED,
            DkimProblem.TOO_MANY_SIGNATURES,
            DkimProblem.MESSAGE_INCOMPLETE));

    private final Authentication authentication;
    private final List<DkimOutcome> signatures;
    private final HeaderB headerB;

    ResultsWriter(Authentication authentication) {
        this.authentication = authentication;
        this.signatures = authentication.dkim();
        this.headerB = new HeaderB(signatures);
    }

    AuthenticationResults write(String authservId) {
        List<Integer> ranked = new ArrayList<>();
        for (int i = 0; i < signatures.size(); i++) {
            ranked.add(i);
        }
        ranked.sort(Comparator.comparingInt(i -> rank(signatures.get(i))));
        long evaluated = signatures.stream().filter(ResultsWriter::isEvaluated).count();
        int listed = Math.min(signatures.size(), Math.max(LISTED, (int) evaluated));
        while (true) {
            AuthenticationResults field =
                    new AuthenticationResults(authservId, results(new TreeSet<>(ranked.subList(0, listed))));
            int omitted = field.omitted();
            // The number of those that are left out has to be in the field, and to be true.
            if (omitted == 0 || listed == 0) {
                return field;
            }
            listed = Math.max(0, listed - omitted);
        }
    }

    static boolean isEvaluated(DkimOutcome outcome) {
        return rank(outcome) < 2;
    }

    /** Passes are kept longest, then what was evaluated. */
    private static int rank(DkimOutcome outcome) {
        if (outcome.result() == DkimResult.PASS) {
            return 0;
        }
        return outcome.problem().filter(UNEVALUATED::contains).isPresent() ? 2 : 1;
    }

    /** The results with these signatures, in the order of the message, and the number of the other ones. */
    private List<MethodResult> results(Set<Integer> listed) {
        List<MethodResult> results = new ArrayList<>();
        if (authentication
                .dmarc()
                .problem()
                .filter(DmarcProblem.NOT_CHECKED::equals)
                .isEmpty()) {
            results.add(dmarc(authentication.dmarc()));
        }
        if (authentication
                .spf()
                .problem()
                .filter(SpfProblem.NOT_CHECKED::equals)
                .isEmpty()) {
            results.add(spf());
        }
        for (int i : listed) {
            results.add(dkim(signatures.get(i)));
        }
        int rest = signatures.size() - listed.size();
        if (rest > 0) {
            results.add(MethodResult.of("dkim", DkimResult.POLICY.keyword())
                    .withReason(
                            rest == 1
                                    ? "1 more signature is not listed here."
                                    : rest + " more signatures are not listed here."));
        }
        return results;
    }

    // RFC 9989 §9.2.
    private static MethodResult dmarc(DmarcOutcome dmarc) {
        MethodResult result = MethodResult.of("dmarc", dmarc.result().keyword());
        if (dmarc.problem().isPresent()) {
            result = result.withReason(dmarc.reason());
        }
        if (dmarc.authorDomain().isPresent()) {
            result = result.withProperty(
                    "header", "from", dmarc.authorDomain().get().toString());
        }
        if (dmarc.policy().isPresent()) {
            result = result.withProperty("policy", "dmarc", dmarc.policy().get().keyword());
        }
        return result;
    }

    private MethodResult spf() {
        MethodResult result = authentication.spf().toMethodResult();
        return authentication.spf().result() == SpfResult.PASS ? result.withReason("") : result;
    }

    // RFC 8601 §2.7.1, RFC 6008 §4.
    private MethodResult dkim(DkimOutcome outcome) {
        MethodResult result = MethodResult.of("dkim", outcome.result().keyword());
        if (outcome.problem().isPresent()) {
            result = result.withReason(outcome.reason());
        }
        if (outcome.domain().isPresent()) {
            result = result.withProperty("header", "d", outcome.domain().get().toString());
        }
        if (outcome.identity().isPresent()) {
            result = result.withProperty("header", "i", outcome.identity().get());
        }
        if (outcome.selector().isPresent()) {
            result = result.withProperty("header", "s", outcome.selector().get().toString());
        }
        if (outcome.algorithm().isPresent()) {
            result =
                    result.withProperty("header", "a", outcome.algorithm().get().keyword());
        }
        String b = headerB.of(outcome);
        return b.isEmpty() ? result : result.withProperty("header", "b", b);
    }
}
