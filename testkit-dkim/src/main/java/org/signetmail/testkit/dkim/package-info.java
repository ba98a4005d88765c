/**
 * Tests for a key of one's own. Start with {@link org.signetmail.testkit.dkim.SigningKeyKit}.
 */
@NullMarked
package org.signetmail.testkit.dkim;

import org.jspecify.annotations.NullMarked;
