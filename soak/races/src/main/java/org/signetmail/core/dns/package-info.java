/** Races in the package of the same name, of which these have what is not for others. */
@NullMarked
package org.signetmail.core.dns;

import org.jspecify.annotations.NullMarked;
