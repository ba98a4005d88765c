/**
 * Shared by Signet's own modules and by nobody else: the look-ups of one message
 * ({@link org.signetmail.core.internal.DnsLookups}) and octet-exact text helpers.
 */
@NullMarked
package org.signetmail.core.internal;

import org.jspecify.annotations.NullMarked;
