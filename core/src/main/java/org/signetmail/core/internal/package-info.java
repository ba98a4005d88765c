/**
 * Shared by Signet's own modules and by nobody else: octet-exact helpers for text, and the octets of an HTTP answer, bounded.
 * Leans on nothing. What knows messages, DNS or a protocol of mail may not enter.
 */
@NullMarked
package org.signetmail.core.internal;

import org.jspecify.annotations.NullMarked;
