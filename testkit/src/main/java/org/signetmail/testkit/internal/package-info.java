/** What Signet's own tests of several modules share, and nobody else needs. */
@NullMarked
package org.signetmail.testkit.internal;

import org.jspecify.annotations.NullMarked;
