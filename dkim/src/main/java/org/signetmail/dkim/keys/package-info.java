/**
 * Keys: read out of key records (RFC 6376 §3.6.1), PEM text and the JCA, and made to verify and to sign. Leans on the
 * tags. Policy, DNS and the words of an outcome may not enter: what is wrong with a key is a
 * {@link org.signetmail.dkim.keys.KeyFault}, what was published in its place is {@link org.signetmail.dkim.keys.KeyOctets}, and
 * whether it serves a signature is decided in the root.
 */
@NullMarked
package org.signetmail.dkim.keys;

import org.jspecify.annotations.NullMarked;
