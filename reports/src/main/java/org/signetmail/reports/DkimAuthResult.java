package org.signetmail.reports;

import java.util.Optional;

/**
 * What one signature came to (RFC 9990 §3.1.1.12). Absent is nothing, empty is an empty text. Immutable and thread-safe.
 *
 * @param domain the signing domain, {@code d=}, as written
 * @param selector the selector, {@code s=}, as written
 * @param result what DKIM itself came to
 * @param humanResult more about it, as written
 */
public record DkimAuthResult(
        Optional<String> domain,
        Optional<String> selector,
        Reported<AuthResult> result,
        Optional<String> humanResult) {}
