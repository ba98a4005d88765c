/**
 * IP addresses as SPF reads, compares and writes them: bits, the strict grammars of {@code ip4} and {@code ip6}
 * (RFC 7208 §5.6), and the names of the reverse tree. Both the grammar of records and the check stand on it. Nothing
 * of records, results or DNS look-ups may enter.
 */
@NullMarked
package org.signetmail.spf.address;

import org.jspecify.annotations.NullMarked;
