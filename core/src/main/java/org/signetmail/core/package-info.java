/**
 * What every check of an e-mail needs: {@link org.signetmail.core.Message} (header fields and body as octets),
 * {@link org.signetmail.core.Envelope} (the SMTP side), {@link org.signetmail.core.DomainName}, and DNS behind
 * {@link org.signetmail.core.DnsResolver} with {@link org.signetmail.core.DnsJavaResolver} as the ready-made one.
 *
 * <p>Here is what users and the protocols meet; the packets, caches and grammars behind it are in rooms that are not
 * exported: {@code dns}, {@code message}, {@code results}, {@code internal}. What SPF, DKIM or DMARC make of a message or
 * a record may not enter, and nothing that knows one of them.
 */
@NullMarked
package org.signetmail.core;

import org.jspecify.annotations.NullMarked;
