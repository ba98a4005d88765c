package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.MethodResult;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.spf.ReceivedSpf;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.SpfResult;

/**
 * What all checks of one message came to.
 *
 * <p>Immutable and thread-safe.
 *
 * @param envelope what was checked, apart from the message
 * @param spf of the MAIL FROM identity, which DMARC goes by
 * @param helo of the HELO identity, on which nothing else depends
 * @param dkim one for each signature
 * @param dmarc the verdict
 * @param handling what the receiver does, by its {@link DispositionPolicy}
 * @param queries what DNS was asked, those first whose answers were used
 */
public record Authentication(
        Envelope envelope,
        SpfOutcome spf,
        SpfOutcome helo,
        List<DkimOutcome> dkim,
        DmarcOutcome dmarc,
        Handling handling,
        List<DnsQuery> queries) {

    /**
     * Copies the lists.
     *
     * @param envelope what was checked, apart from the message
     * @param spf of the MAIL FROM identity
     * @param helo of the HELO identity
     * @param dkim one for each signature
     * @param dmarc the verdict
     * @param handling what the receiver does
     * @param queries what DNS was asked
     */
    public Authentication {
        Objects.requireNonNull(envelope, "envelope");
        Objects.requireNonNull(spf, "spf");
        Objects.requireNonNull(helo, "helo");
        dkim = List.copyOf(dkim);
        Objects.requireNonNull(dmarc, "dmarc");
        Objects.requireNonNull(handling, "handling");
        queries = List.copyOf(queries);
    }

    Authentication withHandling(Handling newHandling) {
        return new Authentication(envelope, spf, helo, dkim, dmarc, newHandling, queries);
    }

    /**
     * The outcomes as a header field for the message (RFC 8601).
     *
     * @param authservId the name that the receiving site goes by in these fields, such as its host name
     * @return the field; its {@code toField} is to be put in front of the message
     * @throws IllegalArgumentException when the authserv-id is none; see {@link AuthenticationResults}
     */
    public AuthenticationResults toAuthenticationResults(String authservId) {
        List<MethodResult> results = new ArrayList<>();
        if (spf.problem().filter(SpfProblem.NOT_CHECKED::equals).isEmpty()) {
            results.add(spfResult());
        }
        HeaderB headerB = new HeaderB(dkim);
        for (DkimOutcome outcome : dkim) {
            results.add(dkimResult(outcome, headerB));
        }
        if (dmarc.problem().filter(DmarcProblem.NOT_CHECKED::equals).isEmpty()) {
            results.add(dmarcResult());
        }
        return new AuthenticationResults(authservId, results);
    }

    private MethodResult spfResult() {
        MethodResult result = spf.toMethodResult();
        return spf.result() == SpfResult.PASS ? result.withReason("") : result;
    }

    // RFC 8601 §2.7.1, RFC 6008 §4.
    private static MethodResult dkimResult(DkimOutcome outcome, HeaderB headerB) {
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

    // RFC 9989 §9.2.
    private MethodResult dmarcResult() {
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

    /**
     * The SPF outcome as a header field of its own (RFC 7208 §9.1), for those who read it beside the other one.
     *
     * @param receiver the name of the receiving host
     * @return the field; its {@code toField} is to be put in front of the message, above the Received field of this hop
     */
    public ReceivedSpf toReceivedSpf(DomainName receiver) {
        return ReceivedSpf.of(spf, envelope, receiver);
    }

    /**
     * How the verdict came about, for a postmaster: every DNS query with its answer and time, and every rule that decided.
     *
     * @return lines of printing ASCII, each ended by a line feed
     */
    public String explain() {
        return new Explanation(this).text();
    }
}
