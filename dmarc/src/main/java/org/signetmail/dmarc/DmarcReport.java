package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;

/**
 * What DNS says of a domain's DMARC: the record that applies and how it was found, what receivers do by it, who gets
 * reports, and what is wrong.
 *
 * <p>Made by {@link DmarcLint} alone. Immutable and thread-safe.
 */
public final class DmarcReport {

    private final DomainName domain;
    private final List<DmarcStep> walk;
    private final DmarcReading rfc9989;
    private final DmarcReading rfc7489;
    private final List<String> differences;
    private final List<ReportDestination> aggregate;
    private final List<ReportDestination> failureReports;
    private final List<Finding> findings;

    DmarcReport(
            DomainName domain,
            List<DmarcStep> walk,
            DmarcReading rfc9989,
            DmarcReading rfc7489,
            List<String> differences,
            List<ReportDestination> aggregate,
            List<ReportDestination> failureReports,
            List<Finding> findings) {
        this.domain = Objects.requireNonNull(domain, "domain");
        this.walk = List.copyOf(walk);
        this.rfc9989 = Objects.requireNonNull(rfc9989, "rfc9989");
        this.rfc7489 = Objects.requireNonNull(rfc7489, "rfc7489");
        this.differences = List.copyOf(differences);
        this.aggregate = List.copyOf(aggregate);
        this.failureReports = List.copyOf(failureReports);
        this.findings = List.copyOf(findings);
    }

    /**
     * The domain that was checked.
     *
     * @return never null
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The names that an RFC 9989 receiver asks for, and what was there: from the domain up, at most eight.
     *
     * @return an immutable list, in the order of the walk; never empty
     */
    public List<DmarcStep> walk() {
        return walk;
    }

    /**
     * What a receiver makes of it that goes by RFC 9989.
     *
     * @return never null
     */
    public DmarcReading rfc9989() {
        return rfc9989;
    }

    /**
     * What a receiver makes of it that goes by RFC 7489. Its organizational domain is by the Public Suffix List that was
     * given, or taken to be that of the walk where none was.
     *
     * @return never null
     */
    public DmarcReading rfc7489() {
        return rfc7489;
    }

    /**
     * What a receiver that goes by RFC 7489 does otherwise than one that goes by RFC 9989.
     *
     * @return English sentences in printing ASCII; empty when the two do the same
     */
    public List<String> differences() {
        return differences;
    }

    /**
     * Who may receive reports of those that the record names: of each kind the first five.
     *
     * @param kind which reports
     * @return in the order of the record
     */
    public List<ReportDestination> destinations(ReportKind kind) {
        return kind == ReportKind.AGGREGATE ? aggregate : failureReports;
    }

    /**
     * What the owner of the domain ought to know: the gravest first, and of the same severity in the order of DNS and of
     * the record.
     *
     * @return an immutable list
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Why it is not known which record applies; a later check may tell when the reason is a temporary one.
     *
     * @return nothing when it is known, also when it is known that there is none
     */
    public Optional<DnsAnswer.Failed> failure() {
        return rfc9989.failure();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcReport that
                && domain.equals(that.domain)
                && walk.equals(that.walk)
                && rfc9989.equals(that.rfc9989)
                && rfc7489.equals(that.rfc7489)
                && differences.equals(that.differences)
                && aggregate.equals(that.aggregate)
                && failureReports.equals(that.failureReports)
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, walk, rfc9989, rfc7489, differences, aggregate, failureReports, findings);
    }

    /**
     * The domain, its policies by RFC 9989 and the number of findings.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return domain + ": " + rfc9989 + ", " + findings.size() + " findings";
    }
}
