package org.signetmail.reports;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A failure report: one message that failed, told at once (RFC 9991, 6591, 5965). Texts are as the reporter wrote them, without
 * angle brackets around addresses, and hostile. Absent is nothing, empty is an empty text. Immutable and thread-safe.
 *
 * @param feedbackType what it is about; only {@link FeedbackType#AUTH_FAILURE} is a DMARC matter
 * @param version of the format
 * @param userAgent the software that made it
 * @param authFailure what failed
 * @param identityAlignment the mechanisms, {@code dkim} and {@code spf}, that <em>failed</em> to give an aligned identifier: an
 *     empty list says that none failed, nothing says nothing (RFC 9991 §4)
 * @param originalMailFrom the reverse-path; empty is the null one
 * @param sourceIp who handed the message over
 * @param sourcePort from which port
 * @param arrivalDate when it arrived
 * @param reportedDomain whose name was used
 * @param deliveryResult what became of it
 * @param originalEnvelopeId its id in transport
 * @param dkimDomain the domain of the signature that failed
 * @param dkimIdentity its identity
 * @param dkimSelector its selector
 * @param incidents for how many messages this stands; absent is one
 * @param originalRcptTo its recipients
 * @param reportedUri what it links to
 * @param authenticationResults what was found, as written
 * @param spfDns the records that SPF read, as written
 * @param sample what is quoted of it
 * @param problems deviations that ought to be known
 * @param remarks deviations that most reports have
 */
public record FailureReport(
        Reported<FeedbackType> feedbackType,
        Optional<String> version,
        Optional<String> userAgent,
        Reported<AuthFailureType> authFailure,
        Optional<List<String>> identityAlignment,
        Optional<String> originalMailFrom,
        Optional<InetAddress> sourceIp,
        Optional<Integer> sourcePort,
        Optional<Instant> arrivalDate,
        Optional<String> reportedDomain,
        Reported<DeliveryResult> deliveryResult,
        Optional<String> originalEnvelopeId,
        Optional<String> dkimDomain,
        Optional<String> dkimIdentity,
        Optional<String> dkimSelector,
        Optional<Long> incidents,
        List<String> originalRcptTo,
        List<String> reportedUri,
        List<String> authenticationResults,
        List<String> spfDns,
        Optional<FailureSample> sample,
        List<ReportProblem> problems,
        List<ReportProblem> remarks)
        implements Report {

    /** The user agent, the only thing that says who reports. */
    @Override
    public Optional<String> organization() {
        return userAgent;
    }

    /** Failure reports have none. */
    @Override
    public Optional<String> reportId() {
        return Optional.empty();
    }

    @Override
    public Optional<String> domain() {
        return reportedDomain;
    }

    @Override
    public Optional<Instant> begin() {
        return arrivalDate;
    }

    @Override
    public Optional<Instant> end() {
        return arrivalDate;
    }

    /**
     * Who reports of which domain.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return ReportText.line("failure", this);
    }
}
