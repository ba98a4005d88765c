/**
 * DKIM (RFC 6376, 8301, 8463, 8616): signatures of messages verified and made. Start with
 * {@link org.signetmail.dkim.DkimVerifier}.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.dkim {
    requires static transitive org.jspecify;
    requires transitive org.signetmail.core;
    requires org.bouncycastle.provider;

    exports org.signetmail.dkim;
}
