package org.signetmail.dkim.keys;

/** The hash of a signature algorithm (RFC 6376 §3.3, RFC 8463 §3). Immutable and thread-safe. */
public enum Hash {
    /** SHA-256 (RFC 6376 §3.3.2). */
    SHA256("sha256", "SHA-256", "SHA256withRSA", 32),
    /** SHA-1, historic (RFC 8301 §3.1). */
    SHA1("sha1", "SHA-1", "SHA1withRSA", 20);

    private final String keyword;
    private final String digestName;
    private final String rsaName;
    private final int length;

    Hash(String keyword, String digestName, String rsaName, int length) {
        this.keyword = keyword;
        this.digestName = digestName;
        this.rsaName = rsaName;
        this.length = length;
    }

    /**
     * The hash as {@code h=} of a key record spells it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }

    /**
     * The octets of a hash.
     *
     * @return how many
     */
    public int length() {
        return length;
    }

    /** The name of the hash in the JCA. */
    String digestName() {
        return digestName;
    }

    /** The name in the JCA of RSASSA-PKCS1-v1_5 with it. */
    String rsaName() {
        return rsaName;
    }
}
