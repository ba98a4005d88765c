/** Signet in Apache James' SMTP server. Start with {@link org.signetmail.examples.james.AuthenticationHook}. */
@NullMarked
package org.signetmail.examples.james;

import org.jspecify.annotations.NullMarked;
