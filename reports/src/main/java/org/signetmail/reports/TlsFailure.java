package org.signetmail.reports;

import java.util.Optional;

/**
 * Sessions that failed for one reason (RFC 8460 §4.3). Texts are as written and hostile. Immutable and thread-safe.
 *
 * @param resultType the reason
 * @param sendingIp the address of the sender; RFC 5952 where it is an address, else as written
 * @param receivingIp the address of the receiver, in the same way
 * @param receivingMx its name
 * @param receivingHelo what it called itself
 * @param count how many sessions
 * @param additionalInfo a URI with more about it
 * @param reasonCode more about it
 */
public record TlsFailure(
        Reported<TlsResultType> resultType,
        Optional<String> sendingIp,
        Optional<String> receivingIp,
        Optional<String> receivingMx,
        Optional<String> receivingHelo,
        Optional<Long> count,
        Optional<String> additionalInfo,
        Optional<String> reasonCode) {}
