/**
 * Shared by Signet's own modules and by nobody else: the look-ups of one message
 * ({@link org.signetmail.core.internal.DnsLookups}), the memory of parsed records
 * ({@link org.signetmail.core.internal.RecordCache}) and octet-exact text helpers.
 */
@NullMarked
package org.signetmail.core.internal;

import org.jspecify.annotations.NullMarked;
