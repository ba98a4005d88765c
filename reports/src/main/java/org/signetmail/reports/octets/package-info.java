/**
 * Octets on their way out of containers, counted: gzip, zip, character sets, and the one way to say that it ends here.
 * Nothing that knows what a report is may enter.
 */
@NullMarked
package org.signetmail.reports.octets;

import org.jspecify.annotations.NullMarked;
