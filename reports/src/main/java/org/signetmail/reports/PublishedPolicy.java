package org.signetmail.reports;

import java.util.Optional;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.dmarc.Disposition;

/**
 * The policy that a reporter found, or took for granted (RFC 9990 §3.1.1.5). It need not explain every row: policies change
 * within a period (§3.3). Nothing is filled in: absent is absent. Immutable and thread-safe.
 *
 * @param domain the policy domain, as written
 * @param p the policy
 * @param sp that of subdomains
 * @param np that of subdomains which do not exist
 * @param adkim how DKIM has to be aligned
 * @param aspf how SPF has to be aligned
 * @param pct the percentage of RFC 7489, as a number
 * @param fo when failure reports are wanted, as written
 * @param testing whether it is being tested
 * @param discoveryMethod how it was found
 */
public record PublishedPolicy(
        Optional<String> domain,
        Reported<Disposition> p,
        Reported<Disposition> sp,
        Reported<Disposition> np,
        Reported<AlignmentMode> adkim,
        Reported<AlignmentMode> aspf,
        Optional<Integer> pct,
        Optional<String> fo,
        Reported<TestingFlag> testing,
        Reported<DiscoveryMethod> discoveryMethod) {}
