/**
 * DKIM (RFC 6376, 8301, 8463, 8616): signatures of messages verified and made. Start with
 * {@link org.signetmail.dkim.DkimVerifier}.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.dkim {
    requires static transitive org.jspecify;
    requires transitive org.signetmail.core;
    // For those who have them anyway: Bouncy Castle does Ed25519 several times faster than the JDK. Not transitive:
    // that would make javac look for them in everybody's module path.
    requires static jakarta.mail;
    requires static org.eclipse.angus.mail;
    requires static org.bouncycastle.provider;

    exports org.signetmail.dkim;
    exports org.signetmail.dkim.jakarta;
}
