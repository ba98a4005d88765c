/**
 * SPF records as text and as a tree (RFC 7208 §4.5, §4.6, §5 to §7, §12): the grammar that
 * {@link org.signetmail.spf.record.SpfRecord#parse} reads and gives, and all that can be said of a text without asking
 * DNS: what is wrong with it, what was meant as a record and is none, and what its owner ought to know.
 *
 * <p>Public, because a record has a use of its own: to look at one before it is published. The parts of the tree are
 * plain values, which users make too, and have what the grammar has; a mechanism that it does not have is no kind to come
 * but a syntax error, a modifier is {@link org.signetmail.spf.record.Modifier.Unknown}. Nothing of a check, its
 * client, results, limits or DNS look-ups may enter.
 */
@NullMarked
package org.signetmail.spf.record;

import org.jspecify.annotations.NullMarked;
