/**
 * DKIM for Jakarta Mail, which has to be there for this package alone. Start with
 * {@link org.signetmail.dkim.jakarta.SignedMimeMessage}, the message whose signature survives being sent.
 *
 * <p>It hands the octets to the signers of {@code org.signetmail.dkim} as everybody does. What a signature is made of may
 * not enter, and nothing outside of this package may know Jakarta Mail.
 */
@NullMarked
package org.signetmail.dkim.jakarta;

import org.jspecify.annotations.NullMarked;
