/**
 * DKIM (RFC 6376, 8301, 8463, 8616): signatures of messages verified and made. Start with
 * {@link org.signetmail.dkim.DkimVerifier}.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.dkim {
    requires static transitive org.jspecify;
    requires transitive org.signetmail.core;
    requires org.bouncycastle.provider;
    // For those who have it anyway. Not transitive: that would make javac look for it in everybody's module path.
    requires static jakarta.mail;

    exports org.signetmail.dkim;
    exports org.signetmail.dkim.jakarta;
}
