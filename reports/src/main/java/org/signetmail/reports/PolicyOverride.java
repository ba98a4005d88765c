package org.signetmail.reports;

import java.util.Optional;

/**
 * Why the reporter did something else than the policy asks for (RFC 9990 §3.1.6). Immutable and thread-safe.
 *
 * @param type what kind of reason
 * @param comment more about it, as written; absent is nothing, empty is an empty text
 */
public record PolicyOverride(Reported<OverrideType> type, Optional<String> comment) {}
