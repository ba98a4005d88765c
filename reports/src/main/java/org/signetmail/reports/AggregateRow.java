package org.signetmail.reports;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.signetmail.spf.address.IpAddress;

/**
 * One record of an aggregate report: so many messages of one source that fared alike (RFC 9990 §3.1.1.7). Texts are as the
 * reporter wrote them, without white space around them, and hostile. Immutable and thread-safe.
 *
 * @param sourceIp who handed the messages over; IPv4-mapped addresses are IPv4
 * @param count how many messages, 0 or more
 * @param disposition what was done with them
 * @param dkim whether DKIM gave an aligned pass
 * @param spf whether SPF gave an aligned pass
 * @param reasons why something else was done than the policy asks for
 * @param headerFrom the domain in From
 * @param envelopeFrom the domain of MAIL FROM; empty is the null reverse-path, nothing is not told
 * @param envelopeTo the domain of the recipient
 * @param dkimResults the signatures, as many as the limits keep
 * @param spfResults SPF; RFC 9990 has one at most
 */
public record AggregateRow(
        InetAddress sourceIp,
        long count,
        Reported<ReportedDisposition> disposition,
        Reported<EvaluatedResult> dkim,
        Reported<EvaluatedResult> spf,
        List<PolicyOverride> reasons,
        Optional<String> headerFrom,
        Optional<String> envelopeFrom,
        Optional<String> envelopeTo,
        List<DkimAuthResult> dkimResults,
        List<SpfAuthResult> spfResults) {

    /**
     * Whether DMARC passed: SPF or DKIM gave an aligned pass.
     *
     * @return true then
     */
    public boolean passes() {
        return dkim.is(EvaluatedResult.PASS) || spf.is(EvaluatedResult.PASS);
    }

    /**
     * The source as text.
     *
     * @return dotted decimal, or RFC 5952
     */
    public String sourceText() {
        return IpAddress.of(sourceIp).toString();
    }
}
