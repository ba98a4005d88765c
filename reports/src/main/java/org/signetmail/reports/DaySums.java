package org.signetmail.reports;

import java.time.LocalDate;

/**
 * The mail of one domain on one day. Immutable and thread-safe.
 *
 * @param day the day in UTC in which the middle of the period lies
 * @param domain the policy domain as A-labels; of what is no domain the beginning of its text, which is hostile
 * @param passing how many messages passed DMARC
 * @param failing how many did not
 */
public record DaySums(LocalDate day, String domain, long passing, long failing) {}
