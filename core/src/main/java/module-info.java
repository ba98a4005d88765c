/**
 * Signet's ground floor: DNS look-ups, the message and its envelope, domain names, and the
 * {@code Authentication-Results} field. Start with {@link org.signetmail.core.Message} and
 * {@link org.signetmail.core.DnsResolver}.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // ICU4J has no module-info
module org.signetmail.core {
    requires static transitive org.jspecify;
    requires org.dnsjava;
    requires org.slf4j;
    // For https:// servers alone: an image without it is smaller.
    requires static java.net.http;
    requires static com.ibm.icu;

    exports org.signetmail.core;
    exports org.signetmail.core.dns to
            org.signetmail.spf,
            org.signetmail.dkim,
            org.signetmail.dmarc,
            org.signetmail.testkit;
    exports org.signetmail.core.internal to
            org.signetmail.spf,
            org.signetmail.dkim,
            org.signetmail.dmarc,
            org.signetmail.reports;
}
