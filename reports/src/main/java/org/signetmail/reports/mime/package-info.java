/**
 * The parts of a mail (RFC 2045 to 2047, 2183, 2231) as places in its octets. Nothing that knows what a report is may enter.
 */
@NullMarked
package org.signetmail.reports.mime;

import org.jspecify.annotations.NullMarked;
