/**
 * SPF (RFC 7208): may this client send mail for this domain? Start with {@link org.signetmail.spf.SpfVerifier}, which
 * gives an {@link org.signetmail.spf.SpfOutcome}; {@link org.signetmail.spf.SpfRecord#parse} reads a record alone.
 */
@NullMarked
package org.signetmail.spf;

import org.jspecify.annotations.NullMarked;
