/**
 * SPF (RFC 7208): may this client send mail for this domain? Start with {@link org.signetmail.spf.SpfVerifier}, which
 * gives an {@link org.signetmail.spf.SpfOutcome}; {@link org.signetmail.spf.record.SpfRecord#parse} reads a record
 * alone. {@link org.signetmail.spf.SpfLint} tells what is wrong with a record or with all that a domain's leads to, and
 * {@link org.signetmail.spf.SpfFlattener} makes one over that needs too many look-ups.
 *
 * <p>The check and its outcomes are one room: outcomes are made by the check alone and have no public constructors. The
 * check reads as the RFC in {@code CheckHost}; what it asks of DNS and counts is {@code CheckDns}, what it asks ahead
 * {@code Prefetcher}, the sentences are {@code SpfReason} and {@code TraceText}. How a record is read may not enter:
 * that is the room {@code record}.
 *
 * <p>The lint works on a tree of its own, for all clients at once: {@code RecordWalk} fetches it, {@code RecordNode} is it,
 * {@code RootLint}, {@code TreeLint}, {@code TextLint} and the smaller ones find, {@code Flattening} makes over. Its codes are
 * {@code LintCode}, beside those of the parser.
 */
@NullMarked
package org.signetmail.spf;

import org.jspecify.annotations.NullMarked;
