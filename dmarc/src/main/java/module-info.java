/**
 * DMARC (RFC 9989), and SPF, DKIM and DMARC in one call. Start with
 * {@link org.signetmail.dmarc.MailAuthenticator}.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.dmarc {
    requires static transitive org.jspecify;
    requires transitive org.signetmail.core;
    requires transitive org.signetmail.spf;
    requires transitive org.signetmail.dkim;

    exports org.signetmail.dmarc;
    exports org.signetmail.dmarc.domain;
}
