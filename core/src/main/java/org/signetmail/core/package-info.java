/**
 * What every check of an e-mail needs: {@link org.signetmail.core.Message} (header fields and body as octets),
 * {@link org.signetmail.core.Envelope} (the SMTP side), {@link org.signetmail.core.DomainName}, and DNS behind
 * {@link org.signetmail.core.DnsResolver} with {@link org.signetmail.core.DnsJavaResolver} as the ready-made one.
 */
@NullMarked
package org.signetmail.core;

import org.jspecify.annotations.NullMarked;
