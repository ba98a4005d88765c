/**
 * What tag lists are made of (RFC 6376 §3.2): names and values read where they stand, base64, dkim-quoted-printable, and
 * the buffer that octets are put together in. The lowest room: it leans on no other. What a tag means may not enter.
 */
@NullMarked
package org.signetmail.dkim.tags;

import org.jspecify.annotations.NullMarked;
