package org.signetmail.dkim;

/**
 * What the key record of a signature says (RFC 6376 §3.6.1).
 *
 * <p>Immutable and thread-safe.
 *
 * @param bits the length of the RSA modulus, or 256 for Ed25519; zero when the record holds no key that can be used
 * @param testing whether the domain says that it is only testing DKIM ({@code t=y}); such a signature counts as any other
 *     all the same, as RFC 6376 §3.6.1 asks for no other treatment than that of unsigned mail
 * @param authentic whether a validating resolver vouched for the record (DNSSEC)
 */
public record DkimKey(int bits, boolean testing, boolean authentic) {}
