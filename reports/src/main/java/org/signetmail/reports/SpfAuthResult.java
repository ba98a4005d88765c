package org.signetmail.reports;

import java.util.Optional;

/**
 * What SPF came to (RFC 9990 §3.1.1.13). Absent is nothing, empty is an empty text. Immutable and thread-safe.
 *
 * @param domain the domain that was checked, as written
 * @param scope which identity
 * @param result what SPF itself came to
 * @param humanResult more about it, as written
 */
public record SpfAuthResult(
        Optional<String> domain, Reported<SpfScope> scope, Reported<AuthResult> result, Optional<String> humanResult) {}
