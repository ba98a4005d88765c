/**
 * DomainKeys Identified Mail: who vouches for a message, and whether it is what he signed (RFC 6376).
 * Start with {@link org.signetmail.dkim.DkimVerifier}, which gives one {@link org.signetmail.dkim.DkimOutcome} for each
 * signature of a message.
 */
@NullMarked
package org.signetmail.dkim;

import org.jspecify.annotations.NullMarked;
