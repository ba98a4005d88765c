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
    // For MtaStsFetcher.https() alone: an image without it is smaller.
    requires static java.net.http;

    exports org.signetmail.dmarc;
    exports org.signetmail.dmarc.domain;
}
