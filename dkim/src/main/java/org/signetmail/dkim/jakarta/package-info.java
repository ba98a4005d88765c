/**
 * DKIM for Jakarta Mail, which has to be there for this package alone. Start with
 * {@link org.signetmail.dkim.jakarta.SignedMimeMessage}, the message whose signature survives being sent.
 */
@NullMarked
package org.signetmail.dkim.jakarta;

import org.jspecify.annotations.NullMarked;
