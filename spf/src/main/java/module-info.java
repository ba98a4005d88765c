/**
 * SPF (RFC 7208): may this client send mail for this domain? Start with {@link org.signetmail.spf.SpfVerifier}.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.spf {
    requires static transitive org.jspecify;
    requires transitive org.signetmail.core;

    exports org.signetmail.spf;
    exports org.signetmail.spf.record;
    exports org.signetmail.spf.address to
            org.signetmail.dmarc,
            org.signetmail.reports;
}
