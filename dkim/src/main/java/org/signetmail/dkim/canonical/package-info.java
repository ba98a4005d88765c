/**
 * The octets that are hashed: the canonical forms of body and header (RFC 6376 §3.4), which fields a signature stands for
 * (§5.4), and the hashes of a body in one pass. Leans on tags and keys. Neither what a signature claims nor what comes of
 * it may enter: forms, lengths and cuts are handed in as plain values. Everything here is on the way of each octet, so
 * nothing that is not needed for every message.
 */
@NullMarked
package org.signetmail.dkim.canonical;

import org.jspecify.annotations.NullMarked;
