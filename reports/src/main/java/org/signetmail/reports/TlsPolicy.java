package org.signetmail.reports;

import java.util.List;
import java.util.Optional;

/**
 * A policy, and how sessions under it fared (RFC 8460 §4.4). Texts are as written and hostile. Immutable and thread-safe.
 *
 * @param type what kind of policy
 * @param domain whose
 * @param strings its text
 * @param mxHosts the hosts that it names
 * @param successful how many sessions were secure
 * @param failed how many were not
 * @param failures why not
 */
public record TlsPolicy(
        Reported<TlsPolicyType> type,
        Optional<String> domain,
        List<String> strings,
        List<String> mxHosts,
        Optional<Long> successful,
        Optional<Long> failed,
        List<TlsFailure> failures) {}
