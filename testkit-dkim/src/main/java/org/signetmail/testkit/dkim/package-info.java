/**
 * Tests for a key of one's own. Start with {@link org.signetmail.testkit.dkim.SigningKeyKit}.
 *
 * <p>It leans on DKIM alone, and uses what every user has: what needs a resolver, or the insides of DKIM, may not enter.
 */
@NullMarked
package org.signetmail.testkit.dkim;

import org.jspecify.annotations.NullMarked;
