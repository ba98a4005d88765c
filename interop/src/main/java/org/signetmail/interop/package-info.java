/**
 * DKIM signatures exchanged with other implementations. Start with {@link org.signetmail.interop.Interop}, and with
 * {@code interop/README.md}. Nothing that another module needs may enter.
 */
@NullMarked
package org.signetmail.interop;

import org.jspecify.annotations.NullMarked;
