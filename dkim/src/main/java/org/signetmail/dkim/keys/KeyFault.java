package org.signetmail.dkim.keys;

/** Why a key record holds no key to verify with. */
public enum KeyFault {
    /** {@code p=} is not base64, or not a key of the kind that {@code k=} says. */
    SYNTAX,
    /** {@code p=} holds a private key. */
    PRIVATE,
    /** {@code p=} is empty (RFC 6376 §3.6.1). */
    REVOKED,
    /** {@code k=} names a kind of key that is not known. */
    TYPE_UNKNOWN,
    /** An RSA key under the bounds within which RSA is computed. */
    TOO_SHORT,
    /** An RSA key over them. */
    TOO_LARGE,
    /** A key that proves nothing (RFC 6376 §8.13). */
    UNSAFE
}
