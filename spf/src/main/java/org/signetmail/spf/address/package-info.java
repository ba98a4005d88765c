/**
 * IP addresses as SPF reads, compares and writes them: bits, the strict grammars of {@code ip4} and {@code ip6}
 * (RFC 7208 §5.6), the names of the reverse tree, and the networks that are not on the Internet. The grammar of records,
 * the check and the lint stand on it, and DMARC and reports, where they have to do with addresses. Nothing of records,
 * results or DNS look-ups may enter.
 */
@NullMarked
package org.signetmail.spf.address;

import org.jspecify.annotations.NullMarked;
