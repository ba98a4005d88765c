/**
 * DomainKeys Identified Mail: who vouches for a message, and whether it is what he signed (RFC 6376).
 * Start with {@link org.signetmail.dkim.DkimVerifier}, which gives one {@link org.signetmail.dkim.DkimOutcome} for each
 * signature of a message.
 *
 * <p>Here is what users meet, and the two ways through: verify and sign, read from top to bottom. What a way needs on its
 * way is in rooms that are not exported, of which none leans on this package: {@code tags}, {@code keys},
 * {@code canonical}, {@code diagnosis}. What they find in plain values is given its name and its words here. Nothing that
 * works octet by octet may enter.
 */
@NullMarked
package org.signetmail.dkim;

import org.jspecify.annotations.NullMarked;
