/**
 * The machinery of DNS: what carries questions to servers and keeps their answers
 * ({@link org.signetmail.core.dns.DnsClient}), the look-ups of one message
 * ({@link org.signetmail.core.dns.DnsLookups}), and the memory of parsed records
 * ({@link org.signetmail.core.dns.RecordCache}).
 *
 * <p>Of the root it uses the types that its callers speak in, which cannot live in a room that is not exported:
 * {@code DnsResolver}, {@code DnsAnswer}, {@code DnsRecord}, {@code DnsFailure}, {@code DnsQuery}, {@code RecordType} and
 * {@code DomainName}. None of them knows this room; {@code DnsJavaResolver}, the one class of the root that does, is not
 * used here. Messages, header fields and what SPF, DKIM and DMARC make of records may not enter.
 */
@NullMarked
package org.signetmail.core.dns;

import org.jspecify.annotations.NullMarked;
